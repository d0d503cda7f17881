using System.Collections.Concurrent;

namespace Quayside.SkuLinks.Matching;

/// <summary>Measures pairs; one for each batch.</summary>
internal sealed class PairScorer
{
    public const int Runners = 20;

    /// <summary>Of the natural logarithm: 2.7 times as much.</summary>
    private const float PricesApart = 1;

    private const int FewestPrices = 20;

    /// <summary>Where more of the likely pairs are so far apart, prices say nothing.</summary>
    private const float MostApart = 0.25f;

    private readonly MasterIndex _masters;
    private readonly Candidates _candidates;
    private readonly WordWeights _weights;
    private readonly bool _arePricesAlike;

    public PairScorer(MasterIndex masters, ProductFacts[] listings, MatchHints? learned = null)
    {
        (_masters, Listings) = (masters, listings);
        _weights = new WordWeights(masters, listings);
        _candidates = new Candidates(masters, learned?.Grammar ?? new SkuGrammar());
        Found = new Candidate[listings.Length][];
        ForAll(i => Found[i] = _candidates.Of(listings[i]));
        (MedianPrice, _arePricesAlike) = Prices();
    }

    public ProductFacts[] Listings { get; }

    public Candidate[][] Found { get; }

    /// <summary>Median of the logarithm of listing price over master price among likely pairs: another currency, or a margin.</summary>
    public float MedianPrice { get; }

    /// <summary>Takes the work to both processors where there is enough of it.</summary>
    public void ForAll(Action<int> work)
    {
        if (Listings.Length < 32)
        {
            for (var i = 0; i < Listings.Length; i++)
            {
                work(i);
            }

            return;
        }

        Parallel.ForEach(Partitioner.Create(0, Listings.Length, Math.Clamp(Listings.Length / 64, 8, 512)), range =>
        {
            for (var i = range.Item1; i < range.Item2; i++)
            {
                work(i);
            }
        });
    }

    /// <summary>Writes what is measured on the listing's candidate.</summary>
    /// <param name="at">Its place in <see cref="Found"/>.</param>
    public void Fill(Span<float> into, int listing, int at, Side side)
    {
        var found = Found[listing];
        var candidate = found[at];
        var best = at == 0 ? (found.Length > 1 ? found[1].Cosine : 0) : found[0].Cosine;
        into[0] = candidate.Cosine;
        into[1] = at;
        into[2] = candidate.Cosine - best;
        into[3] = Z(found, candidate.Cosine);
        PairFeatures.Fill(into, side, SideOfMaster(candidate.Slot), MedianPrice);
    }

    public Side SideOfMaster(int slot) => new(_masters[slot]!, _weights.OfMaster(slot));

    public Side SideOf(int listing) => new(Listings[listing], _weights.Of(Listings[listing]));

    /// <param name="siblings">See <see cref="Rivals.SiblingsOf"/>.</param>
    public RivalWords WordsOf(Runner[] runners, ProductFacts[][] siblings, in Side listing)
    {
        var masters = new Side[runners.Length];
        for (var i = 0; i < masters.Length; i++)
        {
            masters[i] = SideOfMaster(runners[i].Slot);
        }

        return new RivalWords(listing, masters, siblings, MedianPrice);
    }

    private static float Z(Candidate[] found, float cosine)
    {
        var (sum, squares) = (0f, 0f);
        foreach (var candidate in found)
        {
            sum += candidate.Cosine;
            squares += candidate.Cosine * candidate.Cosine;
        }

        var mean = sum / found.Length;
        var deviation = MathF.Sqrt(MathF.Max(0, (squares / found.Length) - (mean * mean)));
        return deviation > 1e-4f ? (cosine - mean) / deviation : 0;
    }

    /// <summary>Whether one costs several times what the other does. Never where the prices of a batch compare badly: they may be in several currencies. A few prices say nothing of that.</summary>
    public bool ArePricesApart(ProductFacts listing, ProductFacts master) =>
        _arePricesAlike && PriceText.AreOfOneCurrency(listing.Product, master.Product) && MathF.Abs(listing.LogPrice - master.LogPrice - MedianPrice) > PricesApart;

    private (float Median, bool AreAlike) Prices()
    {
        var differences = new List<float>();
        for (var i = 0; i < Listings.Length; i++)
        {
            if (Found[i].Length > 0 && Found[i][0].Cosine > 0.5f && Listings[i].LogPrice - _masters[Found[i][0].Slot]!.LogPrice is var difference && !float.IsNaN(difference))
            {
                differences.Add(difference);
            }
        }

        if (differences.Count < FewestPrices)
        {
            return (0, true);
        }

        differences.Sort();
        var median = differences[differences.Count / 2];
        return (median, differences.Count(d => MathF.Abs(d - median) > PricesApart) < MostApart * differences.Count);
    }
}
