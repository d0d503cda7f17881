namespace Quayside.Training;

/// <summary>Features cut into at most 64 bins each, by column.</summary>
internal sealed class Bins
{
    public const int Most = 64;
    private const int Sample = 60_000;

    private readonly byte[][] _columns;

    private Bins(byte[][] columns, float[][] cuts) => (_columns, Cuts) = (columns, cuts);

    public int Features => _columns.Length;

    /// <summary>A value at most Cuts[feature][i] is in bin i or below.</summary>
    public float[][] Cuts { get; }

    public byte[] Column(int feature) => _columns[feature];

    /// <param name="values">Row by row, each <paramref name="width"/> wide.</param>
    public static Bins Of(float[] values, int width)
    {
        var rows = values.Length / width;
        var columns = new byte[width][];
        var cuts = new float[width][];
        Parallel.For(0, width, feature =>
        {
            cuts[feature] = CutsOf(values, width, feature, rows);
            var column = columns[feature] = new byte[rows];
            for (var row = 0; row < rows; row++)
            {
                var at = Array.BinarySearch(cuts[feature], values[(row * width) + feature]);
                column[row] = (byte)(at >= 0 ? at : ~at);
            }
        });
        return new Bins(columns, cuts);
    }

    private static float[] CutsOf(float[] values, int width, int feature, int rows)
    {
        var step = Math.Max(1, rows / Sample);
        var sample = new List<float>(Sample);
        for (var row = 0; row < rows; row += step)
        {
            sample.Add(values[(row * width) + feature]);
        }

        sample.Sort();
        var cuts = new List<float>();
        for (var i = 1; i < Most; i++)
        {
            var at = sample[(int)((long)i * (sample.Count - 1) / Most)];
            var next = sample.FindIndex(Math.Max(0, (int)((long)i * (sample.Count - 1) / Most)), v => v > at);
            var cut = next < 0 ? at : (at + sample[next]) / 2;
            if (cuts.Count == 0 || cut > cuts[^1])
            {
                cuts.Add(cut);
            }
        }

        return [.. cuts];
    }
}
