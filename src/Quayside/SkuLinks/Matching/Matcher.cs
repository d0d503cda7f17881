namespace Quayside.SkuLinks.Matching;

/// <summary>Proposes masters for listings. Pure: the same masters and listings give the same answer, in whatever order they come.</summary>
public sealed class Matcher(MatchModel model)
{
    /// <summary>Matches the listings together: they are compared with one another where they compete for a master.</summary>
    /// <returns>One result for each listing, in the listings' order.</returns>
    public IReadOnlyList<MatchResult> Match(MasterIndex masters, IEnumerable<MatchProduct> listings, MatchHints? learned = null)
    {
        var given = listings as IReadOnlyList<MatchProduct> ?? [.. listings];
        var order = Enumerable.Range(0, given.Count).OrderBy(i => given[i].Id, StringComparer.Ordinal).ToArray();
        var facts = Facts.Of([.. order.Select(i => given[i])]);
        var scorer = new PairScorer(masters, facts, learned);
        var shortlist = Shorten(scorer, masters, learned);
        var rivals = new Rivals(shortlist, masters, scorer.ForAll);
        var verdicts = new Verdicts(model, masters, learned);
        var found = new Verdicts.Verdict[given.Count];
        scorer.ForAll(i => found[order[i]] = verdicts.Of(scorer, shortlist, rivals, i));
        var from = SureTicks.From(found.Select(v => v.Chance), given.Count);
        return [.. found.Select(v => v.Chance >= from ? v.Result with { SureMasterId = v.Result.Candidates[0].MasterId } : v.Result)];
    }

    // The pairs alone, by the first trees or by what a person decided; the best go on.
    private Shortlist Shorten(PairScorer scorer, MasterIndex masters, MatchHints? learned)
    {
        var runners = new Runner[scorer.Listings.Length][];
        scorer.ForAll(i =>
        {
            Span<float> features = stackalloc float[PairFeatures.Count];
            var side = scorer.SideOf(i);
            var found = scorer.Found[i];
            var all = new Runner[found.Length];
            for (var at = 0; at < found.Length; at++)
            {
                scorer.Fill(features, i, at, side);
                var decided = learned?.IsDecided(masters[found[at].Slot]!.Id, scorer.Listings[i].Id);
                all[at] = new Runner(found[at].Slot, found[at].Cosine, at, decided switch { true => Runner.Surely, false => -Runner.Surely, null => model.Pairs.Sum(features) });
            }

            Array.Sort(all, (a, b) => a.LogOdds != b.LogOdds ? b.LogOdds.CompareTo(a.LogOdds) : string.CompareOrdinal(masters[a.Slot]!.Id, masters[b.Slot]!.Id));
            runners[i] = all.Length > PairScorer.Runners ? all[..PairScorer.Runners] : all;
        });
        return new Shortlist { Listings = scorer.Listings, Runners = runners };
    }
}
