using Quayside.Database;
using Quayside.Organisations;
using Quayside.SkuLinks;
using Quayside.Stores;

namespace Quayside.Carriers;

/// <param name="Name">What the one carrier is called: one of theirs, another one's, or a new name.</param>
/// <param name="Texts">What of the shops' words means it, 1 to 1,000.</param>
/// <param name="LeftOut">What was looked at and means another carrier: it is not proposed with this one again.</param>
public sealed record MergeRequest(string Name, IReadOnlyList<CarrierText> Texts, IReadOnlyList<CarrierText>? LeftOut = null);

/// <summary>Makes one carrier of what shops call by several names. Their texts lead to it, now and in later syncs; a carrier that no text leads to
/// any more becomes another name of it, with its services. No order and no shop is touched. Repeating does nothing.</summary>
public sealed class MergeCarriers(Databases databases, StoreNews news, TimeProvider clock)
{
    private const int MostTexts = 1000;

    /// <returns>The carrier they are now. Refused: forbidden, carrier.name, carrier.texts, not_found (a text).</returns>
    public async Task<Outcome<Carrier>> RunAsync(Caller caller, MergeRequest request, CancellationToken cancellation)
    {
        var name = CarrierNames.Cleaned(request.Name ?? "");
        if ((caller.Needs(Role.Manager) ?? CarrierRequest.CheckName(name)) is { } refusal)
        {
            return refusal;
        }

        if (request.Texts is not { Count: > 0 and <= MostTexts })
        {
            return new Refusal("carrier.texts", $"Choose 1 to {MostTexts} of the texts that shops write for it.");
        }

        return await WriteAgain.RunAsync(() => WriteAsync(caller, name, request, cancellation));
    }

    private async Task<Outcome<Carrier>> WriteAsync(Caller caller, string name, MergeRequest request, CancellationToken cancellation)
    {
        await using var write = await WriteTransaction.BeginAsync(databases, caller.OrganisationId, cancellation);
        await write.LockCarriersAsync(cancellation);
        foreach (var storeId in request.Texts.Select(t => t.StoreId).Distinct().Order())
        {
            await write.LockStoreAsync(storeId, cancellation);
        }

        var world = await CarrierWorld.LoadAsync(write.Db, cancellation);
        if (world.Find(request.Texts) is not { } moving || world.Find(request.LeftOut ?? []) is not { } left)
        {
            return Refusal.NotFound("text of a shop");
        }

        var into = world.Named(name) ?? New(write.Db, world, name);
        into.Name = into.NameKey == SkuKey.Of(name) ? name : into.Name;
        var sources = moving.Select(m => world.Of(m.CarrierId)).Where(c => c != into).Distinct().ToList();
        moving.ForEach(m => m.CarrierId = into.Id);
        foreach (var from in sources)
        {
            MoveServices(world, from, into);
            if (!world.HasTexts(from))
            {
                world.Absorb(from, into);
            }
        }

        var different = left.Select(m => world.Of(m.CarrierId)).Where(c => c != into).Select(c => c.Id);
        into.ApartFrom = [.. into.ApartFrom.Union(different).Except(sources.Where(CarrierWorld.IsGone).Select(c => c.Id))];
        if (write.Db.ChangeTracker.HasChanges())
        {
            var texts = string.Join(", ", moving.Select(m => m.ChannelText).Distinct());
            Audit.Add(write.Db, caller, "carrier.joined", $"{texts} {(moving.Count == 1 ? "means" : "mean")} {into.Name}", clock.GetUtcNow());
            await write.CommitAsync(cancellation);
            request.Texts.Select(t => t.StoreId).Distinct().ToList().ForEach(store => news.Tell(caller.OrganisationId, store));
        }

        return into;
    }

    private static Carrier New(QuaysideDb db, CarrierWorld world, string name)
    {
        var carrier = new Carrier { OrganisationId = db.OrganisationId, Name = name, NameKey = SkuKey.Of(name)!, Source = CarrierSource.Manual };
        world.Add(carrier);
        return carrier;
    }

    // A store's services belong to its texts: they stay where one of the store's texts stays.
    private static void MoveServices(CarrierWorld world, Carrier from, Carrier into)
    {
        foreach (var service in world.ServicesOf(from).Where(s => s.StoreId is { } store ? !world.HasTexts(from, store) : !world.HasTexts(from)))
        {
            world.Move(service, into);
        }
    }
}
