using Quayside.Inventory;

namespace Quayside.SkuLinks.Decisions;

/// <summary>What a decision did to items, taken back: merges, splits, stock that came along, names. Pure, but for the rows of decisions.</summary>
/// <param name="kept">Gets what stays, and why.</param>
internal sealed class UndoItems(MappingDraft draft, DecisionStacks stacks, DateTimeOffset now, List<KeptMapping> kept)
{
    private readonly HashSet<DraftItem> _uncounted = [];

    public int Undone { get; private set; }

    public void Unmerge(DraftItem item, ItemDecision merged)
    {
        item.IsTouched = true;
        (item.Row.MergedIntoId, item.Row.OnHand, item.Row.OpenedByStoreId) = (null, merged.OnHandBefore, merged.OpenedBefore);
        item.Row.ImpliedOnHand = merged.OpenedBefore is null ? null : 0;
        draft.Items[merged.OtherItemId!.Value].MoveLevels(item, stacks.MovedLevels[item.Row.Id]);
        NoteUncounted(item);
        Mark(merged);
    }

    /// <summary>Nobody had counted them, and a store that counts them was read since: that reading would have opened their stock.</summary>
    public void OpenUncounted()
    {
        foreach (var item in _uncounted.Where(i => i.Row is { OnHand: null, OpenedByStoreId: null, MergedIntoId: null }))
        {
            var counting = item.SoldAs.Select(v => v.StoreId).Distinct().Where(s => stacks.ReadSince.Contains(s) && item.IsSoldBy(s) && item.Implied(s) is not null);
            if (counting.OrderBy(s => draft.Stores[s].ConnectedAt).ThenBy(s => s).Cast<long?>().FirstOrDefault() is { } store)
            {
                item.Row.OpenedByStoreId = store;
                item.Row.OnHand = item.Row.ImpliedOnHand = item.Implied(store);
            }
        }
    }

    private void NoteUncounted(DraftItem item)
    {
        if (item.Row is { OnHand: null, OpenedByStoreId: null })
        {
            _uncounted.Add(item);
        }
    }

    private void Mark(ItemDecision decision)
    {
        decision.UndoneAt = now;
        Undone += decision.Kind == ItemDecisionKind.Restocked ? 0 : 1;
    }

    public void Restore(ItemDecision decision)
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
        var moved = stacks.MovedByPeople[row.Id].Where(m => m.MovementId > decision.Id).Sum(m => m.Pieces);
        if (decision is { OnHandBefore: null, OnHandAfter: not null })
        {
            // Not counted again: what people moved meanwhile were the other item's pieces.
            draft.Items[decision.OtherItemId!.Value].Row.OnHand += moved;
            moved = 0;
        }

        if (decision.OpenedBefore == decision.OpenedAfter)
        {
            row.OnHand = decision is { OnHandBefore: null, OnHandAfter: not null }
                ? null
                : row.OnHand - (decision.OnHandAfter ?? 0) + (decision.OnHandBefore ?? 0);
            NoteUncounted(item);
            return;
        }

        // Another store's figures moved it meanwhile: back to what it was, and what its own store counted since.
        row.OpenedByStoreId = decision.OpenedBefore;
        row.OnHand = decision.OnHandBefore + moved
            + ((decision.OpenedBefore is { } opener ? item.ImpliedOrNone(opener) - decision.ImpliedBefore - Since(decision, opener) : null) ?? 0);
        row.ImpliedOnHand = null;
        NoteUncounted(item);
    }

    // By how much decisions that stay have changed what the store shows of it: they leave on hand as it was.
    private decimal Since(ItemDecision decision, long storeId) => stacks.Later
        .Where(d => d.Id > decision.Id && d.UndoneAt is null && draft.Variations.GetValueOrDefault(d.VariationId)?.StoreId == storeId)
        .SelectMany(d => d.Shown).Where(s => s.StockItemId == decision.StockItemId).Sum(s => s.Pieces ?? 0);

    // An item that only an undone split made, when nothing is sold from it: its name is free again, the row stays for its movements.
    public void Retire(DraftItem item)
    {
        var split = stacks.Splits.GetValueOrDefault(item.Row.Id);
        if (split?.UndoneAt is null || item.Row.MergedIntoId is not null)
        {
            return;
        }

        if (item.SoldAs.Count > 0 || item.Kept.Count > 0 || item.Row.OnHand is not (null or 0) || !item.IsInMainOnly)
        {
            kept.Add(new KeptMapping(null, item.Row.Id, $"{item.Row.MasterSku} stays: something else is sold from it since.", Undoable: false));
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
        var key = SkuKey.Of(decision.MasterSkuBefore)!;
        if (draft.Keys.TryGetValue(key, out var owner) && owner != item.Row.Id)
        {
            var taker = stacks.Items[owner].LastOrDefault(d => d.Kind is ItemDecisionKind.Renamed or ItemDecisionKind.SplitOff && d.BatchId > decision.BatchId);
            var what = taker is null ? "Rename that one first." : $"“{stacks.Newer[taker.BatchId].Text}” gave it to that one. Undo that first.";
            kept.Add(new KeptMapping(null, item.Row.Id, $"{decision.MasterSkuBefore} is another item's SKU by now. {what}", Undoable: true) { UndoFirst = taker?.BatchId });
            return;
        }

        if (stacks.Items[item.Row.Id].Any(d => d.Kind == ItemDecisionKind.Renamed && d.Id > decision.Id && d.UndoneAt is null))
        {
            kept.Add(new KeptMapping(null, item.Row.Id, $"{item.Row.MasterSku} was renamed again by the same decision, and that stays.", Undoable: true));
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
