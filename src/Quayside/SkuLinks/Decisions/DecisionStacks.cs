using Microsoft.EntityFrameworkCore;
using Quayside.Database;
using Quayside.Inventory;
using Quayside.Stores;

namespace Quayside.SkuLinks.Decisions;

/// <summary>A decision that is to be undone, with the decisions about the same variations and items that hold beside it.</summary>
/// <remarks>Rows are tracked, but for the many about variations.</remarks>
internal sealed class DecisionStacks
{
    public required long BatchId { get; init; }

    /// <summary>By variation, oldest first; those of the decision among them.</summary>
    public required ILookup<long, VariationDecision> Variations { get; init; }

    /// <summary>By item, oldest first; those of the decision among them, and what came or went in the same steps.</summary>
    public required ILookup<long, ItemDecision> Items { get; init; }

    /// <summary>By item that a split made: that split, undone or not.</summary>
    public required Dictionary<long, ItemDecision> Splits { get; init; }

    /// <summary>Decisions about other variations that were ever linked to the same items, made since and not undone.</summary>
    public required IReadOnlyList<VariationDecision> Later { get; init; }

    /// <summary>Those that were made since about the same variations and items, by id.</summary>
    public required IReadOnlyDictionary<long, MappingBatch> Newer { get; init; }

    /// <summary>By line: kept by the decision, or let go by it.</summary>
    public required ILookup<long, KeptLine> KeptLines { get; init; }

    /// <summary>By merged item: what of it came along in warehouses beside the main one.</summary>
    public required ILookup<long, KeyValuePair<long, decimal>> MovedLevels { get; init; }

    /// <summary>By item that got stock: what people adjusted, counted, shipped or took back of it, at any time.</summary>
    public required ILookup<long, (long MovementId, decimal Pieces)> MovedByPeople { get; init; }

    /// <summary>Stores that were read since the decision, from beginning to end.</summary>
    public required IReadOnlySet<long> ReadSince { get; init; }

    public required IReadOnlyCollection<long> VariationIds { get; init; }

    public required IReadOnlyCollection<long> ItemIds { get; init; }

    public required IReadOnlyCollection<string> Keys { get; init; }

    public ILookup<int, VariationDecision> OwnVariations => Variations.SelectMany(v => v).Where(d => d.BatchId == BatchId).ToLookup(d => d.Step);

    /// <summary>Newest first.</summary>
    public IEnumerable<ItemDecision> OwnItems => Items.SelectMany(i => i).Where(d => d.BatchId == BatchId).OrderByDescending(d => d.Id);

    public static async Task<DecisionStacks> LoadAsync(QuaysideDb db, long batchId, CancellationToken cancellation)
    {
        var variations = await db.VariationDecisions.Where(d => d.BatchId == batchId && d.UndoneAt == null)
            .Select(d => d.VariationId).Distinct().ToArrayAsync(cancellation);
        var decided = await db.VariationDecisions.AsNoTracking().Where(d => variations.Contains(d.VariationId) && d.UndoneAt == null)
            .OrderBy(d => d.Id).ToListAsync(cancellation);
        var own = await db.ItemDecisions.AsNoTracking().Where(d => d.BatchId == batchId && d.UndoneAt == null).ToListAsync(cancellation);
        var kept = await db.KeptLines.Where(k => (k.BatchId == batchId && k.EndedByBatchId == null) || k.EndedByBatchId == batchId).ToListAsync(cancellation);
        var items = decided.Where(d => d.BatchId == batchId).SelectMany(ItemsOf).Concat(own.Select(d => d.StockItemId))
            .Concat(own.Select(d => d.OtherItemId).OfType<long>()).Concat(kept.Select(k => k.StockItemId)).ToHashSet();
        var keys = own.Select(d => SkuKey.Of(d.MasterSkuBefore)).OfType<string>().Distinct().ToArray();
        items.UnionWith(await db.StockItems.Where(i => keys.Contains(i.MasterSkuKey)).Select(i => i.Id).ToListAsync(cancellation));
        var later = await LaterAsync(db, batchId, items, variations, cancellation);
        var aboutItems = await ItemsAsync(db, items, cancellation);
        var newer = decided.Concat(later).Select(d => d.BatchId).Concat(aboutItems.Select(d => d.BatchId)).Where(b => b > batchId).Distinct().ToArray();
        return new DecisionStacks
        {
            BatchId = batchId,
            Variations = decided.ToLookup(d => d.VariationId),
            Items = aboutItems.ToLookup(d => d.StockItemId),
            Splits = await db.ItemDecisions.Where(d => items.Contains(d.StockItemId) && d.Kind == ItemDecisionKind.SplitOff)
                .ToDictionaryAsync(d => d.StockItemId, cancellation),
            Later = later,
            Newer = await db.MappingBatches.AsNoTracking().Where(b => newer.Contains(b.Id)).ToDictionaryAsync(b => b.Id, cancellation),
            KeptLines = kept.ToLookup(k => k.LineId),
            MovedLevels = await LevelsAsync(db, batchId, own, cancellation),
            MovedByPeople = await PeopleAsync(db, own, cancellation),
            ReadSince = (await db.SyncSessions.Where(s => s.Id > batchId && s.State == SyncState.Completed).Select(s => s.StoreId)
                .Distinct().ToListAsync(cancellation)).ToHashSet(),
            VariationIds = [.. variations.Concat(later.Select(d => d.VariationId)).Distinct()],
            ItemIds = [.. items.Concat(decided.Concat(later).SelectMany(ItemsOf)).Distinct()],
            Keys = keys,
        };
    }

