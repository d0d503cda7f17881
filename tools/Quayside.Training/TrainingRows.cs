using System.Runtime.InteropServices;
using Quayside.SkuLinks.Matching;

namespace Quayside.Training;

/// <summary>All candidate pairs of all sets with what is measured on them, and which of them are learned from.</summary>
internal sealed class TrainingRows
{
    public static readonly int PairWidth = PairFeatures.Count;
    public static readonly int Width = PairFeatures.Count + Rivals.Count;

    /// <summary>Of a listing's candidates the nearest are learned from, of the others one in some.</summary>
    private const int Nearest = 4;
    private const int OneIn = 12;

    private readonly List<float> _pairs = [];

    /// <summary>One set with its masters prepared; Rows[listing] is the row of the listing's first candidate.</summary>
    internal sealed record Batch(LabelledSet Set, int Fold, float Weight, MasterIndex Masters, PairScorer Scorer, int[] Rows);

    public List<Batch> Batches { get; } = [];

    public List<bool> Labels { get; } = [];

    /// <param name="weight">Of the whole set.</param>
    public void Add(LabelledSet set, int fold, float weight)
    {
        var masters = MasterIndex.Build(set.Masters);
        var listings = set.Listings.OrderBy(l => l.Id, StringComparer.Ordinal).ToArray();
        var scorer = new PairScorer(masters, Facts.Of(listings));
        var rows = new int[listings.Length];
        var features = new float[PairWidth];
        for (var i = 0; i < listings.Length; i++)
        {
            rows[i] = Labels.Count;
            var side = scorer.SideOf(i);
            for (var at = 0; at < scorer.Found[i].Length; at++)
            {
                scorer.Fill(features, i, at, side);
                _pairs.AddRange(features);
                Labels.Add(set.Links.Contains((masters[scorer.Found[i][at].Slot]!.Id, listings[i].Id)));
            }
        }

        Batches.Add(new Batch(set, fold, weight, masters, scorer, rows));
    }

    /// <summary>The pairs alone.</summary>
    public Sample Pairs()
    {
        var sample = new Sample(PairWidth);
        var all = CollectionsMarshal.AsSpan(_pairs);
        foreach (var batch in Batches)
        {
            for (var i = 0; i < batch.Rows.Length; i++)
            {
                for (var at = 0; at < batch.Scorer.Found[i].Length; at++)
                {
                    var row = batch.Rows[i] + at;
                    if (at < Nearest || Labels[row] || (at + i) % OneIn == 0)
                    {
                        sample.Add(all.Slice(row * PairWidth, PairWidth), Labels[row], batch.Weight / batch.Rows.Length, PartOf(batch, i), row);
                    }
                }
            }
        }

        return sample;
    }

    /// <summary>What is said of each pair by the trees that have not seen it.</summary>
    public float[] Score(Func<(int Fold, int Half), Trees> unseen)
    {
        var odds = new float[Labels.Count];
        foreach (var batch in Batches)
        {
            Parallel.For(0, batch.Rows.Length, i =>
            {
                var trees = unseen(PartOf(batch, i));
                for (var row = batch.Rows[i]; row < batch.Rows[i] + batch.Scorer.Found[i].Length; row++)
                {
                    odds[row] = trees.Sum(CollectionsMarshal.AsSpan(_pairs).Slice(row * PairWidth, PairWidth));
                }
            });
        }

        return odds;
    }

    private static (int Fold, int Half) PartOf(Batch batch, int listing) => (batch.Fold, batch.Set.Halves.GetValueOrDefault(batch.Scorer.Listings[listing].Id));

    /// <summary>The pairs beside their rivals, shortened as the matcher shortens them.</summary>
    public Sample WithRivals(float[] odds)
    {
        var sample = new Sample(Width);
        var features = new float[Width];
        foreach (var batch in Batches)
        {
            var runners = new Runner[batch.Rows.Length][];
            for (var i = 0; i < runners.Length; i++)
            {
                var found = batch.Scorer.Found[i];
                var row = batch.Rows[i];
                runners[i] = [.. Enumerable.Range(0, found.Length).Select(at => new Runner(found[at].Slot, found[at].Cosine, at, odds[row + at]))
                    .OrderByDescending(r => r.LogOdds).ThenBy(r => batch.Masters[r.Slot]!.Id, StringComparer.Ordinal).Take(PairScorer.Runners)];
            }

            var rivals = new Rivals(new Shortlist { Listings = batch.Scorer.Listings, Runners = runners }, batch.Masters, batch.Scorer.ForAll);
            for (var i = 0; i < runners.Length; i++)
            {
                var words = batch.Scorer.WordsOf(runners[i], rivals.SiblingsOf(i), batch.Scorer.SideOf(i));
                for (var rank = 0; rank < runners[i].Length; rank++)
                {
                    var row = batch.Rows[i] + runners[i][rank].Found;
                    if (rank < Nearest || Labels[row] || (rank + i) % OneIn == 0)
                    {
                        CollectionsMarshal.AsSpan(_pairs).Slice(row * PairWidth, PairWidth).CopyTo(features);
                        rivals.Fill(features.AsSpan(PairWidth), i, rank, words);
                        sample.Add(features, Labels[row], batch.Weight / batch.Rows.Length, PartOf(batch, i), row);
                    }
                }
            }
        }

        return sample;
    }
}
