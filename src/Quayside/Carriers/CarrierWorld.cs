using Microsoft.EntityFrameworkCore;
using Quayside.Database;
using Quayside.SkuLinks;
using Quayside.Stores;

namespace Quayside.Carriers;

/// <summary>All carriers of an organisation with their texts and services, tracked: what a decision about them changes.</summary>
/// <remarks>There are tens of them; a decision may concern any.</remarks>
internal sealed class CarrierWorld
{
    private readonly QuaysideDb _db;
    private readonly Dictionary<long, Carrier> _carriers;
    private readonly List<CarrierMapping> _mappings;
    private readonly List<CarrierService> _services;
    private readonly List<Store> _stores;

    private CarrierWorld(QuaysideDb db, List<Carrier> carriers, List<CarrierMapping> mappings, List<CarrierService> services, List<Store> stores) =>
        (_db, _carriers, _mappings, _services, _stores) = (db, carriers.ToDictionary(c => c.Id), mappings, services, stores);

    public static async Task<CarrierWorld> LoadAsync(QuaysideDb db, CancellationToken cancellation)
    {
        // Carriers after what names them: a sync may add both meanwhile.
        var (mappings, services) = (await db.CarrierMappings.ToListAsync(cancellation), await db.CarrierServices.ToListAsync(cancellation));
        return new CarrierWorld(
            db, await db.Carriers.ToListAsync(cancellation), mappings, services,
            await db.Stores.Where(s => s.DefaultCarrierId != null).ToListAsync(cancellation));
    }

    /// <summary>The carrier that a row names: what was joined into another is that one.</summary>
    public Carrier Of(long id) => _carriers[_carriers[id].MergedIntoId ?? id];

    /// <summary>The carrier of that name, or the one it was joined into; null when there is none.</summary>
    public Carrier? Named(string name) => Exactly(SkuKey.Of(name)!) is { } carrier ? Of(carrier.Id) : null;

    /// <summary>The carrier of that key itself, joined or not.</summary>
    public Carrier? Exactly(string key) => _carriers.Values.SingleOrDefault(c => c.NameKey == key);

    public static bool IsGone(Carrier carrier) => carrier.MergedIntoId is not null;

    /// <returns>null when one of them is not there.</returns>
    public List<CarrierMapping>? Find(IReadOnlyCollection<CarrierText> texts)
    {
        var wanted = texts.ToHashSet();
        var found = _mappings.FindAll(m => wanted.Contains(new CarrierText(m.StoreId, m.ChannelText)));
        return found.Count == wanted.Count ? found : null;
    }

    public bool HasTexts(Carrier carrier) => _mappings.Exists(m => Of(m.CarrierId) == carrier);

    public bool HasTexts(Carrier carrier, long storeId) => _mappings.Exists(m => m.StoreId == storeId && Of(m.CarrierId) == carrier);

    public IReadOnlyList<CarrierService> ServicesOf(Carrier carrier) => _services.FindAll(s => s.CarrierId == carrier.Id);

    public void Add(Carrier carrier)
    {
        _db.Carriers.Add(carrier);
        _carriers[carrier.Id] = carrier;
    }

    /// <summary>A service that the other has already is left away.</summary>
    public void Move(CarrierService service, Carrier into)
    {
        _services.Remove(service);
        _db.CarrierServices.Remove(service);
        if (!_services.Exists(s => s.CarrierId == into.Id && s.StoreId == service.StoreId && s.Code == service.Code))
        {
            var moved = new CarrierService
            {
                OrganisationId = service.OrganisationId,
                CarrierId = into.Id,
                StoreId = service.StoreId,
                Code = service.Code,
                Name = service.Name,
            };
            _services.Add(moved);
            _db.CarrierServices.Add(moved);
        }
    }

    /// <summary>Makes one carrier another name of the other, which takes over what a person said of it and who ships with it.</summary>
    public void Absorb(Carrier from, Carrier into)
    {
        foreach (var carrier in _carriers.Values.Where(c => c.MergedIntoId == from.Id).Append(from).ToList())
        {
            carrier.MergedIntoId = into.Id;
        }

        into.TrackingUrl ??= from.TrackingUrl;
        into.Regions = [.. into.Regions.Union(from.Regions)];
        into.ApartFrom = [.. into.ApartFrom.Union(from.ApartFrom)];
        foreach (var store in _stores.Where(s => s.DefaultCarrierId == from.Id))
        {
            store.DefaultCarrierId = into.Id;
        }

        foreach (var other in _carriers.Values.Where(c => c.ApartFrom.Contains(from.Id)))
        {
            other.ApartFrom = [.. other.ApartFrom.Append(into.Id).Distinct()];
        }
    }
}
