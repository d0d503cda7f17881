namespace Quayside.Training;

/// <summary>Grows one tree: always splits the leaf that gains most.</summary>
internal sealed class TreeGrower(Bins bins, float[] gradients, float[] hessians, sbyte[] directions, BoostingOptions options)
{
    private sealed class Leaf
    {
        public required int[] Rows;
        public required double[] Sums;
        public double Gradient, Hessian, Gain, Middle;
        public double Low = double.NegativeInfinity, High = double.PositiveInfinity;
        public int Feature = -1, Bin;
        public bool IsLeft;
        public Grown.Branch? Parent;
    }

    public Grown Grow(int[] rows, int[] features)
    {
        var tree = new Grown();
        var root = Measured(new Leaf { Rows = rows, Sums = Histogram(rows, features) }, features);
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
            var value = (float)Math.Clamp(-leaf.Gradient / (leaf.Hessian + options.Ridge), leaf.Low, leaf.High) * options.Rate;
            tree.AttachLeaf(leaf.Parent, leaf.IsLeft, value);
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

        var (lower, upper) = Bounds(leaf);
        yield return Measured(new Leaf { Rows = left, Sums = smaller == left ? small : large, Parent = branch, IsLeft = true, Low = lower.Low, High = lower.High }, features);
        yield return Measured(new Leaf { Rows = right, Sums = smaller == left ? large : small, Parent = branch, Low = upper.Low, High = upper.High }, features);
    }

    // What rises with a feature stays below the middle on its left side and above it on its right.
    private ((double Low, double High) Left, (double Low, double High) Right) Bounds(Leaf leaf) => directions[leaf.Feature] switch
    {
        > 0 => ((leaf.Low, leaf.Middle), (leaf.Middle, leaf.High)),
        < 0 => ((leaf.Middle, leaf.High), (leaf.Low, leaf.Middle)),
        _ => ((leaf.Low, leaf.High), (leaf.Low, leaf.High)),
    };

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

    private Leaf Measured(Leaf leaf, int[] features)
    {
        for (var bin = 0; bin < Bins.Most; bin++)
        {
            leaf.Gradient += leaf.Sums[bin * 3];
            leaf.Hessian += leaf.Sums[(bin * 3) + 1];
        }

        var whole = Score(leaf, leaf.Gradient, leaf.Hessian, out _);
        for (var f = 0; f < features.Length; f++)
        {
            var (gradient, hessian, count) = (0.0, 0.0, 0.0);
            for (var bin = 0; bin < bins.Cuts[features[f]].Length; bin++)
            {
                var at = ((f * Bins.Most) + bin) * 3;
                (gradient, hessian, count) = (gradient + leaf.Sums[at], hessian + leaf.Sums[at + 1], count + leaf.Sums[at + 2]);
                if (count < options.LeastRows || leaf.Rows.Length - count < options.LeastRows)
                {
                    continue;
                }

                var gain = Score(leaf, gradient, hessian, out var left) + Score(leaf, leaf.Gradient - gradient, leaf.Hessian - hessian, out var right) - whole;
                if (gain > leaf.Gain && (right - left) * directions[features[f]] >= 0)
                {
                    (leaf.Gain, leaf.Feature, leaf.Bin, leaf.Middle) = (gain, features[f], bin, (left + right) / 2);
                }
            }
        }

        return leaf;
    }

    private double Score(Leaf leaf, double gradient, double hessian, out double value)
    {
        value = Math.Clamp(-gradient / (hessian + options.Ridge), leaf.Low, leaf.High);
        return -((2 * gradient * value) + ((hessian + options.Ridge) * value * value));
    }
}
