using Microsoft.EntityFrameworkCore;
using Quayside.Connectors;
using Quayside.Database;
using Quayside.Orders;

namespace Quayside.SkuLinks.Decisions;

/// <summary>Reads all that changes concern, in about a dozen queries, however many changes there are.</summary>
/// <remarks>Rows are tracked, so what is changed in a draft can be saved. Inside a transaction that holds the organisation's stock
/// lock, or to look only.</remarks>
internal sealed class LoadDraft(QuaysideDb db)
{
    private readonly MappingDraft _draft = new();
    private readonly HashSet<long> _items = [];
    private readonly HashSet<long> _variations = [];
    private readonly Dictionary<long, SkuLink> _links = [];

    /// <param name="variationIds">Variations that may be linked otherwise.</param>
    /// <param name="itemIds">Items that may be linked to, merged, split or renamed.</param>
    /// <param name="keys">Keys of master SKUs that somebody may have already.</param>
    public async Task<MappingDraft> RunAsync(
        IReadOnlyCollection<long> variationIds, IReadOnlyCollection<long> itemIds, IReadOnlyCollection<string> keys, CancellationToken cancellation)
    {
        _items.UnionWith(itemIds);
        _variations.UnionWith(variationIds);
        await FollowAsync(cancellation);
        await KeptApartAsync(cancellation);
        await LinksAsync(cancellation);
        await RowsAsync(cancellation);
        await LinesAsync(cancellation);
        await KeysAsync(keys, cancellation);
        foreach (var item in _draft.Items.Values)
        {
            item.SoldAsBefore = item.SoldAs.Count;
            if (item.IsWhole && item.Row.OpenedByStoreId is { } opener && _draft.Stores[opener].IsBeingRead)
            {
                item.ReadAhead();
            }
        }

        return _draft;
    }

    // An item that was merged away stands for the one it is part of.
    private async Task FollowAsync(CancellationToken cancellation)
    {
        var asked = _items.ToArray();
        while (asked.Length > 0)
        {
            var into = await db.StockItems.Where(i => asked.Contains(i.Id) && i.MergedIntoId != null).Select(i => i.MergedIntoId!.Value)
                .ToListAsync(cancellation);
            asked = [.. into.Distinct().Where(_items.Add)];
        }
    }

    // Orders that are kept: those of the variations may be let go, and those on what is merged come along, whatever is linked now.
    private async Task KeptApartAsync(CancellationToken cancellation)
    {
        var variations = _variations.ToArray();
        var on = await (
            from line in db.KeptLines
            where line.EndedByBatchId == null
            join sold in db.OrderLines on line.LineId equals sold.Id
            where variations.Contains(sold.VariationId!.Value)
            select line.StockItemId).Distinct().ToListAsync(cancellation);
        _items.UnionWith(on);
        var items = _items.ToArray();
        var kept = await (
            from line in db.KeptLines
            where line.EndedByBatchId == null && items.Contains(line.StockItemId)
            join sold in db.OrderLines on line.LineId equals sold.Id
            where sold.VariationId != null
            select sold.VariationId!.Value).Distinct().ToListAsync(cancellation);
        _variations.UnionWith(kept);
    }

    private async Task LinksAsync(CancellationToken cancellation)
    {
        await LinksOfItemsAsync([.. _items], cancellation);
        _variations.UnionWith(_links.Values.Select(l => l.VariationId));
        await LinksOfVariationsAsync([.. _variations], cancellation);
        _items.UnionWith(_links.Values.Select(l => l.StockItemId));
        await LinksOfItemsAsync([.. _items], cancellation);
    }

    private async Task LinksOfItemsAsync(long[] items, CancellationToken cancellation) => Keep(
        await db.SkuLinks.AsNoTracking().Where(l => l.EndedAt == null && items.Contains(l.StockItemId)).ToListAsync(cancellation));

    private async Task LinksOfVariationsAsync(long[] variations, CancellationToken cancellation) => Keep(
        await db.SkuLinks.AsNoTracking().Where(l => l.EndedAt == null && variations.Contains(l.VariationId)).ToListAsync(cancellation));

    private void Keep(List<SkuLink> links)
    {
        foreach (var link in links)
        {
            _links[link.Id] = link;
        }
    }

