using Microsoft.EntityFrameworkCore;
using Quayside.Database;
using Quayside.Database.Bulk;
using Quayside.Stores.Sync;

namespace Quayside.Inventory;

/// <summary>Turns what a store shows, and the open orders of all stores, into on hand and reserved.</summary>
/// <remarks>What a store shows implies an on hand: what it can sell now plus the units of its own open orders. The store that
/// opened an item's stock moves it by the change of that figure; other stores only reserve. What a store shows of a kit implies
/// nothing about its components, whose pieces other listings sell too; its open orders reserve them. An open order that a person
/// kept on an item counts there, not where its variation is linked now. What people counted is not overwritten: a store's first figure
/// of it is only what its next one is measured by. Repeatable: a second call with the
/// same figures writes nothing. Inside a transaction that holds the organisation's stock lock.</remarks>
internal sealed class ReadStock(QuaysideDb db, ImportTarget store, DateTimeOffset now)
{
    // A variation that the shop has no longer shows nothing: a figure that went away moves nothing.
    // Quantities are stored as thousandths, so their product is divided once. Both databases divide whole numbers alike.
    private const string Differing = """
        WITH shown AS (
            SELECT item, SUM(sells) AS sells, SUM(unknown) AS unknown, SUM(plain) AS plain, SUM(kept) AS kept FROM (
                SELECT k.stock_item_id AS item,
                    CASE WHEN k.is_component = FALSE AND v.status <> 'Deleted' THEN COALESCE(v.quantity, 0) * k.quantity / 1000 ELSE 0 END AS sells,
                    CASE WHEN k.is_component = FALSE AND v.status <> 'Deleted' AND v.quantity IS NULL THEN 1 ELSE 0 END AS unknown,
                    CASE WHEN k.is_component = FALSE AND v.status <> 'Deleted' THEN 1 ELSE 0 END AS plain, 0 AS kept
                FROM sku_links k JOIN listing_variations v ON v.id = k.variation_id
                WHERE v.store_id = {0} AND k.ended_at IS NULL
                UNION ALL
                SELECT p.stock_item_id, 0, 0, 0, CASE WHEN p.is_component = FALSE THEN 1 ELSE 0 END
                FROM kept_lines p JOIN order_lines l ON l.id = p.line_id JOIN orders o ON o.id = l.order_id
                WHERE p.organisation_id = {1} AND p.ended_by_batch_id IS NULL AND o.store_id = {0}) AS sold
            GROUP BY item),
        open AS (
            SELECT item, SUM(pieces) AS units, SUM(CASE WHEN store = {0} AND component = FALSE THEN pieces ELSE 0 END) AS own FROM (
                SELECT k.stock_item_id AS item, l.open_quantity * k.quantity / 1000 AS pieces, k.is_component AS component, o.store_id AS store
                FROM order_lines l
                JOIN orders o ON o.id = l.order_id
                JOIN sku_links k ON k.variation_id = l.variation_id AND k.ended_at IS NULL
                WHERE l.open_quantity > 0 AND o.organisation_id = {1}
                    AND NOT EXISTS (SELECT 1 FROM kept_lines p WHERE p.line_id = l.id AND p.ended_by_batch_id IS NULL)
                UNION ALL
                SELECT p.stock_item_id, l.open_quantity * p.quantity / 1000, p.is_component, o.store_id
                FROM kept_lines p JOIN order_lines l ON l.id = p.line_id JOIN orders o ON o.id = l.order_id
                WHERE p.organisation_id = {1} AND p.ended_by_batch_id IS NULL AND l.open_quantity > 0) AS taken
            GROUP BY item),
        reading AS (
            SELECT i.id AS item, i.on_hand, i.reserved, i.implied_on_hand, i.opened_by_store_id AS opener, s.connected_at AS opener_connected_at,
                CASE WHEN s.mode = 'Offline' OR s.id IS NULL THEN 1 ELSE 0 END AS by_people,
                CASE WHEN shown.unknown > 0 OR shown.plain + shown.kept = 0 THEN NULL ELSE shown.sells + COALESCE(open.own, 0) END AS implied,
                COALESCE(open.units, 0) AS units, shown.plain
            FROM shown
            JOIN stock_items i ON i.id = shown.item
            LEFT JOIN open ON open.item = i.id
            LEFT JOIN stores s ON s.id = i.opened_by_store_id)
        SELECT item AS "Item", implied AS "Implied", units AS "Units",
            (implied IS NOT NULL AND plain > 0 AND (by_people = 1 OR ({3} AND opener <> {0} AND opener_connected_at > {2}))) AS "Opens",
            (on_hand IS NOT NULL AND (by_people = 1 OR EXISTS (
                SELECT 1 FROM stock_movements m WHERE m.stock_item_id = item AND m.on_hand_delta <> 0
                    AND m.reason IN ('Adjusted', 'Counted', 'Shipped', 'Returned')))) AS "IsCounted"
        FROM reading
        WHERE units <> reserved
            OR (opener = {0} AND implied IS DISTINCT FROM implied_on_hand)
            OR (implied IS NOT NULL AND plain > 0 AND (by_people = 1 OR ({3} AND opener <> {0} AND opener_connected_at > {2})))
        ORDER BY item
        """;

