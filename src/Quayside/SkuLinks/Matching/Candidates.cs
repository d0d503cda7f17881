using System.Collections.Concurrent;

namespace Quayside.SkuLinks.Matching;

/// <param name="Cosine">Of the 3-grams, 0 to 1.</param>
internal readonly record struct Candidate(int Slot, float Cosine);

/// <summary>Finds the masters worth comparing: nearest by 3-grams, and those that share a key.</summary>
internal sealed class Candidates(MasterIndex masters, SkuGrammar grammar)
{
    private const int NearestByGrams = 26;
    private const int NearestByWords = 18;
    private const int MostKeyed = 32;

    // A word of more masters than this finds nothing that its neighbours do not.
    private const int MostWordPostings = 8_000;

    private const int MostPostings = 60_000;

    private readonly ConcurrentBag<Tally> _tallies = [];

    public Candidate[] Of(ProductFacts listing)
    {
        var tally = _tallies.TryTake(out var used) ? used : new Tally(masters.Slots);
        var (grams, counts) = GramIndex.Of(FactsReader.TextOf(listing.Product));
        var weights = masters.Grams.Weights((grams, counts));
        var found = new HashSet<int>();
        tally.AddGrams(masters.Grams, grams, weights, MostPostings);
        tally.TakeBest(NearestByGrams, IsMaster, found);
        AddWords(tally, listing);
        tally.TakeBest(NearestByWords, IsMaster, found);
        TakeKeyed(listing, found);
        _tallies.Add(tally);
        var candidates = new Candidate[found.Count];
        var at = 0;
        foreach (var slot in found)
        {
            var master = masters[slot]!;
            candidates[at++] = new Candidate(slot, GramIndex.Cosine(grams, weights, master.Grams, master.GramWeights));
        }

        Array.Sort(candidates, (a, b) => b.Cosine != a.Cosine ? b.Cosine.CompareTo(a.Cosine) : string.CompareOrdinal(masters[a.Slot]!.Id, masters[b.Slot]!.Id));
        return candidates;
    }

    private bool IsMaster(int slot) => masters[slot] is not null;

    private void AddWords(Tally tally, ProductFacts listing)
    {
        var budget = MostWordPostings;
        foreach (var (count, hash) in WordIndex.WordsOf(listing).Select(w => (Count: masters.Words.Count(w), w)).Where(w => w.Count > 0).Order())
        {
            if ((budget -= count) < 0)
            {
                break;
            }

            var weight = MathF.Log((masters.Count + 1f) / count) + 0.1f;
            foreach (var slot in masters.Words[hash])
            {
                tally.Add(slot, weight / MathF.Sqrt(4 + masters[slot]!.Tokens.Length));
            }
        }
    }

    private void TakeKeyed(ProductFacts listing, HashSet<int> found)
    {
        var keyed = 0;
        foreach (var reading in grammar.Readings(listing.Product.Store, listing.Product.Sku))
        {
            Take(masters.Keys.Find(KeyIndex.OfSku(reading.Key)), found, ref keyed);
        }

        foreach (var slots in KeyIndex.KeysOf(listing).Select(masters.Keys.Find).OrderBy(s => s.Count).ThenBy(s => s.Count > 0 ? s[0] : 0))
        {
            if (keyed < MostKeyed)
            {
                Take(slots, found, ref keyed);
            }
        }
    }

    private static void Take(IReadOnlyList<int> slots, HashSet<int> found, ref int keyed)
    {
        foreach (var slot in slots)
        {
            keyed += found.Add(slot) ? 1 : 0;
        }
    }
}
