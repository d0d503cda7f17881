namespace Quayside.SkuLinks.Matching;

/// <summary>What is proposed for one listing.</summary>
/// <param name="Candidates">Best first, at most <see cref="MostCandidates"/>; empty where nothing is alike.</param>
/// <param name="SureMasterId">The one master that may be ticked beforehand; null where a person has to look.</param>
public sealed record MatchResult(string ListingId, IReadOnlyList<MatchCandidate> Candidates, string? SureMasterId)
{
    public const int MostCandidates = 20;
}

/// <param name="Score">Probability that this is the listing's master, 0 to 1.</param>
/// <param name="Rank">From 1.</param>
/// <param name="KitOf">How many of the master one unit of the listing holds ("2 x …" is 2); null where it is one.</param>
public sealed record MatchCandidate(
    string MasterId, double Score, int Rank, MatchTier Tier, IReadOnlyList<MatchReason> Reasons, int? KitOf);

/// <summary>What a proposal rests on, strongest first.</summary>
public enum MatchTier
{
    /// <summary>A GTIN or ISBN with the right check digit, an ASIN, or brand and the maker's part or model number.</summary>
    Identifier,

    /// <summary>The same SKU but for case, separators and what a store puts before or behind.</summary>
    SkuGrammar,

    /// <summary>Words, numbers, price.</summary>
    Text,
}

/// <summary>One piece of evidence in a seller's words: "same GTIN", "size differs: 250 ml / 500 ml".</summary>
/// <param name="Speaks">true for the link, false against it.</param>
public sealed record MatchReason(bool Speaks, string Text);
