using Quayside.Organisations;

namespace Quayside.Inventory;

/// <summary>A signed change of on hand and of reserved, with its reason. Never changed.</summary>
public sealed class StockMovement : IBelongToOrganisation
{
    public long Id { get; init; } = NewId.Next();

    public required long OrganisationId { get; init; }

    public required long StockItemId { get; init; }

    public required DateTimeOffset At { get; init; }

    public required decimal OnHandDelta { get; init; }

    public required decimal ReservedDelta { get; init; }

    public required MovementReason Reason { get; init; }

    /// <summary>The store whose reading or orders caused it.</summary>
    public long? StoreId { get; init; }

    /// <summary>Who did it where a person did; null where a sync did.</summary>
    public string? Who { get; init; }

    /// <summary>null for the main warehouse.</summary>
    public long? WarehouseId { get; init; }

    /// <summary>The order whose pieces moved; null where no single order caused it.</summary>
    public long? OrderId { get; init; }

    /// <summary>The decision about links that caused it; null where none did, where one was undone, and of movements from before this was kept.</summary>
    public long? BatchId { get; init; }

    /// <summary>What the person said about it.</summary>
    public string? Text { get; init; }
}

public enum MovementReason
{
    /// <summary>The first figures of the store that opened the stock.</summary>
    Opening,

    /// <summary>That store's figures changed between two readings.</summary>
    Observed,

    /// <summary>Orders were opened, shipped or cancelled.</summary>
    Orders,

    /// <summary>A variation was linked or unlinked, and its open orders with it.</summary>
    Linked,

    /// <summary>Items became one.</summary>
    Merged,

    /// <summary>Variations got an item of their own.</summary>
    Split,

    /// <summary>A decision about links was undone.</summary>
    Undone,

    /// <summary>A person said how many came or went.</summary>
    Adjusted,

    /// <summary>A person counted: the difference to what was on hand.</summary>
    Counted,

    /// <summary>Carried from one warehouse to another.</summary>
    Transferred,

    /// <summary>Promised to an order taken here.</summary>
    Reserved,

    /// <summary>No longer promised: an order taken here was changed or cancelled.</summary>
    Released,

    /// <summary>Handed to a carrier, or to the buyer.</summary>
    Shipped,

    /// <summary>Came back from a buyer into stock.</summary>
    Returned,
}
