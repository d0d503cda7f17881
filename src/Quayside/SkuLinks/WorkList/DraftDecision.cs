using Quayside.Organisations;
using Quayside.SkuLinks.Decisions;

namespace Quayside.SkuLinks.WorkList;

/// <summary>What a person decided about a variation and has not applied yet. Changes nothing; survives that the page is left.</summary>
public sealed class DraftDecision : IBelongToOrganisation
{
    public long Id { get; init; } = NewId.Next();

    public required long OrganisationId { get; init; }

    /// <summary>Whose draft it is. Others do not see it.</summary>
    public required string Who { get; init; }

    public required long VariationId { get; init; }

    public required DraftKind Kind { get; init; }

    /// <summary>The item it is linked to, or the one that was rejected.</summary>
    public long? StockItemId { get; init; }

    /// <summary>Pieces of the item in one of the variation.</summary>
    public decimal Quantity { get; init; } = 1;

    /// <summary>The code of a split or of a renaming.</summary>
    public string? MasterSku { get; init; }

    public required List<KitComponent> Components { get; init; }
}

public enum DraftKind
{
    /// <summary>It is what the proposal says.</summary>
    Accept,

    /// <summary>It is not what the proposal says.</summary>
    Reject,

    /// <summary>It is an item that the person found.</summary>
    Link,

    /// <summary>It stands alone: none of the proposals, and no more of them.</summary>
    StandsAlone,

    /// <summary>It is another thing than what it is linked to, and gets an item of its own.</summary>
    Split,

    /// <summary>It is made of several items.</summary>
    Kit,

    /// <summary>Its stock item gets another master SKU.</summary>
    Rename,
}
