using Quayside.Inventory;

namespace Quayside.SkuLinks.Decisions;

/// <summary>Takes a decision back in a draft: what it moved goes back, what people decided since stays. Pure, but for the rows of
/// decisions, which it marks.</summary>
internal sealed class UndoDraft
{
    private readonly HashSet<int> _blocked = [];
    private readonly List<KeptMapping> _kept = [];
    private readonly MappingDraft _draft;
    private readonly DecisionStacks _stacks;
    private readonly DateTimeOffset _now;
    private readonly UndoItems _items;

    public UndoDraft(MappingDraft draft, DecisionStacks stacks, DateTimeOffset now)
    {
        (_draft, _stacks, _now) = (draft, stacks, now);
        _items = new UndoItems(draft, stacks, now, _kept);
    }

    public List<KeptMapping> Kept => _kept;

    public int Undone => _items.Undone + UndoneVariations.DistinctBy(d => d.VariationId).Count();

    /// <summary>Open orders of what stays.</summary>
    public HashSet<long> BlockedLines { get; } = [];

    public List<VariationDecision> UndoneVariations { get; } = [];

    /// <summary>Newer decisions that took over what an undone one had found.</summary>
    public HashSet<VariationDecision> HandedOn { get; } = [];

    /// <summary>Links that would have come back to an item that was merged since: they are that merging's affair by now.</summary>
    public List<VariationDecision> Redirected { get; } = [];

    public void Run()
    {
        var items = _stacks.OwnItems.ToList();
        var (byStep, variations) = (items.ToLookup(d => d.Step), _stacks.OwnVariations);
        new BlockedItems(_draft, _stacks).Find(items, _blocked, Kept);
        foreach (var step in items.Select(d => d.Step).Concat(variations.Select(v => v.Key)).Distinct().OrderDescending())
        {
            if (_blocked.Contains(step))
            {
                BlockedLines.UnionWith(variations[step].SelectMany(d => _draft.Variations[d.VariationId].Lines).Select(l => l.Id));
                continue;
            }

            foreach (var merged in byStep[step].Where(d => d.Kind == ItemDecisionKind.Merged))
            {
                _items.Unmerge(_draft.Items[merged.StockItemId], merged);
            }

            foreach (var decision in variations[step])
            {
                Relink(decision);
            }

            foreach (var decision in byStep[step])
            {
                _items.Restore(decision);
            }
        }

        foreach (var item in _draft.Items.Values.Where(i => i.IsTouched).ToList())
        {
            item.Reason = MovementReason.Undone;
            _items.Retire(item);
        }

        _draft.Settle();
    }

    private void Relink(VariationDecision decision)
    {
        var variation = _draft.Variations[decision.VariationId];
        var next = _stacks.Variations[variation.Id].FirstOrDefault(d => d.Id > decision.Id && d.UndoneAt is null);
        decision.UndoneAt = _now;
        UndoneVariations.Add(decision);
        if (next is not null)
        {
            HandOn(decision, next, variation);
            return;
        }

        var shown = decision.Shown.ToDictionary(s => s.StockItemId, s => s.Pieces);
        var links = decision.LinksBefore.ConvertAll(l => DraftLink.Of(_draft.Items[l.StockItemId], l.Quantity, l.Origin, l.BatchId));
        var moved = _draft.Relink(variation, Redirect(variation, links, shown), KeptAgain(variation));
        foreach (var id in shown.Keys.Union(moved.Keys.Select(i => i.Row.Id)))
        {
            var item = _draft.Items[id];
            if (item.Row.OpenedByStoreId == variation.StoreId)
            {
                // What the shop counted since the decision goes where the variation goes.
                item.Row.OnHand += moved.GetValueOrDefault(item, 0) + shown.GetValueOrDefault(id, 0) ?? 0;
                Forget(item, id, shown);
            }
            else if (Switched(item, decision, variation) is { } switched)
            {
                switched.OnHandBefore += shown.GetValueOrDefault(id, 0) ?? 0;
            }
        }
    }

    // Another store's figures move the item since: what its own store counted comes back when that is undone.
    private ItemDecision? Switched(DraftItem item, VariationDecision decision, DraftVariation variation) =>
        _stacks.Items[item.Row.Id].FirstOrDefault(d => d.Id > decision.Id && d.Kind == ItemDecisionKind.Restocked && d.UndoneAt is null
            && d.OpenedBefore == variation.StoreId && d.OpenedAfter != variation.StoreId);

