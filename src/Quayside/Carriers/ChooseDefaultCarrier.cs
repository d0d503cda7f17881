using Microsoft.EntityFrameworkCore;
using Quayside.Database;
using Quayside.Organisations;
using Quayside.Stores;

namespace Quayside.Carriers;

/// <summary>Sets with which carrier a store's orders travel until the channel names another. Orders that wait for a carrier have it at once,
/// and none of them is written. Repeating does nothing.</summary>
public sealed class ChooseDefaultCarrier(Databases databases, StoreNews news, TimeProvider clock)
{
    /// <param name="carrierId">null for none.</param>
    /// <returns>Refused: forbidden, not_found (the store, the carrier).</returns>
    public async Task<Outcome<Store>> RunAsync(Caller caller, long storeId, long? carrierId, CancellationToken cancellation)
    {
        if (caller.Needs(Role.Manager) is { } refusal)
        {
            return refusal;
        }

        await using var write = await WriteTransaction.BeginAsync(databases, caller.OrganisationId, cancellation);
        await write.LockCarriersAsync(cancellation);
        await write.LockStoreAsync(storeId, cancellation);
        if (await write.Db.Stores.SingleOrDefaultAsync(s => s.Id == storeId, cancellation) is not { } store)
        {
            return Refusal.NotFound("store");
        }

        var carrier = carrierId is { } id
            ? await write.Db.Carriers.AsNoTracking().Standing().SingleOrDefaultAsync(c => c.Id == id, cancellation)
            : null;
        if (carrierId is not null && carrier is null)
        {
            return Refusal.NotFound("carrier");
        }

        if (store.DefaultCarrierId != carrierId)
        {
            store.DefaultCarrierId = carrierId;
            Audit.Add(
                write.Db, caller, "store.carrier", carrier is null ? $"{store.Name} has no default carrier any more" : $"{store.Name} ships with {carrier.Name} by default",
                clock.GetUtcNow(), storeId);
            await write.CommitAsync(cancellation);
            news.Tell(caller.OrganisationId, storeId);
        }

        return store;
    }
}
