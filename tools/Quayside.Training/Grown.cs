using Quayside.SkuLinks.Matching;

namespace Quayside.Training;

/// <summary>A tree as it grows.</summary>
internal sealed class Grown
{
    private object? _root;

    internal sealed class Branch
    {
        public int Feature, Bin;
        public float Cut;
        public object? Left, Right;
    }

    public void Attach(Branch? parent, bool isLeft, Branch branch) => Set(parent, isLeft, branch);

    public void AttachLeaf(Branch? parent, bool isLeft, float value) => Set(parent, isLeft, value);

    /// <summary>The value of the leaf that a row falls into.</summary>
    public float Of(Bins bins, int row)
    {
        var at = _root!;
        while (at is Branch branch)
        {
            at = (bins.Column(branch.Feature)[row] <= branch.Bin ? branch.Left : branch.Right)!;
        }

        return (float)at;
    }

    public void AppendTo(List<int> roots, List<Trees.Node> nodes, List<float> leaves) => roots.Add(Append(_root!, nodes, leaves));

    private static int Append(object node, List<Trees.Node> nodes, List<float> leaves)
    {
        if (node is not Branch branch)
        {
            leaves.Add((float)node);
            return -leaves.Count;
        }

        var at = nodes.Count;
        nodes.Add(default);
        var left = Append(branch.Left!, nodes, leaves);
        var right = Append(branch.Right!, nodes, leaves);
        nodes[at] = new Trees.Node(branch.Feature, branch.Cut, left, right);
        return at;
    }

    private void Set(Branch? parent, bool isLeft, object node)
    {
        if (parent is null)
        {
            _root = node;
        }
        else if (isLeft)
        {
            parent.Left = node;
        }
        else
        {
            parent.Right = node;
        }
    }
}
