using Microsoft.EntityFrameworkCore;
using Quayside.Database;
using Quayside.Organisations;
using Quayside.Stores.Webhooks;

namespace Quayside.Stores;

/// <summary>Archives a store: takes what Quayside created in the shop out again, as far as it can, and then makes no more calls. Its settings stay encrypted; catalogue, orders and links stay as they are.
/// An offline store is closed: it takes no new listings and orders. Repeating does nothing.</summary>
public sealed class DisconnectStore(Databases databases, IGrainFactory grains, StoreNews news, TimeProvider clock)
{
    /// <returns>Refused: not_found, forbidden.</returns>
    public async Task<Outcome<Store>> RunAsync(Caller caller, long storeId, CancellationToken cancellation)
    {
        if (caller.Needs(Role.Owner) is { } refusal)
        {
            return refusal;
        }

        if (await FindAsync(caller, storeId, cancellation) is not { } found)
        {
            return Refusal.NotFound("store");
        }

        if (found.DisconnectedAt is not null)
        {
            return found;
        }

        var isOffline = found.Mode == StoreMode.Offline;
        if (!isOffline)
        {
            await grains.GetGrain<IStoreGrain>(storeId).RemoveWebhooksAsync();
        }

        await using (var write = await WriteTransaction.BeginAsync(databases, caller.OrganisationId, cancellation))
        {
            await write.LockStoreAsync(storeId, cancellation);
            var store = await write.Db.Stores.SingleAsync(s => s.Id == storeId, cancellation);
            if (store.DisconnectedAt is not null)
            {
                return store; // by somebody else meanwhile
            }

            var now = clock.GetUtcNow();
            (store.DisconnectedAt, store.DueAt, store.Health, store.HealthText) = (now, null, StoreHealth.Disconnected, null);
            (store.Lease, store.LeaseUntil) = (store.Lease + 1, null); // whatever still runs can write nothing from here on
            Audit.Add(
                write.Db, caller, isOffline ? "store.closed" : "store.disconnected", $"{(isOffline ? "Closed" : "Disconnected")} {store.Name}", now, storeId);
            foreach (var session in await write.Db.SyncSessions
                .Where(s => s.StoreId == storeId && (s.State == SyncState.Running || s.State == SyncState.Waiting)).ToListAsync(cancellation))
            {
                (session.State, session.FinishedAt, session.ResumesAt) = (SyncState.Failed, now, null);
                session.Text = "The store was disconnected. Reconnect it to go on.";
            }

            await NoteWhatIsLeftAsync(write.Db, storeId, cancellation);
            await write.CommitAsync(cancellation);
        }

        if (!isOffline)
        {
            await grains.GetGrain<IStoreGrain>(storeId).StopAsync();
        }

        news.Tell(caller.OrganisationId, storeId);
        return (await FindAsync(caller, storeId, cancellation))!;
    }

    private async Task<Store?> FindAsync(Caller caller, long storeId, CancellationToken cancellation)
    {
        await using var db = databases.Open(caller.OrganisationId);
        return await db.Stores.AsNoTracking().SingleOrDefaultAsync(s => s.Id == storeId, cancellation);
    }

    // The shop did not answer, or Quayside may no longer in: a person has to finish it there.
    private static async Task NoteWhatIsLeftAsync(QuaysideDb db, long storeId, CancellationToken cancellation)
    {
        if (await db.StoreWebhooks.SingleOrDefaultAsync(w => w.StoreId == storeId, cancellation) is { State: not WebhooksState.Removed } webhooks)
        {
            var topics = await db.StoreSubscriptions.Where(s => s.StoreId == storeId).Select(s => s.Topic).ToListAsync(cancellation);
            (webhooks.State, webhooks.Text) = (WebhooksState.Removed, WebhookChores.LeftBehind(topics));
            (webhooks.ChoreAt, webhooks.HintsAt) = (null, null);
        }
    }
}
