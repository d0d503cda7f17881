using System.Buffers;
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

    // Common 3-grams cost most and say least: after this many postings the rest is left out.
    private const int MostPostings = 60_000;

    private readonly ConcurrentBag<Workspace> _spaces = [];

    private sealed class Workspace(int slots)
    {
        public readonly float[] Sums = new float[slots];
        public readonly List<int> Touched = new(4096);
        public readonly PriorityQueue<int, (float, int)> Best = new();
    }

    public Candidate[] Of(ProductFacts listing)
    {
        var space = _spaces.TryTake(out var used) ? used : new Workspace(masters.Slots);
        var (grams, counts) = GramIndex.Of(FactsReader.TextOf(listing.Product));
        var weights = masters.Grams.Weights((grams, counts));
        Sum(space, grams, weights);
        var found = new HashSet<int>();
        TakeBest(space, found, NearestByGrams);
        SumWords(space, listing);
        TakeBest(space, found, NearestByWords);
        TakeKeyed(listing, found);
        _spaces.Add(space);
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

    private void Sum(Workspace space, int[] grams, float[] weights)
    {
        var order = ArrayPool<(int Count, int At)>.Shared.Rent(grams.Length);
        for (var i = 0; i < grams.Length; i++)
        {
            order[i] = (masters.Grams[grams[i]]?.Count ?? 0, i);
        }

        Array.Sort(order, 0, grams.Length);
        var budget = MostPostings;
        for (var i = 0; i < grams.Length && budget > 0; i++)
        {
            var at = order[i].At;
            if (masters.Grams[grams[at]] is { } postings)
            {
                Sum(space, postings, weights[at]);
                budget -= postings.Count;
            }
        }

        ArrayPool<(int, int)>.Shared.Return(order);
    }

    private void SumWords(Workspace space, ProductFacts listing)
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
                ref var sum = ref space.Sums[slot];
                if (sum == 0)
                {
                    space.Touched.Add(slot);
                }

                sum += weight / MathF.Sqrt(4 + masters[slot]!.Tokens.Length);
            }
        }
    }

    private static void Sum(Workspace space, GramIndex.Postings postings, float weight)
    {
        var sums = space.Sums;
        var slots = postings.Slots.AsSpan(0, postings.Count);
        var weights = postings.Weights.AsSpan(0, postings.Count);
        for (var i = 0; i < slots.Length; i++)
        {
            ref var sum = ref sums[slots[i]];
            if (sum == 0)
            {
                space.Touched.Add(slots[i]);
            }

            sum += weight * weights[i];
        }
    }

    private void TakeBest(Workspace space, HashSet<int> found, int most)
    {
        var best = space.Best;
        foreach (var slot in space.Touched)
        {
            var sum = space.Sums[slot];
            space.Sums[slot] = 0;
            if (masters[slot] is null)
            {
                continue;
            }

            if (best.Count < most)
            {
                best.Enqueue(slot, (sum, -slot));
            }
            else if (best.TryPeek(out _, out var least) && (sum, -slot).CompareTo(least) > 0)
            {
                best.DequeueEnqueue(slot, (sum, -slot));
            }
        }

        space.Touched.Clear();
        while (best.TryDequeue(out var slot, out _))
        {
            found.Add(slot);
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
