using Microsoft.EntityFrameworkCore;
using Quayside.Database;
using Quayside.Organisations;

namespace Quayside.Inventory;

/// <summary>Which figure is to be explained.</summary>
public enum StockFigure
{
    OnHand,
    Reserved,

    /// <summary>On hand less reserved.</summary>
    Available,
}

/// <param name="Figure">Only movements that moved it; null for all.</param>
/// <param name="WarehouseId">Of one warehouse, 0 for the main one; null for all together.</param>
public sealed record MovementFilter(StockFigure? Figure = null, long? WarehouseId = null);

/// <summary>Explains an item's figures: the movements that make them, newest first, with what each came to.</summary>
public sealed class FindMovements(Databases databases)
{
    /// <returns>Refused: not_found (the item, the warehouse), cursor.invalid, limit.invalid.</returns>
    public async Task<Outcome<Slice<MovementView>>> RunAsync(
        Caller caller, long stockItemId, MovementFilter filter, string? cursor, int limit, CancellationToken cancellation)
    {
        var list = $"movements.{filter.Figure}.{filter.WarehouseId}";
        var begin = Place.Read(list, cursor, limit);
        if (begin.Refusal is { } refusal)
        {
            return refusal;
        }

        await using var db = databases.Open(caller.OrganisationId);
        var item = await db.StockItems.AsNoTracking().SingleOrDefaultAsync(i => i.Id == stockItemId, cancellation);
        if (item is null)
        {
            return Refusal.NotFound("stock item");
        }

        if (filter.WarehouseId is { } warehouse and not 0 && !await db.Warehouses.AnyAsync(w => w.Id == warehouse, cancellation))
        {
            return Refusal.NotFound("warehouse");
        }

        var movements = Filtered(db, stockItemId, filter);
        var rows = await (begin.Value is { } after ? movements.Where(m => m.Id < after.Id) : movements)
            .OrderByDescending(m => m.Id).Take(limit + 1).ToListAsync(cancellation);
        var part = Place.Cut(list, rows, limit, m => new Place("", m.Id));
        return new Slice<MovementView>(await LoadAsync(db, item, filter, part.Items, cancellation), part.Next);
    }

    /// <param name="rows">Those of the item that the filter asks for, newest first, none left out between them.</param>
    internal static async Task<IReadOnlyList<MovementView>> LoadAsync(
        QuaysideDb db, StockItem item, MovementFilter filter, IReadOnlyList<StockMovement> rows, CancellationToken cancellation)
    {
        if (rows.Count == 0)
        {
            return [];
        }

        var orders = rows.Select(m => m.OrderId).OfType<long>().Distinct().ToArray();
        var numbers = await db.Orders.Where(o => orders.Contains(o.Id)).ToDictionaryAsync(o => o.Id, o => o.Number, cancellation);
        var first = rows[^1].Id;

        // From the oldest of them on, so that what comes in meanwhile shifts nothing.
        var before = Filtered(db, item.Id, filter with { Figure = null }).Where(m => m.Id < first);
        var onHand = await before.SumAsync(m => m.OnHandDelta, cancellation);
        var reserved = await before.SumAsync(m => m.ReservedDelta, cancellation);
        var isKnown = item.OnHand is not null;
        var told = new List<MovementView>(rows.Count);
        foreach (var row in rows.Reverse())
        {
            (onHand, reserved) = (onHand + row.OnHandDelta, reserved + row.ReservedDelta);
            told.Add(new MovementView(row.Id, row.At, row.OnHandDelta, row.ReservedDelta, row.Reason, row.StoreId, row.Who)
            {
                WarehouseId = row.WarehouseId,
                OrderId = row.OrderId,
                OrderNumber = row.OrderId is { } order ? numbers.GetValueOrDefault(order) : null,
                BatchId = row.BatchId,
                Text = row.Text,
                OnHandAfter = isKnown && filter.Figure is null or StockFigure.OnHand ? onHand : null,
                ReservedAfter = filter.Figure is null or StockFigure.Reserved ? reserved : null,
                AvailableAfter = isKnown && filter.Figure is null or StockFigure.Available ? onHand - reserved : null,
            });
        }

        told.Reverse();
        return told;
    }

    private static IQueryable<StockMovement> Filtered(QuaysideDb db, long stockItemId, MovementFilter filter)
    {
        var movements = db.StockMovements.AsNoTracking().Where(m => m.StockItemId == stockItemId);
        movements = filter.WarehouseId switch
        {
            null => movements,
            0 => movements.Where(m => m.WarehouseId == null),
            var id => movements.Where(m => m.WarehouseId == id),
        };
        return filter.Figure switch
        {
            StockFigure.OnHand => movements.Where(m => m.OnHandDelta != 0),
            StockFigure.Reserved => movements.Where(m => m.ReservedDelta != 0),
            StockFigure.Available => movements.Where(m => m.OnHandDelta != m.ReservedDelta),
            _ => movements,
        };
    }
}
