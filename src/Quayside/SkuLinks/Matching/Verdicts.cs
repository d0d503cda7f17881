namespace Quayside.SkuLinks.Matching;

/// <summary>Turns what is measured into a ranked proposal: trees, then identifiers and SKUs, then vetoes.</summary>
internal sealed class Verdicts(MatchModel model, MasterIndex masters, MatchHints? learned)
{
    private const int MostExplained = 5;
    private const double WorthExplaining = 0.05;

    /// <summary>Of what looks so much alike a person wants to know why it is not it.</summary>
    private const float LooksTheSame = 0.6f;

    /// <summary>A number given out once and nothing against it.</summary>
    private const double Identified = 0.996;

    private const double SameSku = 0.985;
    private const double SkuAround = 0.96;

    /// <summary>A maker's number in the title of another.</summary>
    private const double Said = 0.93;

    private const float AlikeEnough = 0.3f;

    /// <summary>What stated contradictions leave of a proposal: it is shown, never above the middle.</summary>
    private const double Vetoed = 0.3;

    /// <summary>A maker may give one thing two numbers, one for each country: it is shown, and not above the middle.</summary>
    private const double OtherNumber = 0.5;

    private readonly SkuGrammar _grammar = learned?.Grammar ?? new SkuGrammar();

    private record struct Judged(int Slot, float Cosine, float LogOdds, double ByWords, bool? Decided, double Score, MatchTier Tier, Evidence Evidence, int? KitOf);

    /// <param name="Chance">How likely the best master is right, where words alone speak for it and nothing against; NaN where it may not be ticked, or is named and ticked already.</param>
    public readonly record struct Verdict(MatchResult Result, double Chance);

    public Verdict Of(PairScorer scorer, Shortlist shortlist, Rivals rivals, int listing)
    {
        var side = scorer.SideOf(listing);
        var judged = Judge(scorer, shortlist, rivals, listing, side);
        Array.Sort(judged, (a, b) => a.Score != b.Score ? b.Score.CompareTo(a.Score) : a.LogOdds != b.LogOdds ? b.LogOdds.CompareTo(a.LogOdds) : string.CompareOrdinal(masters[a.Slot]!.Id, masters[b.Slot]!.Id));
        var mayBeTicked = MayBeTicked(judged, side.Facts, scorer);
        var candidates = new MatchCandidate[judged.Length];
        for (var i = 0; i < judged.Length; i++)
        {
            // A listing is one product: what speaks for the first speaks against the others. What a person decided stays.
            var one = i == 0 || judged[i].Decided == true ? judged[i] : judged[i] with { Score = Math.Min(judged[i].Score, 1 - judged[0].Score) };
            var reasons = i < MostExplained || one.Score >= WorthExplaining || one.Cosine >= LooksTheSame || one.Decided is not null
                ? MatchReasons.Of(one.Evidence, side, scorer.SideOfMaster(one.Slot), learned) : [];
            candidates[i] = new MatchCandidate(masters[one.Slot]!.Id, one.Score, i + 1, one.Tier, reasons, one.KitOf);
        }

        var isNamed = mayBeTicked && IsNamed(judged[0], side.Facts, masters[judged[0].Slot]!);
        var chance = mayBeTicked && !isNamed ? model.Certainty.Frequency(judged[0].LogOdds) : double.NaN;
        return new Verdict(new MatchResult(side.Facts.Id, candidates, isNamed ? candidates[0].MasterId : null), chance);
    }

