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
/// <param name="Levels">By warehouse: the main one first, then those that hold or promise any, by name.</param>
public sealed record StockItemDetail(
    StockItemView Item, IReadOnlyList<SoldAs> SoldAs, IReadOnlyList<StockLevelView> Levels, IReadOnlyList<MovementView> Movements)
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

/// <param name="WarehouseId">null for the main warehouse.</param>
public sealed record StockLevelView(long? WarehouseId, string Name, decimal? OnHand, decimal Reserved, decimal? Available);

/// <param name="StoreId">The store whose reading or order caused it.</param>
/// <param name="Who">null where a sync did it.</param>
public sealed record MovementView(
    long Id, DateTimeOffset At, decimal OnHandDelta, decimal ReservedDelta, MovementReason Reason, long? StoreId, string? Who)
{
    /// <summary>null for the main warehouse.</summary>
    public long? WarehouseId { get; init; }

    public long? OrderId { get; init; }

    public string? OrderNumber { get; init; }

    /// <summary>The decision about links that caused it.</summary>
    public long? BatchId { get; init; }

    /// <summary>What the person said about it.</summary>
    public string? Text { get; init; }

    /// <summary>What on hand came to by it, of the warehouses that are looked at; null while on hand is not known, and where only
    /// movements of another figure are asked for. So with the other two.</summary>
    public decimal? OnHandAfter { get; init; }

    public decimal? ReservedAfter { get; init; }

    public decimal? AvailableAfter { get; init; }
}
