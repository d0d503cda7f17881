using Microsoft.EntityFrameworkCore;
using Quayside.Carriers;
using Quayside.Database;
using Quayside.Organisations;
using Quayside.Stores;

namespace Quayside.Orders;

/// <summary>Chooses with which carrier one order travels, where the channel names none. The channel's wins the moment it names one. Repeating
/// does nothing.</summary>
public sealed class ChooseOrderCarrier(Databases databases, StoreNews news, TimeProvider clock)
{
    /// <param name="carrierId">null for the store's default again.</param>
    /// <returns>Refused: forbidden, not_found (the order, the carrier), order.carrier_is_channels.</returns>
    public async Task<Refusal?> RunAsync(Caller caller, long orderId, long? carrierId, CancellationToken cancellation)
    {
        if (caller.Needs(Role.Manager) is { } refusal)
        {
            return refusal;
        }

        long storeId;
        await using (var db = databases.Open(caller.OrganisationId))
        {
            storeId = await db.Orders.Where(o => o.Id == orderId).Select(o => o.StoreId).SingleOrDefaultAsync(cancellation);
        }

        await using var write = await WriteTransaction.BeginAsync(databases, caller.OrganisationId, cancellation);
        await write.LockCarriersAsync(cancellation);
        await write.LockStoreAsync(storeId, cancellation); // a sync writes the order as it read it
        if (await write.Db.Orders.SingleOrDefaultAsync(o => o.Id == orderId, cancellation) is not { } order)
        {
            return Refusal.NotFound("order");
        }

        if (carrierId is { } id && !await write.Db.Carriers.Standing().AnyAsync(c => c.Id == id, cancellation))
        {
            return Refusal.NotFound("carrier");
        }

        if (CarrierOfOrder.Named(order) is { } text)
        {
            return new Refusal("order.carrier_is_channels", $"The shop says that this order travels with {text}. Change it in the shop.");
        }

        if (order.CarrierId != carrierId)
        {
            var before = (await CarrierOfOrder.LoadAsync(write.Db, [order], cancellation))[order]?.Name;
            order.CarrierId = carrierId;
            var after = (await CarrierOfOrder.LoadAsync(write.Db, [order], cancellation))[order]?.Name;
            write.Db.OrderEvents.Add(PersonEvents.Of(caller, order, OrderChange.Carrier, before, after, clock.GetUtcNow()));
            await write.CommitAsync(cancellation);
            news.Tell(caller.OrganisationId, storeId);
        }

        return null;
    }
}
