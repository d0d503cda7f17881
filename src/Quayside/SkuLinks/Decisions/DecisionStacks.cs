using Microsoft.EntityFrameworkCore;
using Quayside.Database;
using Quayside.Inventory;

namespace Quayside.SkuLinks.Decisions;

/// <summary>A decision that is to be undone, with the decisions about the same variations and items that hold beside it.</summary>
/// <remarks>Rows are tracked, but for the many about variations.</remarks>
internal sealed class DecisionStacks
{
    public required long BatchId { get; init; }

    /// <summary>By variation, oldest first; those of the decision among them.</summary>
    public required ILookup<long, VariationDecision> Variations { get; init; }

    /// <summary>By item, oldest first; those of the decision among them.</summary>
    public required ILookup<long, ItemDecision> Items { get; init; }

    /// <summary>By item that a split made: that split, undone or not.</summary>
    public required Dictionary<long, ItemDecision> Splits { get; init; }

    /// <summary>Variation decisions about items whose stock another store's figures took over, made since and not undone.</summary>
    public required IReadOnlyList<VariationDecision> Later { get; init; }

    /// <summary>By line: kept by the decision, or let go by it.</summary>
    public required ILookup<long, KeptLine> KeptLines { get; init; }

    /// <summary>By merged item: what of it came along in warehouses beside the main one.</summary>
    public required ILookup<long, KeyValuePair<long, decimal>> MovedLevels { get; init; }

    /// <summary>By item that got stock: what people adjusted, counted, shipped or took back of it, at any time.</summary>
    public required ILookup<long, (long MovementId, decimal Pieces)> MovedByPeople { get; init; }

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
        var items = decided.SelectMany(d => d.LinksBefore.Concat(d.LinksAfter).Select(l => l.StockItemId))
            .Concat(decided.SelectMany(d => d.Shown).Select(s => s.StockItemId)).Concat(own.Select(d => d.StockItemId)).Concat(own.Select(d => d.OtherItemId).OfType<long>())
            .Concat(kept.Select(k => k.StockItemId)).ToHashSet();
        var known = decided.ToDictionary(d => d.Id);
        var later = (await LaterAsync(db, own, cancellation)).ConvertAll(d => known.GetValueOrDefault(d.Id, d));
        return new DecisionStacks
        {
            BatchId = batchId,
            Variations = decided.ToLookup(d => d.VariationId),
            Items = await ItemsAsync(db, items, cancellation),
            Splits = await db.ItemDecisions.Where(d => items.Contains(d.StockItemId) && d.Kind == ItemDecisionKind.SplitOff)
                .ToDictionaryAsync(d => d.StockItemId, cancellation),
            Later = later,
            KeptLines = kept.ToLookup(k => k.LineId),
            MovedLevels = await LevelsAsync(db, batchId, own, cancellation),
            MovedByPeople = await PeopleAsync(db, own, cancellation),
            VariationIds = [.. variations.Concat(later.Select(d => d.VariationId)).Distinct()],
            ItemIds = items,
            Keys = [.. own.Select(d => SkuKey.Of(d.MasterSkuBefore)).OfType<string>().Distinct()],
        };
    }

    private static async Task<List<VariationDecision>> LaterAsync(QuaysideDb db, List<ItemDecision> own, CancellationToken cancellation)
    {
        var switched = own.Where(d => d.Kind == ItemDecisionKind.Restocked && d.OpenedBefore != d.OpenedAfter).ToList();
        if (switched.Count == 0)
        {
            return [];
        }

        var (items, since) = (switched.Select(d => d.StockItemId).ToArray(), switched.Min(d => d.Id));
        var variations = db.SkuLinks.Where(l => items.Contains(l.StockItemId)).Select(l => l.VariationId);
        return await db.VariationDecisions.AsNoTracking().Where(d => variations.Contains(d.VariationId) && d.Id > since && d.UndoneAt == null).ToListAsync(cancellation);
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

    // With what the items were merged into: links that come back to one of them follow.
    private static async Task<ILookup<long, ItemDecision>> ItemsAsync(QuaysideDb db, IEnumerable<long> items, CancellationToken cancellation)
    {
        var found = new List<ItemDecision>();
        var seen = new HashSet<long>();
        var asked = items.Where(seen.Add).ToArray();
        while (asked.Length > 0)
        {
            var rows = await db.ItemDecisions.Where(d => asked.Contains(d.StockItemId) && d.UndoneAt == null).ToListAsync(cancellation);
            found.AddRange(rows);
            asked = [.. rows.Where(r => r.Kind == ItemDecisionKind.Merged).Select(r => r.OtherItemId!.Value).Where(seen.Add)];
        }

        return found.OrderBy(d => d.Id).ToLookup(d => d.StockItemId);
    }
}
