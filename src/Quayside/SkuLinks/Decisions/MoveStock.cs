using Quayside.Inventory;

namespace Quayside.SkuLinks.Decisions;

/// <summary>Merging and splitting: what moves with the variations. Pure.</summary>
internal sealed class MoveStock(MappingDraft draft, MappingBatch batch)
{
    private int _step;

    public List<ItemDecision> Items { get; } = [];

    public List<VariationDecision> Variations { get; } = [];

    /// <summary>Notes what one change did, so that it can be undone by itself and before those that came earlier.</summary>
    public void EndStep()
    {
        foreach (var (variation, before) in draft.TakeStep())
        {
            Variations.Add(new VariationDecision
            {
                OrganisationId = batch.OrganisationId,
                BatchId = batch.Id,
                Step = _step,
                VariationId = variation.Id,
                LinksBefore = Then(before),
                LinksAfter = Then(variation.Links),
                Shown = [.. variation.Moved.Select(m => new ShownThen(m.Key.Row.Id, m.Value))],
            });
            variation.Moved.Clear();
        }

        _step++;
    }

    private List<LinkedThen> Then(IReadOnlyList<DraftLink> links) =>
        [.. links.Select(l => new LinkedThen(l.Item.Row.Id, l.Quantity, l.Origin, l.IsNew ? batch.Id : l.BatchId))];

    /// <summary>What becomes of a variation's open orders, as the person chose.</summary>
    public Func<DraftLine, IReadOnlyList<DraftLink>?> Keeping(DraftVariation variation)
    {
        // An order that waits, since nothing was linked, is not open anywhere yet: it follows.
        var links = variation.Links is { Count: > 0 } some ? some : null;
        return batch.OpenOrders == OpenOrders.FromNowOn ? line => line.Kept ?? links : _ => null;
    }

    /// <summary>One store's counts of its listings add up; two stores' counts are of the same pieces, and the store that was connected
    /// first is right (rule 4). What people counted of both adds up; beside a store's count theirs is right. Open orders come along, and
    /// what stands in other warehouses.</summary>
    public void Merge(DraftItem from, DraftItem into)
    {
        var (part, whole) = (from.Row, into.Row);
        var merged = Begin(from, ItemDecisionKind.Merged, into);
        var restocked = Begin(into, ItemDecisionKind.Restocked, from);
        var (isCounted, wasCounted) = (IsCounted(part), IsCounted(whole));
        var isTogether = part.OpenedByStoreId == whole.OpenedByStoreId && (part.OpenedByStoreId is not null || (isCounted && wasCounted));
        var takesOver = part.OpenedByStoreId is { } first && !isTogether
            && (whole.OpenedByStoreId is not { } second || draft.Stores[first].ConnectedAt < draft.Stores[second].ConnectedAt);
        into.Text = TextOf(part, whole, isTogether, takesOver, wasCounted) ?? into.Text;
        if (takesOver)
        {
            whole.OpenedByStoreId = part.OpenedByStoreId;
            whole.OnHand = wasCounted ? whole.OnHand : part.OnHand;
            whole.ImpliedOnHand = into.Implied(part.OpenedByStoreId!.Value) ?? (into.SoldAs.Any(v => v.StoreId == part.OpenedByStoreId) ? null : 0);
        }
        else if (isTogether)
        {
            whole.OnHand += part.OnHand;
        }
        else if (isCounted)
        {
            whole.OnHand = part.OnHand;
        }

        MoveAll(from, into);
        if (isTogether || takesOver)
        {
            // What a sync has stored and not yet read; nothing where the store sells none of it.
            whole.ImpliedOnHand += part.ImpliedOnHand ?? (merged.ImpliedBefore is null ? null : 0);
        }

        from.MoveLevels(into, from.Levels.Values.Where(l => l.OnHand != 0).ToDictionary(l => l.WarehouseId, l => l.OnHand));
        part.OnHand = part.OnHand is null ? null : 0;
        (part.OpenedByStoreId, part.ImpliedOnHand, part.MergedIntoId) = (null, null, whole.Id);
        End(merged, from);
        End(restocked, into);
        (from.Reason, into.Reason) = (MovementReason.Merged, MovementReason.Merged);
        EndStep();
    }

    /// <summary>The new item is opened by the store that was connected first of those that sell it; where that store's figures had
    /// opened the old one, its pieces go along.</summary>
    public void Split(DraftItem item, DraftItem made, IReadOnlyList<DraftVariation> variations)
    {
        var split = Begin(made, ItemDecisionKind.SplitOff, item);
        var restocked = Begin(item, ItemDecisionKind.Restocked, made);
        made.Row.OpenedByStoreId = First(variations.Where(v => v.Links.Count == 1).GroupBy(v => v.StoreId)
            .Where(s => s.All(v => v.Sells is not null)).Select(s => s.Key));
        made.Row.ImpliedOnHand = made.Row.OpenedByStoreId is null ? null : 0;
        foreach (var variation in variations)
        {
            var moved = draft.Relink(variation, Replaced(variation.Links, item, made), Keeping(variation));
            item.Row.OnHand += item.Row.OpenedByStoreId == variation.StoreId ? moved.GetValueOrDefault(item, 0) ?? 0 : 0;
        }

        made.Row.OnHand = made.Row.ImpliedOnHand;
        Reopen(item);
        End(split, made);
        End(restocked, item);
        (item.Reason, made.Reason) = (MovementReason.Split, MovementReason.Split);
        EndStep();
    }

