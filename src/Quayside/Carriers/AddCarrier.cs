using Microsoft.EntityFrameworkCore;
using Quayside.Database;
using Quayside.Organisations;
using Quayside.SkuLinks;

namespace Quayside.Carriers;

/// <summary>Adds a carrier that no shop names: own delivery, or a company that no marketplace integrates. A shop that names it later means it.</summary>
public sealed class AddCarrier(Databases databases, TimeProvider clock)
{
    /// <returns>Refused: forbidden, carrier.name, carrier.name_taken, carrier.tracking_url, carrier.regions, carrier.services.</returns>
    public async Task<Outcome<Carrier>> RunAsync(Caller caller, CarrierRequest request, CancellationToken cancellation)
    {
        var wanted = request.Cleaned();
        if ((caller.Needs(Role.Manager) ?? wanted.Check()) is { } refusal)
        {
            return refusal;
        }

        return await WriteAgain.RunAsync(() => WriteAsync(caller, wanted, cancellation));
    }

    // A sync that meets a new name writes it without waiting for people.
    private async Task<Outcome<Carrier>> WriteAsync(Caller caller, CarrierRequest wanted, CancellationToken cancellation)
    {
        var key = SkuKey.Of(wanted.Name)!;
        await using var write = await WriteTransaction.BeginAsync(databases, caller.OrganisationId, cancellation);
        await write.LockCarriersAsync(cancellation);
        if (await TakenAsync(write.Db, key, null, cancellation) is { } taken)
        {
            return taken;
        }

        var carrier = new Carrier
        {
            OrganisationId = caller.OrganisationId,
            Name = wanted.Name,
            NameKey = key,
            Source = CarrierSource.Manual,
            TrackingUrl = wanted.TrackingUrl,
            Regions = [.. wanted.Regions!],
        };
        write.Db.Carriers.Add(carrier);
        write.Db.CarrierServices.AddRange(wanted.Services!.Select(name => Service(carrier, name)));
        Audit.Add(write.Db, caller, "carrier.added", $"Added the carrier {carrier.Name}", clock.GetUtcNow());
        await write.CommitAsync(cancellation);
        return carrier;
    }

    /// <returns>Refused: carrier.name_taken.</returns>
    internal static async Task<Refusal?> TakenAsync(QuaysideDb db, string key, long? but, CancellationToken cancellation)
    {
        if (await db.Carriers.AsNoTracking().SingleOrDefaultAsync(c => c.NameKey == key && c.Id != but, cancellation) is not { } other)
        {
            return null;
        }

        var into = other.MergedIntoId is { } id ? await db.Carriers.Where(c => c.Id == id).Select(c => c.Name).SingleAsync(cancellation) : null;
        return new Refusal(
            "carrier.name_taken",
            into is null ? $"There is a carrier {other.Name} already." : $"{other.Name} is another name of {into} already. Split it off there first.");
    }

    internal static CarrierService Service(Carrier carrier, string name) =>
        new() { OrganisationId = carrier.OrganisationId, CarrierId = carrier.Id, Code = name, Name = name };
}
