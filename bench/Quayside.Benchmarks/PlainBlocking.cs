namespace Quayside.Benchmarks;

/// <summary>What the matcher is measured against: nothing but character 3-gram TF-IDF cosine over the titles, the 20 nearest of each listing.</summary>
internal sealed class PlainBlocking
{
    private const int Nearest = 20;

    private readonly Dictionary<string, int> _grams = new(StringComparer.Ordinal);
    private readonly List<(List<int> Masters, List<float> Weights)> _postings = [];
    private readonly int _count;

    public PlainBlocking(IReadOnlyList<string> titles)
    {
        _count = titles.Count;
        var all = titles.Select(GramsOf).ToArray();
        foreach (var gram in all.SelectMany(g => g.Keys))
        {
            if (_grams.TryAdd(gram, _postings.Count))
            {
                _postings.Add(([], []));
            }
        }

        var frequency = new int[_postings.Count];
        foreach (var gram in all.SelectMany(g => g.Keys))
        {
            frequency[_grams[gram]]++;
        }

        for (var i = 0; i < all.Length; i++)
        {
            foreach (var (gram, weight) in Weighed(all[i], gram => MathF.Log((_count + 1f) / (frequency[gram] + 1f)) + 1))
            {
                _postings[gram].Masters.Add(i);
                _postings[gram].Weights.Add(weight);
            }
        }
    }

    public int[][] Find(IReadOnlyList<string> titles)
    {
        var found = new int[titles.Count][];
        Parallel.For(0, titles.Count, () => (Sums: new float[_count], Touched: new List<int>()), (i, _, space) =>
        {
            foreach (var (gram, weight) in Weighed(GramsOf(titles[i]), gram => MathF.Log((_count + 1f) / (_postings[gram].Masters.Count + 1f)) + 1))
            {
                var (masters, weights) = _postings[gram];
                for (var p = 0; p < masters.Count; p++)
                {
                    if (space.Sums[masters[p]] == 0)
                    {
                        space.Touched.Add(masters[p]);
                    }

                    space.Sums[masters[p]] += weight * weights[p];
                }
            }

            found[i] = Best(space.Sums, space.Touched);
            return space;
        }, _ => { });
        return found;
    }

    private static int[] Best(float[] sums, List<int> touched)
    {
        var best = new PriorityQueue<int, float>();
        foreach (var master in touched)
        {
            if (best.Count < Nearest)
            {
                best.Enqueue(master, sums[master]);
            }
            else
            {
                best.EnqueueDequeue(master, sums[master]);
            }

            sums[master] = 0;
        }

        touched.Clear();
        return [.. best.UnorderedItems.Select(b => b.Element)];
    }

    private List<(int Gram, float Weight)> Weighed(Dictionary<string, int> grams, Func<int, float> idf)
    {
        var weighed = new List<(int, float)>();
        var sum = 0f;
        foreach (var (gram, count) in grams)
        {
            if (_grams.TryGetValue(gram, out var id))
            {
                var weight = count * idf(id);
                weighed.Add((id, weight));
                sum += weight * weight;
            }
        }

        var length = MathF.Sqrt(MathF.Max(sum, 1e-6f));
        return [.. weighed.Select(w => (w.Item1, w.Item2 / length))];
    }

    private static Dictionary<string, int> GramsOf(string title)
    {
        var text = $" {title.ToLowerInvariant()} ";
        var grams = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i + 3 <= text.Length; i++)
        {
            var gram = text.Substring(i, 3);
            grams[gram] = grams.GetValueOrDefault(gram) + 1;
        }

        return grams;
    }
}
