namespace Quayside.SkuLinks.Decisions;

/// <summary>What changes would do. Nothing of it is written.</summary>
/// <param name="Stock">Every item whose figures, name or variations change; one that does not exist yet has no id.</param>
/// <param name="Links">Every variation that is sold from something else afterwards.</param>
/// <param name="ResolvedOrders">Open orders with a line that waits for a link and gets one.</param>
/// <param name="WaitingOrders">Open orders with a line that loses its link and waits from then on.</param>
/// <param name="MovedOrders">Open orders with a line that is reserved on something else afterwards.</param>
/// <param name="Kits">Variations made of several items, before or after.</param>
/// <param name="Problems">Why the changes cannot be made; empty when they can.</param>
public sealed record MappingPreview(
    IReadOnlyList<StockOutlook> Stock,
    IReadOnlyList<LinkOutlook> Links,
    int ResolvedOrders,
    int WaitingOrders,
    int MovedOrders,
    IReadOnlyList<long> Kits,
    IReadOnlyList<MappingProblem> Problems);

/// <param name="StockItemId">null for an item that a split would make.</param>
/// <param name="MergedInto">Master SKU of the item that it becomes part of; null when it stays.</param>
/// <param name="Text">Why on hand is what it is afterwards, where that needs words.</param>
public sealed record StockOutlook(
    long? StockItemId, string MasterSku, string? NewMasterSku, StockFigures Before, StockFigures After, string? MergedInto, string? Text);

public sealed record StockFigures(decimal? OnHand, decimal Reserved, decimal? Available, int Variations);

public sealed record LinkOutlook(long VariationId, IReadOnlyList<LinkedItem> Before, IReadOnlyList<LinkedItem> After);

/// <summary>One of the items that a variation is linked to; several make a kit.</summary>
/// <param name="StockItemId">null for an item that a split would make.</param>
public sealed record LinkedItem(long? StockItemId, string MasterSku, decimal Quantity, LinkOrigin Origin);

/// <param name="Change">Which of the changes, from 0.</param>
/// <param name="Code">Stable, as refusals have it.</param>
public sealed record MappingProblem(int Change, string Code, string Text);
