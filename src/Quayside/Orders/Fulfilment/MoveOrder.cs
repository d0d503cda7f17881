using Quayside.Connectors;
using Quayside.Database;
using Quayside.Inventory;
using Quayside.Organisations;
using Quayside.Stores;

namespace Quayside.Orders.Fulfilment;

/// <summary>Brings an order that was taken here one step on: accepted, paid, packed, delivered, completed or cancelled. Parcels and
/// returns name pieces: <see cref="ShipOrder"/>, <see cref="ReturnOrder"/>.</summary>
/// <remarks>Cancelling releases what is not shipped; an order of which a part was shipped is then a shipped order, since that part is on
/// its way. A move that was made already is refused.</remarks>
public sealed class MoveOrder(Databases databases, StoreNews news, TimeProvider clock)
{
    /// <returns>The state it is in then. Refused: forbidden, not_found, order.observed, order.move, order.paid.</returns>
    public async Task<Outcome<OrderState>> RunAsync(Caller caller, long orderId, OrderMove move, CancellationToken cancellation)
    {
        if (caller.Needs(Role.Manager) is { } refusal)
        {
            return refusal;
        }

        if (move is OrderMove.Ship or OrderMove.Return)
        {
            throw new ArgumentOutOfRangeException(nameof(move), move, "It names pieces.");
        }

        var now = clock.GetUtcNow();
        await using var write = await WriteTransaction.BeginAsync(databases, caller.OrganisationId, cancellation);
        var taken = await OrderInHand.TakeAsync(write, caller, orderId, now, cancellation);
        if (taken.Refusal is { } notOurs)
        {
            return notOurs;
        }

        var hand = taken.Value!;
        if (OrderMoves.To(hand.Order.State, move) is not { } to)
        {
            return OrderMoves.Refuse(hand.Order, move);
        }

        if (move == OrderMove.Cancel)
        {
            await ReleaseAsync(hand, cancellation);
            to = hand.Shipments.Count > 0 ? OrderState.Shipped : to;
        }
        else if (move == OrderMove.Pay && Pay(hand, now) is { } paid)
        {
            return paid;
        }
        else if (move == OrderMove.Deliver)
        {
            hand.Shipments.ForEach(s => s.DeliveredAt ??= now);
        }

        await hand.EndAsync(to, cancellation);
        news.Tell(caller.OrganisationId, hand.Order.StoreId);
        return to;
    }

    private static Refusal? Pay(OrderInHand hand, DateTimeOffset now)
    {
        if (hand.Order.PaidAt is not null)
        {
            return new Refusal("order.paid", $"Order {hand.Order.Number} is paid already.");
        }

        hand.Order.PaidAt = now;
        hand.Tell(OrderChange.Payment, null, OrderChanges.Time(now));
        return null;
    }

    private static async Task ReleaseAsync(OrderInHand hand, CancellationToken cancellation)
    {
        var open = hand.Lines.Where(l => l.OpenQuantity > 0).ToList();
        var reserved = PiecesOfLines.Open(open, hand.Items);
        if (hand.Shipments.Count > 0 && open.Count > 0)
        {
            hand.Tell(OrderChange.NotShipped, null, OrderInHand.Words(open.Select(l => (l, l.OpenQuantity))));
        }

        open.ForEach(l => l.OpenQuantity = 0);
        await hand.ChangeStockAsync(
            PiecesOfLines.Reserving(reserved, new Dictionary<long, decimal>(), hand.Order.WarehouseId, StockGuard.None), MovementReason.Released, cancellation);
    }
}
