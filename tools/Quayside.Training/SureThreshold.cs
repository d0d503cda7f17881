using Quayside.SkuLinks.Matching;

namespace Quayside.Training;

/// <summary>The least probability from which a listing's best master is right often enough, in every group of sets left out.</summary>
internal static class SureThreshold
{
    private const double Precision = 0.988;

    public static double Choose(Judged judged, Calibration calibration, TextWriter log)
    {
        var firsts = judged.Firsts().Select(f => (f.Group, Score: calibration.Of(f.LogOdds), f.IsRight)).ToList();
        var chosen = 0.9985;
        for (var at = 0.9985; at >= 0.9; at -= 0.0025)
        {
            var taken = firsts.Where(f => f.Score >= at).ToList();
            var pooled = taken.Count == 0 ? 1 : taken.GroupBy(f => f.Group).Average(g => g.Average(f => f.IsRight ? 1.0 : 0));
            chosen = pooled >= Precision ? at : chosen;
            if (pooled < Precision)
            {
                break;
            }
        }

        foreach (var group in firsts.GroupBy(f => f.Group))
        {
            var taken = group.Where(f => f.Score >= chosen).ToList();
            log.WriteLine(FormattableString.Invariant($"sure from {chosen:F4}: {group.Key} precision {taken.Select(f => f.IsRight ? 1.0 : 0).DefaultIfEmpty(1).Average():F4} of {taken.Count} among {group.Count()} listings"));
        }

        return chosen;
    }
}
