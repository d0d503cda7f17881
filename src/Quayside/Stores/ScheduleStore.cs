using Microsoft.EntityFrameworkCore;
using Quayside.Database;
using Quayside.Organisations;

namespace Quayside.Stores;

/// <summary>Sets how often a store is looked at for changes. Repeating does nothing.</summary>
public sealed class ScheduleStore(Databases databases, SyncSchedule schedule, StoreWaker waker, StoreNews news)
{
    public const int MostMinutes = 1440;

    /// <param name="everyMinutes">1 to 1,440; null for the program's own setting.</param>
    /// <returns>Refused: not_found, forbidden, store.offline, store.every_minutes.</returns>
    public async Task<Outcome<Store>> RunAsync(Caller caller, long storeId, int? everyMinutes, CancellationToken cancellation)
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

        if (StartSync.IsOffline(store) is { } offline)
        {
            return offline;
        }

        if (everyMinutes is < 1 or > MostMinutes)
        {
            return new Refusal("store.every_minutes", $"A store can be looked at every 1 to {MostMinutes} minutes.");
        }

        if (store.SyncEveryMinutes == everyMinutes)
        {
            return store;
        }

        store.SyncEveryMinutes = everyMinutes;
        var isOpen = await write.Db.SyncSessions
            .AnyAsync(s => s.StoreId == storeId && (s.State == SyncState.Running || s.State == SyncState.Waiting), cancellation);
        if (!isOpen && store is { DisconnectedAt: null, Health: StoreHealth.Ok })
        {
            store.DueAt = schedule.NextLook(store, schedule.Clock.GetUtcNow());
        }

        Audit.Add(write.Db, caller, "store.scheduled", $"{store.Name} is looked at every {everyMinutes?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "usual number of"} minutes", schedule.Clock.GetUtcNow(), storeId);
        await write.CommitAsync(cancellation);
        waker.Nudge();
        news.Tell(caller.OrganisationId, storeId);
        return store;
    }
}
