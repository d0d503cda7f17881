using Microsoft.EntityFrameworkCore;
using Quayside.Database;
using Quayside.Hosting;
using Quayside.Stores.Sync;

namespace Quayside.Stores.Webhooks;

/// <summary>What of a store's webhooks has its time now.</summary>
public sealed class WebhookWork(Databases databases, Secrets secrets, TimeProvider clock)
{
    /// <summary>Stores whose webhooks have something to do and whose shop may be asked. Over the wall: for the waker.</summary>
    internal IQueryable<long> Due(QuaysideDb db)
    {
        var now = clock.GetUtcNow();
        return from webhooks in db.StoreWebhooks.IgnoreQueryFilters()
               where webhooks.ChoreAt <= now || webhooks.HintsAt <= now
               join store in db.Stores.IgnoreQueryFilters() on webhooks.StoreId equals store.Id
               where store.DisconnectedAt == null && store.Health != StoreHealth.NeedsReauth && store.Health != StoreHealth.Waiting
                   && (store.LeaseUntil == null || store.LeaseUntil < now)
               select store.Id;
    }

    /// <summary>Creates, removes or looks after the subscriptions where that is due.</summary>
    /// <param name="open">A connection that may change webhooks in the shop.</param>
    internal async Task TendAsync(Store store, Func<RunContext> open, CancellationToken cancellation)
    {
        if (await FindAsync(store, cancellation) is { ChoreAt: { } at } && at <= clock.GetUtcNow())
        {
            await new WebhookChores(open(), secrets).RunAsync(cancellation);
        }
    }

    /// <summary>Reads again what messages named, unless the store waits for something, or its first sync has not been through yet:
    /// that reads everything anyway.</summary>
    internal async Task ReadHintsAsync(Store store, Func<RunContext> open, CancellationToken cancellation)
    {
        if (await FindAsync(store, cancellation) is not { HintsAt: { } at } || at > clock.GetUtcNow())
        {
            return;
        }

        await using (var db = databases.Open(store.OrganisationId))
        {
            var health = await db.Stores.Where(s => s.Id == store.Id).Select(s => s.Health).SingleAsync(cancellation);
            if (health is StoreHealth.NeedsReauth or StoreHealth.Waiting
                || !await db.SyncSessions.AnyAsync(s => s.StoreId == store.Id && s.State == SyncState.Completed, cancellation))
            {
                return;
            }
        }

        await new HintRun(open()).RunAsync(cancellation);
    }

    /// <summary>Takes the subscriptions out of the shop before a store is disconnected.</summary>
    internal async Task RemoveAsync(Store store, Func<RunContext> open, CancellationToken cancellation)
    {
        await using (var write = await WriteTransaction.BeginAsync(databases, store.OrganisationId, cancellation))
        {
            var removing = await write.Db.StoreWebhooks.Where(w => w.StoreId == store.Id && w.State != WebhooksState.Removed)
                .ExecuteUpdateAsync(w => w.SetProperty(x => x.State, WebhooksState.Removing), cancellation);
            await write.CommitAsync(cancellation);
            if (removing == 0)
            {
                return;
            }
        }

        await new WebhookChores(open(), secrets).RunAsync(cancellation);
    }

    private async Task<StoreWebhooks?> FindAsync(Store store, CancellationToken cancellation)
    {
        await using var db = databases.Open(store.OrganisationId);
        return await db.StoreWebhooks.AsNoTracking().SingleOrDefaultAsync(w => w.StoreId == store.Id, cancellation);
    }
}
