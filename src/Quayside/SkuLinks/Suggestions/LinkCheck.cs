using Quayside.Organisations;
using Quayside.SkuLinks.Matching;

namespace Quayside.SkuLinks.Suggestions;

/// <summary>What was found when a variation's link was last looked at: what a person should decide about it, or that it is clean.</summary>
/// <remarks>Made again when what it was made from is another: the link, whether the item is sold as anything else, whether its code is
/// made up. So a search that was stopped goes on where it stood, and one after a few changes looks at few.</remarks>
public sealed class LinkCheck : IBelongToOrganisation
{
    public required long VariationId { get; init; }

    public required long OrganisationId { get; init; }

    public required long StoreId { get; init; }

    public required long ListingId { get; init; }

    /// <summary>The link that was looked at; null for none.</summary>
    public required long? LinkId { get; init; }

    /// <summary>Whether the stock item was sold as nothing else.</summary>
    public required bool IsAlone { get; init; }

    /// <summary>Whether the stock item's code was made up.</summary>
    public required bool IsGenerated { get; init; }

    /// <summary>What there is to decide; null when nothing is.</summary>
    public WorkGroup? Group { get; set; }

    /// <summary>Of the best proposal; 0 without one.</summary>
    public decimal Score { get; set; }

    /// <summary>Whether the best proposal is ticked. A person may tick and untick.</summary>
    public bool Ticked { get; set; }

    public MatchTier? Tier { get; set; }

    /// <summary>The listing's brand as a key, so that all of a brand can be taken together.</summary>
    public string? Brand { get; init; }

    /// <summary>How the variation's SKU is made from the proposed one, such as "AMZ-…"; null where it is not.</summary>
    public string? SkuRule { get; set; }

    public required DateTimeOffset CheckedAt { get; init; }

    /// <summary>Who said that nothing is to be done; null where nobody did.</summary>
    public string? SettledBy { get; set; }

    /// <summary>As <see cref="LinkSuggestion.DecidedIn"/>.</summary>
    public long? SettledIn { get; set; }
}

/// <summary>Why a variation is not clean.</summary>
public enum WorkGroup
{
    /// <summary>The shop has no SKU for it: its stock item has a code made by Quayside.</summary>
    NoSku,

    /// <summary>Another variation of the same store has the same SKU.</summary>
    TwiceInStore,

    /// <summary>Another store has the same SKU for something that cannot be the same.</summary>
    Contradiction,

    /// <summary>Another store has nearly the same SKU.</summary>
    NearSku,

    /// <summary>Another store seems to sell the same product under another SKU.</summary>
    SeveralSkus,

    /// <summary>Linked to nothing, or sold in this store alone and nothing in the other stores is like it.</summary>
    NoProposal,

    /// <summary>The shop shows another figure than what is available. Never stored: it is compared when asked for.</summary>
    StockDiffers,
}
