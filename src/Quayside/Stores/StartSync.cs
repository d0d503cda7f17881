using Microsoft.EntityFrameworkCore;
using Quayside.Database;
using Quayside.Organisations;

namespace Quayside.Stores;

/// <summary>What somebody may start: comparing both sides, or a look for what changed.</summary>
public enum StartedSync
{
    Reconcile,
    Delta,
}

/// <summary>Starts a session for a store: both sides are compared and what differs is repaired, or only what changed is looked for. A store
/// whose first sync did not come to its end goes on with that.</summary>
public sealed class StartSync(Databases databases, ConnectorList connectors, StoreRestart restart)
{
    /// <returns>Refused: not_found, forbidden, sync.running, store.offline, store.disconnected, store.needs_reauth.</returns>
    public async Task<Outcome<SyncSession>> RunAsync(
        Caller caller, long storeId, CancellationToken cancellation, StartedSync kind = StartedSync.Reconcile)
    {
        if (caller.Needs(Role.Manager) is { } refusal)
        {
            return refusal;
        }

        await using var write = await WriteTransaction.BeginAsync(databases, caller.OrganisationId, cancellation);
        await write.LockStoreAsync(storeId, cancellation);
        if (await write.Db.Stores.SingleOrDefaultAsync(s => s.Id == storeId, cancellation) is not { } store)
        {
            return Refusal.NotFound("store");
        }

        if (await CannotStartAsync(write.Db, store, cancellation) is { } reason)
        {
            return reason;
        }

        var session = await restart.AddAsync(write.Db, store, connectors.Get(store.Channel), cancellation, kind);
        await write.CommitAsync(cancellation);
        restart.Nudge();
        return session;
    }

    internal static async Task<Refusal?> CannotStartAsync(QuaysideDb db, Store store, CancellationToken cancellation)
    {
        if (IsOffline(store) is { } offline)
        {
            return offline;
        }

        if (store.DisconnectedAt is not null)
        {
            return new Refusal("store.disconnected", $"\"{store.Name}\" is disconnected. Reconnect it first.");
        }

        if (store.Health == StoreHealth.NeedsReauth)
        {
            return new Refusal("store.needs_reauth", $"\"{store.Name}\" needs new settings first: {store.HealthText}");
        }

        var open = await db.SyncSessions
            .Where(s => s.StoreId == store.Id && (s.State == SyncState.Running || s.State == SyncState.Waiting))
            .AnyAsync(cancellation);
        return open ? new Refusal("sync.running", $"A sync of \"{store.Name}\" is under way. It goes on by itself.") : null;
    }

    /// <returns>store.offline where no shop stands behind the store.</returns>
    internal static Refusal? IsOffline(Store store) => store.Mode == StoreMode.Offline
        ? new Refusal("store.offline", $"\"{store.Name}\" is an offline store: its catalogue and orders are kept here, and there is no shop to ask.")
        : null;
}
