using Quayside.Inventory;

namespace Quayside.SkuLinks.Decisions;

/// <summary>Takes a decision back in a draft: what it moved goes back, what people decided since stays. Pure, but for the rows of
/// decisions, which it marks.</summary>
internal sealed class UndoDraft(MappingDraft draft, DecisionStacks stacks, DateTimeOffset now)
{
    private readonly HashSet<int> _blocked = [];
    private int _undone;

    public List<KeptMapping> Kept { get; } = [];

    public int Undone => _undone + UndoneVariations.DistinctBy(d => d.VariationId).Count();

    /// <summary>Open orders of what stays.</summary>
    public HashSet<long> BlockedLines { get; } = [];

    public List<VariationDecision> UndoneVariations { get; } = [];

    /// <summary>Newer decisions that took over what an undone one had found.</summary>
    public HashSet<VariationDecision> HandedOn { get; } = [];

    /// <summary>Links that would have come back to an item that was merged since: they are that merging's affair by now.</summary>
    public List<VariationDecision> Redirected { get; } = [];

    public void Run()
    {
        var items = stacks.OwnItems.ToList();
        var (byStep, variations) = (items.ToLookup(d => d.Step), stacks.OwnVariations);
        new BlockedItems(draft, stacks).Find(items, _blocked, Kept);
        foreach (var step in items.Select(d => d.Step).Concat(variations.Select(v => v.Key)).Distinct().OrderDescending())
        {
            if (_blocked.Contains(step))
            {
                BlockedLines.UnionWith(variations[step].SelectMany(d => draft.Variations[d.VariationId].Lines).Select(l => l.Id));
                continue;
            }

            foreach (var merged in byStep[step].Where(d => d.Kind == ItemDecisionKind.Merged))
            {
                Unmerge(draft.Items[merged.StockItemId], merged);
            }

            foreach (var decision in variations[step])
            {
                Relink(decision);
            }

            foreach (var decision in byStep[step])
            {
                Restore(decision);
            }
        }

        foreach (var item in draft.Items.Values.Where(i => i.IsTouched).ToList())
        {
            item.Reason = MovementReason.Undone;
            Retire(item);
        }

        draft.Settle();
    }

    private void Unmerge(DraftItem item, ItemDecision merged)
    {
        item.IsTouched = true;
        (item.Row.MergedIntoId, item.Row.OnHand, item.Row.OpenedByStoreId) = (null, merged.OnHandBefore, merged.OpenedBefore);
        item.Row.ImpliedOnHand = merged.OpenedBefore is null ? null : 0;
        Mark(merged);
    }

    private void Mark(ItemDecision decision)
    {
        decision.UndoneAt = now;
        _undone += decision.Kind == ItemDecisionKind.Restocked ? 0 : 1;
    }

