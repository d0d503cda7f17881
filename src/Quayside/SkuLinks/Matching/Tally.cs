using System.Buffers;

namespace Quayside.SkuLinks.Matching;

/// <summary>Adds up what each slot is found by, and gives the best of them. Not for two threads at once.</summary>
internal sealed class Tally(int slots)
{
    private readonly float[] _sums = new float[slots];
    private readonly List<int> _touched = new(4096);
    private readonly PriorityQueue<int, (float, int)> _best = new();

    public void Add(int slot, float value)
    {
        ref var sum = ref _sums[slot];
        if (sum == 0)
        {
            _touched.Add(slot);
        }

        sum += value;
    }

    /// <summary>Adds what shares 3-grams with a text, the rarest 3-grams first.</summary>
    /// <param name="mostPostings">Common 3-grams cost most and say least: after this many postings the rest is left out.</param>
    public void AddGrams(GramIndex index, int[] grams, float[] weights, int mostPostings)
    {
        var order = ArrayPool<(int Count, int At)>.Shared.Rent(grams.Length);
        for (var i = 0; i < grams.Length; i++)
        {
            order[i] = (index[grams[i]]?.Count ?? 0, i);
        }

        Array.Sort(order, 0, grams.Length);
        for (var i = 0; i < grams.Length && mostPostings > 0; i++)
        {
            var at = order[i].At;
            if (index[grams[at]] is { } postings)
            {
                Add(postings, weights[at]);
                mostPostings -= postings.Count;
            }
        }

        ArrayPool<(int, int)>.Shared.Return(order);
    }

    /// <summary>Gives the slots with the highest sums in no order, of equal ones the first, and begins anew.</summary>
    public void TakeBest(int most, Func<int, bool> isWanted, ICollection<int> into)
    {
        foreach (var slot in _touched)
        {
            var sum = _sums[slot];
            _sums[slot] = 0;
            if (!isWanted(slot))
            {
                continue;
            }

            if (_best.Count < most)
            {
                _best.Enqueue(slot, (sum, -slot));
            }
            else if (_best.TryPeek(out _, out var least) && (sum, -slot).CompareTo(least) > 0)
            {
                _best.DequeueEnqueue(slot, (sum, -slot));
            }
        }

        _touched.Clear();
        while (_best.TryDequeue(out var slot, out _))
        {
            into.Add(slot);
        }
    }

    private void Add(GramIndex.Postings postings, float weight)
    {
        var slots = postings.Slots.AsSpan(0, postings.Count);
        var weights = postings.Weights.AsSpan(0, postings.Count);
        for (var i = 0; i < slots.Length; i++)
        {
            ref var sum = ref _sums[slots[i]];
            if (sum == 0)
            {
                _touched.Add(slots[i]);
            }

            sum += weight * weights[i];
        }
    }
}
