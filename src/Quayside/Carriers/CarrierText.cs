namespace Quayside.Carriers;

/// <summary>What one store's shop calls a carrier.</summary>
public sealed record CarrierText(long StoreId, string Text);
