using System.Globalization;

namespace Quayside.SkuLinks.Matching;

/// <summary>From what the trees say to how often that is right: straight lines between points that only rise.</summary>
/// <param name="balance">The probability that is shown as 0.5: from there on, what is missed and what is wrong balance.</param>
internal sealed class Calibration(float[] logOdds, float[] probabilities, double balance = 0.5)
{
    /// <summary>The probability with the balance moved to the middle, and all others in proportion on their side.</summary>
    public double Of(float value)
    {
        var probability = Frequency(value);
        return probability < balance ? probability * 0.5 / balance : 0.5 + ((probability - balance) * 0.5 / (1 - balance));
    }

    /// <summary>How often what the trees say this of is right.</summary>
    public double Frequency(float value)
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

    public Calibration Balanced(double at) => new(logOdds, probabilities, at);

    public void Write(TextWriter to)
    {
        to.WriteLine(string.Join(' ', logOdds.Select(v => v.ToString("G6", CultureInfo.InvariantCulture))));
        to.WriteLine(string.Join(' ', probabilities.Select(v => v.ToString("G6", CultureInfo.InvariantCulture))));
        to.WriteLine(balance.ToString("R", CultureInfo.InvariantCulture));
    }

    public static Calibration Read(TextReader from) => new(
        Numbers(from), Numbers(from), Numbers(from) is [var balance] ? balance : throw new FormatException("The model file ends too early."));

    private static float[] Numbers(TextReader from) =>
        [.. (from.ReadLine() ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(t => float.Parse(t, CultureInfo.InvariantCulture))];
}
