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

    /// <summary>Which half of its set's products each belongs to, 1 or 2; 0 where sets are not halved.</summary>
    public List<int> Halves { get; } = [];

    /// <summary>Their numbers among all pairs.</summary>
    public List<int> Rows { get; } = [];

    public int Count => Labels.Count;

    public void Add(ReadOnlySpan<float> features, bool label, float weight, (int Fold, int Half) part, int row)
    {
        _features.AddRange(features);
        Labels.Add(label);
        Weights.Add(weight);
        Folds.Add(part.Fold);
        Halves.Add(part.Half);
        Rows.Add(row);
    }

    /// <summary>With a mean of 1.</summary>
    public float[] NormalisedWeights()
    {
        var mean = Weights.Average();
        return [.. Weights.Select(w => w / mean)];
    }
}
