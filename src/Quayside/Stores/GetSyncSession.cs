using Microsoft.EntityFrameworkCore;
using Quayside.Database;
using Quayside.Organisations;

namespace Quayside.Stores;

/// <summary>How a store's sessions went or are going.</summary>
public sealed class GetSyncSession(Databases databases)
{
    /// <summary>The newest one.</summary>
    /// <returns>Refused: not_found (the store), sync.none when it never had one.</returns>
    public async Task<Outcome<SyncSessionView>> RunAsync(Caller caller, long storeId, CancellationToken cancellation)
    {
        var sessions = await EarlierAsync(caller, storeId, null, 1, cancellation);
        return sessions.Refusal is { } refusal ? refusal
            : sessions.Value!.Items is [var newest] ? newest
            : new Refusal("sync.none", "This store has never been synced.") { StoreId = storeId };
    }

    /// <summary>All of them, newest first, a part at a time.</summary>
    /// <returns>Refused: not_found (the store), cursor.invalid, limit.invalid.</returns>
    public async Task<Outcome<Slice<SyncSessionView>>> EarlierAsync(
        Caller caller, long storeId, string? cursor, int limit, CancellationToken cancellation)
    {
        var list = $"sessions.{storeId}";
        var begin = Place.Read(list, cursor, limit);
        if (begin.Refusal is { } refusal)
        {
            return refusal;
        }

        await using var db = databases.Open(caller.OrganisationId);
        if (!await db.Stores.AnyAsync(s => s.Id == storeId, cancellation))
        {
            return Refusal.NotFound("store");
        }

        var sessions = db.SyncSessions.AsNoTracking().Where(s => s.StoreId == storeId);
        if (begin.Value is { } after)
        {
            sessions = sessions.Where(s => s.Id < after.Id);
        }

        var rows = await sessions.OrderByDescending(s => s.Id).Take(limit + 1).Include(s => s.Stages).ToListAsync(cancellation);
        return Place.Cut(list, rows.ConvertAll(SyncSessionView.Of), limit, s => new Place("", s.Id));
    }

    /// <summary>The newest session of every store, by store; stores that never had one are absent.</summary>
    public async Task<IReadOnlyDictionary<long, SyncSessionView>> NewestOfEachAsync(Caller caller, CancellationToken cancellation)
    {
        await using var db = databases.Open(caller.OrganisationId);
        var newest = db.Stores.Select(s => db.SyncSessions.Where(n => n.StoreId == s.Id).Max(n => (long?)n.Id));
        var sessions = await db.SyncSessions.AsNoTracking().Where(s => newest.Contains(s.Id))
            .Include(s => s.Stages).ToListAsync(cancellation);
        return sessions.ToDictionary(s => s.StoreId, SyncSessionView.Of);
    }
}
