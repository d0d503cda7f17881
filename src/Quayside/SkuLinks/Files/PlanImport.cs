using Microsoft.EntityFrameworkCore;
using Quayside.Database;
using Quayside.Organisations;
using Quayside.SkuLinks.Decisions;
using Quayside.SkuLinks.WorkList;

namespace Quayside.SkuLinks.Files;

/// <summary>What rows of an imported mapping change. A SKU that an item has links to it; one that no item has renames the variation's
/// item, or gives those of its variations that ask for it an item of their own.</summary>
internal sealed class PlanImport(QuaysideDb db, Caller caller, ImportRows rows)
{
    private readonly List<MappingChange> _changes = [];
    private readonly List<DraftDecision> _links = [];

    public int Unchanged { get; private set; }

    public async Task<IReadOnlyList<MappingChange>> RunAsync(CancellationToken cancellation)
    {
        var ids = rows.Mapped.Select(r => r.VariationId).Distinct().ToList();
        var current = (await db.SkuLinks.Where(l => ids.Contains(l.VariationId) && l.EndedAt == null)
            .Select(l => new Now(l.VariationId, l.StockItemId, l.Quantity)).ToListAsync(cancellation)).ToLookup(l => l.VariationId);
        var keys = rows.Mapped.Select(r => SkuKey.Of(r.MasterSku)!).Distinct().ToList();
        var items = await db.StockItems.Where(i => keys.Contains(i.MasterSkuKey) && i.MergedIntoId == null).ToDictionaryAsync(i => i.MasterSkuKey, i => i.Id, cancellation);
        var fresh = new List<(MappedRow Row, long ItemId)>();
        foreach (var group in rows.Mapped.GroupBy(r => r.VariationId))
        {
            if (group.Any(r => r.IsKit))
            {
                Kit(group.Key, [.. group], items, [.. current[group.Key]]);
            }
            else
            {
                Single([.. group], items, [.. current[group.Key]], fresh);
            }
        }

        await NameAsync(fresh, cancellation);
        return [.. _changes, .. await DraftedChanges.ChangesAsync(db, _links, cancellation)];
    }

    private void Kit(long variationId, List<MappedRow> parts, Dictionary<string, long> items, List<Now> now)
    {
        if (parts.Find(r => !items.ContainsKey(SkuKey.Of(r.MasterSku)!)) is { } missing)
        {
            parts.ForEach(r => rows.Refuse(r.Row, $"No item is called {missing.MasterSku}; a kit is made of items that exist."));
            return;
        }

        var components = parts.Select(r => new KitComponent(items[SkuKey.Of(r.MasterSku)!], r.Quantity ?? 1)).ToList();
        if (components.Select(c => (c.StockItemId, c.Quantity)).Order().SequenceEqual(now.Select(n => (n.StockItemId, n.Quantity)).Order()))
        {
            Unchanged += parts.Count;
            return;
        }

        _changes.Add(new KitChange(variationId, components));
    }

    private void Single(List<MappedRow> said, Dictionary<string, long> items, List<Now> now, List<(MappedRow Row, long ItemId)> fresh)
    {
        var row = said[0];
        foreach (var other in said.Skip(1))
        {
            rows.Refuse(other.Row, $"Row {row.Row.Number} is about the same variation. For a kit write \"yes\" into the column kit of each.");
        }

        if (items.TryGetValue(SkuKey.Of(row.MasterSku)!, out var item))
        {
            var quantity = row.Quantity ?? (now is [var same] && same.StockItemId == item ? same.Quantity : 1);
            if (now is [var only] && only.StockItemId == item && only.Quantity == quantity)
            {
                Unchanged++;
                return;
            }

            _links.Add(DecideMapping.Draft(caller, row.VariationId, DraftKind.Link, item, quantity));
        }
        else if (now is [var linked])
        {
            fresh.Add((row, linked.StockItemId));
        }
        else
        {
            rows.Refuse(row.Row, $"No item is called {row.MasterSku}, and the variation has no item that could get the name.");
        }
    }

    private async Task NameAsync(List<(MappedRow Row, long ItemId)> fresh, CancellationToken cancellation)
    {
        var itemIds = fresh.Select(f => f.ItemId).Distinct().ToList();
        var sold = (await db.SkuLinks.Where(l => itemIds.Contains(l.StockItemId) && l.EndedAt == null)
            .Select(l => new { l.StockItemId, l.VariationId }).ToListAsync(cancellation)).ToLookup(l => l.StockItemId, l => l.VariationId);
        var named = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var group in fresh.GroupBy(f => (f.ItemId, Key: SkuKey.Of(f.Row.MasterSku)!)))
        {
            var (itemId, key) = group.Key;
            var asking = group.Select(g => g.Row.VariationId).ToList();
            if (named.TryGetValue(key, out var other))
            {
                // Two items that are to have one new name are one item: the first is renamed, the others become part of it.
                _links.AddRange(group.Select(g => DecideMapping.Draft(caller, g.Row.VariationId, DraftKind.Link, other, g.Row.Quantity ?? 1)));
            }
            else if (sold[itemId].All(asking.Contains))
            {
                named[key] = itemId;
                _changes.Add(new RenameChange(itemId, group.First().Row.MasterSku));
            }
            else
            {
                _changes.Add(new SplitChange(itemId, asking, group.First().Row.MasterSku));
            }
        }
    }

    private sealed record Now(long VariationId, long StockItemId, decimal Quantity);
}
