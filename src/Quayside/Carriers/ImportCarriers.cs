using Microsoft.EntityFrameworkCore;
using Quayside.Connectors;
using Quayside.Database;
using Quayside.Database.Bulk;
using Quayside.SkuLinks;
using Quayside.Stores.Sync;

namespace Quayside.Carriers;

/// <summary>From a store's carrier texts to carriers, their services, and which text means which carrier.</summary>
/// <remarks>Repeatable, inside the caller's transaction. The same name on two stores is one carrier, and a name that a person joined
/// with others is what they were joined into. What a person mapped stays as it is.</remarks>
internal sealed class ImportCarriers(QuaysideDb db, ImportTarget store)
{
    public async Task<ImportResult> RunAsync(IReadOnlyList<ChannelCarrier> records, CancellationToken cancellation)
    {
        var named = records.Where(c => SkuKey.Of(c.Name) is not null).ToList();
        var mappings = await MapAsync([.. named.Select(c => c.Name).Distinct()], cancellation);
        var services = named
            .SelectMany(c => c.Services, (carrier, service) => (CarrierId: mappings[carrier.Name], service.Code, service.Name))
            .DistinctBy(s => (s.CarrierId, s.Code))
            .ToList();
        var carrierIds = services.Select(s => s.CarrierId).Distinct().ToList();
        var known = await db.CarrierServices.AsNoTracking()
            .Where(s => s.StoreId == store.StoreId && carrierIds.Contains(s.CarrierId))
            .ToDictionaryAsync(s => (s.CarrierId, s.Code), cancellation);
        var changes = new RowChanges<CarrierService>(db);
        foreach (var (carrierId, code, name) in services)
        {
            var existing = known.GetValueOrDefault((carrierId, code));
            changes.Add(Service(carrierId, code, name, existing), existing);
        }

        return new ImportResult(await changes.WriteAsync(cancellation), []);
    }

    private async Task<Dictionary<string, long>> MapAsync(List<string> texts, CancellationToken cancellation)
    {
        var mapped = await db.CarrierMappings.AsNoTracking()
            .Where(m => m.StoreId == store.StoreId && texts.Contains(m.ChannelText))
            .ToDictionaryAsync(m => m.ChannelText, m => m.CarrierId, cancellation);
        var unmapped = texts.Where(t => !mapped.ContainsKey(t)).ToList();
        var keys = unmapped.Select(t => SkuKey.Of(t)!).Distinct().ToList();
        var carriers = await db.Carriers.AsNoTracking()
            .Where(c => keys.Contains(c.NameKey))
            .ToDictionaryAsync(c => c.NameKey, c => c.MergedIntoId ?? c.Id, cancellation);
        foreach (var text in unmapped)
        {
            var key = SkuKey.Of(text)!;
            if (!carriers.TryGetValue(key, out var carrierId))
            {
                var carrier = new Carrier
                {
                    OrganisationId = store.OrganisationId,
                    Name = text,
                    NameKey = key,
                    Source = CarrierSource.Channel,
                };
                db.Carriers.Add(carrier);
                carriers[key] = carrierId = carrier.Id;
            }

            db.CarrierMappings.Add(new CarrierMapping
            {
                OrganisationId = store.OrganisationId,
                StoreId = store.StoreId,
                ChannelText = text,
                CarrierId = carrierId,
            });
            mapped[text] = carrierId;
        }

        await db.SaveChangesAsync(cancellation);
        db.ChangeTracker.Clear();
        return mapped;
    }

    private CarrierService Service(long carrierId, string code, string name, CarrierService? existing) => new()
    {
        Id = existing?.Id ?? NewId.Next(),
        OrganisationId = store.OrganisationId,
        CarrierId = carrierId,
        StoreId = store.StoreId,
        Code = code,
        Name = name,
    };
}
