using Quayside.Connectors;
using Quayside.SkuLinks;

namespace Quayside.Catalogue;

/// <summary>A listing with its variations, as pages and API show it.</summary>
public sealed record ListingView(
    long Id,
    long StoreId,
    string ChannelListingId,
    string Title,
    string? Description,
    ListingStatus Status,
    string? Brand,
    string? Category,
    IReadOnlyList<string> Images,
    decimal? SharedQuantity,
    DateTimeOffset? ChangedAt,
    IReadOnlyList<VariationView> Variations)
{
    /// <summary>What changed in the shop before this is in these figures; null before the store's first sync has ended.</summary>
    public DateTimeOffset? AsOf { get; init; }
}

/// <param name="Tracked">null when the channel has not told yet.</param>
/// <param name="Conflict">Why its SKU cannot be taken for one thing; null when nothing contradicts it.</param>
public sealed record VariationView(
    long Id,
    string ChannelVariationId,
    string? SellerSku,
    string? Gtin,
    string? Mpn,
    UnitPrice? Price,
    decimal? Quantity,
    bool? Tracked,
    StockTracking Tracking,
    ListingStatus Status,
    string? Image,
    IReadOnlyDictionary<string, string> Options,
    LinkView? Link,
    ConflictReason? Conflict)
{
    /// <summary>Of an offline store: what can be sold of it now, from the store's warehouse. null elsewhere, and while not known.</summary>
    public decimal? Available { get; init; }
}

/// <param name="StockItemId">The first item of a kit.</param>
/// <param name="Quantity">Pieces of the stock item in one of the variation.</param>
/// <param name="Components">All items of a kit; empty where the variation is made of one item.</param>
public sealed record LinkView(long StockItemId, string MasterSku, decimal Quantity, LinkOrigin Origin, IReadOnlyList<ComponentView> Components);

/// <param name="Quantity">Pieces of the stock item in one of the kit.</param>
public sealed record ComponentView(long StockItemId, string MasterSku, decimal Quantity);

public enum LinkState
{
    Linked,
    Unlinked,
    Conflict,
}