    /// <param name="isFirst">The store's first reading: its movements are part of the opening, and it takes over items that a store
    /// connected later has opened meanwhile, so that who syncs faster decides nothing.</param>
    /// <returns>How many items changed.</returns>
    public async Task<int> RunAsync(bool isFirst, CancellationToken cancellation)
    {
        var readings = await db.Database
            .SqlQueryRaw<Reading>(Differing, store.StoreId, store.OrganisationId, store.ConnectedAt.ToUnixTimeMilliseconds(), isFirst)
            .ToListAsync(cancellation);
        var movements = new List<StockMovement>();
        foreach (var chunk in readings.Chunk(1000))
        {
            var ids = chunk.Select(r => r.Item).ToList();
            var items = await db.StockItems.Where(i => ids.Contains(i.Id)).ToDictionaryAsync(i => i.Id, cancellation);
            foreach (var reading in chunk)
            {
                Apply(items[reading.Item], reading, isFirst, movements);
            }

            await db.SaveChangesAsync(cancellation);
            db.ChangeTracker.Clear();
        }

        await db.InsertManyAsync(movements, cancellation);
        return readings.Count;
    }

    private void Apply(StockItem item, Reading reading, bool isFirst, List<StockMovement> movements)
    {
        var implied = reading.Implied / 1000m;
        var reservedDelta = (reading.Units / 1000m) - item.Reserved;
        var onHandDelta = 0m;
        if (reading.Opens)
        {
            onHandDelta = reading.IsCounted ? 0 : implied!.Value - (item.OnHand ?? 0);
            item.OnHand = reading.IsCounted ? item.OnHand : implied;
            item.OpenedByStoreId = store.StoreId;
            item.ImpliedOnHand = implied;
        }
        else if (item.OpenedByStoreId == store.StoreId)
        {
            // A figure that went away moves nothing; the one that comes back is the new measure.
            onHandDelta = implied is { } figure && item.ImpliedOnHand is { } before ? figure - before : 0;
            item.OnHand += onHandDelta;
            item.ImpliedOnHand = implied;
        }

        item.Reserved += reservedDelta;
        if (onHandDelta != 0 || reservedDelta != 0 || (reading.Opens && !reading.IsCounted))
        {
            movements.Add(new StockMovement
            {
                OrganisationId = store.OrganisationId,
                StockItemId = item.Id,
                At = now,
                OnHandDelta = onHandDelta,
                ReservedDelta = reservedDelta,
                Reason = isFirst || (reading.Opens && !reading.IsCounted) ? MovementReason.Opening : onHandDelta != 0 ? MovementReason.Observed : MovementReason.Orders,
                StoreId = store.StoreId,
            });
        }
    }

    // Figures as they are stored: thousandths.
    private sealed record Reading(long Item, long? Implied, long Units, bool Opens, bool IsCounted);
}
