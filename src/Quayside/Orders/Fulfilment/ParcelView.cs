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
        var rows = orders.Count == 0 ? [] : await (
            from shipment in db.Shipments.AsNoTracking()
            where orders.Contains(shipment.OrderId)
            join carrier in db.Carriers on shipment.CarrierId equals carrier.Id into carriers
            from carrier in carriers.DefaultIfEmpty()
            orderby shipment.Id
            select new { Shipment = shipment, Carrier = carrier }).ToListAsync(cancellation);
        var ids = rows.ConvertAll(r => r.Shipment.Id);
        var lines = ids.Count == 0 ? [] : await db.ShipmentLines.AsNoTracking().Where(l => ids.Contains(l.ShipmentId)).ToListAsync(cancellation);
        var byShipment = lines.ToLookup(l => l.ShipmentId, l => new ParcelLine(l.LineId, l.Quantity));
        return rows.ToLookup(r => r.Shipment.OrderId, r => View(r.Shipment, r.Carrier, [.. byShipment[r.Shipment.Id]]));
    }

    /// <summary>What of a line a buyer can send back: what was in its parcels, or all of it where the order came in as sent long ago.</summary>
    /// <param name="parcels">How many parcels its order has.</param>
    /// <param name="shipped">Pieces of the line in them.</param>
    public static decimal Returnable(OrderLine line, int parcels, decimal shipped) =>
        (parcels > 0 ? shipped : line.Quantity - line.OpenQuantity) - line.ReturnedQuantity;

    private static ParcelView View(Shipment shipment, Carrier? carrier, IReadOnlyList<ParcelLine> lines) => new(
        shipment.Id, shipment.CarrierId, carrier?.Name, shipment.Service, shipment.TrackingNumber,
        UrlOf(carrier?.TrackingUrl, shipment.TrackingNumber), shipment.ShippedAt, shipment.Who, shipment.DeliveredAt, lines);

    // Only what a browser opens as a page: whatever else was written down as an address stays text.
    private static string? UrlOf(string? template, string? number) =>
        number is not null && Uri.TryCreate(template?.Replace("{number}", Uri.EscapeDataString(number), StringComparison.Ordinal), UriKind.Absolute, out var url)
        && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp)
            ? url.AbsoluteUri
            : null;
}
