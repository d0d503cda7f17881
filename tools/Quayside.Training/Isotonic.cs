using Quayside.SkuLinks.Matching;

namespace Quayside.Training;

/// <summary>The rising steps nearest to what was seen (pool adjacent violators), as points for straight lines.</summary>
internal static class Isotonic
{
    private const int Points = 40;

    private struct Pool
    {
        public double Weight, Yes, Odds;
    }

    public static Calibration Fit(float[] odds, bool[] labels, float[] weights)
    {
        var order = Enumerable.Range(0, odds.Length).OrderBy(i => odds[i]).ToArray();
        var pools = new List<Pool>();
        var total = weights.Sum(w => (double)w);
        foreach (var bin in Bins(order, odds))
        {
            var pool = default(Pool);
            foreach (var i in bin)
            {
                pool.Weight += weights[i];
                pool.Yes += labels[i] ? weights[i] : 0;
                pool.Odds += weights[i] * odds[i];
            }

            pools.Add(pool);
            while (pools.Count > 1 && pools[^2].Yes / pools[^2].Weight >= pools[^1].Yes / pools[^1].Weight)
            {
                pools[^2] = new Pool { Weight = pools[^2].Weight + pools[^1].Weight, Yes = pools[^2].Yes + pools[^1].Yes, Odds = pools[^2].Odds + pools[^1].Odds };
                pools.RemoveAt(pools.Count - 1);
            }
        }

        return new Calibration([.. pools.Select(p => (float)(p.Odds / p.Weight))], [.. pools.Select(p => (float)Math.Clamp((p.Yes + 0.02) / (p.Weight + 0.04), 0.0005, 0.9985))]);
    }

    // Equal steps of log odds: the ends are as finely told apart as the middle.
    private static IEnumerable<List<int>> Bins(int[] order, float[] odds)
    {
        var (least, most) = (odds[order[order.Length / 100]], odds[order[^(order.Length / 2000 + 1)]]);
        var step = (most - least) / Points;
        return order.GroupBy(i => Math.Clamp((int)((odds[i] - least) / step), 0, Points)).OrderBy(g => g.Key).Select(g => g.ToList());
    }
}
