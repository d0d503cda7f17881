using Quayside.SkuLinks.Matching;

namespace Quayside.Training;

/// <summary>What trees that never saw a set say of its pairs.</summary>
internal sealed class Judged(TrainingRows rows, Sample sample, float[] odds)
{
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

    public void Report(TextWriter log)
    {
        var at = 0;
        foreach (var batch in rows.Batches)
        {
            var end = batch.Rows[^1] + batch.Scorer.Found[^1].Length;
            var (right, said, found) = (0, 0, 0);
            for (; at < sample.Count && sample.Rows[at] < end; at++)
            {
                found += sample.Labels[at] ? 1 : 0;
                said += odds[at] >= 0 ? 1 : 0;
                right += odds[at] >= 0 && sample.Labels[at] ? 1 : 0;
            }

            log.WriteLine(FormattableString.Invariant(
                $"left out: {batch.Set.Name} F1 {2.0 * right / Math.Max(1, said + batch.Set.Links.Count):F3} precision {(double)right / Math.Max(1, said):F3} recall {(double)right / batch.Set.Links.Count:F3} among the runners {(double)found / batch.Set.Links.Count:F3}"));
        }
    }

    /// <summary>Moves the calibration so that proposals from 0.5 on balance what is missed and what is wrong, on average over the sets of the seller's kind.</summary>
    public Calibration Balanced(Calibration calibration, TextWriter log)
    {
        var (best, balance) = (0.0, 0.5);
        for (var from = 0.2; from <= 0.6; from += 0.02)
        {
            var mean = F1s(calibration, from).Average();
            (best, balance) = mean > best ? (mean, from) : (best, balance);
        }

        log.WriteLine(FormattableString.Invariant($"balance at {balance:F2}: mean F1 {best:F3}, at 0.50 {F1s(calibration, 0.5).Average():F3}"));
        return calibration.Moved(balance);
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
