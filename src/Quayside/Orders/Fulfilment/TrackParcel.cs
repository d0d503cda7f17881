using Quayside.Database;
using Quayside.Organisations;
using Quayside.Stores;

namespace Quayside.Orders.Fulfilment;

/// <summary>Gives a parcel its tracking number, another one, or none. Repeatable.</summary>
public sealed class TrackParcel(Databases databases, StoreNews news, TimeProvider clock)
{
    /// <param name="number">Up to 100 characters; null to take it away.</param>
    /// <returns>The parcel. Refused: forbidden, not_found (order, parcel), order.observed, parcel.text.</returns>
    public async Task<Outcome<Shipment>> RunAsync(Caller caller, long orderId, long shipmentId, string? number, CancellationToken cancellation)
    {
        if ((caller.Needs(Role.Manager) ?? ShipOrder.TooLong(number)) is { } refusal)
        {
            return refusal;
        }

        await using var write = await WriteTransaction.BeginAsync(databases, caller.OrganisationId, cancellation);
        var taken = await OrderInHand.TakeAsync(write, caller, orderId, clock.GetUtcNow(), cancellation);
        if (taken.Refusal is { } notOurs)
        {
            return notOurs;
        }

        var hand = taken.Value!;
        if (hand.Shipments.Find(s => s.Id == shipmentId) is not { } shipment)
        {
            return Refusal.NotFound("parcel");
        }

        hand.Track(shipment, ShipOrder.Trimmed(number));
        await hand.EndAsync(hand.Order.State, cancellation);
        news.Tell(caller.OrganisationId, hand.Order.StoreId);
        return shipment;
    }
}