    private static IEnumerable<long> ItemsOf(VariationDecision decision) =>
        decision.LinksBefore.Concat(decision.LinksAfter).Select(l => l.StockItemId).Concat(decision.Shown.Select(s => s.StockItemId));

    private static async Task<List<VariationDecision>> LaterAsync(
        QuaysideDb db, long batchId, HashSet<long> items, long[] variations, CancellationToken cancellation)
    {
        var linked = db.SkuLinks.Where(l => items.Contains(l.StockItemId)).Select(l => l.VariationId);
        return await db.VariationDecisions.AsNoTracking()
            .Where(d => linked.Contains(d.VariationId) && d.Id > batchId && d.UndoneAt == null && !variations.Contains(d.VariationId))
            .ToListAsync(cancellation);
    }

    // The movements of a decision are as old as it is, to the millisecond; no two are made at once.
    private static async Task<ILookup<long, KeyValuePair<long, decimal>>> LevelsAsync(
        QuaysideDb db, long batchId, List<ItemDecision> own, CancellationToken cancellation)
    {
        var merged = own.Where(d => d.Kind == ItemDecisionKind.Merged).Select(d => d.StockItemId).ToArray();
        var at = await db.MappingBatches.Where(b => b.Id == batchId).Select(b => b.At).SingleAsync(cancellation);
        var rows = await db.StockMovements
            .Where(m => merged.Contains(m.StockItemId) && m.Reason == MovementReason.Merged && m.At == at && m.WarehouseId != null && m.OnHandDelta < 0)
            .Select(m => new { m.StockItemId, Warehouse = m.WarehouseId!.Value, m.OnHandDelta }).ToListAsync(cancellation);
        return rows.ToLookup(r => r.StockItemId, r => KeyValuePair.Create(r.Warehouse, -r.OnHandDelta));
    }

    private static async Task<ILookup<long, (long MovementId, decimal Pieces)>> PeopleAsync(
        QuaysideDb db, List<ItemDecision> own, CancellationToken cancellation)
    {
        var items = own.Where(d => d.Kind == ItemDecisionKind.Restocked).Select(d => d.StockItemId).ToArray();
        var rows = await db.StockMovements
            .Where(m => items.Contains(m.StockItemId) && m.OnHandDelta != 0
                && (m.Reason == MovementReason.Adjusted || m.Reason == MovementReason.Counted
                    || m.Reason == MovementReason.Shipped || m.Reason == MovementReason.Returned))
            .Select(m => new { m.StockItemId, m.Id, m.OnHandDelta }).ToListAsync(cancellation);
        return rows.ToLookup(r => r.StockItemId, r => (r.Id, r.OnHandDelta));
    }

    private static async Task<List<ItemDecision>> ItemsAsync(QuaysideDb db, HashSet<long> items, CancellationToken cancellation)
    {
        var found = await db.ItemDecisions.Where(d => items.Contains(d.StockItemId) && d.UndoneAt == null).ToListAsync(cancellation);
        var others = found.Where(d => d.Kind == ItemDecisionKind.Restocked).Select(d => d.OtherItemId!.Value).Where(i => !items.Contains(i)).Distinct().ToArray();
        found.AddRange(await db.ItemDecisions.Where(d => others.Contains(d.StockItemId) && d.UndoneAt == null).ToListAsync(cancellation));
        return [.. found.OrderBy(d => d.Id)];
    }
}
