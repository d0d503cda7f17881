using System.Globalization;

namespace Quayside.SkuLinks.Matching;

/// <summary>From what the trees say to how often that is right: straight lines between points that only rise.</summary>
internal sealed class Calibration(float[] logOdds, float[] probabilities)
{
    public double Of(float value)
    {
        var at = Array.BinarySearch(logOdds, value);
        if (at >= 0)
        {
            return probabilities[at];
        }

        var next = ~at;
        if (next == 0)
        {
            return probabilities[0];
        }

        if (next == logOdds.Length)
        {
            return probabilities[^1];
        }

        var share = (value - logOdds[next - 1]) / (logOdds[next] - logOdds[next - 1]);
        return probabilities[next - 1] + (share * (probabilities[next] - probabilities[next - 1]));
    }

    /// <summary>The same with this probability moved to the middle, and all others in proportion on their side.</summary>
    public Calibration Moved(double balance) =>
        new(logOdds, [.. probabilities.Select(p => (float)(p < balance ? p * 0.5 / balance : 0.5 + ((p - balance) * 0.5 / (1 - balance))))]);

    public void Write(TextWriter to)
    {
        to.WriteLine(string.Join(' ', logOdds.Select(v => v.ToString("G6", CultureInfo.InvariantCulture))));
        to.WriteLine(string.Join(' ', probabilities.Select(v => v.ToString("G6", CultureInfo.InvariantCulture))));
    }

    public static Calibration Read(TextReader from) => new(Numbers(from), Numbers(from));

    private static float[] Numbers(TextReader from) =>
        [.. (from.ReadLine() ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(t => float.Parse(t, CultureInfo.InvariantCulture))];
}
