using Quayside.SkuLinks.Matching;

namespace Quayside.Training;

/// <summary>Offers of the same product from several shops, and tasks made of them in the shapes sellers have.</summary>
internal sealed class Clusters(string group)
{
    private readonly List<(List<MatchProduct> Offers, int Half)> _clusters = [];
    private readonly List<MatchProduct> _strangers = [];

    /// <param name="most">Offers kept of one product.</param>
    /// <param name="half">See <see cref="LabelledSet.Halves"/>; 0 where the products are not halved.</param>
    public void Add(IEnumerable<MatchProduct> offers, int most, int half = 0)
    {
        var kept = offers.Take(most).ToList();
        if (kept.Count >= 2)
        {
            _clusters.Add((kept, half));
        }
    }

    /// <summary>Listings that are known to have no master among these products.</summary>
    public void AddStrangers(IEnumerable<MatchProduct> listings) => _strangers.AddRange(listings);

    public IEnumerable<LabelledSet> Shapes(uint seed) =>
    [
        Make("many", seed, mastersOf: 0.88f, listingsOf: 0.95f, mostListings: 6, strangers: 0.3f),
        Make("one", seed + 10, mastersOf: 0.85f, listingsOf: 0.85f, mostListings: 1, strangers: 0),
        Make("nil", seed + 20, mastersOf: 0.4f, listingsOf: 1, mostListings: 3, strangers: 0.5f),
        Make("one of some", seed + 30, mastersOf: 0.45f, listingsOf: 1, mostListings: 1, strangers: 0.3f),
        Styled("styled one", seed + 50, mastersOf: 0.9f, listingsOf: 0.9f, strangers: 0),
        Styled("styled one of some", seed + 60, mastersOf: 0.45f, listingsOf: 1, strangers: 0.3f),
        Make("all", seed + 70, mastersOf: 1, listingsOf: 0.98f, mostListings: 1, strangers: 0),
        Make("one of many", seed + 40, mastersOf: 0.12f, listingsOf: 1, mostListings: 1, strangers: 0.3f),
        WithModels("models", seed + 80, mastersOf: 0.85f, listingsOf: 0.9f, mostListings: 3, strangers: 0.3f),
        WithModels("models of many", seed + 90, mastersOf: 0.08f, listingsOf: 1, mostListings: 1, strangers: 0.3f),
    ];

    // Two shops whose files have a column for the maker's number.
    private LabelledSet WithModels(string kind, uint seed, float mastersOf, float listingsOf, int mostListings, float strangers)
    {
        var set = Make(kind, seed, mastersOf, listingsOf, mostListings, strangers);
        var ours = new ModelColumn(new Dice(seed + 3000 + FoldedText.Hash(group)), stated: 0.95f, left: 0.4f, branded: 0.8f);
        var theirs = new ModelColumn(new Dice(seed + 4000 + FoldedText.Hash(group)), stated: 0.7f, left: 0.3f, branded: 0.8f);
        return set with { Masters = [.. set.Masters.Select(ours.Write)], Listings = [.. set.Listings.Select(theirs.Write)], HasModels = true };
    }

    // Two shops that each write in a style of their own.
    private LabelledSet Styled(string kind, uint seed, float mastersOf, float listingsOf, float strangers)
    {
        var set = Make(kind, seed, mastersOf, listingsOf, 1, strangers);
        var (ours, theirs) = (new ShopStyle(new Dice(seed + 1000 + FoldedText.Hash(group))), new ShopStyle(new Dice(seed + 2000 + FoldedText.Hash(group))));
        return set with { Masters = [.. set.Masters.Select(ours.Write)], Listings = [.. set.Listings.Select(l => theirs.Write(l) with { Store = null })] };
    }

    private LabelledSet Make(string kind, uint seed, float mastersOf, float listingsOf, int mostListings, float strangers)
    {
        var dice = new Dice(seed);
        var isHalved = _clusters.Exists(c => c.Half > 0);
        var (masters, listings, links, halves) = (new List<MatchProduct>(), new List<MatchProduct>(), new HashSet<(string, string)>(), new Dictionary<string, int>());
        for (var c = 0; c < _clusters.Count; c++)
        {
            var offers = _clusters[c].Offers.ToList();
            dice.Shuffle(offers);
            var hasMaster = dice.Next() < mastersOf;
            var master = $"M{c}";
            if (hasMaster)
            {
                masters.Add(offers[0] with { Id = master });
            }

            var count = dice.Next() < listingsOf ? Math.Min(mostListings, offers.Count - 1) : 0;
            for (var i = 1; i <= count; i++)
            {
                var listing = offers[i] with { Id = $"L{c}-{i}" };
                listings.Add(listing);
                halves[listing.Id] = _clusters[c].Half;
                if (hasMaster)
                {
                    links.Add((master, listing.Id));
                }
            }
        }

        foreach (var stranger in _strangers.Where(_ => dice.Next() < strangers))
        {
            listings.Add(stranger with { Id = $"S{listings.Count}" });
            halves[listings[^1].Id] = isHalved ? LabelledSet.HalfOf(stranger.Id) : 0;
        }

        // Not every seller's files say so much: some sets say neither category nor store.
        var (saysCategory, saysStore) = (dice.Next() < 0.4f, dice.Next() < 0.6f);
        MatchProduct Said(MatchProduct product) => product with { Category = saysCategory ? product.Category : null, Store = saysStore ? product.Store : null };
        return new LabelledSet($"{group}/{kind}", group, [.. masters.Select(Said)], [.. listings.Select(Said)], links) { Halves = halves };
    }
}
