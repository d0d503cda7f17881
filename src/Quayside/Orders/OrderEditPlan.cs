using Microsoft.EntityFrameworkCore;
using Quayside.Connectors;
using Quayside.Database;
using Quayside.Inventory;
using Quayside.Stores;

namespace Quayside.Orders;

/// <summary>An order's lines and sums as they are and as an edit makes them, and what that does to stock.</summary>
/// <param name="Sums">null where the edit changes none.</param>
internal sealed record OrderEditPlan(
    Store Store, IReadOnlyList<OrderLine> Before, IReadOnlyList<OrderLine> After, OrderSums? Sums, IReadOnlyList<StockChange> Changes,
    IReadOnlyDictionary<long, decimal> HeldBefore, IReadOnlyDictionary<long, decimal> HeldAfter)
{
    /// <summary>What the lines are taken from.</summary>
    public required IReadOnlyDictionary<long, IReadOnlyList<LineItem>> Items { get; init; }

    /// <param name="order">As it is now; nothing is changed about it here.</param>
    /// <returns>Refused: order.payment, order.closed, order.shipped, and what taking an order refuses about texts, lines and amounts.</returns>
    public static async Task<Outcome<OrderEditPlan>> OfAsync(QuaysideDb db, Order order, OrderEdit edit, CancellationToken cancellation)
    {
        if ((OrderTexts.Refuse(edit.Buyer, edit.ShipTo, edit.Note) ?? await OrderTexts.RefuseCarrierAsync(db, edit.CarrierId, cancellation)) is { } refusal)
        {
            return refusal;
        }

        if (edit is { Paid: not null, PaidLater: true })
        {
            return new Refusal("order.payment", "Either it is said whether the order is paid, or that it is paid later.");
        }

        var store = await db.Stores.AsNoTracking().SingleAsync(s => s.Id == order.StoreId, cancellation);
        var before = await LinesAsync(db, order.Id, cancellation);
        if (!edit.ChangesSums)
        {
            return await WithStockAsync(db, order, store, before, before, null, cancellation);
        }

        if (!order.IsOpen)
        {
            return new Refusal("order.closed", $"Order {order.Number} is done: its lines and amounts stay as they are.");
        }

        var shipped = await ShippedAsync(db, order.Id, cancellation);
        var wanted = await new WantedLines(db, store).FindAsync(
            edit.Lines ?? [.. before.Select(l => new OrderLineRequest(l.Quantity) { Id = l.Id })], before, cancellation);
        if ((wanted.Refusal ?? Shipped(before, wanted.Value!, shipped)) is { } wrong)
        {
            return wrong;
        }

        var currency = new Currency(order.Currency);
        var sums = OrderSums.Of(
            [.. wanted.Value!.Select(w => w.GrossMinor)], edit.Shipping ?? Major(order.ShippingMinor, currency),
            edit.Discount ?? Major(order.DiscountMinor, currency), edit.Tax ?? (order.TaxMinor is { } tax ? Major(tax, currency) : null), currency);
        if (sums.Refusal is { } tooMuch)
        {
            return tooMuch;
        }

        var after = OurOrderRows.Lines(order.OrganisationId, order.Id, takesStock: true, wanted.Value!, sums.Value!, shipped);
        return await WithStockAsync(db, order, store, before, after, sums.Value, cancellation);
    }

    /// <summary>What a cancellation gives back: all that is not shipped.</summary>
    public static async Task<OrderEditPlan> OfCancelAsync(QuaysideDb db, Order order, CancellationToken cancellation)
    {
        var store = await db.Stores.AsNoTracking().SingleAsync(s => s.Id == order.StoreId, cancellation);
        return await WithStockAsync(db, order, store, await LinesAsync(db, order.Id, cancellation), [], null, cancellation);
    }

    private static Task<List<OrderLine>> LinesAsync(QuaysideDb db, long orderId, CancellationToken cancellation) =>
        db.OrderLines.AsNoTracking().Where(l => l.OrderId == orderId).OrderBy(l => l.Position).ToListAsync(cancellation);

    private static async Task<Dictionary<long, decimal>> ShippedAsync(QuaysideDb db, long orderId, CancellationToken cancellation)
    {
        var parts = await (
            from shipment in db.Shipments
            where shipment.OrderId == orderId
            join line in db.ShipmentLines on shipment.Id equals line.ShipmentId
            select new { line.LineId, line.Quantity }).ToListAsync(cancellation);
        return parts.GroupBy(p => p.LineId).ToDictionary(g => g.Key, g => g.Sum(p => p.Quantity));
    }

    private static Refusal? Shipped(IReadOnlyList<OrderLine> before, IReadOnlyList<WantedLine> wanted, Dictionary<long, decimal> shipped)
    {
        foreach (var line in before.Where(l => shipped.ContainsKey(l.Id)))
        {
            var left = wanted.FirstOrDefault(w => w.Existing?.Id == line.Id)?.Quantity ?? 0;
            if (left < shipped[line.Id])
            {
                return new Refusal("order.shipped", $"{shipped[line.Id]:0.###} of {line.Title} are shipped already: the line cannot have fewer.");
            }
        }

        return null;
    }

    private static decimal Major(long minor, Currency currency) => (decimal)minor / currency.UnitsPerMajor;

    private static async Task<OrderEditPlan> WithStockAsync(
        QuaysideDb db, Order order, Store store, IReadOnlyList<OrderLine> before, IReadOnlyList<OrderLine> after, OrderSums? sums,
        CancellationToken cancellation)
    {
        var items = await LineItems.LoadAsync(db, [.. before.Concat(after).DistinctBy(l => l.Id)], cancellation);
        var (held, holds) = (PiecesOfLines.Open(before, items), PiecesOfLines.Open(after, items));
        var guard = store.AllowsBackOrders ? StockGuard.None : StockGuard.Available;
        return new OrderEditPlan(store, before, after, sums, PiecesOfLines.Reserving(held, holds, order.WarehouseId, guard), held, holds)
        {
            Items = items,
        };
    }
}
