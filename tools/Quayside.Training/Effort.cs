using Quayside.SkuLinks.Matching;

namespace Quayside.Training;

/// <summary>How many decisions it takes a person to map 95 of 100 listings that have a master. The person is played by the labels.</summary>
/// <remarks>One decision: accept a family (a master with the listings proposed for it), after one for each of its listings that is wrong;
/// two where the right master is not among the twenty and has to be searched for. What is ticked
/// beforehand costs one decision in all, and two for each that is wrong. Families come in the order of their least sure member, surest first.</remarks>
internal static class Effort
{
    private const double Share = 0.95;

    public static void Run(LabelledSet set, TextWriter to)
    {
        var results = new Matcher(MatchModel.BuiltIn).Match(MasterIndex.Build(set.Masters), set.Listings);
        var mappable = set.Listings.Count(l => set.Links.Any(p => p.Listing == l.Id));
        to.WriteLine($"{set.Name}: {set.Listings.Count} listings, {mappable} with a master; decisions for 95% of these, per 100 listings:");
        to.WriteLine(FormattableString.Invariant($"  by family   {100.0 * Decisions(set, results, byFamily: true) / set.Listings.Count:F1}"));
        to.WriteLine(FormattableString.Invariant($"  one by one  {100.0 * Decisions(set, results, byFamily: false) / set.Listings.Count:F1}"));
    }

    private static int Decisions(LabelledSet set, IReadOnlyList<MatchResult> results, bool byFamily)
    {
        var masterOf = set.Links.ToLookup(p => p.Listing, p => p.Master);
        var wanted = (int)Math.Ceiling(Share * results.Count(r => masterOf[r.ListingId].Any()));
        var (decisions, mapped) = (1, 0);
        foreach (var sure in results.Where(r => r.SureMasterId is not null))
        {
            var isRight = masterOf[sure.ListingId].Contains(sure.SureMasterId!);
            decisions += isRight ? 0 : 2;
            mapped += isRight || masterOf[sure.ListingId].Any() ? 1 : 0;
        }

        var rest = results.Where(r => r.SureMasterId is null && r.Candidates.Count > 0);
        var families = rest.GroupBy(r => byFamily && r.Candidates[0].Score >= 0.5 ? r.Candidates[0].MasterId : "\0" + r.ListingId)
            .OrderByDescending(f => f.Min(r => r.Candidates[0].Score)).ThenBy(f => f.Key, StringComparer.Ordinal);
        foreach (var family in families)
        {
            if (mapped >= wanted)
            {
                break;
            }

            mapped += family.Count(r => masterOf[r.ListingId].Any());
            var wrong = family.Where(r => !masterOf[r.ListingId].Contains(r.Candidates[0].MasterId)).ToList();
            decisions += (wrong.Count < family.Count() ? 1 : 0) + wrong.Sum(r => Alone(r, masterOf));
        }

        return decisions;
    }

    private static int Alone(MatchResult result, ILookup<string, string> masterOf) =>
        masterOf[result.ListingId].Any() && !result.Candidates.Any(c => masterOf[result.ListingId].Contains(c.MasterId)) ? 2 : 1;
}
