using Quayside.Organisations;

namespace Quayside.SkuLinks.Decisions;

/// <summary>What a decision did to one variation: what it was linked to before and after. Holds enough to be undone.</summary>
public sealed class VariationDecision : IBelongToOrganisation
{
    public long Id { get; init; } = NewId.Next();

    public required long OrganisationId { get; init; }

    public required long BatchId { get; init; }

    /// <summary>Its place in the batch: undoing goes from the last to the first.</summary>
    public required int Step { get; init; }

    public required long VariationId { get; init; }

    /// <summary>Empty where it was unlinked. What a sync had linked is taken out when that sync is undone.</summary>
    public required List<LinkedThen> LinksBefore { get; set; }

    public required List<LinkedThen> LinksAfter { get; init; }

    /// <summary>By how much what its shop shows of the items went up or down, of items that were counted: what the shop counted since
    /// then goes back with the variation.</summary>
    public required List<ShownThen> Shown { get; set; }

    public DateTimeOffset? UndoneAt { get; set; }
}

/// <param name="BatchId">The decision that it held by.</param>
public sealed record LinkedThen(long StockItemId, decimal Quantity, LinkOrigin Origin, long? BatchId);

/// <param name="Pieces">null where the shop did not count it.</param>
public sealed record ShownThen(long StockItemId, decimal? Pieces);

/// <summary>What a decision did to one stock item, beside what is sold from it. Holds enough to be undone.</summary>
public sealed class ItemDecision : IBelongToOrganisation
{
    public long Id { get; init; } = NewId.Next();

    public required long OrganisationId { get; init; }

    public required long BatchId { get; init; }

    /// <summary>Its place in the batch, shared with what it did to variations.</summary>
    public required int Step { get; init; }

    public required long StockItemId { get; init; }

    public required ItemDecisionKind Kind { get; init; }

    /// <summary>The item it was merged into, split from, or got stock from.</summary>
    public long? OtherItemId { get; init; }

    public decimal? OnHandBefore { get; set; }

    public decimal? OnHandAfter { get; set; }

    public long? OpenedBefore { get; init; }

    public long? OpenedAfter { get; set; }

    public decimal? ImpliedBefore { get; init; }

    public string? MasterSkuBefore { get; set; }

    public string? MasterSkuAfter { get; init; }

    public bool GeneratedBefore { get; set; }

    /// <summary>Key of a name that a seller had for it: variations that come with it later find the item. null where it was made up.</summary>
    public string? FormerKey { get; set; }

    public DateTimeOffset? UndoneAt { get; set; }
}

public enum ItemDecisionKind
{
    /// <summary>It became part of the other item.</summary>
    Merged,

    /// <summary>It was made of some of the other item's variations.</summary>
    SplitOff,

    /// <summary>Its on hand changed, because the other item came or went.</summary>
    Restocked,
    Renamed,
}

/// <summary>An open order line that stays reserved on what it was reserved on when its variation was linked otherwise.</summary>
public sealed class KeptLine : IBelongToOrganisation
{
    public long Id { get; init; } = NewId.Next();

    public required long OrganisationId { get; init; }

    public required long LineId { get; init; }

    public required long StockItemId { get; init; }

    public required decimal Quantity { get; init; }

    public required bool IsComponent { get; init; }

    public required long BatchId { get; set; }

    /// <summary>The decision that let it go; null while it is kept.</summary>
    public long? EndedByBatchId { get; set; }
}
