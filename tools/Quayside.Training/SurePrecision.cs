using Quayside.SkuLinks.Matching;

namespace Quayside.Training;

/// <summary>How often what would be ticked is right in sets left out, and how much of them that is.</summary>
internal static class SurePrecision
{
    private static readonly double[] Shares = [0.1, 0.2, 0.3, 0.4, 0.5];

    public static void Report(string how, Judged judged, Calibration certainty, TextWriter log)
    {
        foreach (var set in judged.Firsts().GroupBy(f => f.Set))
        {
            var chances = set.Select(f => (Chance: certainty.Frequency(f.LogOdds), f.IsRight)).ToList();
            var from = SureTicks.From(chances.Select(c => c.Chance), chances.Count);
            var ticked = chances.Where(c => c.Chance >= from).ToList();
            log.WriteLine(FormattableString.Invariant(
                $"ticked, {how}: {set.Key} {(ticked.Count == 0 ? 1 : ticked.Average(c => c.IsRight ? 1.0 : 0)):F4} of {ticked.Count}, of {chances.Count} listings; surest first: {string.Join(", ", Shares.Select(share => Surest(chances, share)))}"));
        }
    }

    private static string Surest(List<(double Chance, bool IsRight)> chances, double share) => FormattableString.Invariant(
        $"{share:P0} {chances.OrderByDescending(c => c.Chance).Take(Math.Max(1, (int)(share * chances.Count))).Average(c => c.IsRight ? 1.0 : 0):F3}");
}
