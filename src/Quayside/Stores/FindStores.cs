using Microsoft.EntityFrameworkCore;
using Quayside.Database;
using Quayside.Organisations;

namespace Quayside.Stores;

/// <summary>Which stores there are, first connected first, disconnected ones too.</summary>
public sealed class FindStores(Databases databases, SyncSchedule schedule)
{
    private const string List = "stores";

    /// <returns>Refused: cursor.invalid, limit.invalid.</returns>
    public async Task<Outcome<Slice<StoreView>>> RunAsync(
        Caller caller, string? cursor, int limit, CancellationToken cancellation)
    {
        var begin = Place.Read(List, cursor, limit);
        if (begin.Refusal is { } refusal)
        {
            return refusal;
        }

        await using var db = databases.Open(caller.OrganisationId);
        var stores = db.Stores.AsNoTracking();
        if (begin.Value is { } after)
        {
            stores = stores.Where(s => s.Id > after.Id);
        }

        var rows = await stores.OrderBy(s => s.Id).Take(limit + 1).ToListAsync(cancellation);
        var part = Place.Cut(List, rows, limit, s => new Place("", s.Id));
        return new Slice<StoreView>(await LoadAsync(db, part.Items, cancellation), part.Next);
    }

    /// <returns>Refused: not_found.</returns>
    public async Task<Outcome<StoreView>> OneAsync(Caller caller, long id, CancellationToken cancellation)
    {
        await using var db = databases.Open(caller.OrganisationId);
        var store = await db.Stores.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, cancellation);
        return store is null ? Refusal.NotFound("store") : (await LoadAsync(db, [store], cancellation))[0];
    }

    private async Task<List<StoreView>> LoadAsync(
        QuaysideDb db, IReadOnlyList<Store> stores, CancellationToken cancellation)
    {
        var ids = stores.Select(s => s.Id).ToArray();
        var identities = (await db.StoreIdentities.AsNoTracking().Where(i => ids.Contains(i.StoreId)).ToListAsync(cancellation))
            .ToLookup(i => i.StoreId);
        var freshness = await Freshness.LoadAsync(db, stores, schedule, cancellation);
        return [.. stores.Select(s => StoreView.Of(s, identities[s.Id]) with { Freshness = s.Mode == StoreMode.Offline ? null : freshness[s.Id] })];
    }
}