    private void MoveAll(DraftItem from, DraftItem into)
    {
        foreach (var variation in from.SoldAs.Concat(from.Kept.Select(l => l.Variation).OfType<DraftVariation>()).Distinct().OrderBy(v => v.Id).ToList())
        {
            draft.Relink(
                variation, Replaced(variation.Links, from, into), line => line.Kept is { } kept ? Replaced(kept, from, into) : null);
        }

        foreach (var line in from.Kept.ToList())
        {
            line.Keep(Replaced(line.Kept!, from, into));
        }
    }

    private static IReadOnlyList<DraftLink> Replaced(IReadOnlyList<DraftLink> links, DraftItem from, DraftItem into) => links.All(l => l.Item != from)
        ? links
        : [.. links.Select(l => (Link: l, Item: l.Item == from ? into : l.Item)).GroupBy(l => l.Item)
            .Select(l => new DraftLink(l.Key, l.Sum(x => x.Link.Quantity), l.First().Link.Origin))];

    // The store whose figures opened it sells none of it any more: the next one does.
    private void Reopen(DraftItem item)
    {
        if (item.Row.OpenedByStoreId is { } opener && item.Implied(opener) is null && !item.SoldAs.Any(v => v.StoreId == opener && v.Links.Count == 1)
            && First(item.SoldAs.Select(v => v.StoreId).Distinct().Where(s => item.Implied(s) is not null)) is { } next)
        {
            item.Row.OpenedByStoreId = next;
            item.Row.OnHand = item.Row.ImpliedOnHand = item.Implied(next);
            item.Text = $"On hand is what {draft.Stores[next].Name} implies, since {draft.Stores[opener].Name} sells none of it any more.";
        }
    }

    private long? First(IEnumerable<long> stores) => stores.OrderBy(s => draft.Stores[s].ConnectedAt).ThenBy(s => s).Cast<long?>().FirstOrDefault();

    // By people: no store's figures opened its stock.
    private static bool IsCounted(StockItem item) => item.OnHand is not null && item.OpenedByStoreId is null;

    private string? TextOf(StockItem part, StockItem whole, bool isTogether, bool takesOver, bool wasCounted)
    {
        if (part.OpenedByStoreId is not { } other)
        {
            return part.OnHand is null ? $"{part.MasterSku} is not counted and adds nothing."
                : isTogether ? "People counted both: the pieces are added."
                : $"On hand is what people counted of {part.MasterSku}.";
        }

        if (wasCounted)
        {
            return $"On hand stays what people counted; {draft.Stores[other].Name} counts the same pieces.";
        }

        var store = draft.Stores[other].Name;
        return isTogether ? $"{store} counts both, each by itself: its pieces are added."
            : whole.OpenedByStoreId is not { } own ? $"On hand is what {store} counts of {part.MasterSku}."
            : takesOver
                ? $"Not a sum: {store} and {draft.Stores[own].Name} count the same pieces, and {store} was connected first."
                : $"Not a sum: {draft.Stores[own].Name} and {store} count the same pieces, and {draft.Stores[own].Name} was connected first.";
    }

    public void Rename(DraftItem item, string sku)
    {
        var (row, key) = (item.Row, SkuKey.Of(sku)!);
        if (row.MasterSku == sku)
        {
            return;
        }

        Items.Add(new ItemDecision
        {
            OrganisationId = batch.OrganisationId,
            BatchId = batch.Id,
            Step = _step,
            StockItemId = row.Id,
            Kind = ItemDecisionKind.Renamed,
            MasterSkuBefore = row.MasterSku,
            MasterSkuAfter = sku,
            GeneratedBefore = row.IsGenerated,
            FormerKey = row.IsGenerated || row.MasterSkuKey == key ? null : row.MasterSkuKey,
        });
        draft.Keys.Remove(row.MasterSkuKey);
        draft.Keys[key] = row.Id;
        item.Rename(sku, isGenerated: false);
        EndStep();
    }

    private ItemDecision Begin(DraftItem item, ItemDecisionKind kind, DraftItem other) => new()
    {
        OrganisationId = batch.OrganisationId,
        BatchId = batch.Id,
        Step = _step,
        StockItemId = item.Row.Id,
        Kind = kind,
        OtherItemId = other.Row.Id,
        OnHandBefore = item.Row.OnHand,
        OpenedBefore = item.Row.OpenedByStoreId,
        ImpliedBefore = item.Row.ImpliedOnHand ?? (item.Row.OpenedByStoreId is { } opener && !item.IsSoldBy(opener) ? 0 : null),
    };

    private void End(ItemDecision decision, DraftItem item)
    {
        (decision.OnHandAfter, decision.OpenedAfter) = (item.Row.OnHand, item.Row.OpenedByStoreId);
        item.IsTouched = true;
        Items.Add(decision);
    }
}
