namespace Quayside.SkuLinks.Matching;

/// <summary>Turns what is measured into a ranked proposal: trees, then identifiers and SKUs, then vetoes.</summary>
internal sealed class Verdicts(MatchModel model, MasterIndex masters, MatchHints? learned)
{
    private const int MostExplained = 5;
    private const double WorthExplaining = 0.05;

    /// <summary>A number given out once and nothing against it.</summary>
    private const double Identified = 0.996;

    private const double SameSku = 0.985;
    private const double SkuAround = 0.96;
    private const float AlikeEnough = 0.3f;

    /// <summary>What stated contradictions leave of a proposal: it is shown, never above the middle.</summary>
    private const double Vetoed = 0.3;

    private readonly SkuGrammar _grammar = learned?.Grammar ?? new SkuGrammar();

    private record struct Judged(int Slot, float Cosine, float LogOdds, bool? Decided, double Score, MatchTier Tier, Evidence Evidence, int? KitOf);

    /// <param name="Chance">How likely the best master is right, where words alone speak for it and nothing against; NaN where it may not be ticked, or is named and ticked already.</param>
    public readonly record struct Verdict(MatchResult Result, double Chance);

    public Verdict Of(PairScorer scorer, Shortlist shortlist, Rivals rivals, int listing)
    {
        var side = scorer.SideOf(listing);
        var judged = Judge(scorer, shortlist, rivals, listing, side);
        Array.Sort(judged, (a, b) => a.Score != b.Score ? b.Score.CompareTo(a.Score) : a.LogOdds != b.LogOdds ? b.LogOdds.CompareTo(a.LogOdds) : string.CompareOrdinal(masters[a.Slot]!.Id, masters[b.Slot]!.Id));
        var candidates = new MatchCandidate[judged.Length];
        for (var i = 0; i < judged.Length; i++)
        {
            var one = judged[i];
            var reasons = i < MostExplained || one.Score >= WorthExplaining || one.Decided is not null
                ? MatchReasons.Of(one.Evidence, side, scorer.SideOfMaster(one.Slot), learned) : [];
            candidates[i] = new MatchCandidate(masters[one.Slot]!.Id, one.Score, i + 1, one.Tier, reasons, one.KitOf);
        }

        var mayBeTicked = MayBeTicked(judged, side.Facts);
        var isNamed = mayBeTicked && IsNamed(judged[0]);
        var chance = mayBeTicked && !isNamed ? model.Certainty.Frequency(judged[0].LogOdds) : double.NaN;
        return new Verdict(new MatchResult(side.Facts.Id, candidates, isNamed ? candidates[0].MasterId : null), chance);
    }

    private Judged[] Judge(PairScorer scorer, Shortlist shortlist, Rivals rivals, int listing, Side side)
    {
        Span<float> features = stackalloc float[PairFeatures.Count + Rivals.Count];
        var runners = shortlist.Runners[listing];
        var words = scorer.WordsOf(runners, side);
        var judged = new Judged[runners.Length];
        for (var rank = 0; rank < runners.Length; rank++)
        {
            scorer.Fill(features, listing, runners[rank].Found, side);
            rivals.Fill(features[PairFeatures.Count..], listing, rank, words);
            var master = masters[runners[rank].Slot]!;
            var evidence = Evidence.Of(side.Facts, master, _grammar);
            var odds = model.Rivals.Sum(features);
            var (score, tier) = Weigh(model.Calibration.Of(odds), runners[rank].Cosine, evidence);
            var decided = learned?.IsDecided(master.Id, side.Facts.Id);
            score = decided switch { true => 1, false => 0, null => score };
            judged[rank] = new Judged(runners[rank].Slot, runners[rank].Cosine, odds, decided, score, tier, evidence, VariantConflicts.KitOf(side.Facts, master));
        }

        return Compare(judged);
    }

    private static (double Score, MatchTier Tier) Weigh(double score, float cosine, in Evidence evidence)
    {
        if (evidence.IsIdentified)
        {
            return (Math.Max(score, evidence.GtinDiffers ? score : Identified), MatchTier.Identifier);
        }

        if (evidence.SameGtin || evidence.SharesPartNumberOfOtherBrand)
        {
            return (Math.Min(score, Vetoed), MatchTier.Text);
        }

        if (evidence.GtinDiffers)
        {
            return (score * Vetoed, MatchTier.Text);
        }

        return evidence.Sku switch
        {
            SkuAgreement.None => (score, MatchTier.Text),
            _ when evidence.HasConflict => (Math.Min(score, Vetoed), MatchTier.SkuGrammar),
            SkuAgreement.Same => (Math.Max(score, SameSku), MatchTier.SkuGrammar),
            _ => (Math.Max(score, SkuAround), MatchTier.SkuGrammar),
        };
    }

    // Where one master is named by number or SKU, the others are not it; where two are, a person has to say which.
    private static Judged[] Compare(Judged[] judged)
    {
        foreach (var tier in (MatchTier[])[MatchTier.Identifier, MatchTier.SkuGrammar])
        {
            // A pack of six that is a master itself goes before six of the single one.
            var isPack = Array.Exists(judged, j => IsOfTier(j, tier) && j.KitOf is null);
            var named = judged.Count(j => IsOfTier(j, tier) && (j.KitOf is null || !isPack));
            if (named == 0)
            {
                continue;
            }

            for (var i = 0; i < judged.Length; i++)
            {
                var isNamed = judged[i].Tier == tier && (judged[i].KitOf is null || !isPack);
                judged[i].Score = isNamed && named > 1 ? judged[i].Score * 0.55 : isNamed ? judged[i].Score : judged[i].Score * 0.2;
            }

            break;
        }

        return judged;
    }

    private static bool IsOfTier(in Judged judged, MatchTier tier) => judged.Tier == tier && judged.Score > 0.5;

    private static bool MayBeTicked(Judged[] ranked, ProductFacts listing)
    {
        if (ranked.Length == 0 || ranked[0].Decided == false)
        {
            return false;
        }

        var first = ranked[0];
        var isContested = ranked.Length > 1 && ranked[1].Score > 0.5;
        return !(isContested || first.Evidence.HasConflict || first.Evidence.HasBrokenGtin || first.Evidence.GtinDiffers
            || first.Evidence.PartNumberDiffers || first.KitOf is not null || listing.HasBrokenGtin);
    }

    // A number given out once needs no words; the same SKU needs words that do not speak against it.
    private static bool IsNamed(in Judged first) => first.Decided == true
        || (first.Tier == MatchTier.Identifier && first.Score >= Identified)
        || (first.Tier == MatchTier.SkuGrammar && first.Cosine >= AlikeEnough);
}
