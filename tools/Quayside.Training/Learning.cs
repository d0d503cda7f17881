using Quayside.SkuLinks.Matching;

namespace Quayside.Training;

/// <summary>What a hundred decisions of a new seller do for everything they did not decide. The seller is played by the labels.</summary>
internal static class Learning
{
    private const int Decisions = 100;

    public static void Run(LabelledSet set, TextWriter to)
    {
        var matcher = new Matcher(MatchModel.BuiltIn);
        var index = MasterIndex.Build(set.Masters);
        var before = matcher.Match(index, set.Listings);
        var (masters, listings) = (set.Masters.ToDictionary(m => m.Id), set.Listings.ToDictionary(l => l.Id));

        // Asked first: where the proposal is least certain.
        var asked = before.Where(r => r.Candidates.Count > 0)
            .OrderBy(r => Math.Abs(r.Candidates[0].Score - 0.5)).ThenBy(r => r.ListingId, StringComparer.Ordinal).Take(Decisions).ToList();
        var decided = new List<DecidedPair>();
        foreach (var result in asked)
        {
            var right = result.Candidates.FirstOrDefault(c => set.Links.Contains((c.MasterId, result.ListingId)))?.MasterId;
            decided.AddRange(result.Candidates.Where(c => c.MasterId == right || c.Rank == 1 || c.Score >= 0.5)
                .Select(c => new DecidedPair(masters[c.MasterId], listings[result.ListingId], c.MasterId == right)));
        }

        var after = matcher.Match(index, set.Listings, MatchHints.From(decided));
        var seen = asked.Select(r => r.ListingId).ToHashSet(StringComparer.Ordinal);
        to.WriteLine(FormattableString.Invariant($"{set.Name}: F1 {F1(set, before, []):F3} before, {F1(set, after, []):F3} after {Decisions} decisions"));
        to.WriteLine(FormattableString.Invariant($"  without the decided listings {F1(set, before, seen):F3} and {F1(set, after, seen):F3}"));
    }

    private static double F1(LabelledSet set, IReadOnlyList<MatchResult> results, HashSet<string> without)
    {
        var links = set.Links.Count(l => !without.Contains(l.Listing));
        var said = results.Where(r => !without.Contains(r.ListingId)).SelectMany(r => r.Candidates.Where(c => c.Score >= 0.5).Select(c => (c.MasterId, r.ListingId))).ToList();
        return 2.0 * said.Count(set.Links.Contains) / Math.Max(1, said.Count + links);
    }
}
