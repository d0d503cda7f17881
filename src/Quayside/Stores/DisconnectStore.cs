using Microsoft.EntityFrameworkCore;
using Quayside.Database;
using Quayside.Organisations;

namespace Quayside.Stores;

/// <summary>Archives a store: no more calls. Its settings stay encrypted; catalogue, orders and links stay as they are.
/// Repeating does nothing.</summary>
public sealed class DisconnectStore(Databases databases, IGrainFactory grains, StoreNews news, TimeProvider clock)
{
    /// <returns>Refused: not_found, forbidden.</returns>
    public async Task<Outcome<Store>> RunAsync(Caller caller, long storeId, CancellationToken cancellation)
    {
        if (caller.Needs(Role.Owner) is { } refusal)
        {
            return refusal;
        }

        await using (var write = await WriteTransaction.BeginAsync(databases, caller.OrganisationId, cancellation))
        {
            await write.LockStoreAsync(storeId, cancellation);
            if (await write.Db.Stores.SingleOrDefaultAsync(s => s.Id == storeId, cancellation) is not { } store)
            {
                return Refusal.NotFound("store");
            }

            if (store.DisconnectedAt is not null)
            {
                return store;
            }

            var now = clock.GetUtcNow();
            (store.DisconnectedAt, store.DueAt, store.Health, store.HealthText) = (now, null, StoreHealth.Disconnected, null);
            (store.Lease, store.LeaseUntil) = (store.Lease + 1, null); // whatever still runs can write nothing from here on
            Audit.Add(write.Db, caller, "store.disconnected", $"Disconnected {store.Name}", now, storeId);
            foreach (var session in await write.Db.SyncSessions
                .Where(s => s.StoreId == storeId && (s.State == SyncState.Running || s.State == SyncState.Waiting)).ToListAsync(cancellation))
            {
                (session.State, session.FinishedAt, session.ResumesAt) = (SyncState.Failed, now, null);
                session.Text = "The store was disconnected. Reconnect it to go on.";
            }

            await write.CommitAsync(cancellation);
        }

        await grains.GetGrain<IStoreGrain>(storeId).StopAsync();
        news.Tell(caller.OrganisationId, storeId);
        await using var db = databases.Open(caller.OrganisationId);
        return await db.Stores.AsNoTracking().SingleAsync(s => s.Id == storeId, cancellation);
    }
}
