using Microsoft.EntityFrameworkCore;
using Quayside.Database;
using Quayside.Organisations;

namespace Quayside.Stores;

/// <summary>Reads quarantined records again from the channel, through the store's grain.</summary>
public sealed class RetryQuarantine(Databases databases, IGrainFactory grains)
{
    /// <summary>Records of one call; each is a request to the shop. Call again for more.</summary>
    public const int AtOnce = 100;

    /// <param name="recordId">One record; null for all of the store's, oldest first, up to <see cref="AtOnce"/>.</param>
    /// <returns>How many were tried and how many are still kept apart. Refused: not_found, forbidden, sync.running,
    /// store.disconnected, store.needs_reauth, store.check_failed when the channel does not answer.</returns>
    public async Task<Outcome<RetriedRecords>> RunAsync(Caller caller, long storeId, long? recordId, CancellationToken cancellation)
    {
        if (caller.Needs(Role.Manager) is { } refusal)
        {
            return refusal;
        }

        await using var db = databases.Open(caller.OrganisationId);
        if (await db.Stores.AsNoTracking().SingleOrDefaultAsync(s => s.Id == storeId, cancellation) is not { } store)
        {
            return Refusal.NotFound("store");
        }

        var ids = await db.Quarantine
            .Where(q => q.StoreId == storeId && (recordId == null || q.Id == recordId))
            .OrderBy(q => q.Id).Select(q => q.Id).Take(AtOnce).ToArrayAsync(cancellation);
        if (recordId is not null && ids.Length == 0)
        {
            return Refusal.NotFound("quarantined record");
        }

        if (await StartSync.CannotStartAsync(db, store, cancellation) is { } reason)
        {
            return reason;
        }

        if (ids.Length > 0 && await grains.GetGrain<IStoreGrain>(storeId).RetryAsync(ids) is { } failure)
        {
            return new Refusal("store.check_failed", failure);
        }

        return new RetriedRecords(ids.Length, await db.Quarantine.CountAsync(q => ids.Contains(q.Id), cancellation));
    }
}

public sealed record RetriedRecords(int Tried, int StillQuarantined);
