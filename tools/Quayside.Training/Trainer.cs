using Quayside.SkuLinks.Matching;

namespace Quayside.Training;

/// <summary>Trains the model. Each group of sets is once left out: what the others say of it calibrates, and is what is reported for a set never seen.</summary>
internal sealed class Trainer(TextWriter log)
{
    private static readonly (string Group, int Fold, float Weight)[] Plan =
    [
        ("pricerunner-dev", 0, 4.5f), ("wdc-dev", 1, 2.2f), ("wdc-2017-computers", 2, 0.35f), ("wdc-2017-shoes", 2, 0.15f), ("wdc-2017-cameras", 2, 0.2f),
        ("wdc-2017-watches", 2, 0.2f), ("synthetic", 1, 1), ("tvs", 3, 0.5f), ("memory-cards", 3, 0.7f), ("marketplace", 3, 0.6f),
    ];

    private static readonly BoostingOptions First = new(Rounds: 180, Leaves: 16, Rate: 0.1f, LeastRows: 30, Ridge: 5);
    private static readonly BoostingOptions Second = new(Rounds: 280, Leaves: 16, Rate: 0.07f, LeastRows: 40, Ridge: 8, Seed: 2);

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

        var pairs = Fit(rows.Pairs(), First);
        var sample = rows.WithRivals(rows.Score(pairs.OtherKind));
        var rivals = Fit(sample, Second);
        Importance(rivals.Final);
        var otherKind = new Judged(rows, sample, Score(sample, rivals.OtherKind));
        var sameSample = rows.WithRivals(rows.Score(pairs.SameKind));
        var sameKind = new Judged(rows, sameSample, Score(sameSample, rivals.SameKind));
        var calibration = otherKind.Balanced(Isotonic.Fit(otherKind.LogOdds, [.. sample.Labels], Weights(rows, sample, s => IsWhole(s.Group))), log);
        var certainty = Certainty(rows, (sample, otherKind), (sameSample, sameKind));
        otherKind.Report("left out", calibration, log);
        sameKind.Report("half left out", calibration, log);
        SurePrecision.Report("left out", otherKind, certainty, log);
        SurePrecision.Report("half left out", sameKind, certainty, log);
        return new MatchModel(pairs.Final, rivals.Final, calibration, certainty);
    }

    // The shape an OMS has counts most; made-up styles least.
    private static float Emphasis(LabelledSet set) => set.Name.Contains("styled", StringComparison.Ordinal) ? 0.6f
        : set.Name == set.Group ? 2.5f : set.Name.EndsWith("/many", StringComparison.Ordinal) ? 1.5f : 1;

    /// <summary>Trees from everything, without one group of sets, and without one half of the products of the sets that are halved.</summary>
    private sealed record Fitted(Trees Final, Dictionary<int, Trees> WithoutFold, Dictionary<int, Trees> WithoutHalf)
    {
        /// <summary>Those that have seen nothing of the kind.</summary>
        public Trees OtherKind((int Fold, int Half) part) => WithoutFold[part.Fold];

        /// <summary>Those that have seen other products of the kind.</summary>
        public Trees SameKind((int Fold, int Half) part) => part.Half == 0 ? WithoutFold[part.Fold] : WithoutHalf[part.Half];
    }

    private static float[] Score(Sample sample, Func<(int Fold, int Half), Trees> unseen)
    {
        var features = sample.Features;
        var odds = new float[sample.Count];
        Parallel.For(0, odds.Length, i => odds[i] = unseen((sample.Folds[i], sample.Halves[i])).Sum(features.AsSpan(i * sample.Width, sample.Width)));
        return odds;
    }

    private Fitted Fit(Sample sample, BoostingOptions options)
    {
        var boosting = new Boosting(Bins.Of(sample.Features, sample.Width), [.. sample.Labels], sample.NormalisedWeights(), Directions.Of(sample.Width), options);
        var rows = Enumerable.Range(0, sample.Count).ToList();
        var withoutFold = sample.Folds.Distinct().Order().ToDictionary(f => f, f => boosting.Train([.. rows.Where(r => sample.Folds[r] != f)]));
        var withoutHalf = sample.Halves.Where(h => h > 0).Distinct().Order().ToDictionary(h => h, h => boosting.Train([.. rows.Where(r => sample.Halves[r] != h)]));
        var final = boosting.Train([.. rows]);
        log.WriteLine($"{final.Count} trees of {final.Nodes.Count} nodes from {sample.Count} rows");
        return new Fitted(final, withoutFold, withoutHalf);
    }

    // The pairs of 2017 lack many true links: good to learn from, not to say how often one is right.
    private static bool IsWhole(string group) => !group.StartsWith("wdc-2017", StringComparison.Ordinal);

    // The others are one sort of product each, or count colours as one.
    private static bool IsOfSellers(string group) => group.EndsWith("-dev", StringComparison.Ordinal) || group == "synthetic";

    // A seller's set is of a kind that was learned from, or of another: both count alike. What a number names is ticked by that, and counts little here.
    private static Calibration Certainty(TrainingRows rows, params (Sample Sample, Judged Judged)[] seen) => Isotonic.Fit(
        [.. seen.SelectMany(s => s.Judged.LogOdds)], [.. seen.SelectMany(s => s.Sample.Labels)], [.. seen.SelectMany(s => Weights(rows, s.Sample, set => IsOfSellers(set.Group) && !set.HasModels))]);

    private static float[] Weights(TrainingRows rows, Sample sample, Func<LabelledSet, bool> counts)
    {
        var weights = sample.NormalisedWeights();
        var at = 0;
        foreach (var batch in rows.Batches)
        {
            var end = batch.Rows[^1] + batch.Scorer.Found[^1].Length;
            var factor = counts(batch.Set) ? 1 : 0.1f;
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
