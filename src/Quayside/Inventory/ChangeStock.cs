using Microsoft.EntityFrameworkCore;
using Quayside.Database;
using Quayside.Database.Bulk;

namespace Quayside.Inventory;

/// <summary>One change of what a warehouse holds of an item.</summary>
/// <param name="WarehouseId">null for the main warehouse.</param>
/// <param name="OnHandDelta">Pieces that came (positive) or went. Where on hand is not known it stays unknown.</param>
/// <param name="ReservedDelta">Pieces promised (positive) or released.</param>
public readonly record struct StockChange(
    long StockItemId, long? WarehouseId, decimal OnHandDelta, decimal ReservedDelta, StockGuard Guard = StockGuard.None);

/// <summary>What must hold for a change to be written.</summary>
public enum StockGuard
{
    None,

    /// <summary>The warehouse has as many available as the change takes, or its on hand is not known.</summary>
    Available,

    /// <summary>The warehouse has as many on hand as the change takes, or its on hand is not known.</summary>
    OnHand,
}

/// <summary>Why stock changes, as its movements will say.</summary>
/// <param name="Reason">With <see cref="MovementReason.Reserved"/>, what is given back says that it was released.</param>
/// <param name="Text">A person's own words; null where there are none.</param>
public sealed record StockCause(
    MovementReason Reason, DateTimeOffset At, string? Who, long? StoreId = null, long? OrderId = null, string? Text = null);

/// <summary>An item of which there was less than a change asked for. Nothing was written.</summary>
public readonly record struct Shortage(long StockItemId, long? WarehouseId, decimal Wanted, decimal Found);

/// <summary>The one way by which people's work changes on hand and reserved: a conditional write for each item, and its movement beside
/// it in the same transaction.</summary>
/// <remarks>Two at once never take the same piece: the database checks and changes in one statement. Items are changed in the order of
/// their ids, so that two orders for the same items wait for each other instead of locking each other out. Of an item whose on hand is
/// not known only reserved moves.</remarks>
internal static class ChangeStock
{
    /// <summary>Inside the caller's transaction, which calls <see cref="WriteTransaction.ShareStockAsync"/> first.</summary>
    /// <param name="changes">Several of one item and warehouse are made as one.</param>
    /// <returns>What there is too little of. When not empty nothing may be kept: dispose the transaction without committing it.</returns>
    public static async Task<IReadOnlyList<Shortage>> RunAsync(
        QuaysideDb db, IEnumerable<StockChange> changes, StockCause cause, CancellationToken cancellation)
    {
        var shortages = new List<Shortage>();
        var movements = new List<StockMovement>();
        foreach (var change in Summed(changes))
        {
            if (await WriteAsync(db, change, cancellation) is not { } written)
            {
                shortages.Add(await ShortageAsync(db, change, cancellation));
            }
            else if (written.OnHandDelta != 0 || written.ReservedDelta != 0)
            {
                movements.Add(Movement(db.OrganisationId, written, cause));
            }
        }

        if (shortages.Count == 0)
        {
            await db.InsertManyAsync(movements, cancellation);
        }

        return shortages;
    }

    // What gives back comes before what takes, so that an order may take what it held.
    private static IEnumerable<StockChange> Summed(IEnumerable<StockChange> changes) =>
        from change in changes
        group change by (change.StockItemId, Warehouse: change.WarehouseId ?? 0, Guard: Takes(change) > 0 ? change.Guard : StockGuard.None) into same
        orderby same.Key.StockItemId, same.Key.Warehouse, same.Key.Guard
        select same.First() with
        {
            OnHandDelta = same.Sum(c => c.OnHandDelta),
            ReservedDelta = same.Sum(c => c.ReservedDelta),
            Guard = same.Key.Guard,
        };

    // Pieces that the change's guard asks for.
    private static decimal Takes(StockChange change) =>
        change.Guard == StockGuard.OnHand ? -change.OnHandDelta : change.ReservedDelta - change.OnHandDelta;

    /// <returns>What was written; null when there was too little.</returns>
    private static async Task<StockChange?> WriteAsync(QuaysideDb db, StockChange change, CancellationToken cancellation)
    {
        if (change.WarehouseId is { } warehouse)
        {
            return await WriteLevelAsync(db, change, warehouse, cancellation);
        }

        var (onHand, reserved, takes) = (Stored(change.OnHandDelta), Stored(change.ReservedDelta), Stored(Takes(change)));
        var (isAvailable, isOnHand) = (change.Guard == StockGuard.Available, change.Guard == StockGuard.OnHand);
        var rows = await db.Database.SqlQuery<long?>(
            $"""
             UPDATE stock_items SET on_hand = on_hand + {onHand}, reserved = reserved + {reserved}
             WHERE id = {change.StockItemId} AND organisation_id = {db.OrganisationId} AND (on_hand IS NULL
                 OR ((NOT {isAvailable} OR on_hand - elsewhere_on_hand - reserved + elsewhere_reserved >= {takes})
                     AND (NOT {isOnHand} OR on_hand - elsewhere_on_hand >= {takes})))
             RETURNING on_hand AS "Value"
             """).ToListAsync(cancellation);
        return rows is [var now] ? Known(change, now) : null;
    }