    // Its stock was opened only by what was linked to it for a while.
    private static void Forget(DraftItem item, long id, Dictionary<long, decimal?> shown)
    {
        if (item.Row.OnHand == 0 && item.IsInMainOnly && !shown.ContainsKey(id) && item.Row.OpenedByStoreId is { } opener && item.Implied(opener) is null)
        {
            (item.Row.OnHand, item.Row.OpenedByStoreId, item.Row.ImpliedOnHand) = (null, null, null);
        }
    }

    // A newer decision stays, and takes over what this one found.
    private void HandOn(VariationDecision decision, VariationDecision next, DraftVariation variation)
    {
        HandedOn.Add(next);
        next.LinksBefore = decision.LinksBefore;
        var shown = new List<ShownThen>();
        foreach (var then in decision.Shown)
        {
            if (Switched(_draft.Items[then.StockItemId], decision, variation) is { } switched && switched.Id < next.Id)
            {
                switched.OnHandBefore += then.Pieces ?? 0;
            }
            else
            {
                shown.Add(then);
            }
        }

        next.Shown = [.. shown.Concat(next.Shown).GroupBy(s => s.StockItemId).Select(s => new ShownThen(
            s.Key, s.Any(x => x.Pieces is null) ? null : s.Sum(x => x.Pieces)))];
        foreach (var row in variation.Lines.SelectMany(l => _stacks.KeptLines[l.Id]))
        {
            if (row.EndedByBatchId == decision.BatchId)
            {
                row.EndedByBatchId = next.BatchId;
            }
            else
            {
                row.BatchId = next.BatchId;
            }
        }

        Kept.Add(new KeptMapping(variation.Id, null, "It was linked otherwise since, and stays so.", Undoable: false));
    }

    private Func<DraftLine, IReadOnlyList<DraftLink>?> KeptAgain(DraftVariation variation)
    {
        var again = new Dictionary<long, IReadOnlyList<DraftLink>?>();
        foreach (var line in variation.Lines)
        {
            var rows = _stacks.KeptLines[line.Id].ToList();
            var back = rows.Where(r => r.EndedByBatchId == _stacks.BatchId).ToList();
            if (rows.Count > 0)
            {
                again[line.Id] = back.Count == 0
                    ? null
                    : back.ConvertAll(r => DraftLink.Of(_draft.Standing(_draft.Items[r.StockItemId]), r.Quantity, LinkOrigin.Manual, r.BatchId));
            }
        }

        return line => again.TryGetValue(line.Id, out var on) ? on : line.Kept;
    }

    private IReadOnlyList<DraftLink> Redirect(DraftVariation variation, IReadOnlyList<DraftLink> links, Dictionary<long, decimal?> shown)
    {
        while (links.FirstOrDefault(l => l.Item.Row.MergedIntoId is not null)?.Item is { } gone)
        {
            if (_stacks.Items[gone.Row.Id].LastOrDefault(d => d.Kind is ItemDecisionKind.Merged && d.UndoneAt is null) is not { } merging)
            {
                gone.Row.MergedIntoId = null; // its split was undone, and somebody had linked something else to it
                continue;
            }

            var into = _draft.Items[gone.Row.MergedIntoId!.Value];
            IReadOnlyList<DraftLink> follow = [.. links.Select(l => l.Item == gone ? l with { Item = into, BatchId = merging.BatchId } : l)];
            shown.Remove(gone.Row.Id, out var pieces);
            pieces = merging.OpenedBefore == variation.StoreId ? pieces : null;
            Redirected.Add(new VariationDecision
            {
                OrganisationId = merging.OrganisationId,
                BatchId = merging.BatchId,
                Step = merging.Step,
                VariationId = variation.Id,
                LinksBefore = [.. links.Select(Then)],
                LinksAfter = [.. follow.Select(Then)],
                Shown = [new ShownThen(gone.Row.Id, pieces ?? 0), new ShownThen(into.Row.Id, -(pieces ?? 0))],
            });
            shown[into.Row.Id] = shown.GetValueOrDefault(into.Row.Id, 0) + (pieces ?? 0);
            links = follow;
        }

        return links;
    }

    private static LinkedThen Then(DraftLink link) => new(link.Item.Row.Id, link.Quantity, link.Origin, link.BatchId);
}
