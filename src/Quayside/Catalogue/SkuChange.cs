using Quayside.Organisations;
using Quayside.Stores;

namespace Quayside.Catalogue;

/// <summary>A seller SKU that reads differently on the channel than it did: a change with a choice, never a new product by itself.</summary>
public sealed class SkuChange : IBelongToOrganisation
{
    public long Id { get; init; } = NewId.Next();

    public required long OrganisationId { get; init; }

    public required long StoreId { get; init; }

    public required long VariationId { get; init; }

    /// <summary>As typed before; null when blank.</summary>
    public string? From { get; init; }

    /// <summary>As typed now; null when blank.</summary>
    public string? To { get; set; }

    /// <summary>Key of <see cref="From"/>; an open change whose variation has it again is no change.</summary>
    public string? FromKey { get; init; }

    public required DateTimeOffset SeenAt { get; init; }

    public required LearnedBy LearnedBy { get; init; }

    /// <summary>null while a person has not chosen.</summary>
    public SkuDecision? Decision { get; set; }

    public DateTimeOffset? DecidedAt { get; set; }

    public string? DecidedBy { get; set; }
}

public enum SkuDecision
{
    /// <summary>The same product under another SKU: the link stays.</summary>
    Kept,

    /// <summary>Another product: the variation was linked by its new SKU.</summary>
    Relinked,
}
