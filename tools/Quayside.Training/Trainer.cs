using Quayside.SkuLinks.Matching;

namespace Quayside.Training;

/// <summary>Trains the model. Each group of sets is once left out: what the others say of it calibrates, and is what is reported for a set never seen.</summary>
internal sealed class Trainer(TextWriter log)
{
    private static readonly (string Group, int Fold, float Weight)[] Plan =
    [
        ("pricerunner-dev", 0, 4.5f), ("wdc-dev", 1, 2.2f), ("wdc-2017-computers", 2, 0.35f), ("wdc-2017-shoes", 2, 0.15f), ("wdc-2017-cameras", 2, 0.2f),
        ("wdc-2017-watches", 2, 0.2f), ("synthetic", 1, 1),
    ];

    private static readonly BoostingOptions First = new(Rounds: 90, Leaves: 24, Rate: 0.16f, LeastRows: 40, Ridge: 6);
    private static readonly BoostingOptions Second = new(Rounds: 120, Leaves: 24, Rate: 0.14f, LeastRows: 60, Ridge: 10, Seed: 2);

    public MatchModel Train(IEnumerable<LabelledSet> sets)
    {
        var rows = new TrainingRows();
        foreach (var group in sets.GroupBy(s => s.Group))
        {
            var (_, fold, weight) = Plan.First(p => p.Group == group.Key);
            var all = group.ToList();
            foreach (var set in all)
            {
                rows.Add(set, fold, weight * Emphasis(set) / all.Sum(Emphasis));
                log.WriteLine($"{set.Name}: {set.Masters.Count} masters, {set.Listings.Count} listings, {set.Links.Count} links, {rows.Labels.Count} rows so far");
            }
        }

        var (pairs, pairOdds) = Pairs(rows);
        var sample = rows.WithRivals(pairOdds);
        var (rivals, withoutFold) = Fit(sample, Second);
        var features = sample.Features;
        var odds = new float[sample.Count];
        Parallel.For(0, odds.Length, i => odds[i] = withoutFold[sample.Folds[i]].Sum(features.AsSpan(i * sample.Width, sample.Width)));
        Importance(rivals);
        var judged = new Judged(rows, sample, odds);
        judged.Report(log);
        var calibration = judged.Balanced(Isotonic.Fit(odds, [.. sample.Labels], Clean(rows, sample)), log);
        return new MatchModel(pairs, rivals, calibration, SureThreshold.Choose(judged, calibration, log));
    }

    // The shape an OMS has counts most; made-up styles least.
    private static float Emphasis(LabelledSet set) => set.Name.Contains("styled", StringComparison.Ordinal) ? 0.6f
        : set.Name == set.Group ? 2.5f : set.Name.EndsWith("/many", StringComparison.Ordinal) ? 1.5f : 1;

    private (Trees Final, float[] LogOdds) Pairs(TrainingRows rows)
    {
        var (final, withoutFold) = Fit(rows.Pairs(), First);
        return (final, rows.Score(withoutFold));
    }

    private (Trees Final, Dictionary<int, Trees> WithoutFold) Fit(Sample sample, BoostingOptions options)
    {
        var boosting = new Boosting(Bins.Of(sample.Features, sample.Width), [.. sample.Labels], sample.NormalisedWeights(), Directions.Of(sample.Width), options);
        var without = new Dictionary<int, Trees>();
        foreach (var fold in sample.Folds.Distinct().Order())
        {
            without[fold] = boosting.Train([.. Enumerable.Range(0, sample.Count).Where(r => sample.Folds[r] != fold)]);
        }

        var final = boosting.Train([.. Enumerable.Range(0, sample.Count)]);
        log.WriteLine($"{final.Count} trees of {final.Nodes.Count} nodes from {sample.Count} rows");
        return (final, without);
    }

    // The pairs of 2017 lack many true links: good to learn from, not to say how often one is right.
    private static float[] Clean(TrainingRows rows, Sample sample)
    {
        var weights = sample.NormalisedWeights();
        var at = 0;
        foreach (var batch in rows.Batches)
        {
            var end = batch.Rows[^1] + batch.Scorer.Found[^1].Length;
            var factor = batch.Set.Group.StartsWith("wdc-2017", StringComparison.Ordinal) ? 0.1f : 1;
            for (; at < sample.Count && sample.Rows[at] < end; at++)
            {
                weights[at] *= factor;
            }
        }

        return weights;
    }

    private void Importance(Trees trees)
    {
        var names = PairFeatures.Names.Concat(Rivals.Names).ToArray();
        log.WriteLine("used most: " + string.Join(", ", trees.Nodes.GroupBy(n => n.Feature).OrderByDescending(g => g.Count()).Select(g => $"{names[g.Key]} {g.Count()}")));
    }
}