    private async Task RowsAsync(CancellationToken cancellation)
    {
        // Items that others of the variations are linked to as well: known by name, not told in full.
        var variations = _variations.Concat(_links.Values.Select(l => l.VariationId)).Distinct().ToArray();
        await LinksOfVariationsAsync(variations, cancellation);
        var items = _items.Concat(_links.Values.Select(l => l.StockItemId)).Distinct().ToArray();
        foreach (var item in await db.StockItems.Where(i => items.Contains(i.Id)).ToListAsync(cancellation))
        {
            _draft.Add(item).IsWhole = _items.Contains(item.Id);
        }

        foreach (var level in await db.StockLevels.Where(l => items.Contains(l.StockItemId)).ToListAsync(cancellation))
        {
            _draft.Items[level.StockItemId].AddLevel(level);
        }

        var rows = await db.Variations.Where(v => variations.Contains(v.Id)).Select(v => new { v.Id, v.StoreId, v.Quantity, v.Status }).ToListAsync(cancellation);
        foreach (var row in rows)
        {
            var isGone = row.Status == ListingStatus.Deleted;
            _draft.Variations.Add(row.Id, new DraftVariation(row.Id, row.StoreId, isGone ? null : row.Quantity) { IsGone = isGone });
        }

        foreach (var links in _links.Values.GroupBy(l => l.VariationId))
        {
            var variation = _draft.Variations[links.Key];
            variation.Rows.AddRange(links.OrderBy(l => l.Position));
            variation.Links = variation.LinksBefore = variation.Rows.ConvertAll(
                l => DraftLink.Of(_draft.Items[l.StockItemId], l.Quantity, l.Origin, l.BatchId));
            foreach (var link in variation.Links)
            {
                link.Item.SoldAs.Add(variation);
            }
        }

        var stores = await db.Stores.Select(s => new
        {
            s.Id,
            s.Name,
            s.ConnectedAt,
            IsBeingRead = db.SyncSessions.Any(x => x.StoreId == s.Id && x.FinishedAt == null),
        }).ToListAsync(cancellation);
        foreach (var store in stores)
        {
            _draft.Stores.Add(store.Id, new DraftStore(store.Name, store.ConnectedAt, store.IsBeingRead));
        }
    }

    private async Task LinesAsync(CancellationToken cancellation)
    {
        var (variations, items) = (_draft.Variations.Keys.ToArray(), _items.ToArray());
        var keptOn = await db.KeptLines.Where(k => k.EndedByBatchId == null && items.Contains(k.StockItemId)).Select(k => k.LineId).ToListAsync(cancellation);
        await OpenLinesAsync(db.OrderLines.Where(l => variations.Contains(l.VariationId!.Value)), cancellation);
        if (keptOn.Count > 0)
        {
            await OpenLinesAsync(db.OrderLines.Where(l => keptOn.Contains(l.Id)), cancellation);
        }

        await KeptAsync(cancellation);
        foreach (var line in _draft.Lines)
        {
            (line.KeptBefore, line.OnBefore) = (line.Kept, line.On);
        }
    }

    private async Task OpenLinesAsync(IQueryable<OrderLine> lines, CancellationToken cancellation)
    {
        var known = _draft.Lines.Select(l => l.Id).ToHashSet();
        var rows = await (
            from line in lines
            where line.OpenQuantity > 0
            join order in db.Orders on line.OrderId equals order.Id
            select new { line.Id, line.OrderId, line.VariationId, order.StoreId, order.WarehouseId, line.OpenQuantity }).ToListAsync(cancellation);
        foreach (var row in rows.Where(r => !known.Contains(r.Id)))
        {
            var variation = row.VariationId is { } id ? _draft.Variations.GetValueOrDefault(id) : null;
            var line = new DraftLine(row.Id, row.OrderId, row.StoreId, row.OpenQuantity, variation) { WarehouseId = row.WarehouseId };
            variation?.Lines.Add(line);
            _draft.Lines.Add(line);
        }
    }

    private async Task KeptAsync(CancellationToken cancellation)
    {
        var lines = _draft.Lines.ToDictionary(l => l.Id);
        var ids = lines.Keys.ToArray();
        var kept = await db.KeptLines.Where(k => k.EndedByBatchId == null && ids.Contains(k.LineId)).ToListAsync(cancellation);
        var unknown = kept.Select(k => k.StockItemId).Where(i => !_draft.Items.ContainsKey(i)).Distinct().ToArray();
        if (unknown.Length > 0)
        {
            foreach (var item in await db.StockItems.Where(i => unknown.Contains(i.Id)).ToListAsync(cancellation))
            {
                _draft.Add(item);
            }
        }

        foreach (var rows in kept.GroupBy(k => k.LineId))
        {
            var line = lines[rows.Key];
            line.Rows.AddRange(rows);
            line.Keep([.. rows.OrderBy(r => r.Id).Select(r => DraftLink.Of(_draft.Items[r.StockItemId], r.Quantity, LinkOrigin.Manual, r.BatchId))]);
        }

        foreach (var item in _draft.Items.Values)
        {
            item.IsTouched = false;
        }
    }

    private async Task KeysAsync(IReadOnlyCollection<string> keys, CancellationToken cancellation)
    {
        if (keys.Count > 0)
        {
            foreach (var taken in await db.StockItems.Where(i => keys.Contains(i.MasterSkuKey)).Select(i => new { i.MasterSkuKey, i.Id }).ToListAsync(cancellation))
            {
                _draft.Keys[taken.MasterSkuKey] = taken.Id;
            }
        }
    }
}
