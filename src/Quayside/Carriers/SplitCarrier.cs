using Microsoft.EntityFrameworkCore;
using Quayside.Database;
using Quayside.Organisations;
using Quayside.SkuLinks;
using Quayside.Stores;

namespace Quayside.Carriers;

/// <param name="Name">The carrier that the text means instead: another one's name, or a new name; null for the text itself.</param>
public sealed record SplitRequest(long StoreId, string Text, string? Name = null);

/// <summary>Takes back that a store's text means a carrier: it means another one from now on, the one it had been before where it was joined. The
/// two are not proposed as one again. No order and no shop is touched.</summary>
public sealed class SplitCarrier(Databases databases, StoreNews news, TimeProvider clock)
{
    /// <returns>The carrier that the text means now. Refused: forbidden, not_found (the carrier, the text), carrier.name, carrier.same.</returns>
    public async Task<Outcome<Carrier>> RunAsync(Caller caller, long carrierId, SplitRequest request, CancellationToken cancellation)
    {
        if (caller.Needs(Role.Manager) is { } refusal)
        {
            return refusal;
        }

        return await WriteAgain.RunAsync(() => WriteAsync(caller, carrierId, request, cancellation));
    }

    private async Task<Outcome<Carrier>> WriteAsync(Caller caller, long carrierId, SplitRequest request, CancellationToken cancellation)
    {
        await using var write = await WriteTransaction.BeginAsync(databases, caller.OrganisationId, cancellation);
        await write.LockCarriersAsync(cancellation);
        await write.LockStoreAsync(request.StoreId, cancellation);
        var world = await CarrierWorld.LoadAsync(write.Db, cancellation);
        if (await write.Db.Carriers.Standing().SingleOrDefaultAsync(c => c.Id == carrierId, cancellation) is not { } from)
        {
            return Refusal.NotFound("carrier");
        }

        if (world.Find([new CarrierText(request.StoreId, request.Text)]) is not [var mapping] || world.Of(mapping.CarrierId) != from)
        {
            return Refusal.NotFound("text of a shop");
        }

        var name = CarrierNames.Cleaned(string.IsNullOrWhiteSpace(request.Name) ? request.Text : request.Name);
        if (CarrierRequest.CheckName(name) is { } wrong)
        {
            return wrong;
        }

        if (world.Exactly(SkuKey.Of(name)!) == from)
        {
            return new Refusal("carrier.same", $"{from.Name} is the carrier it means now. Give the other one another name.");
        }

        var to = Revived(world, from, name);
        mapping.CarrierId = to.Id;
        foreach (var service in world.ServicesOf(from).Where(s => s.StoreId == request.StoreId && (s.Name == request.Text || !world.HasTexts(from, request.StoreId))))
        {
            world.Move(service, to);
        }

        to.ApartFrom = [.. to.ApartFrom.Append(from.Id).Distinct()];
        Audit.Add(write.Db, caller, "carrier.split", $"{request.Text} means {to.Name}, not {from.Name}", clock.GetUtcNow(), request.StoreId);
        await write.CommitAsync(cancellation);
        news.Tell(caller.OrganisationId, request.StoreId);
        return to;
    }

    private static Carrier Revived(CarrierWorld world, Carrier from, string name)
    {
        var key = SkuKey.Of(name)!;
        if (world.Exactly(key) is { } known)
        {
            if (known.MergedIntoId != from.Id)
            {
                return world.Of(known.Id);
            }

            known.MergedIntoId = null;
            return known;
        }

        var carrier = new Carrier { OrganisationId = from.OrganisationId, Name = name, NameKey = key, Source = CarrierSource.Channel };
        world.Add(carrier);
        return carrier;
    }
}
