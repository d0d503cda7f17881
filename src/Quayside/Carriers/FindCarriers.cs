using Microsoft.EntityFrameworkCore;
using Quayside.Database;
using Quayside.Organisations;

namespace Quayside.Carriers;

/// <param name="TrackingUrl">Address of a parcel's page, with {number} where the tracking number goes; null where it has none.</param>
/// <param name="Regions">Countries or regions it delivers to; empty when not said.</param>
/// <param name="Services">Of the stores, and those that a person named for all.</param>
/// <param name="Stores">Stores that ship with it: they list it, their orders name it, or it is their default.</param>
/// <param name="DefaultOf">Stores whose orders travel with it until the channel names another.</param>
/// <param name="Texts">What stores call it.</param>
public sealed record CarrierView(
    long Id, string Name, CarrierSource Source, string? TrackingUrl, IReadOnlyList<string> Regions, IReadOnlyList<CarrierServiceView> Services,
    IReadOnlyList<long> Stores, IReadOnlyList<long> DefaultOf, IReadOnlyList<CarrierTextView> Texts);

/// <param name="StoreId">null where a person named it, for every store.</param>
/// <param name="Code">The store's own code; the name where a person named it.</param>
public sealed record CarrierServiceView(long? StoreId, string Code, string Name);

/// <param name="Text">As the store's shop writes it.</param>
public sealed record CarrierTextView(long StoreId, string Text);

/// <summary>Which carriers there are, by name, with their services and the stores that ship with them. What was joined into another is not
/// listed.</summary>
public sealed class FindCarriers(Databases databases)
{
    private const string List = "carriers";

    /// <param name="storeId">Carriers of one store; null for all.</param>
    /// <param name="source">null for any.</param>
    /// <returns>Refused: not_found (the store), cursor.invalid, limit.invalid.</returns>
    public async Task<Outcome<Slice<CarrierView>>> RunAsync(
        Caller caller, long? storeId, string? cursor, int limit, CancellationToken cancellation, CarrierSource? source = null)
    {
        var begin = Place.Read(List, cursor, limit);
        if (begin.Refusal is { } refusal)
        {
            return refusal;
        }

        await using var db = databases.Open(caller.OrganisationId);
        var carriers = db.Carriers.AsNoTracking().Standing();
        if (source is { } wanted)
        {
            carriers = carriers.Where(c => c.Source == wanted);
        }

        if (storeId is { } store)
        {
            if (!await db.Stores.AnyAsync(s => s.Id == store, cancellation))
            {
                return Refusal.NotFound("store");
            }

            carriers = carriers.Where(c => db.CarrierMappings.Any(m => m.CarrierId == c.Id && m.StoreId == store)
                || db.CarrierServices.Any(s => s.CarrierId == c.Id && s.StoreId == store)
                || db.Stores.Any(s => s.Id == store && s.DefaultCarrierId == c.Id));
        }

        if (begin.Value is { } after)
        {
            carriers = carriers.Where(c => c.NameKey.CompareTo(after.Sort) > 0); // unique in the organisation
        }

        var rows = await carriers.OrderBy(c => c.NameKey).Take(limit + 1).ToListAsync(cancellation);
        var part = Place.Cut(List, rows, limit, c => new Place(c.NameKey, c.Id));
        return new Slice<CarrierView>(await LoadAsync(db, part.Items, cancellation), part.Next);
    }

    /// <returns>Refused: not_found, also for what was joined into another.</returns>
    public async Task<Outcome<CarrierView>> OneAsync(Caller caller, long id, CancellationToken cancellation)
    {
        await using var db = databases.Open(caller.OrganisationId);
        var carrier = await db.Carriers.AsNoTracking().Standing().SingleOrDefaultAsync(c => c.Id == id, cancellation);
        return carrier is null ? Refusal.NotFound("carrier") : (await LoadAsync(db, [carrier], cancellation))[0];
    }

    private static async Task<List<CarrierView>> LoadAsync(
        QuaysideDb db, IReadOnlyList<Carrier> carriers, CancellationToken cancellation)
    {
        var ids = carriers.Select(c => c.Id).ToArray();
        var services = (await db.CarrierServices.AsNoTracking().Where(s => ids.Contains(s.CarrierId)).ToListAsync(cancellation)).ToLookup(s => s.CarrierId);
        var texts = (await db.CarrierMappings.AsNoTracking().Where(m => ids.Contains(m.CarrierId)).ToListAsync(cancellation)).ToLookup(m => m.CarrierId);
        var defaults = (await db.Stores.Where(s => s.DefaultCarrierId != null && ids.Contains(s.DefaultCarrierId.Value))
            .Select(s => new { s.Id, CarrierId = s.DefaultCarrierId!.Value }).ToListAsync(cancellation)).ToLookup(s => s.CarrierId, s => s.Id);
        return [.. carriers.Select(c => new CarrierView(
            c.Id, c.Name, c.Source, c.TrackingUrl, c.Regions,
            [.. services[c.Id].OrderBy(s => s.StoreId).ThenBy(s => s.Code, StringComparer.Ordinal).Select(s => new CarrierServiceView(s.StoreId, s.Code, s.Name))],
            [.. services[c.Id].Select(s => s.StoreId).OfType<long>().Concat(texts[c.Id].Select(m => m.StoreId)).Concat(defaults[c.Id]).Distinct().Order()],
            [.. defaults[c.Id].Order()],
            [.. texts[c.Id].OrderBy(m => m.StoreId).ThenBy(m => m.ChannelText, StringComparer.Ordinal).Select(m => new CarrierTextView(m.StoreId, m.ChannelText))]))];
    }
}
