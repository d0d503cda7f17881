namespace Quayside.Connectors;

/// <summary>Which shop answered.</summary>
/// <param name="Name">The shop's own name, decoded text.</param>
/// <param name="Address">Where buyers find it, as the shop says; null when it does not.</param>
/// <param name="Currency">The shop's own currency; null when the key may not read it.</param>
/// <param name="Identities">At least one. Each is unique within an organisation and a channel.</param>
/// <param name="Facts">To be handed back in <see cref="Connection.Facts"/>.</param>
public sealed record ShopIdentity(
    string Name, string? Address, Currency? Currency, IReadOnlyList<SellerIdentity> Identities, ShopFacts Facts);

/// <summary>A stable id of the seller's account as the channel knows it.</summary>
/// <param name="Kind">Such as "store_id" or "home".</param>
/// <param name="Value">Normalised by the connector, so that equal accounts have equal text.</param>
/// <param name="Strong">true where only a copy of the shop can share it; false for addresses, which can change hands.</param>
public sealed record SellerIdentity(string Kind, string Value, bool Strong);

/// <param name="Listings">Products the shop says it has; null when it does not say.</param>
/// <param name="NewestOrderAt">When its newest order was placed; null when it has none or does not say.</param>
public sealed record ShopCheck(ShopIdentity Shop, long? Listings, DateTimeOffset? NewestOrderAt);
