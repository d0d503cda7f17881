using Microsoft.EntityFrameworkCore;
using Quayside.Database;
using Quayside.Organisations;

namespace Quayside.Carriers;

/// <param name="Stores">Stores that ship with it.</param>
public sealed record CarrierView(
    long Id, string Name, CarrierSource Source, IReadOnlyList<CarrierServiceView> Services, IReadOnlyList<long> Stores);

/// <param name="Code">The store's own code.</param>
public sealed record CarrierServiceView(long? StoreId, string Code, string Name);

/// <summary>Which carriers there are, by name, with their services and the stores that ship with them.</summary>
public sealed class FindCarriers(Databases databases)
{
    private const string List = "carriers";

    /// <param name="storeId">Carriers of one store; null for all.</param>
    /// <returns>Refused: not_found (the store), cursor.invalid, limit.invalid.</returns>
    public async Task<Outcome<Slice<CarrierView>>> RunAsync(
        Caller caller, long? storeId, string? cursor, int limit, CancellationToken cancellation)
    {
        var begin = Place.Read(List, cursor, limit);
        if (begin.Refusal is { } refusal)
        {
            return refusal;
        }

        await using var db = databases.Open(caller.OrganisationId);
        var carriers = db.Carriers.AsNoTracking();
        if (storeId is { } store)
        {
            if (!await db.Stores.AnyAsync(s => s.Id == store, cancellation))
            {
                return Refusal.NotFound("store");
            }

            carriers = carriers.Where(c => db.CarrierMappings.Any(m => m.CarrierId == c.Id && m.StoreId == store)
                || db.CarrierServices.Any(s => s.CarrierId == c.Id && s.StoreId == store));
        }

        if (begin.Value is { } after)
        {
            carriers = carriers.Where(c => c.NameKey.CompareTo(after.Sort) > 0); // unique in the organisation
        }

        var rows = await carriers.OrderBy(c => c.NameKey).Take(limit + 1).ToListAsync(cancellation);
        var part = Place.Cut(List, rows, limit, c => new Place(c.NameKey, c.Id));
        return new Slice<CarrierView>(await LoadAsync(db, part.Items, cancellation), part.Next);
    }

    private static async Task<List<CarrierView>> LoadAsync(
        QuaysideDb db, IReadOnlyList<Carrier> carriers, CancellationToken cancellation)
    {
        var ids = carriers.Select(c => c.Id).ToArray();
        var services = await db.CarrierServices.AsNoTracking().Where(s => ids.Contains(s.CarrierId)).ToListAsync(cancellation);
        var mappings = await db.CarrierMappings.Where(m => ids.Contains(m.CarrierId))
            .Select(m => new { m.CarrierId, m.StoreId }).Distinct().ToListAsync(cancellation);
        var byCarrier = services.ToLookup(s => s.CarrierId);
        var stores = services.Where(s => s.StoreId is not null).Select(s => new { s.CarrierId, StoreId = s.StoreId!.Value }).Concat(mappings).Distinct().ToLookup(m => m.CarrierId, m => m.StoreId);
        return [.. carriers.Select(c => new CarrierView(
            c.Id, c.Name, c.Source,
            [.. byCarrier[c.Id].OrderBy(s => s.StoreId).ThenBy(s => s.Code, StringComparer.Ordinal)
                .Select(s => new CarrierServiceView(s.StoreId, s.Code, s.Name))],
            [.. stores[c.Id].Order()]))];
    }
}