    private Judged[] Judge(PairScorer scorer, Shortlist shortlist, Rivals rivals, int listing, Side side)
    {
        Span<float> features = stackalloc float[PairFeatures.Count + Rivals.Count];
        var runners = shortlist.Runners[listing];
        var words = scorer.WordsOf(runners, rivals.SiblingsOf(listing), side);
        var judged = new Judged[runners.Length];
        for (var rank = 0; rank < runners.Length; rank++)
        {
            scorer.Fill(features, listing, runners[rank].Found, side);
            rivals.Fill(features[PairFeatures.Count..], listing, rank, words);
            var master = masters[runners[rank].Slot]!;
            var evidence = Evidence.Of(side.Facts, master, _grammar);
            var odds = model.Rivals.Sum(features);
            var byWords = model.Calibration.Of(odds);
            var (score, tier) = Weigh(byWords, runners[rank].Cosine, evidence);
            var decided = learned?.IsDecided(master.Id, side.Facts.Id);
            score = decided switch { true => 1, false => 0, null => score };
            judged[rank] = new Judged(runners[rank].Slot, runners[rank].Cosine, odds, byWords, decided, score, tier, evidence, VariantConflicts.KitOf(side.Facts, master));
        }

        return Compare(IsOfFamily(judged) ? [.. judged.Select(ByWordsAlone)] : judged);
    }

    private static Judged ByWordsAlone(Judged judged) => judged.Decided is null && judged.Evidence.HasMakersNumber && !judged.Evidence.HasGivenNumber && judged.Evidence.Sku == SkuAgreement.None && judged.Score > judged.ByWords
        ? judged with { Score = judged.ByWords, Tier = MatchTier.Text } : judged;

    private static (double Score, MatchTier Tier) Weigh(double score, float cosine, in Evidence evidence)
    {
        if (evidence.IsIdentified)
        {
            return (Math.Max(score, evidence.GtinDiffers ? score : Identified), MatchTier.Identifier);
        }

        if (evidence.HasGivenNumber || evidence.SamePartNumber || evidence.SharesPartNumberOfOtherBrand)
        {
            return (Math.Min(score, Vetoed), MatchTier.Text);
        }

        if (evidence.GtinDiffers)
        {
            return (score * Vetoed, MatchTier.Text);
        }

        return evidence.Sku switch
        {
            SkuAgreement.None when evidence.PartNumberDiffers => (score * OtherNumber, MatchTier.Text),
            SkuAgreement.None => (evidence.SaysNumber && !evidence.HasConflict ? Math.Max(score, Said) : score, MatchTier.Text),
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

    private bool MayBeTicked(Judged[] ranked, ProductFacts listing, PairScorer scorer)
    {
        if (ranked.Length == 0 || ranked[0].Decided == false)
        {
            return false;
        }

        var first = ranked[0];
        var isContested = ranked.Length > 1 && ranked[1].Score > 0.5;
        if (isContested || first.Evidence.HasConflict || first.Evidence.HasBrokenGtin || first.Evidence.GtinDiffers || first.Evidence.Differing is not null || first.KitOf is not null || listing.HasBrokenGtin)
        {
            return false;
        }

        if (first.Decided == true || first.Evidence.HasGivenNumber || first.Tier == MatchTier.SkuGrammar)
        {
            return true;
        }

        var master = masters[first.Slot]!;
        return !(first.Evidence.IsOfOtherBrand || IsOfFamily(ranked) || scorer.ArePricesApart(listing, master)
            || TickGuards.ArePartAndWhole(listing, master) || (first.Evidence.HasMakersNumber && TickGuards.AreFiguresApart(listing, master)));
    }

    // A number of several masters is a family's: in which colour or size is for a person, also where others of it are contradicted.
    private static bool IsOfFamily(Judged[] judged) => judged.Count(j => j.Evidence.HasMakersNumber) > 1;

    // A number given out once and a part number need no words; a model number and a SKU need words that do not speak against them.
    private static bool IsNamed(in Judged first, ProductFacts listing, ProductFacts master) => first.Decided == true
        || (first.Tier == MatchTier.Identifier && first.Score >= Identified && (first.Evidence.HasGivenNumber || first.Evidence.SamePartNumber || TickGuards.NameOneKind(listing, master)))
        || (first.Tier == MatchTier.SkuGrammar && first.Cosine >= AlikeEnough)
        || (first.Evidence.SaysNumber && first.ByWords >= 0.5 && TickGuards.NameOneKind(listing, master));
}
