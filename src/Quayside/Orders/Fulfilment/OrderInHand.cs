using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Quayside.Connectors;
using Quayside.Database;
using Quayside.Inventory;
using Quayside.Organisations;

namespace Quayside.Orders.Fulfilment;

/// <summary>An order in the hands of one who moves it: nobody else changes it, its lines or its parcels until the transaction ends.</summary>
internal sealed class OrderInHand
{
    private readonly WriteTransaction _write;
    private readonly Caller _caller;
    private readonly DateTimeOffset _now;

    private OrderInHand(WriteTransaction write, Caller caller, DateTimeOffset now) => (_write, _caller, _now) = (write, caller, now);

    public required Order Order { get; init; }

    public required IReadOnlyList<OrderLine> Lines { get; init; }

    /// <summary>What the lines are taken from.</summary>
    public required IReadOnlyDictionary<long, IReadOnlyList<LineItem>> Items { get; init; }

    public required List<Shipment> Shipments { get; init; }

    /// <summary>What was in the parcels, by line.</summary>
    public required ILookup<long, decimal> Shipped { get; init; }

    /// <returns>Refused: not_found, order.observed.</returns>
    public static async Task<Outcome<OrderInHand>> TakeAsync(
        WriteTransaction write, Caller caller, long orderId, DateTimeOffset now, CancellationToken cancellation)
    {
        var db = write.Db;
        await write.ShareStockAsync(cancellation);
        var held = await HoldOrder.RunAsync(db, orderId, null, now, cancellation);
        if (held.Refusal is { } refusal)
        {
            return refusal;
        }

        var lines = await db.OrderLines.Where(l => l.OrderId == orderId).OrderBy(l => l.Position).ToListAsync(cancellation);
        var shipments = await db.Shipments.Where(s => s.OrderId == orderId).OrderBy(s => s.Id).ToListAsync(cancellation);
        var ids = shipments.ConvertAll(s => s.Id);
        var shipped = await db.ShipmentLines.AsNoTracking().Where(l => ids.Contains(l.ShipmentId)).ToListAsync(cancellation);
        return new OrderInHand(write, caller, now)
        {
            Order = held.Value!,
            Lines = lines,
            Items = await LineItems.LoadAsync(db, lines, cancellation),
            Shipments = shipments,
            Shipped = shipped.ToLookup(l => l.LineId, l => l.Quantity),
        };
    }

    public decimal Returnable(OrderLine line) => ParcelViews.Returnable(line, Shipments.Count, Shipped[line.Id].Sum());

    public void Tell(OrderChange change, string? before, string? after) =>
        _write.Db.OrderEvents.Add(PersonEvents.Of(_caller, Order, change, before, after, _now));

    /// <summary>"2 × TEA-1, 1 × Cup".</summary>
    public static string Words(IEnumerable<(OrderLine Line, decimal Quantity)> pieces) => string.Join(
        ", ", pieces.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Quantity:0.###} × {p.Line.SellerSku ?? p.Line.Title}")));

    /// <summary>Gives a parcel of the order its tracking number, or takes it away.</summary>
    public void Track(Shipment shipment, string? number)
    {
        if (shipment.TrackingNumber == number)
        {
            return;
        }

        Tell(OrderChange.TrackingNumber, shipment.TrackingNumber, number);
        shipment.TrackingNumber = number;
        Order.TrackingNumbers = [.. Shipments.Select(s => s.TrackingNumber).OfType<string>().Distinct()];
        Order.SearchText = OurOrderRows.SearchTextOf(Order, Lines);
    }

    /// <returns>What there is too little of; when not empty nothing may be kept.</returns>
    public Task<IReadOnlyList<Shortage>> ChangeStockAsync(IReadOnlyCollection<StockChange> changes, MovementReason reason, CancellationToken cancellation) =>
        ChangeStock.RunAsync(
            _write.Db, changes, new StockCause(reason, _now, _caller.Name, Order.StoreId, Order.Id), cancellation);

    /// <summary>Writes the order in its new state, with all that is told of it elsewhere.</summary>
    public async Task EndAsync(OrderState to, CancellationToken cancellation)
    {
        if (Order.State != to)
        {
            Tell(OrderChange.State, Order.State.ToString(), to.ToString());
        }

        (Order.State, Order.IsOpen) = (to, Order.IsOpen && OrderRows.IsOpen(to));
        Order.Fingerprint = OrderFingerprint.Of(Order, Lines);
        await _write.CommitAsync(cancellation);
    }
}
