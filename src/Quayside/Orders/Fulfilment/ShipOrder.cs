using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Quayside.Carriers;
using Quayside.Database;
using Quayside.Inventory;
using Quayside.Organisations;
using Quayside.Stores;

namespace Quayside.Orders.Fulfilment;

/// <param name="CarrierId">null for the order's carrier: the one chosen for it, else the store's default.</param>
/// <param name="Collected">Nobody carried it: the buyer took it.</param>
/// <param name="Service">The carrier's service, as people call it; up to 100 characters.</param>
/// <param name="TrackingNumber">Up to 100 characters; null where there is none yet.</param>
/// <param name="Lines">What is in the parcel; null for all that is left.</param>
public sealed record ParcelRequest(
    long? CarrierId = null, bool Collected = false, string? Service = null, string? TrackingNumber = null, IReadOnlyList<ParcelLine>? Lines = null);

/// <param name="Quantity">Pieces of what was ordered: above 0, in thousandths at most, and no more than is left to ship.</param>
public sealed record ParcelLine(long LineId, decimal Quantity);

/// <summary>Hands one parcel of an order over. What is in it leaves on hand and reserved in the order's warehouse; with the last piece the
/// order is shipped.</summary>
/// <remarks>Two people who ship the same pieces at once ship them once: the second finds that less is left.</remarks>
public sealed class ShipOrder(Databases databases, StoreNews news, TimeProvider clock)
{
    public const int LongestText = 100;

    /// <returns>The parcel. Refused: forbidden, not_found (order, carrier), order.observed, order.move, parcel.lines, parcel.too_many,
    /// parcel.carrier, parcel.text, stock.not_on_hand.</returns>
    public async Task<Outcome<Shipment>> RunAsync(Caller caller, long orderId, ParcelRequest request, CancellationToken cancellation)
    {
        if ((caller.Needs(Role.Manager) ?? Check(request)) is { } refusal)
        {
            return refusal;
        }

        var now = clock.GetUtcNow();
        await using var write = await WriteTransaction.BeginAsync(databases, caller.OrganisationId, cancellation);
        await write.ShareCarriersAsync(cancellation);
        var taken = await OrderInHand.TakeAsync(write, caller, orderId, now, cancellation);
        if (taken.Refusal is { } notOurs)
        {
            return notOurs;
        }

        var hand = taken.Value!;
        if (OrderMoves.To(hand.Order.State, OrderMove.Ship) is not { } shippedState)
        {
            return OrderMoves.Refuse(hand.Order, OrderMove.Ship);
        }

        var carrier = await CarrierAsync(write.Db, hand.Order, request, cancellation);
        var pieces = Pieces(hand, request.Lines);
        if ((carrier.Refusal ?? pieces.Refusal) is { } wrong)
        {
            return wrong;
        }

        var shipment = new Shipment
        {
            OrganisationId = caller.OrganisationId,
            OrderId = orderId,
            CarrierId = carrier.Value.Id,
            Service = Trimmed(request.Service),
            ShippedAt = now,
            Who = caller.Name,
        };
        if (await TakeOutAsync(write.Db, hand, shipment, pieces.Value!, cancellation) is { } tooLittle)
        {
            return tooLittle;
        }

        hand.Tell(OrderChange.Parcel, null, $"{OrderInHand.Words(pieces.Value!)}{(carrier.Value.Name is { } name ? $" with {name}" : ", taken by the buyer")}");
        hand.Track(shipment, Trimmed(request.TrackingNumber));
        await hand.EndAsync(hand.Lines.Any(l => l.OpenQuantity > 0) ? hand.Order.State : shippedState, cancellation);
        news.Tell(caller.OrganisationId, hand.Order.StoreId);
        return shipment;
    }

