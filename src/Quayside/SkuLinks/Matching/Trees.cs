using System.Globalization;
using System.Text;

namespace Quayside.SkuLinks.Matching;

/// <summary>Gradient-boosted trees: a sum of leaves, one of each tree.</summary>
/// <remarks>A node goes left where its feature is at most the threshold. A child below zero is a leaf: −1 − its number.</remarks>
internal sealed class Trees
{
    private readonly int[] _roots;
    private readonly Node[] _nodes;
    private readonly float[] _leaves;

    internal readonly record struct Node(int Feature, float Threshold, int Left, int Right);

    public Trees(float start, int[] roots, Node[] nodes, float[] leaves)
    {
        (Start, _roots, _nodes, _leaves) = (start, roots, nodes, leaves);
    }

    public float Start { get; }

    public int Count => _roots.Length;

    public IReadOnlyList<Node> Nodes => _nodes;

    /// <returns>The logarithm of the odds.</returns>
    public float Sum(ReadOnlySpan<float> features)
    {
        var sum = Start;
        var nodes = _nodes;
        foreach (var root in _roots)
        {
            var at = root;
            while (at >= 0)
            {
                ref readonly var node = ref nodes[at];
                at = features[node.Feature] <= node.Threshold ? node.Left : node.Right;
            }

            sum += _leaves[-1 - at];
        }

        return sum;
    }

    public static float Probability(float logOdds) => 1 / (1 + MathF.Exp(-logOdds));

    public void Write(TextWriter to)
    {
        to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"trees {_roots.Length} {_nodes.Length} {_leaves.Length} {Start:R}"));
        to.WriteLine(string.Join(' ', _roots));
        var line = new StringBuilder();
        foreach (var node in _nodes)
        {
            line.Append(CultureInfo.InvariantCulture, $"{node.Feature} {node.Threshold:R} {node.Left} {node.Right};");
        }

        to.WriteLine(line);
        to.WriteLine(string.Join(' ', _leaves.Select(l => l.ToString("G5", CultureInfo.InvariantCulture))));
    }

    /// <exception cref="FormatException">Not what <see cref="Write"/> wrote.</exception>
    public static Trees Read(TextReader from)
    {
        var head = Line(from).Split(' ');
        var roots = Numbers(Line(from)).Select(n => (int)n).ToArray();
        var nodes = Line(from).Split(';', StringSplitOptions.RemoveEmptyEntries).Select(NodeOf).ToArray();
        return new Trees(Number(head[4]), roots, nodes, [.. Numbers(Line(from))]);
    }

    private static string Line(TextReader from) => from.ReadLine() ?? throw new FormatException("The model file ends too early.");

    private static Node NodeOf(string text)
    {
        var parts = text.Split(' ');
        return new Node(int.Parse(parts[0], CultureInfo.InvariantCulture), Number(parts[1]), int.Parse(parts[2], CultureInfo.InvariantCulture), int.Parse(parts[3], CultureInfo.InvariantCulture));
    }

    private static IEnumerable<float> Numbers(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Number);

    private static float Number(string text) => float.Parse(text, CultureInfo.InvariantCulture);
}
