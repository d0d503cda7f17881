using Quayside.SkuLinks.Matching;

namespace Quayside.Training;

/// <summary>What trees that never saw a set say of its pairs.</summary>
internal sealed class Judged(TrainingRows rows, Sample sample, float[] odds)
{
    public float[] LogOdds => odds;

    /// <summary>The best master of each listing, by set.</summary>
    public IEnumerable<(string Set, string Group, float LogOdds, bool IsRight)> Firsts()
    {
        var at = 0;
        foreach (var batch in rows.Batches)
        {
            for (var i = 0; i < batch.Rows.Length; i++)
            {
                var end = batch.Rows[i] + batch.Scorer.Found[i].Length;
                var best = -1;
                for (; at < sample.Count && sample.Rows[at] < end; at++)
                {
                    best = best < 0 || odds[at] > odds[best] ? at : best;
                }

                if (best >= 0)
                {
                    yield return (batch.Set.Name, batch.Set.Group, odds[best], sample.Labels[best]);
                }
            }
        }
    }

    public void Report(string how, Calibration calibration, TextWriter log)
    {
        var at = 0;
        foreach (var batch in rows.Batches)
        {
            var end = batch.Rows[^1] + batch.Scorer.Found[^1].Length;
            var (right, said, found) = (0, 0, 0);
            for (; at < sample.Count && sample.Rows[at] < end; at++)
            {
                found += sample.Labels[at] ? 1 : 0;
                var isSaid = calibration.Of(odds[at]) >= 0.5;
                said += isSaid ? 1 : 0;
                right += isSaid && sample.Labels[at] ? 1 : 0;
            }

            log.WriteLine(FormattableString.Invariant(
                $"{how}: {batch.Set.Name} F1 {2.0 * right / Math.Max(1, said + batch.Set.Links.Count):F3} precision {(double)right / Math.Max(1, said):F3} recall {(double)right / batch.Set.Links.Count:F3} among the runners {(double)found / batch.Set.Links.Count:F3}"));
        }
    }

    /// <summary>Moves the calibration so that proposals from 0.5 on balance what is missed and what is wrong, on average over the sets of the seller's kind.</summary>
    /// <remarks>Where probabilities are right, F1 is best from half of the best F1 on (Lipton, Elkan, Naryanaswamy 2014). The frequency at which these few sets do
    /// best is only chance: the curve is flat there.</remarks>
    public Calibration Balanced(Calibration calibration, TextWriter log)
    {
        var best = Enumerable.Range(10, 21).Max(f => F1s(calibration, f / 50.0).Average());
        var balance = Math.Round(best / 2, 3);
        log.WriteLine(FormattableString.Invariant($"balance at {balance:F3}: mean F1 {F1s(calibration, balance).Average():F3}, at best {best:F3}, at 0.5 {F1s(calibration, 0.5).Average():F3}"));
        return calibration.Balanced(balance);
    }

    private List<double> F1s(Calibration calibration, double from)
    {
        var f1s = new List<double>();
        var at = 0;
        foreach (var batch in rows.Batches)
        {
            var end = batch.Rows[^1] + batch.Scorer.Found[^1].Length;
            var (right, said) = (0, 0);
            for (; at < sample.Count && sample.Rows[at] < end; at++)
            {
                var isSaid = calibration.Of(odds[at]) >= from;
                said += isSaid ? 1 : 0;
                right += isSaid && sample.Labels[at] ? 1 : 0;
            }

            if (batch.Set.Group.EndsWith("-dev", StringComparison.Ordinal) && !batch.Set.Name.Contains("styled", StringComparison.Ordinal))
            {
                f1s.Add(2.0 * right / (said + batch.Set.Links.Count));
            }
        }

        return f1s;
    }
}
