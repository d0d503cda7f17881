using Microsoft.EntityFrameworkCore;
using Quayside.Database;
using Quayside.Organisations;

namespace Quayside.Carriers;

/// <summary>Removes a carrier that nothing uses: no store, no order, no parcel.</summary>
public sealed class RemoveCarrier(Databases databases, TimeProvider clock)
{
    /// <returns>Refused: forbidden, not_found, carrier.used.</returns>
    public async Task<Refusal?> RunAsync(Caller caller, long id, CancellationToken cancellation)
    {
        if (caller.Needs(Role.Manager) is { } forbidden)
        {
            return forbidden;
        }

        return await WriteAgain.RunAsync(() => WriteAsync(caller, id, cancellation));
    }

    private async Task<Refusal?> WriteAsync(Caller caller, long id, CancellationToken cancellation)
    {
        await using var write = await WriteTransaction.BeginAsync(databases, caller.OrganisationId, cancellation);
        await write.LockCarriersAsync(cancellation);
        var db = write.Db;
        if (await db.Carriers.AsNoTracking().Standing().SingleOrDefaultAsync(c => c.Id == id, cancellation) is not { } carrier)
        {
            return Refusal.NotFound("carrier");
        }

        // With what was joined into it: these are its other names.
        var ids = await db.Carriers.Where(c => c.Id == id || c.MergedIntoId == id).Select(c => c.Id).ToListAsync(cancellation);
        if (await UsedAsync(db, carrier, ids, cancellation) is { } used)
        {
            return used;
        }

        await db.CarrierServices.Where(s => ids.Contains(s.CarrierId)).ExecuteDeleteAsync(cancellation);
        await db.Carriers.Where(c => c.MergedIntoId == id).ExecuteDeleteAsync(cancellation);
        await db.Carriers.Where(c => c.Id == id).ExecuteDeleteAsync(cancellation);
        Audit.Add(db, caller, "carrier.removed", $"Removed the carrier {carrier.Name}", clock.GetUtcNow());
        await write.CommitAsync(cancellation);
        return null;
    }

    private static async Task<Refusal?> UsedAsync(QuaysideDb db, Carrier carrier, List<long> ids, CancellationToken cancellation)
    {
        if (await db.Stores.Where(s => s.DefaultCarrierId != null && ids.Contains(s.DefaultCarrierId.Value)).Select(s => s.Name).FirstOrDefaultAsync(cancellation) is { } store)
        {
            return Used($"{store} ships with {carrier.Name} by default. Choose another one there first.");
        }

        if (await db.CarrierMappings.AnyAsync(m => ids.Contains(m.CarrierId), cancellation))
        {
            return Used($"Shops call a carrier {carrier.Name}, so it would come back with the next sync.");
        }

        return await db.Orders.AnyAsync(o => o.CarrierId != null && ids.Contains(o.CarrierId.Value), cancellation)
            || await db.Shipments.AnyAsync(s => s.CarrierId != null && ids.Contains(s.CarrierId.Value), cancellation)
            ? Used($"Orders travel with {carrier.Name}, or did. It stays for their sake.")
            : null;
    }

    private static Refusal Used(string why) => new("carrier.used", why);
}
