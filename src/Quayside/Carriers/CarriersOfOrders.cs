using Microsoft.EntityFrameworkCore;
using Quayside.Connectors;
using Quayside.Database;

namespace Quayside.Carriers;

/// <summary>Every carrier that a store's orders name, as if the channel had listed them.</summary>
internal static class CarriersOfOrders
{
    public static async Task<List<ChannelCarrier>> ReadAsync(QuaysideDb db, long storeId, CancellationToken cancellation)
    {
        var ways = await db.Orders.Where(o => o.StoreId == storeId).Select(o => o.Shipping).Distinct().ToListAsync(cancellation);
        return
        [
            .. ways.SelectMany(w => w)
                .GroupBy(s => s.Carrier)
                .OrderBy(g => g.Key, StringComparer.Ordinal)
                .Select(carrier => new ChannelCarrier(
                    carrier.Key,
                    [
                        .. carrier.Where(s => s.ServiceCode is not null)
                            .Select(s => new ChannelCarrierService(s.ServiceCode!, s.ServiceName ?? s.Carrier))
                            .DistinctBy(s => s.Code),
                    ])),
        ];
    }
}