    // The item's row first, as everywhere: it is what two changes of one item wait for.
    private static async Task<StockChange?> WriteLevelAsync(QuaysideDb db, StockChange change, long warehouse, CancellationToken cancellation)
    {
        var (onHand, reserved, takes) = (Stored(change.OnHandDelta), Stored(change.ReservedDelta), Stored(Takes(change)));
        var item = await db.Database.SqlQuery<long?>(
            $"""
             UPDATE stock_items SET on_hand = on_hand + {onHand}, reserved = reserved + {reserved},
                 elsewhere_on_hand = elsewhere_on_hand + CASE WHEN on_hand IS NULL THEN 0 ELSE {onHand} END,
                 elsewhere_reserved = elsewhere_reserved + {reserved}
             WHERE id = {change.StockItemId} AND organisation_id = {db.OrganisationId}
             RETURNING on_hand AS "Value"
             """).ToListAsync(cancellation);
        var written = Known(change, item.Single());
        await db.Database.ExecuteSqlAsync(
            $"""
             INSERT INTO stock_levels (stock_item_id, warehouse_id, organisation_id, on_hand, reserved)
             VALUES ({change.StockItemId}, {warehouse}, {db.OrganisationId}, 0, 0) ON CONFLICT DO NOTHING
             """,
            cancellation);
        var isKnown = item.Single() is not null;
        var (isAvailable, isOnHand) = (isKnown && change.Guard == StockGuard.Available, isKnown && change.Guard == StockGuard.OnHand);
        return await db.Database.ExecuteSqlAsync(
            $"""
             UPDATE stock_levels SET on_hand = on_hand + {Stored(written.OnHandDelta)}, reserved = reserved + {reserved}
             WHERE stock_item_id = {change.StockItemId} AND warehouse_id = {warehouse}
                 AND (NOT {isAvailable} OR on_hand - reserved >= {takes}) AND (NOT {isOnHand} OR on_hand >= {takes})
             """,
            cancellation) == 1 ? written : null;
    }

    private static StockChange Known(StockChange change, long? onHand) => onHand is null ? change with { OnHandDelta = 0 } : change;

    // By hand, since SQL sees what is stored: thousandths (see Conventions).
    private static long Stored(decimal quantity) => (long)decimal.Round(quantity * 1000m, 0, MidpointRounding.ToEven);

    private static async Task<Shortage> ShortageAsync(QuaysideDb db, StockChange change, CancellationToken cancellation)
    {
        var isOnHand = change.Guard == StockGuard.OnHand;
        var found = change.WarehouseId is { } warehouse
            ? await db.StockLevels.Where(l => l.StockItemId == change.StockItemId && l.WarehouseId == warehouse)
                .Select(l => isOnHand ? l.OnHand : l.OnHand - l.Reserved).SingleAsync(cancellation)
            : await db.StockItems.Where(i => i.Id == change.StockItemId)
                .Select(i => isOnHand ? i.OnHand - i.ElsewhereOnHand : i.OnHand - i.ElsewhereOnHand - i.Reserved + i.ElsewhereReserved)
                .SingleAsync(cancellation) ?? 0;
        return new Shortage(change.StockItemId, change.WarehouseId, Takes(change), found);
    }

    // An order that is changed may hold more of one item and less of another: what it gives back is no promise.
    private static MovementReason ReasonOf(StockChange change, StockCause cause) =>
        cause.Reason == MovementReason.Reserved && change.ReservedDelta < 0 ? MovementReason.Released : cause.Reason;

    private static StockMovement Movement(long organisationId, StockChange change, StockCause cause) => new()
    {
        OrganisationId = organisationId,
        StockItemId = change.StockItemId,
        WarehouseId = change.WarehouseId,
        At = cause.At,
        OnHandDelta = change.OnHandDelta,
        ReservedDelta = change.ReservedDelta,
        Reason = ReasonOf(change, cause),
        StoreId = cause.StoreId,
        OrderId = cause.OrderId,
        Who = cause.Who,
        Text = cause.Text,
    };
}
