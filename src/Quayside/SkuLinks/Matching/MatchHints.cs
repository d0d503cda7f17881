namespace Quayside.SkuLinks.Matching;

/// <summary>A link a person confirmed or rejected, with what both sides said.</summary>
public sealed record DecidedPair(MatchProduct Master, MatchProduct Listing, bool IsLinked);

/// <summary>What a seller's own decisions teach: how each store writes SKUs, and which pairs are settled.</summary>
public sealed class MatchHints
{
    private readonly Dictionary<(string Master, string Listing), bool> _decided = [];

    private MatchHints(IReadOnlyList<DecidedPair> decided)
    {
        Decided = decided;
        foreach (var pair in decided)
        {
            _decided[(pair.Master.Id, pair.Listing.Id)] = pair.IsLinked;
            if (pair.IsLinked)
            {
                Grammar.Learn(pair.Listing.Store, pair.Listing.Sku, pair.Master.Sku);
            }
        }
    }

    public IReadOnlyList<DecidedPair> Decided { get; }

    internal SkuGrammar Grammar { get; } = new();

    public static MatchHints From(IEnumerable<DecidedPair> decided) => new([.. decided]);

    /// <summary>true linked, false rejected, null when nobody has said.</summary>
    internal bool? IsDecided(string master, string listing) => _decided.TryGetValue((master, listing), out var isLinked) ? isLinked : null;
}
