namespace Quayside.SkuLinks.Matching;

/// <summary>A link a person confirmed or rejected, with what both sides said.</summary>
public sealed record DecidedPair(MatchProduct Master, MatchProduct Listing, bool IsLinked);

/// <summary>What a seller's own decisions teach: how each store writes SKUs, which words tell products apart here.</summary>
public sealed class MatchHints
{
    private MatchHints(IReadOnlyList<DecidedPair> decided) => Decided = decided;

    public IReadOnlyList<DecidedPair> Decided { get; }

    public static MatchHints From(IEnumerable<DecidedPair> decided) => new([.. decided]);
}
