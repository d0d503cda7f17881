using Microsoft.EntityFrameworkCore;
using Quayside.Database;
using Quayside.Database.Bulk;

namespace Quayside.Inventory;

/// <param name="WarehouseId">null for the main warehouse.</param>
/// <param name="Counted">Pieces on hand there, those promised to orders too.</param>
internal readonly record struct CountedStock(long StockItemId, long? WarehouseId, decimal Counted);

/// <param name="Before">What was on hand there; null where nobody had counted the item.</param>
internal readonly record struct CountDifference(CountedStock Count, decimal? Before)
{
    public decimal Pieces => Count.Counted - (Before ?? 0);
}

/// <summary>Sets on hand to what people counted: what moves is the difference to what is on hand in this moment. The first count of an
/// item opens its stock; other warehouses hold none of it until they are counted.</summary>
/// <remarks>Inside a transaction that holds the organisation's stock lock, so that nothing moves between looking and writing. In bulk: a
/// count of 100,000 items is a few statements.</remarks>
internal sealed class WriteCounts(QuaysideDb db, StockCause cause)
{
    private const int ChunkSize = 5000;

    /// <param name="counts">Each item and warehouse once.</param>
    /// <returns>What moved. What was counted as it stood moves nothing.</returns>
    public async Task<IReadOnlyList<CountDifference>> RunAsync(IReadOnlyList<CountedStock> counts, CancellationToken cancellation)
    {
        var differences = await DifferencesAsync(db, counts, cancellation);
        var movements = differences.Select(Movement).ToList();
        if (movements.Count == 0)
        {
            return differences;
        }

        await db.InsertManyAsync(movements, cancellation);
        var (first, last, organisation) = (movements[0].Id, movements[^1].Id, db.OrganisationId);
        await db.Database.ExecuteSqlAsync(
            $"""
             UPDATE stock_items SET
                 on_hand = COALESCE(on_hand, 0) + (SELECT SUM(m.on_hand_delta) FROM stock_movements m
                     WHERE m.stock_item_id = stock_items.id AND m.id BETWEEN {first} AND {last}),
                 elsewhere_on_hand = elsewhere_on_hand + (SELECT COALESCE(SUM(m.on_hand_delta), 0) FROM stock_movements m
                     WHERE m.stock_item_id = stock_items.id AND m.id BETWEEN {first} AND {last} AND m.warehouse_id IS NOT NULL)
             WHERE organisation_id = {organisation} AND id IN (SELECT m.stock_item_id FROM stock_movements m
                 WHERE m.organisation_id = {organisation} AND m.id BETWEEN {first} AND {last})
             """,
            cancellation);
        await db.Database.ExecuteSqlAsync(
            $"""
             INSERT INTO stock_levels (stock_item_id, warehouse_id, organisation_id, on_hand, reserved)
             SELECT m.stock_item_id, m.warehouse_id, m.organisation_id, m.on_hand_delta, 0 FROM stock_movements m
             WHERE m.organisation_id = {organisation} AND m.id BETWEEN {first} AND {last} AND m.warehouse_id IS NOT NULL
             ON CONFLICT (stock_item_id, warehouse_id) DO UPDATE SET on_hand = stock_levels.on_hand + excluded.on_hand
             """,
            cancellation);
        return differences;
    }

    /// <summary>What a count would move now. Writes nothing.</summary>
    public static async Task<IReadOnlyList<CountDifference>> DifferencesAsync(
        QuaysideDb db, IReadOnlyList<CountedStock> counts, CancellationToken cancellation)
    {
        var differences = new List<CountDifference>();
        foreach (var chunk in counts.Chunk(ChunkSize))
        {
            var ids = chunk.Select(c => c.StockItemId).Distinct().ToArray();
            var main = await db.StockItems.Where(i => ids.Contains(i.Id))
                .Select(i => new { i.Id, Main = i.OnHand - i.ElsewhereOnHand }).ToDictionaryAsync(i => i.Id, i => i.Main, cancellation);
            var levels = await db.StockLevels.Where(l => ids.Contains(l.StockItemId))
                .ToDictionaryAsync(l => (l.StockItemId, l.WarehouseId), l => l.OnHand, cancellation);
            differences.AddRange(chunk
                .Select(c => new CountDifference(c, main[c.StockItemId] is not { } there ? null
                    : c.WarehouseId is { } warehouse ? levels.GetValueOrDefault((c.StockItemId, warehouse)) : there))
                .Where(d => d.Before is null || d.Pieces != 0));
        }

        return differences;
    }

    private StockMovement Movement(CountDifference difference) => new()
    {
        OrganisationId = db.OrganisationId,
        StockItemId = difference.Count.StockItemId,
        WarehouseId = difference.Count.WarehouseId,
        At = cause.At,
        OnHandDelta = difference.Pieces,
        ReservedDelta = 0,
        Reason = cause.Reason,
        Who = cause.Who,
        Text = cause.Text,
    };
}
