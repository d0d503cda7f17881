using Quayside.Organisations;

namespace Quayside.SkuLinks;

/// <summary>Joins a variation to a stock item, from one time to another. Never deleted: ended.</summary>
public sealed class SkuLink : IBelongToOrganisation
{
    public long Id { get; init; } = NewId.Next();

    public required long OrganisationId { get; init; }

    public required long VariationId { get; init; }

    public required long StockItemId { get; init; }

    /// <summary>Pieces of the stock item in one of the variation.</summary>
    public required decimal Quantity { get; init; }

    public required LinkOrigin Origin { get; init; }

    /// <summary>Its place among the items of a kit, from 0; 0 where it is the only one. What holds at a time has each place once.</summary>
    public int Position { get; init; }

    /// <summary>One of several items that the variation is made of. What a shop shows of a kit says nothing about one of them.</summary>
    public bool IsComponent { get; init; }

    /// <summary>The decision that it holds by.</summary>
    public long? BatchId { get; init; }

    public required DateTimeOffset LinkedAt { get; init; }

    /// <summary>null while it holds.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>Who linked; null where a sync did.</summary>
    public string? LinkedBy { get; init; }

    public string? EndedBy { get; set; }
}

public enum LinkOrigin
{
    /// <summary>The variation's own SKU, or the same SKU key in another store.</summary>
    Exact,

    Rule,

    Manual,

    /// <summary>The variation has no SKU; its stock item's code was made up.</summary>
    Generated,
}

/// <summary>A SKU key whose variations cannot be taken for one thing. Links to nothing by itself.</summary>
public sealed class SkuConflict : IBelongToOrganisation
{
    public required long OrganisationId { get; init; }

    public required string SkuKey { get; init; }

    public required ConflictReason Reason { get; init; }

    public required DateTimeOffset FoundAt { get; init; }
}

public enum ConflictReason
{
    /// <summary>Two variations of one store have it.</summary>
    TwiceInStore,

    /// <summary>Stores disagree on the barcode.</summary>
    GtinDiffers,

    /// <summary>Stores disagree on how many pieces are in a pack.</summary>
    PackSizeDiffers,
}
