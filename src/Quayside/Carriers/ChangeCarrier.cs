using Microsoft.EntityFrameworkCore;
using Quayside.Database;
using Quayside.Organisations;
using Quayside.SkuLinks;

namespace Quayside.Carriers;

/// <summary>Changes what a person may say of a carrier. The name of one that a shop names stays the shop's; its tracking address, regions and
/// services beside the shop's own are a person's. Repeating does nothing.</summary>
public sealed class ChangeCarrier(Databases databases, TimeProvider clock)
{
    /// <returns>Refused: forbidden, not_found, carrier.name, carrier.name_taken, carrier.name_is_channels, carrier.tracking_url, carrier.regions,
    /// carrier.services.</returns>
    public async Task<Outcome<Carrier>> RunAsync(Caller caller, long id, CarrierRequest request, CancellationToken cancellation)
    {
        if (caller.Needs(Role.Manager) is { } forbidden)
        {
            return forbidden;
        }

        return await WriteAgain.RunAsync(() => WriteAsync(caller, id, request.Cleaned(), cancellation));
    }

    private async Task<Outcome<Carrier>> WriteAsync(Caller caller, long id, CarrierRequest wanted, CancellationToken cancellation)
    {
        await using var write = await WriteTransaction.BeginAsync(databases, caller.OrganisationId, cancellation);
        await write.LockCarriersAsync(cancellation);
        if (await write.Db.Carriers.Standing().SingleOrDefaultAsync(c => c.Id == id, cancellation) is not { } carrier)
        {
            return Refusal.NotFound("carrier");
        }

        var isShops = carrier.Source == CarrierSource.Channel;
        if (isShops && wanted.Name != CarrierNames.Cleaned(carrier.Name))
        {
            return new Refusal("carrier.name_is_channels", $"{carrier.Name} is what the shop calls it. Join it with a carrier of another name instead.");
        }

        var key = isShops ? carrier.NameKey : SkuKey.Of(wanted.Name);
        if ((wanted.Check() ?? await AddCarrier.TakenAsync(write.Db, key!, id, cancellation)) is { } refusal)
        {
            return refusal;
        }

        (carrier.Name, carrier.NameKey) = (isShops ? carrier.Name : wanted.Name, key!);
        (carrier.TrackingUrl, carrier.Regions) = (wanted.TrackingUrl, [.. wanted.Regions!]);
        await KeepServicesAsync(write.Db, carrier, wanted.Services!, cancellation);
        if (write.Db.ChangeTracker.HasChanges())
        {
            Audit.Add(write.Db, caller, "carrier.changed", $"Changed the carrier {carrier.Name}", clock.GetUtcNow());
            await write.CommitAsync(cancellation);
        }

        return carrier;
    }

    private static async Task KeepServicesAsync(QuaysideDb db, Carrier carrier, IReadOnlyList<string> names, CancellationToken cancellation)
    {
        var known = await db.CarrierServices.Where(s => s.CarrierId == carrier.Id && s.StoreId == null).ToListAsync(cancellation);
        db.CarrierServices.RemoveRange(known.Where(s => !names.Contains(s.Code)));
        db.CarrierServices.AddRange(names.Except(known.Select(s => s.Code)).Select(name => AddCarrier.Service(carrier, name)));
    }
}
