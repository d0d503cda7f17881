using Quayside.SkuLinks.Matching;

namespace Quayside.Training;

/// <summary>What trees that never saw a set say of its pairs.</summary>
internal sealed class Judged(TrainingRows rows, Sample sample, float[] odds)
{
    public float[] LogOdds => odds;

    /// <summary>The best master of each listing, by set.</summary>
    public IEnumerable<(string Set, string Group, float LogOdds, bool IsRight)> Firsts() =>
        FirstRows().Select(f => (f.Set.Name, f.Set.Group, odds[f.Row], sample.Labels[f.Row]));

    private IEnumerable<(LabelledSet Set, int Row)> FirstRows()
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
                    yield return (batch.Set, best);
                }
            }
        }
    }

    public void Report(string how, Calibration calibration, TextWriter log)
    {
        var found = new Dictionary<string, int>();
        var at = 0;
        foreach (var batch in rows.Batches)
        {
            var end = batch.Rows[^1] + batch.Scorer.Found[^1].Length;
            for (; at < sample.Count && sample.Rows[at] < end; at++)
            {
                found[batch.Set.Name] = found.GetValueOrDefault(batch.Set.Name) + (sample.Labels[at] ? 1 : 0);
            }
        }

        foreach (var (set, said, right) in Said(calibration, 0.5))
        {
            log.WriteLine(FormattableString.Invariant(
                $"{how}: {set.Name} F1 {2.0 * right / Math.Max(1, said + set.Links.Count):F3} precision {(double)right / Math.Max(1, said):F3} recall {(double)right / set.Links.Count:F3} among the runners {(double)found.GetValueOrDefault(set.Name) / set.Links.Count:F3}"));
        }
    }

    /// <summary>Moves the calibration so that proposals from 0.5 on balance what is missed and what is wrong, on average over the sets of the seller's kind.</summary>
    /// <remarks>Where probabilities are right, F1 is best from half of the best F1 on (Lipton, Elkan, Naryanaswamy 2014). The frequency at which these few sets do
    /// best is only chance: the curve is flat there.</remarks>
    public Calibration Balanced(Calibration calibration, TextWriter log)
    {
        var best = Enumerable.Range(10, 31).Max(f => F1s(calibration, f / 50.0).Average());
        var balance = Math.Round(best / 2, 3);
        log.WriteLine(FormattableString.Invariant($"balance at {balance:F3}: mean F1 {F1s(calibration, balance).Average():F3}, at best {best:F3}, at 0.5 {F1s(calibration, 0.5).Average():F3}"));
        return calibration.Balanced(balance);
    }

    private List<double> F1s(Calibration calibration, double from) =>
        [.. Said(calibration, from).Where(s => s.Set.Group.EndsWith("-dev", StringComparison.Ordinal) && !s.Set.Name.Contains("styled", StringComparison.Ordinal))
            .Select(s => 2.0 * s.Right / (s.Said + s.Set.Links.Count))];

    // A listing is one product: of its masters only the best is said to be it.
    private IEnumerable<(LabelledSet Set, int Said, int Right)> Said(Calibration calibration, double from) =>
        FirstRows().GroupBy(f => f.Set.Name).Select(group =>
        {
            var said = group.Where(f => calibration.Of(odds[f.Row]) >= from).ToList();
            return (group.First().Set, said.Count, said.Count(f => sample.Labels[f.Row]));
        });
}
