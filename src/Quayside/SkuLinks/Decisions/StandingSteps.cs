namespace Quayside.SkuLinks.Decisions;

/// <summary>Finds the steps of a decision that newer ones stand on: taken back alone they would leave what nobody decided. Pure.</summary>
/// <remarks>Two steps that only add to an item's stock leave the same whichever goes first. Two that link one variation, or name one item,
/// do not; nor do two about one item of which one decided what its stock is: merged it away, made it, or changed whose figures open it.</remarks>
internal sealed class StandingSteps(MappingDraft draft, DecisionStacks stacks)
{
    private readonly Dictionary<Place, Newer> _newer = [];

    private enum PlaceKind
    {
        Variation,
        Stock,
        Name,
    }

    /// <returns>By step: the decision to undo first.</returns>
    public Dictionary<int, long> Find()
    {
        var own = new Dictionary<int, List<Touch>>();
        foreach (var (batch, step, touch) in Touches())
        {
            if (batch == stacks.BatchId)
            {
                own.TryAdd(step, []);
                own[step].Add(touch);
            }
            else if (batch > stacks.BatchId)
            {
                Note(touch, batch);
            }
        }

        var standing = new Dictionary<int, long>();
        for (var found = -1; found < standing.Count;)
        {
            found = standing.Count;
            foreach (var (step, touches) in own.OrderByDescending(s => s.Key).Where(s => !standing.ContainsKey(s.Key)).ToList())
            {
                if (touches.Select(On).Max() is { } first)
                {
                    standing.Add(step, first);
                    touches.ForEach(t => Note(t, first));
                }
            }
        }

        return standing;
    }

    private void Note(Touch touch, long batch)
    {
        var noted = _newer.GetValueOrDefault(touch.Place);
        _newer[touch.Place] = new Newer(
            Math.Max(batch, noted?.Any ?? 0), touch.Decides ? Math.Max(batch, noted?.Deciding ?? 0) : noted?.Deciding);
    }

    private long? On(Touch touch) => _newer.GetValueOrDefault(touch.Place) is { } newer ? touch.Decides ? newer.Any : newer.Deciding : null;

    private IEnumerable<(long Batch, int Step, Touch Touch)> Touches()
    {
        foreach (var decision in stacks.Variations.SelectMany(v => v).Concat(stacks.Later).DistinctBy(d => d.Id))
        {
            yield return (decision.BatchId, decision.Step, new Touch(new Place(PlaceKind.Variation, decision.VariationId), Decides: true));
            foreach (var (item, decides) in StockOf(decision))
            {
                yield return (decision.BatchId, decision.Step, new Touch(new Place(PlaceKind.Stock, item), decides));
            }
        }

        var steps = stacks.Items.SelectMany(i => i).ToLookup(d => (d.BatchId, d.Step));
        foreach (var decision in steps.SelectMany(s => s))
        {
            if (decision.Kind is not ItemDecisionKind.Renamed)
            {
                var decides = decision.Kind is not ItemDecisionKind.Restocked
                    || IsReplaced(decision, steps[(decision.BatchId, decision.Step)].FirstOrDefault(d => d.Kind == ItemDecisionKind.Merged));
                yield return (decision.BatchId, decision.Step, new Touch(new Place(PlaceKind.Stock, decision.StockItemId), decides));
            }

            if (decision.Kind is ItemDecisionKind.Renamed or ItemDecisionKind.SplitOff)
            {
                yield return (decision.BatchId, decision.Step, new Touch(new Place(PlaceKind.Name, decision.StockItemId), Decides: true));
            }
        }
    }

    private IEnumerable<(long Item, bool Decides)> StockOf(VariationDecision decision)
    {
        var shown = decision.Shown.Select(s => s.StockItemId).ToHashSet();
        foreach (var item in Single(decision.LinksBefore).Concat(Single(decision.LinksAfter)).Where(i => !shown.Contains(i)))
        {
            // Whoever opened its stock since may have done so for this link, or for that of a newer decision.
            yield return (item, decision.BatchId == stacks.BatchId && draft.Items[item].Row.OpenedByStoreId is not null);
        }

        var kept = decision.BatchId == stacks.BatchId
            ? draft.Variations[decision.VariationId].Lines.SelectMany(l => stacks.KeptLines[l.Id]).Select(k => k.StockItemId)
            : [];
        foreach (var item in decision.LinksBefore.Concat(decision.LinksAfter).Select(l => l.StockItemId).Concat(shown).Concat(kept).Distinct())
        {
            yield return (item, false);
        }
    }

    private static IEnumerable<long> Single(List<LinkedThen> links) => links is [var only] ? [only.StockItemId] : [];

    // On hand became another figure, and not more or less of the one that it was.
    private static bool IsReplaced(ItemDecision restocked, ItemDecision? merged) => restocked.OpenedBefore != restocked.OpenedAfter
        || (merged is { OpenedBefore: null, OnHandBefore: not null } && restocked is not { OpenedBefore: null, OnHandBefore: not null });

    private sealed record Place(PlaceKind Kind, long Id);

    /// <param name="Decides">Nothing older at this place can be taken back under it, and it not under anything newer.</param>
    private sealed record Touch(Place Place, bool Decides);

    /// <param name="Any">The newest decision at a place.</param>
    /// <param name="Deciding">The newest that decides there.</param>
    private sealed record Newer(long Any, long? Deciding);
}
