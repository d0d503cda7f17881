using Microsoft.EntityFrameworkCore;
using Quayside.Database;
using Quayside.Stores.Sync;

namespace Quayside.Orders;

/// <summary>Marks orders that the channel has no longer. They stay as they were, are not open any more and reserve nothing.</summary>
/// <remarks>Repeatable, inside the caller's transaction, under the store's lease. An order that comes back is restored by its import.</remarks>
internal sealed class MarkOrdersDeleted(QuaysideDb db, ImportTarget store, DateTimeOffset now)
{
    /// <returns>How many were not marked before.</returns>
    public async Task<int> RunAsync(IReadOnlyCollection<string> channelOrderIds, CancellationToken cancellation)
    {
        if (channelOrderIds.Count == 0)
        {
            return 0;
        }

        var orders = await db.Orders
            .Where(o => o.StoreId == store.StoreId && channelOrderIds.Contains(o.ChannelOrderId) && o.DeletedAt == null).ToListAsync(cancellation);
        var ids = orders.Select(o => o.Id).ToList();
        var lines = (await db.OrderLines.Where(l => ids.Contains(l.OrderId)).ToListAsync(cancellation)).ToLookup(l => l.OrderId);
        foreach (var order in orders)
        {
            (order.DeletedAt, order.IsOpen) = (now, false);
            foreach (var line in lines[order.Id])
            {
                line.OpenQuantity = 0;
            }

            order.Fingerprint = OrderFingerprint.Of(order, lines[order.Id]);
            db.OrderEvents.Add(new OrderEvent
            {
                OrganisationId = store.OrganisationId,
                OrderId = order.Id,
                At = now,
                LearnedAt = now,
                LearnedBy = store.By,
                Change = OrderChange.Deleted,
            });
        }

        await db.SaveChangesAsync(cancellation);
        db.ChangeTracker.Clear();
        return orders.Count;
    }
}
