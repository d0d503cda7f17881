namespace Quayside.Training;

/// <summary>Grows one tree: always splits the leaf that gains most.</summary>
internal sealed class TreeGrower(Bins bins, float[] gradients, float[] hessians, BoostingOptions options)
{
    private sealed class Leaf
    {
        public required int[] Rows;
        public required double[] Sums;
        public double Gradient, Hessian, Gain;
        public int Feature = -1, Bin;
        public bool IsLeft;
        public Grown.Branch? Parent;
    }

    /// <param name="sums">Gets the new tree's values added.</param>
    public Grown Grow(int[] rows, int[] features, float[] sums)
    {
        var tree = new Grown();
        var root = Measured(rows, Histogram(rows, features), features, null, false);
        var leaves = new List<Leaf> { root };
        while (leaves.Count < options.Leaves)
        {
            var best = leaves.MaxBy(l => l.Gain)!;
            if (best.Gain <= 1e-4)
            {
                break;
            }

            leaves.Remove(best);
            var branch = new Grown.Branch { Feature = best.Feature, Bin = best.Bin, Cut = bins.Cuts[best.Feature][best.Bin] };
            tree.Attach(best.Parent, best.IsLeft, branch);
            leaves.AddRange(Split(best, branch, features));
        }

        foreach (var leaf in leaves)
        {
            var value = (float)(-leaf.Gradient / (leaf.Hessian + options.Ridge)) * options.Rate;
            tree.AttachLeaf(leaf.Parent, leaf.IsLeft, value);
            foreach (var row in leaf.Rows)
            {
                sums[row] += value;
            }
        }

        return tree;
    }

    private IEnumerable<Leaf> Split(Leaf leaf, Grown.Branch branch, int[] features)
    {
        var column = bins.Column(leaf.Feature);
        var left = Array.FindAll(leaf.Rows, r => column[r] <= leaf.Bin);
        var right = Array.FindAll(leaf.Rows, r => column[r] > leaf.Bin);
        var smaller = left.Length <= right.Length ? left : right;
        var small = Histogram(smaller, features);
        var large = leaf.Sums;
        for (var i = 0; i < large.Length; i++)
        {
            large[i] -= small[i];
        }

        yield return Measured(left, smaller == left ? small : large, features, branch, true);
        yield return Measured(right, smaller == left ? large : small, features, branch, false);
    }

    private double[] Histogram(int[] rows, int[] features)
    {
        var sums = new double[features.Length * Bins.Most * 3];
        var slopes = new (float Gradient, float Hessian)[rows.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            slopes[i] = (gradients[rows[i]], hessians[rows[i]]);
        }

        Parallel.For(0, features.Length, f =>
        {
            var column = bins.Column(features[f]);
            var at = sums.AsSpan(f * Bins.Most * 3, Bins.Most * 3);
            for (var i = 0; i < slopes.Length; i++)
            {
                var bin = column[rows[i]] * 3;
                at[bin] += slopes[i].Gradient;
                at[bin + 1] += slopes[i].Hessian;
                at[bin + 2]++;
            }
        });
        return sums;
    }

    private Leaf Measured(int[] rows, double[] sums, int[] features, Grown.Branch? parent, bool isLeft)
    {
        var leaf = new Leaf { Rows = rows, Sums = sums, Parent = parent, IsLeft = isLeft };
        for (var bin = 0; bin < Bins.Most; bin++)
        {
            leaf.Gradient += sums[bin * 3];
            leaf.Hessian += sums[(bin * 3) + 1];
        }

        var whole = Score(leaf.Gradient, leaf.Hessian);
        for (var f = 0; f < features.Length; f++)
        {
            var (gradient, hessian, count) = (0.0, 0.0, 0.0);
            for (var bin = 0; bin < bins.Cuts[features[f]].Length; bin++)
            {
                var at = ((f * Bins.Most) + bin) * 3;
                (gradient, hessian, count) = (gradient + sums[at], hessian + sums[at + 1], count + sums[at + 2]);
                if (count < options.LeastRows || rows.Length - count < options.LeastRows)
                {
                    continue;
                }

                var gain = Score(gradient, hessian) + Score(leaf.Gradient - gradient, leaf.Hessian - hessian) - whole;
                if (gain > leaf.Gain)
                {
                    (leaf.Gain, leaf.Feature, leaf.Bin) = (gain, features[f], bin);
                }
            }
        }

        return leaf;
    }

    private double Score(double gradient, double hessian) => gradient * gradient / (hessian + options.Ridge);
}
