using Quayside.SkuLinks.Matching;

namespace Quayside.Training;

/// <summary>Offers of the same product from several shops, and tasks made of them in the shapes sellers have.</summary>
internal sealed class Clusters(string group)
{
    private readonly List<List<MatchProduct>> _clusters = [];

    public int Count => _clusters.Count;

    /// <param name="most">Offers kept of one product.</param>
    public void Add(IEnumerable<MatchProduct> offers, int most)
    {
        var kept = offers.Take(most).ToList();
        if (kept.Count >= 2)
        {
            _clusters.Add(kept);
        }
    }

    /// <summary>Many listings to a master, a tenth of the products without one.</summary>
    public LabelledSet ManyToOne(uint seed) => Make("many", seed, mastersOf: 0.88f, listingsOf: 0.95f, mostListings: 6);

    /// <summary>Two shops that show most things once.</summary>
    public LabelledSet OneToOne(uint seed) => Make("one", seed, mastersOf: 0.85f, listingsOf: 0.85f, mostListings: 1);

    /// <summary>Six of ten listings have no master.</summary>
    public LabelledSet Nil(uint seed) => Make("nil", seed, mastersOf: 0.4f, listingsOf: 1, mostListings: 3);

    /// <summary>A few masters among a marketplace's listings.</summary>
    public LabelledSet Wide(uint seed) => Make("wide", seed, mastersOf: 0.15f, listingsOf: 1, mostListings: 4);

    private LabelledSet Make(string kind, uint seed, float mastersOf, float listingsOf, int mostListings)
    {
        var dice = new Dice(seed);
        var (masters, listings, links) = (new List<MatchProduct>(), new List<MatchProduct>(), new HashSet<(string, string)>());
        for (var c = 0; c < _clusters.Count; c++)
        {
            var offers = _clusters[c].ToList();
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
                if (hasMaster)
                {
                    links.Add((master, listing.Id));
                }
            }
        }

        return new LabelledSet($"{group}/{kind}", group, masters, listings, links);
    }
}
