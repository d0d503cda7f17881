using Quayside.SkuLinks.Matching;

namespace Quayside.Training;

/// <summary>The least probability from which a listing's best master is right often enough, in every group of sets left out.</summary>
internal static class SureThreshold
{
    // Of sets it has not seen; the model that is shipped has seen them.
    private const double Precision = 0.95;

    public static double Choose(Judged judged, Calibration calibration, TextWriter log)
    {
        var firsts = judged.Firsts().Where(f => f.Group.EndsWith("-dev", StringComparison.Ordinal)).Select(f => (f.Group, Score: calibration.Of(f.LogOdds), f.IsRight)).ToList();
        var chosen = 0.998;
        for (var at = 0.995; at >= 0.8; at -= 0.005)
        {
            var groups = firsts.Where(f => f.Score >= at).GroupBy(f => f.Group).Where(g => g.Count() >= 20).ToList();
            var least = groups.Count == 0 ? 1 : groups.Min(g => g.Average(f => f.IsRight ? 1.0 : 0));
            chosen = least >= Precision ? at : chosen;
            log.WriteLine(FormattableString.Invariant($"from {at:F3}: ") + string.Join(", ", groups.Select(g =>
                FormattableString.Invariant($"{g.Key} {g.Average(f => f.IsRight ? 1.0 : 0):F4} of {g.Count()}"))));
        }

        return Math.Round(chosen, 3);
    }
}
