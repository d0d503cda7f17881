using System.Collections.Concurrent;

namespace Quayside.SkuLinks.Matching;

/// <summary>Where the listings go that read like one: shops write of one thing in many ways, and another shop's words may be nearer than the master's.</summary>
/// <remarks>Another listing counts by how alike it reads and by what share of it goes to a master, as the first trees see it or a person decided it.</remarks>
internal sealed class AlikeListings
{
    private const int Nearest = 12;
    private const int MostPostings = 12_000;

    public static readonly string[] Names = ["alike at master", "alike at others", "lead in alike", "votes of alike", "alike at none", "most alike"];

    private readonly Shortlist _list;
    private readonly float[][] _shares;
    private readonly (int Listing, float Cosine)[][] _alike;

    /// <param name="forAll">Does what it is given for each listing of the batch.</param>
    public AlikeListings(Shortlist list, Action<Action<int>> forAll)
    {
        _list = list;
        _shares = new float[list.Runners.Length][];
        _alike = new (int, float)[list.Listings.Length][];
        forAll(i => _shares[i] = Shares(list.Runners[i]));
        Find(forAll);
    }

    public static int Count => Names.Length;

    /// <summary>Writes what is said of a listing's runner by listings that read like it.</summary>
    public void Fill(Span<float> into, int listing, int rank)
    {
        var slot = _list.Runners[listing][rank].Slot;
        var (here, elsewhere, nowhere, most, votes, all) = (0f, 0f, 0f, 0f, 0f, 1e-6f);
        foreach (var (other, cosine) in _alike[listing])
        {
            var (mine, sum, best) = SharesOf(other, slot);
            var weight = cosine * cosine * cosine * cosine;
            here = MathF.Max(here, cosine * mine);
            elsewhere = MathF.Max(elsewhere, cosine * best);
            nowhere = MathF.Max(nowhere, cosine * (1 - sum));
            most = MathF.Max(most, cosine);
            votes += weight * mine;
            all += weight;
        }

        (into[0], into[1], into[2], into[3], into[4], into[5]) = (here, elsewhere, here - elsewhere, votes / all, nowhere, most);
    }

    // Of a master, of all masters, and of the best of the others.
    private (float Mine, float Sum, float BestOther) SharesOf(int listing, int slot)
    {
        var (mine, sum, best) = (0f, 0f, 0f);
        for (var i = 0; i < _shares[listing].Length; i++)
        {
            var share = _shares[listing][i];
            sum += share;
            if (_list.Runners[listing][i].Slot == slot)
            {
                mine = share;
            }
            else
            {
                best = MathF.Max(best, share);
            }
        }

        return (mine, sum, best);
    }

    // A listing goes to one master: what is said of several is divided.
    private static float[] Shares(Runner[] runners)
    {
        var shares = Array.ConvertAll(runners, r => Trees.Probability(r.LogOdds));
        var sum = MathF.Max(1, shares.Sum());
        return Array.ConvertAll(shares, s => s / sum);
    }

    private void Find(Action<Action<int>> forAll)
    {
        var listings = _list.Listings;
        var grams = new (int[] Grams, float[] Counts)[listings.Length];
        forAll(i => grams[i] = GramIndex.Of(FactsReader.TextOf(listings[i].Product)));
        var index = new GramIndex();
        index.Weigh(listings, grams);
        var tallies = new ConcurrentBag<Tally>();
        forAll(i =>
        {
            var tally = tallies.TryTake(out var used) ? used : new Tally(listings.Length);
            var (one, found) = (listings[i], new List<int>(Nearest));
            tally.AddGrams(index, one.Grams, one.GramWeights, MostPostings);
            tally.TakeBest(Nearest, other => other != i, found);
            tallies.Add(tally);
            found.Sort();
            _alike[i] = [.. found.Select(other => (other, GramIndex.Cosine(one.Grams, one.GramWeights, listings[other].Grams, listings[other].GramWeights)))];
        });
    }
}
