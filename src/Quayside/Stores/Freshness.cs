using Microsoft.EntityFrameworkCore;
using Quayside.Database;

namespace Quayside.Stores;

/// <summary>How old a store's figures are, and when they are next looked at.</summary>
/// <param name="ListingsAt">What changed in the shop's listings and their stock before this is here; null before the first sync has ended.</param>
/// <param name="OrdersAt">The same of its orders.</param>
/// <param name="EveryMinutes">Between two looks; null when it is looked at only when somebody asks.</param>
/// <param name="NextAt">When it is next due; null when a person has to act first, or nothing is planned.</param>
/// <param name="Behind">null while it is as fresh as it should be.</param>
public sealed record FreshnessView(
    DateTimeOffset? ListingsAt, DateTimeOffset? OrdersAt, double? EveryMinutes, DateTimeOffset? NextAt, BehindView? Behind);

/// <param name="Reason">Why it is behind, in words.</param>
/// <param name="Until">When it goes on by itself; null when that is now, or when it waits for a person.</param>
public sealed record BehindView(string Reason, DateTimeOffset? Until);

/// <summary>Says of stores how fresh they are.</summary>
internal static class Freshness
{
    public static async Task<Dictionary<long, FreshnessView>> LoadAsync(
        QuaysideDb db, IReadOnlyList<Store> stores, SyncSchedule schedule, CancellationToken cancellation)
    {
        var ids = stores.Select(s => s.Id).ToArray();
        var cursors = (await db.SyncCursors.AsNoTracking().Where(c => ids.Contains(c.StoreId)).ToListAsync(cancellation)).ToLookup(c => c.StoreId);
        return stores.ToDictionary(s => s.Id, s => Of(s, [.. cursors[s.Id]], schedule));
    }

    /// <summary>Up to when each store's figures of one kind are here; stores without any are absent.</summary>
    public static async Task<Dictionary<long, DateTimeOffset>> AsOfAsync(
        QuaysideDb db, StageName feed, IEnumerable<long> stores, CancellationToken cancellation)
    {
        var ids = stores.Distinct().ToArray();
        return await db.SyncCursors.Where(c => c.Feed == feed && ids.Contains(c.StoreId)).ToDictionaryAsync(c => c.StoreId, c => c.ReadUpTo, cancellation);
    }

    private static FreshnessView Of(Store store, IReadOnlyList<SyncCursor> cursors, SyncSchedule schedule)
    {
        var every = schedule.Every(store);
        DateTimeOffset? At(StageName feed) => cursors.FirstOrDefault(c => c.Feed == feed)?.ReadUpTo;
        DateTimeOffset? oldest = cursors.Count == 0 ? null : cursors.Min(c => c.ReadUpTo);
        var now = schedule.Clock.GetUtcNow();

        // One look may be late, and takes its time.
        var isBehind = store.Health != StoreHealth.Disconnected
            && (store.Health != StoreHealth.Ok || (every > TimeSpan.Zero && oldest is { } at && now - at > (every * 2) + TimeSpan.FromMinutes(5)));
        return new FreshnessView(
            At(StageName.Listings), At(StageName.Orders), every > TimeSpan.Zero ? every.TotalMinutes : null,
            store.Health == StoreHealth.Disconnected ? null : store.DueAt, isBehind ? Behind(store, now) : null);
    }

    private static BehindView Behind(Store store, DateTimeOffset now)
    {
        var until = store.DueAt > now ? store.DueAt : null;
        return store switch
        {
            { HealthText: { } why } => new BehindView(why, until),
            { LeaseUntil: { } lease } when lease > now => new BehindView("A sync is under way.", null),
            _ => new BehindView("Its last look is long ago; the next one catches up.", until),
        };
    }
}