    private void Relink(VariationDecision decision)
    {
        var variation = draft.Variations[decision.VariationId];
        var next = stacks.Variations[variation.Id].FirstOrDefault(d => d.Id > decision.Id && d.UndoneAt is null);
        decision.UndoneAt = now;
        UndoneVariations.Add(decision);
        if (next is not null)
        {
            HandOn(decision, next, variation);
            return;
        }

        var shown = decision.Shown.ToDictionary(s => s.StockItemId, s => s.Pieces);
        var links = decision.LinksBefore.ConvertAll(l => DraftLink.Of(draft.Items[l.StockItemId], l.Quantity, l.Origin, l.BatchId));
        var moved = draft.Relink(variation, Redirect(variation, links, shown), KeptAgain(variation));
        foreach (var id in shown.Keys.Union(moved.Keys.Select(i => i.Row.Id)))
        {
            var item = draft.Items[id];
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
        stacks.Items[item.Row.Id].FirstOrDefault(d => d.Id > decision.Id && d.Kind == ItemDecisionKind.Restocked && d.UndoneAt is null
            && d.OpenedBefore == variation.StoreId && d.OpenedAfter != variation.StoreId);

    // Its stock was opened only by what was linked to it for a while.
    private static void Forget(DraftItem item, long id, Dictionary<long, decimal?> shown)
    {
        if (item.Row.OnHand == 0 && !shown.ContainsKey(id) && item.Row.OpenedByStoreId is { } opener && item.Implied(opener) is null)
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
            if (Switched(draft.Items[then.StockItemId], decision, variation) is { } switched && switched.Id < next.Id)
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
        foreach (var row in variation.Lines.SelectMany(l => stacks.KeptLines[l.Id]))
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
            var rows = stacks.KeptLines[line.Id].ToList();
            var back = rows.Where(r => r.EndedByBatchId == stacks.BatchId).ToList();
            if (rows.Count > 0)
            {
                again[line.Id] = back.Count == 0
                    ? null
                    : back.ConvertAll(r => DraftLink.Of(draft.Standing(draft.Items[r.StockItemId]), r.Quantity, LinkOrigin.Manual, r.BatchId));
            }
        }

        return line => again.TryGetValue(line.Id, out var on) ? on : line.Kept;
    }

    private IReadOnlyList<DraftLink> Redirect(DraftVariation variation, IReadOnlyList<DraftLink> links, Dictionary<long, decimal?> shown)
    {
        while (links.FirstOrDefault(l => l.Item.Row.MergedIntoId is not null)?.Item is { } gone)
        {
            if (stacks.Items[gone.Row.Id].LastOrDefault(d => d.Kind is ItemDecisionKind.Merged && d.UndoneAt is null) is not { } merging)
            {
                gone.Row.MergedIntoId = null; // its split was undone, and somebody had linked something else to it
                continue;
            }

            var into = draft.Items[gone.Row.MergedIntoId!.Value];
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

    private void Restore(ItemDecision decision)
    {
        var item = draft.Items[decision.StockItemId];
        item.IsTouched = true;
        switch (decision.Kind)
        {
            case ItemDecisionKind.Restocked:
                Restock(item.Row, item, decision);
                Mark(decision);
                break;
            case ItemDecisionKind.SplitOff:
                item.Row.OnHand -= decision.OnHandAfter ?? 0;
                Mark(decision);
                break;
            case ItemDecisionKind.Renamed:
                Rename(item, decision);
                break;
            case ItemDecisionKind.Merged:
                break;
            default:
                throw new NotSupportedException($"No way back from {decision.Kind}.");
        }
    }

    private void Restock(StockItem row, DraftItem item, ItemDecision decision)
    {
        if (decision.OpenedBefore == decision.OpenedAfter)
        {
            row.OnHand -= (decision.OnHandAfter ?? 0) - (decision.OnHandBefore ?? 0);
            return;
        }

        // Another store's figures moved it meanwhile: back to what it was, and what its own store counted since.
        row.OpenedByStoreId = decision.OpenedBefore;
        row.OnHand = decision.OnHandBefore
            + ((decision.OpenedBefore is { } opener ? item.ImpliedOrNone(opener) - decision.ImpliedBefore - Since(decision, opener) : null) ?? 0);
        row.ImpliedOnHand = null;
    }

    // By how much decisions that stay have changed what the store shows of it: they leave on hand as it was.
    private decimal Since(ItemDecision decision, long storeId) => stacks.Later
        .Where(d => d.Id > decision.Id && d.UndoneAt is null && draft.Variations.GetValueOrDefault(d.VariationId)?.StoreId == storeId)
        .SelectMany(d => d.Shown).Where(s => s.StockItemId == decision.StockItemId).Sum(s => s.Pieces ?? 0);

    // An item that only an undone split made, when nothing is sold from it: its name is free again, the row stays for its movements.
    private void Retire(DraftItem item)
    {
        var split = stacks.Splits.GetValueOrDefault(item.Row.Id);
        if (split?.UndoneAt is null || item.Row.MergedIntoId is not null)
        {
            return;
        }

        if (item.SoldAs.Count > 0 || item.Kept.Count > 0 || item.Row.OnHand is not (null or 0))
        {
            Kept.Add(new KeptMapping(null, item.Row.Id, $"{item.Row.MasterSku} stays: something else is sold from it since.", Undoable: false));
            return;
        }

        if (stacks.Splits.Remove(item.Row.Id) && !item.Row.MasterSku.EndsWith($"~{item.Row.Id}", StringComparison.Ordinal))
        {
            draft.Keys.Remove(item.Row.MasterSkuKey);
            item.Rename($"{item.Row.MasterSku}~{item.Row.Id}", isGenerated: true);
        }

        (item.Row.MergedIntoId, item.Row.OpenedByStoreId, item.Row.ImpliedOnHand) = (split.OtherItemId, null, null);
    }

    private void Rename(DraftItem item, ItemDecision decision)
    {
        var next = stacks.Items[item.Row.Id].FirstOrDefault(d => d.Kind == ItemDecisionKind.Renamed && d.Id > decision.Id && d.UndoneAt is null);
        if (next is not null)
        {
            (next.MasterSkuBefore, next.GeneratedBefore) = (decision.MasterSkuBefore, decision.GeneratedBefore);
            next.FormerKey = decision.FormerKey;
            Mark(decision);
            Kept.Add(new KeptMapping(null, item.Row.Id, $"{item.Row.MasterSku} was renamed again since, and stays so.", Undoable: false));
            return;
        }

        var key = SkuKey.Of(decision.MasterSkuBefore)!;
        if (draft.Keys.TryGetValue(key, out var owner) && owner != item.Row.Id)
        {
            Kept.Add(new KeptMapping(null, item.Row.Id, $"{decision.MasterSkuBefore} is another item's SKU by now. Rename that one first.", Undoable: true));
            return;
        }

        if (item.Row.MasterSku == decision.MasterSkuAfter)
        {
            draft.Keys.Remove(item.Row.MasterSkuKey);
            draft.Keys[key] = item.Row.Id;
            item.Rename(decision.MasterSkuBefore!, decision.GeneratedBefore);
        }

        Mark(decision);
    }
}
