using Microsoft.EntityFrameworkCore;
using Quayside.Carriers;
using Quayside.Database;

namespace Quayside.Orders.Fulfilment;

/// <summary>A parcel of an order, as pages and API show it.</summary>
/// <param name="CarrierId">null where the buyer took it.</param>
/// <param name="TrackingUrl">The carrier's page of this parcel; null where it has none, or there is no number.</param>
/// <param name="Who">Who handed it over.</param>
public sealed record ParcelView(
    long Id, long? CarrierId, string? Carrier, string? Service, string? TrackingNumber, string? TrackingUrl,
    DateTimeOffset ShippedAt, string Who, DateTimeOffset? DeliveredAt, IReadOnlyList<ParcelLine> Lines);

internal static class ParcelViews
{
    /// <returns>By order, in the order they were handed over.</returns>
    public static async Task<ILookup<long, ParcelView>> LoadAsync(QuaysideDb db, IReadOnlyCollection<long> orders, CancellationToken cancellation)
    {
        List<Shipment> rows = orders.Count == 0 ? [] : await db.Shipments.AsNoTracking().Where(s => orders.Contains(s.OrderId)).OrderBy(s => s.Id).ToListAsync(cancellation);
        var carriers = await CarrierOfOrder.FollowedAsync(db, [.. rows.Select(s => s.CarrierId).OfType<long>()], cancellation);
        var ids = rows.ConvertAll(s => s.Id);
        var lines = ids.Count == 0 ? [] : await db.ShipmentLines.AsNoTracking().Where(l => ids.Contains(l.ShipmentId)).ToListAsync(cancellation);
        var byShipment = lines.ToLookup(l => l.ShipmentId, l => new ParcelLine(l.LineId, l.Quantity));
        return rows.ToLookup(s => s.OrderId, s => View(s, s.CarrierId is { } id ? carriers.GetValueOrDefault(id) : null, [.. byShipment[s.Id]]));
    }

    /// <summary>What of a line a buyer can send back: what was in its parcels, or all of it where the order came in as sent long ago.</summary>
    /// <param name="parcels">How many parcels its order has.</param>
    /// <param name="shipped">Pieces of the line in them.</param>
    public static decimal Returnable(OrderLine line, int parcels, decimal shipped) =>
        (parcels > 0 ? shipped : line.Quantity - line.OpenQuantity) - line.ReturnedQuantity;

    private static ParcelView View(Shipment shipment, Carrier? carrier, IReadOnlyList<ParcelLine> lines) => new(
        shipment.Id, carrier?.Id, carrier?.Name, shipment.Service, shipment.TrackingNumber,
        carrier?.TrackingUrl is { } template && shipment.TrackingNumber is { } number ? TrackingUrl.Of(template, number) : null,
        shipment.ShippedAt, shipment.Who, shipment.DeliveredAt, lines);
}
