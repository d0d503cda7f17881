using Quayside.SkuLinks.Matching;

namespace Quayside.Training;

/// <summary>Trains the model. Each group of sets is once left out: what the others say of it calibrates, and is what is reported for a set never seen.</summary>
internal sealed class Trainer(TextWriter log)
{
    private static readonly (string Group, int Fold, float Weight)[] Plan =
    [
        ("pricerunner-dev", 0, 3), ("wdc-dev", 1, 3), ("wdc-2017-computers", 2, 1), ("wdc-2017-shoes", 2, 0.7f), ("wdc-2017-cameras", 2, 0.8f),
        ("wdc-2017-watches", 2, 0.8f), ("synthetic", 0, 1),
    ];

    private static readonly BoostingOptions First = new(Rounds: 60, Leaves: 20, Rate: 0.2f, LeastRows: 40, Ridge: 6);
    private static readonly BoostingOptions Second = new(Rounds: 80, Leaves: 20, Rate: 0.14f, LeastRows: 60, Ridge: 10, Seed: 2);

    public MatchModel Train(IEnumerable<LabelledSet> sets)
    {
        var rows = new TrainingRows();
        foreach (var group in sets.GroupBy(s => s.Group))
        {
            var (_, fold, weight) = Plan.First(p => p.Group == group.Key);
            var all = group.ToList();
            foreach (var set in all)
            {
                rows.Add(set, fold, weight / all.Count);
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
        var calibration = Isotonic.Fit(odds, [.. sample.Labels], sample.NormalisedWeights());
        return new MatchModel(pairs, rivals, calibration, SureThreshold.Choose(judged, calibration, log));
    }

    private (Trees Final, float[] LogOdds) Pairs(TrainingRows rows)
    {
        var (final, withoutFold) = Fit(rows.Pairs(), First);
        return (final, rows.Score(withoutFold));
    }

    private (Trees Final, Dictionary<int, Trees> WithoutFold) Fit(Sample sample, BoostingOptions options)
    {
        var boosting = new Boosting(Bins.Of(sample.Features, sample.Width), [.. sample.Labels], sample.NormalisedWeights(), options);
        var without = new Dictionary<int, Trees>();
        foreach (var fold in sample.Folds.Distinct().Order())
        {
            without[fold] = boosting.Train([.. Enumerable.Range(0, sample.Count).Where(r => sample.Folds[r] != fold)]);
        }

        var final = boosting.Train([.. Enumerable.Range(0, sample.Count)]);
        log.WriteLine($"{final.Count} trees of {final.Nodes.Count} nodes from {sample.Count} rows");
        return (final, without);
    }

    private void Importance(Trees trees)
    {
        var names = PairFeatures.Names.Concat(Rivals.Names).ToArray();
        log.WriteLine("used most: " + string.Join(", ", trees.Nodes.GroupBy(n => n.Feature).OrderByDescending(g => g.Count()).Select(g => $"{names[g.Key]} {g.Count()}")));
    }
}
