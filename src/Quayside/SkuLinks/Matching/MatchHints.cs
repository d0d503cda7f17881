namespace Quayside.SkuLinks.Matching;

/// <summary>A link a person confirmed or rejected, with what both sides said.</summary>
public sealed record DecidedPair(MatchProduct Master, MatchProduct Listing, bool IsLinked);

/// <summary>What a seller's own decisions teach: how each store writes SKUs, and what else was said of products already linked.</summary>
public sealed class MatchHints
{
    private readonly Dictionary<(string Master, string Listing), bool> _decided = [];

    private readonly HashSet<string> _listings = new(StringComparer.Ordinal);
    private readonly Dictionary<uint, (int Linked, int Rejected)> _left = [];

    private MatchHints(IReadOnlyList<DecidedPair> decided)
    {
        Decided = decided;
        foreach (var pair in decided)
        {
            _listings.Add(pair.Listing.Id);
            _decided[(pair.Master.Id, pair.Listing.Id)] = pair.IsLinked;
            if (pair.IsLinked)
            {
                Grammar.Learn(pair.Listing.Store, pair.Listing.Sku, pair.Master.Sku);
            }
        }

        LearnWords();
    }

    public IReadOnlyList<DecidedPair> Decided { get; }

    internal SkuGrammar Grammar { get; } = new();

    public static MatchHints From(IEnumerable<DecidedPair> decided) => new([.. decided]);

    /// <summary>How much more or less a word tells here: less where it was left over in links, more where it was in rejected ones.</summary>
    internal float WordFactor(uint word) =>
        _left.TryGetValue(word, out var seen) ? Math.Clamp((1 + (0.5f * seen.Rejected)) / (1 + (0.5f * seen.Linked)), 0.4f, 1.6f) : 1;

    internal bool HasDecided(string listing) => _listings.Contains(listing);

    /// <summary>true linked, false rejected, null when nobody has said.</summary>
    internal bool? IsDecided(string master, string listing) => _decided.TryGetValue((master, listing), out var isLinked) ? isLinked : null;

    private void LearnWords()
    {
        var reader = new FactsReader();
        foreach (var pair in Decided)
        {
            var master = reader.Read(pair.Master).Tokens.Select(t => t.Hash).ToHashSet();
            var listing = reader.Read(pair.Listing).Tokens.Select(t => t.Hash).ToHashSet();
            master.SymmetricExceptWith(listing);
            foreach (var word in master)
            {
                var seen = _left.GetValueOrDefault(word);
                _left[word] = pair.IsLinked ? (seen.Linked + 1, seen.Rejected) : (seen.Linked, seen.Rejected + 1);
            }
        }
    }
}
