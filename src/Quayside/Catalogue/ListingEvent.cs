using Quayside.Organisations;
using Quayside.Stores;

namespace Quayside.Catalogue;

/// <summary>One thing that changed about a listing or one of its variations after it was first known. Never changed, never deleted.</summary>
/// <remarks>Quantities are not among them: each sale changes one, and stock movements tell them.</remarks>
public sealed class ListingEvent : IBelongToOrganisation
{
    public long Id { get; init; } = NewId.Next();

    public required long OrganisationId { get; init; }

    public required long ListingId { get; init; }

    /// <summary>null where the listing itself changed.</summary>
    public long? VariationId { get; init; }

    /// <summary>When the channel says it was last changed; when we learned it where it does not say.</summary>
    public required DateTimeOffset At { get; init; }

    public required DateTimeOffset LearnedAt { get; init; }

    public required LearnedBy LearnedBy { get; init; }

    public required ListingChange Change { get; init; }

    public string? Before { get; init; }

    public string? After { get; init; }
}

/// <summary>What of a listing changed.</summary>
public enum ListingChange
{
    Title,
    Status,
    SellerSku,
    Gtin,
    Price,

    /// <summary>A variation that was not there before.</summary>
    Added,

    /// <summary>The channel has it no longer.</summary>
    Deleted,

    /// <summary>The channel has it again.</summary>
    Restored,
}
