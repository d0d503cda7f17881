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
/// <param name="Text">A person's own words; null where there are none.</param>
public sealed record StockCause(
    MovementReason Reason, DateTimeOffset At, string? Who, long? StoreId = null, long? OrderId = null, string? Text = null);

/// <summary>An item of which there was less than a change asked for. Nothing was written.</summary>
public readonly record struct Shortage(long StockItemId, long? WarehouseId, decimal Wanted, decimal Found);

/// <summary>The one way by which people's work changes on hand and reserved: a conditional write for each item, and its movement beside
/// it in the same transaction.</summary>
/// <remarks>Two at once never take the same piece: the database checks and changes in one statement. Items are changed in the order of
/// their ids, so that two orders for the same items wait for each other instead of locking each other out.</remarks>
internal static class ChangeStock
{
    /// <summary>Inside the caller's transaction, which calls <see cref="WriteTransaction.ShareStockAsync"/> first.</summary>
    /// <returns>What there is too little of. When not empty nothing may be kept: dispose the transaction without committing it.</returns>
    public static async Task<IReadOnlyList<Shortage>> RunAsync(
        QuaysideDb db, IReadOnlyCollection<StockChange> changes, StockCause cause, CancellationToken cancellation)
    {
        var shortages = new List<Shortage>();
        var movements = new List<StockMovement>(changes.Count);
        foreach (var change in changes.OrderBy(c => c.StockItemId).ThenBy(c => c.WarehouseId ?? 0))
        {
            if (await WriteAsync(db, change, cancellation))
            {
                movements.Add(Movement(db.OrganisationId, change, cause));
            }
            else
            {
                shortages.Add(await ShortageAsync(db, change, cancellation));
            }
        }

        if (shortages.Count == 0)
        {
            await db.InsertManyAsync(movements, cancellation);
        }

        return shortages;
    }

    private static async Task<bool> WriteAsync(QuaysideDb db, StockChange change, CancellationToken cancellation)
    {
        var (id, onHand, reserved, takes) = (change.StockItemId, change.OnHandDelta, change.ReservedDelta, change.ReservedDelta - change.OnHandDelta);
        if (change.WarehouseId is not { } warehouse)
        {
            var item = db.StockItems.Where(i => i.Id == id);
            item = change.Guard switch
            {
                StockGuard.Available => item.Where(i => i.OnHand == null || i.OnHand - i.ElsewhereOnHand - i.Reserved + i.ElsewhereReserved >= takes),
                StockGuard.OnHand => item.Where(i => i.OnHand == null || i.OnHand - i.ElsewhereOnHand + onHand >= 0),
                _ => item,
            };
            return await item.ExecuteUpdateAsync(
                set => set.SetProperty(i => i.OnHand, i => i.OnHand + onHand).SetProperty(i => i.Reserved, i => i.Reserved + reserved),
                cancellation) == 1;
        }

        // The item's row first, as everywhere: it is what two changes of one item wait for.
        await db.StockItems.Where(i => i.Id == id).ExecuteUpdateAsync(
            set => set.SetProperty(i => i.OnHand, i => i.OnHand + onHand).SetProperty(i => i.Reserved, i => i.Reserved + reserved)
                .SetProperty(i => i.ElsewhereOnHand, i => i.ElsewhereOnHand + onHand)
                .SetProperty(i => i.ElsewhereReserved, i => i.ElsewhereReserved + reserved),
            cancellation);
        await db.Database.ExecuteSqlAsync(
            $"""
             INSERT INTO stock_levels (stock_item_id, warehouse_id, organisation_id, on_hand, reserved)
             VALUES ({id}, {warehouse}, {db.OrganisationId}, 0, 0) ON CONFLICT DO NOTHING
             """,
            cancellation);
        var level = db.StockLevels.Where(l => l.StockItemId == id && l.WarehouseId == warehouse);
        level = change.Guard switch
        {
            StockGuard.Available => level.Where(l => l.OnHand - l.Reserved >= takes),
            StockGuard.OnHand => level.Where(l => l.OnHand + onHand >= 0),
            _ => level,
        };
        return await level.ExecuteUpdateAsync(
            set => set.SetProperty(l => l.OnHand, l => l.OnHand + onHand).SetProperty(l => l.Reserved, l => l.Reserved + reserved),
            cancellation) == 1;
    }

    private static async Task<Shortage> ShortageAsync(QuaysideDb db, StockChange change, CancellationToken cancellation)
    {
        var isOnHand = change.Guard == StockGuard.OnHand;
        var wanted = isOnHand ? -change.OnHandDelta : change.ReservedDelta - change.OnHandDelta;
        var found = change.WarehouseId is { } warehouse
            ? await db.StockLevels.AsNoTracking().Where(l => l.StockItemId == change.StockItemId && l.WarehouseId == warehouse)
                .Select(l => isOnHand ? l.OnHand : l.OnHand - l.Reserved).SingleAsync(cancellation)
            : await db.StockItems.AsNoTracking().Where(i => i.Id == change.StockItemId)
                .Select(i => isOnHand ? i.OnHand - i.ElsewhereOnHand : i.OnHand - i.ElsewhereOnHand - i.Reserved + i.ElsewhereReserved)
                .SingleAsync(cancellation) ?? 0;
        return new Shortage(change.StockItemId, change.WarehouseId, wanted, found);
    }

    private static StockMovement Movement(long organisationId, StockChange change, StockCause cause) => new()
    {
        OrganisationId = organisationId,
        StockItemId = change.StockItemId,
        WarehouseId = change.WarehouseId,
        At = cause.At,
        OnHandDelta = change.OnHandDelta,
        ReservedDelta = change.ReservedDelta,
        Reason = cause.Reason,
        StoreId = cause.StoreId,
        OrderId = cause.OrderId,
        Who = cause.Who,
        Text = cause.Text,
    };
}
