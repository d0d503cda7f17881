using Quayside.SkuLinks.Matching;

namespace Quayside.Training;

/// <param name="FeatureShare">Of the features, drawn anew for each tree.</param>
/// <param name="RowShare">Of the rows, drawn anew for each tree.</param>
/// <param name="Seed">Of what is drawn; the same seed gives the same trees.</param>
internal sealed record BoostingOptions(int Rounds = 200, int Leaves = 31, float Rate = 0.08f, int LeastRows = 30, float Ridge = 4, float FeatureShare = 0.7f, float RowShare = 0.6f, uint Seed = 1);

/// <summary>Trains gradient-boosted trees for a yes or no, leaf by leaf, on binned features.</summary>
/// <param name="directions">For each feature 1 where the answer may only rise with it, −1 where only fall, 0 where anything goes.</param>
internal sealed class Boosting(Bins bins, bool[] labels, float[] weights, sbyte[] directions, BoostingOptions options)
{
    /// <param name="rows">The rows to learn from.</param>
    public Trees Train(int[] rows)
    {
        var (roots, nodes, leaves, dice) = (new List<int>(), new List<Trees.Node>(), new List<float>(), new Dice(options.Seed));
        var (yes, all) = (1e-6, 2e-6);
        foreach (var row in rows)
        {
            all += weights[row];
            yes += labels[row] ? weights[row] : 0;
        }

        var start = (float)Math.Log(yes / (all - yes));
        var sums = new float[labels.Length];
        Array.Fill(sums, start);
        var gradients = new float[labels.Length];
        var hessians = new float[labels.Length];
        for (var round = 0; round < options.Rounds; round++)
        {
            foreach (var row in rows)
            {
                var p = Trees.Probability(sums[row]);
                gradients[row] = weights[row] * (p - (labels[row] ? 1 : 0));
                hessians[row] = weights[row] * MathF.Max(p * (1 - p), 1e-6f);
            }

            var features = Enumerable.Range(0, bins.Features).Where(_ => dice.Next() < options.FeatureShare).ToArray();
            var drawn = Array.FindAll(rows, _ => dice.Next() < options.RowShare);
            var tree = new TreeGrower(bins, gradients, hessians, directions, options).Grow(drawn, features);
            Parallel.For(0, rows.Length, i => sums[rows[i]] += tree.Of(bins, rows[i]));
            tree.AppendTo(roots, nodes, leaves);
        }

        return new Trees(start, [.. roots], [.. nodes], [.. leaves]);
    }
}