    internal static string? Trimmed(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    internal static Refusal? TooLong(params ReadOnlySpan<string?> texts)
    {
        foreach (var text in texts)
        {
            if (text is not null && (text.Length > LongestText || text.Any(char.IsControl)))
            {
                return new Refusal("parcel.text", $"Service and tracking number may have {LongestText} characters, on one line.");
            }
        }

        return null;
    }

    private static Refusal? Check(ParcelRequest request) => TooLong(request.Service, request.TrackingNumber)
        ?? (request is { Collected: true, CarrierId: not null }
            ? new Refusal("parcel.carrier", "Either a carrier has the parcel, or the buyer took it.")
            : null);

    private static async Task<Outcome<(long? Id, string? Name)>> CarrierAsync(
        QuaysideDb db, Order order, ParcelRequest request, CancellationToken cancellation)
    {
        if (request.Collected)
        {
            return ((long?)null, (string?)null);
        }

        if (request.CarrierId is { } id)
        {
            var carrier = await db.Carriers.AsNoTracking().Standing().SingleOrDefaultAsync(c => c.Id == id, cancellation);
            return carrier is null ? Refusal.NotFound("carrier") : (carrier.Id, carrier.Name);
        }

        return (await CarrierOfOrder.LoadAsync(db, [order], cancellation))[order] is { } usual
            ? (usual.Id, usual.Name)
            : new Refusal("parcel.carrier", "Say which carrier has the parcel, or that the buyer took it: neither the order nor its store has a carrier.");
    }

    private static Outcome<IReadOnlyList<(OrderLine Line, decimal Quantity)>> Pieces(OrderInHand hand, IReadOnlyList<ParcelLine>? wanted)
    {
        var left = hand.Lines.Where(l => l.OpenQuantity > 0).ToDictionary(l => l.Id);
        if (left.Count == 0)
        {
            return new Refusal("parcel.lines", $"Nothing of order {hand.Order.Number} is left to ship.");
        }

        if (wanted is null)
        {
            return left.Values.Select(l => (l, l.OpenQuantity)).ToList();
        }

        if (wanted.Count == 0 || wanted.DistinctBy(w => w.LineId).Count() != wanted.Count
            || wanted.Any(w => w.Quantity <= 0 || w.Quantity != decimal.Round(w.Quantity, 3) || hand.Lines.All(l => l.Id != w.LineId)))
        {
            return new Refusal("parcel.lines", "Say for each line of this order once how many pieces are in the parcel: more than 0, with three decimals at most.");
        }

        var tooMany = wanted.FirstOrDefault(w => w.Quantity > (left.GetValueOrDefault(w.LineId)?.OpenQuantity ?? 0));
        return tooMany is null
            ? wanted.Select(w => (left[w.LineId], w.Quantity)).ToList()
            : new Refusal("parcel.too_many", string.Create(
                CultureInfo.InvariantCulture,
                $"{left.GetValueOrDefault(tooMany.LineId)?.OpenQuantity ?? 0:0.###} of \"{hand.Lines.First(l => l.Id == tooMany.LineId).Title}\" are left to ship, not {tooMany.Quantity:0.###}. Somebody may have shipped some meanwhile."));
    }

    private static async Task<Refusal?> TakeOutAsync(
        QuaysideDb db, OrderInHand hand, Shipment shipment, IReadOnlyList<(OrderLine Line, decimal Quantity)> pieces, CancellationToken cancellation)
    {
        var before = PiecesOfLines.Open(hand.Lines, hand.Items);
        foreach (var (line, quantity) in pieces)
        {
            line.OpenQuantity -= quantity;
            db.ShipmentLines.Add(new ShipmentLine
            {
                ShipmentId = shipment.Id,
                LineId = line.Id,
                OrganisationId = shipment.OrganisationId,
                Quantity = quantity,
            });
        }

        db.Shipments.Add(shipment);
        hand.Shipments.Add(shipment);

        // What is no longer reserved is what leaves the shelf.
        var changes = PiecesOfLines.Reserving(before, PiecesOfLines.Open(hand.Lines, hand.Items), hand.Order.WarehouseId, StockGuard.None)
            .ConvertAll(c => c with { OnHandDelta = c.ReservedDelta, Guard = StockGuard.OnHand });
        var shortages = await hand.ChangeStockAsync(changes, MovementReason.Shipped, cancellation);
        return shortages.Count == 0 ? null : await NotOnHand.RefuseAsync(db, shortages, cancellation);
    }
}
