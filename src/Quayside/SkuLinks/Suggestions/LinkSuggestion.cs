using Quayside.Organisations;
using Quayside.SkuLinks.Matching;

namespace Quayside.SkuLinks.Suggestions;

/// <summary>A proposal that a variation is sold from a stock item, with what speaks for and against it. Nothing is linked by it.</summary>
public sealed class LinkSuggestion : IBelongToOrganisation
{
    public long Id { get; init; } = NewId.Next();

    public required long OrganisationId { get; init; }

    public required long StoreId { get; init; }

    public required long VariationId { get; init; }

    /// <summary>Never what the variation is linked to now.</summary>
    public required long StockItemId { get; init; }

    /// <summary>Probability that they are one thing, from 0 to 1.</summary>
    public required decimal Score { get; init; }

    public required MatchTier Tier { get; init; }

    /// <summary>Pieces of the item in one of the variation: "2 x …" is 2.</summary>
    public required int Quantity { get; init; }

    public required List<MatchReason> Reasons { get; init; }

    /// <summary>Whether it may be accepted together with others without a look at each: an identifier or a sure match.</summary>
    public required bool Ticked { get; init; }

    public SuggestionState State { get; set; }

    public required DateTimeOffset FoundAt { get; init; }

    public string? DecidedBy { get; set; }

    public DateTimeOffset? DecidedAt { get; set; }

    /// <summary>The decisions that were applied together with this one; undoing them has it wait again.</summary>
    public long? DecidedIn { get; set; }
}

public enum SuggestionState
{
    Waiting,
    Accepted,

    /// <summary>A person said no. Never proposed again.</summary>
    Rejected,
}
