using Quayside.Inventory;

namespace Quayside.SkuLinks.Decisions;

/// <summary>The links, stock and open orders that changes concern, as they would be. Pure: loaded before, written after.</summary>
internal sealed class MappingDraft
{
    private readonly Dictionary<DraftVariation, IReadOnlyList<DraftLink>> _step = [];

    public Dictionary<long, DraftItem> Items { get; } = [];

    public Dictionary<long, DraftVariation> Variations { get; } = [];

    public List<DraftLine> Lines { get; } = [];

    public Dictionary<long, DraftStore> Stores { get; } = [];

    /// <summary>Master SKUs in use, by key, as far as changes ask for them.</summary>
    public Dictionary<string, long> Keys { get; } = new(StringComparer.Ordinal);

    public DraftItem Add(StockItem row, bool isNew = false)
    {
        var item = new DraftItem(row, isNew);
        Items.Add(row.Id, item);
        Keys[row.MasterSkuKey] = row.Id;
        return item;
    }

    /// <summary>The item that this one is part of by now; itself while it stands alone.</summary>
    public DraftItem Standing(DraftItem item)
    {
        while (item.Row.MergedIntoId is { } into)
        {
            item = Items[into];
        }

        return item;
    }

    /// <summary>Links a variation to other items. On hand stays; what its shop shows of the items moves with it, and reserved with
    /// the open orders.</summary>
    /// <param name="keep">What each open line stays reserved on in spite of the links; null where it follows them.</param>
    /// <returns>By how much what its shop shows of each item went up or down; null where the shop does not count it.</returns>
    public Dictionary<DraftItem, decimal?> Relink(
        DraftVariation variation, IReadOnlyList<DraftLink> links, Func<DraftLine, IReadOnlyList<DraftLink>?> keep)
    {
        var before = variation.Shown();
        _step.TryAdd(variation, variation.Links);
        foreach (var link in variation.Links)
        {
            link.Item.SoldAs.Remove(variation);
            link.Item.IsTouched = true;
        }

        var kept = variation.Lines.ConvertAll(l => (Line: l, On: keep(l)));
        variation.Links = links;
        foreach (var link in links)
        {
            link.Item.SoldAs.Add(variation);
            link.Item.IsTouched = true;
        }

        foreach (var (line, on) in kept)
        {
            line.Keep(on);
        }

        var after = variation.Shown();
        var moved = before.Keys.Union(after.Keys).ToDictionary(i => i, i => after.GetValueOrDefault(i, 0) - before.GetValueOrDefault(i, 0));
        foreach (var (item, pieces) in moved)
        {
            item.Row.ImpliedOnHand += item.Row.OpenedByStoreId == variation.StoreId ? pieces : 0;
            variation.Moved[item] = variation.Moved.GetValueOrDefault(item, 0) + pieces;
        }

        return moved;
    }

    /// <summary>The variations that were linked otherwise since the last call, with what they were linked to then.</summary>
    public IReadOnlyList<(DraftVariation Variation, IReadOnlyList<DraftLink> Before)> TakeStep()
    {
        var step = _step.Select(v => (v.Key, v.Value)).ToList();
        _step.Clear();
        return step;
    }

    /// <summary>Brings reserved and what each opening store implies into line with the links. Call it when all changes are made.</summary>
    public void Settle()
    {
        foreach (var item in Items.Values.Where(i => !i.IsTouched && i.Ahead != 0))
        {
            item.Unread();
        }

        foreach (var item in Items.Values.Where(i => i.IsWhole && i.IsTouched))
        {
            item.Row.Reserved = item.Lines().Sum(l => DraftItem.Pieces(l.Line.Open, l.Link.Quantity));
            item.SettleLevels();
            var implied = item.Row.OpenedByStoreId is { } opener ? item.Implied(opener) : null;

            // Where it was known it has moved along, so that what a sync has stored and not yet read is still to come.
            if (implied is null || item.Row.ImpliedOnHand is null)
            {
                item.Row.ImpliedOnHand = implied;
            }
        }
    }
}
