namespace Quayside.Training;

/// <summary>Rows to learn from.</summary>
internal sealed class Sample(int width)
{
    private readonly List<float> _features = [];

    public int Width => width;

    public float[] Features => [.. _features];

    public List<bool> Labels { get; } = [];

    public List<float> Weights { get; } = [];

    public List<int> Folds { get; } = [];

    /// <summary>Their numbers among all pairs.</summary>
    public List<int> Rows { get; } = [];

    public int Count => Labels.Count;

    public void Add(ReadOnlySpan<float> features, bool label, float weight, int fold, int row)
    {
        _features.AddRange(features);
        Labels.Add(label);
        Weights.Add(weight);
        Folds.Add(fold);
        Rows.Add(row);
    }

    /// <summary>With a mean of 1.</summary>
    public float[] NormalisedWeights()
    {
        var mean = Weights.Average();
        return [.. Weights.Select(w => w / mean)];
    }
}
