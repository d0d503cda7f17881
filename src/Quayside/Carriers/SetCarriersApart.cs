using Microsoft.EntityFrameworkCore;
using Quayside.Database;
using Quayside.Organisations;

namespace Quayside.Carriers;

/// <summary>Notes that carriers with similar names are different, so that they are not proposed as one. Repeating does nothing.</summary>
public sealed class SetCarriersApart(Databases databases, TimeProvider clock)
{
    private const int Most = 100;

    /// <returns>Refused: forbidden, carrier.apart, not_found.</returns>
    public async Task<Refusal?> RunAsync(Caller caller, IReadOnlyCollection<long> carrierIds, CancellationToken cancellation)
    {
        if (caller.Needs(Role.Manager) is { } refusal)
        {
            return refusal;
        }

        var ids = (carrierIds ?? []).Distinct().ToList();
        if (ids.Count is < 2 or > Most)
        {
            return new Refusal("carrier.apart", $"Choose 2 to {Most} carriers that are different.");
        }

        await using var write = await WriteTransaction.BeginAsync(databases, caller.OrganisationId, cancellation);
        await write.LockCarriersAsync(cancellation);
        var carriers = await write.Db.Carriers.Standing().Where(c => ids.Contains(c.Id)).OrderBy(c => c.NameKey).ToListAsync(cancellation);
        if (carriers.Count != ids.Count)
        {
            return Refusal.NotFound("carrier");
        }

        foreach (var carrier in carriers)
        {
            carrier.ApartFrom = [.. carrier.ApartFrom.Union(ids.Where(id => id != carrier.Id))];
        }

        if (write.Db.ChangeTracker.HasChanges())
        {
            Audit.Add(write.Db, caller, "carrier.apart", $"{string.Join(", ", carriers.Select(c => c.Name))} are different carriers", clock.GetUtcNow());
            await write.CommitAsync(cancellation);
        }

        return null;
    }
}
