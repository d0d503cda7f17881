using Quayside.SkuLinks.Matching;

namespace Quayside.Training;

/// <summary>Quick figures of a model on labelled sets; score.py gives those that are reported.</summary>
internal static class QuickFigures
{
    public static void Run(MatchModel model, string folder, TextWriter to)
    {
        var name = folder.Split('/', StringSplitOptions.RemoveEmptyEntries).Last(p => p != "canon");
        var set = LabelledSet.Read(folder, name);
        var results = new Matcher(model).Match(MasterIndex.Build(set.Masters), set.Listings);
        var scores = results.SelectMany(r => r.Candidates.Select(c => ((c.MasterId, r.ListingId), c.Score))).ToDictionary(p => p.Item1, p => p.Score);
        if (set.Links.Count > 0)
        {
            Line(to, $"{name} full", scores.Select(s => (s.Value, set.Links.Contains(s.Key))), set.Links.Count);
            var within = results.Sum(r => r.Candidates.Take(10).Count(c => set.Links.Contains((c.MasterId, r.ListingId))));
            to.WriteLine(FormattableString.Invariant($"  within 10: {(double)within / set.Links.Count:F4}"));
            Sure(to, set.Links, results);
        }

        foreach (var split in (string[])["train", "valid", "test"])
        {
            var file = Path.Combine(folder, $"split_{split}.csv");
            if (File.Exists(file))
            {
                var pairs = LabelledSet.Pairs(file).ToList();
                Line(to, $"{name} {split}", pairs.Select(p => (scores.GetValueOrDefault((p.Master, p.Listing)), p.IsLinked)), pairs.Count(p => p.IsLinked));
                if (set.Links.Count == 0)
                {
                    Sure(to, [.. pairs.Where(p => p.IsLinked).Select(p => (p.Master, p.Listing))], [.. results.Where(r => pairs.Any(p => p.Listing == r.ListingId && r.Candidates.Count > 0 && p.Master == r.Candidates[0].MasterId))]);
                }
            }
        }
    }

    private static void Line(TextWriter to, string name, IEnumerable<(double Score, bool IsLinked)> pairs, int links)
    {
        var ranked = pairs.OrderByDescending(p => p.Score).ToList();
        var (best, at, right, said) = (0.0, 0.0, 0, 0);
        var (half, precision, recall) = (0.0, 0.0, 0.0);
        foreach (var (score, isLinked) in ranked)
        {
            said++;
            right += isLinked ? 1 : 0;
            var f1 = 2.0 * right / (said + links);
            (best, at) = f1 > best ? (f1, score) : (best, at);
            (half, precision, recall) = score >= 0.5 ? (f1, (double)right / said, (double)right / links) : (half, precision, recall);
        }

        to.WriteLine(FormattableString.Invariant($"{name}: F1 {half:F3} (precision {precision:F3}, recall {recall:F3}); best {best:F3} from {at:F2}"));
    }

    private static void Sure(TextWriter to, HashSet<(string, string)> links, IReadOnlyList<MatchResult> results)
    {
        var sure = results.Where(r => r.SureMasterId is not null).ToList();
        var right = sure.Count(r => links.Contains((r.SureMasterId!, r.ListingId)));
        to.WriteLine(FormattableString.Invariant($"  sure: {sure.Count}, precision {right / Math.Max(1.0, sure.Count):F4}, coverage {(double)right / links.Count:F3}"));
        var firsts = results.Where(r => r.Candidates.Count > 0).Select(r => (r.Candidates[0].Score, IsRight: links.Contains((r.Candidates[0].MasterId, r.ListingId)))).ToList();
        to.WriteLine("  first from: " + string.Join("  ", ((double[])[0.98, 0.96, 0.94, 0.92, 0.9, 0.88, 0.86, 0.84, 0.8, 0.75, 0.7]).Select(t =>
        {
            var taken = firsts.Where(f => f.Score >= t).ToList();
            return FormattableString.Invariant($"{t:F2} {taken.Count(f => f.IsRight) / Math.Max(1.0, taken.Count):F3}/{(double)taken.Count(f => f.IsRight) / links.Count:F2}");
        })));
    }
}
