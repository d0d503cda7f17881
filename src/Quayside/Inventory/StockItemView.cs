using Quayside.Connectors;
using Quayside.SkuLinks;

namespace Quayside.Inventory;

/// <summary>A stock item, as pages and API show it.</summary>
/// <param name="Variations">How many variations are sold from it.</param>
/// <param name="MergedIntoId">The item that it turned out to be; null while it stands alone.</param>
/// <param name="Discrepancies">Variations whose shop shows another figure than what is available.</param>
public record StockItemView(
    long Id,
    string MasterSku,
    bool Generated,
    string Title,
    string? Gtin,
    string? Image,
    decimal? OnHand,
    decimal Reserved,
    decimal? Available,
    int Variations,
    IReadOnlyList<Discrepancy> Discrepancies,
    long? MergedIntoId)
{
    /// <summary>What changed before this in any of the shops that sell it is in these figures; null while one of them never came in.</summary>
    public DateTimeOffset? AsOf { get; init; }
}

/// <param name="Quantity">What the shop shows.</param>
/// <param name="Available">What it would show if it showed ours, in pieces of the variation.</param>
public sealed record Discrepancy(long StoreId, long VariationId, decimal Quantity, decimal Available);

/// <summary>A stock item with where it is sold and how its figures came about, newest first (the last hundred).</summary>
public sealed record StockItemDetail(StockItemView Item, IReadOnlyList<SoldAs> SoldAs, IReadOnlyList<MovementView> Movements)
    : StockItemView(Item)
{
    [System.Text.Json.Serialization.JsonIgnore]
    public StockItemView Item { get; } = Item;
}

/// <param name="LinkQuantity">Pieces of the stock item in one of the variation.</param>
/// <param name="Kit">The variation is made of other items too.</param>
public sealed record SoldAs(
    long VariationId,
    long ListingId,
    long StoreId,
    string Title,
    string? SellerSku,
    IReadOnlyDictionary<string, string> Options,
    decimal? Quantity,
    StockTracking Tracking,
    ListingStatus Status,
    UnitPrice? Price,
    string? Image,
    decimal LinkQuantity,
    bool Kit,
    LinkOrigin Origin,
    DateTimeOffset LinkedAt);

public sealed record MovementView(
    long Id, DateTimeOffset At, decimal OnHandDelta, decimal ReservedDelta, MovementReason Reason, long? StoreId, string? Who);
