using Microsoft.EntityFrameworkCore;
using Quayside.Database;
using Quayside.Inventory;
using Quayside.Organisations;

namespace Quayside.SkuLinks;

/// <summary>Ends a variation's link. Its open orders then wait for one. Repeating does nothing; no sync links it again.</summary>
public sealed class UnlinkVariation(Databases databases, TimeProvider clock)
{
    /// <returns>Refused: not_found, forbidden.</returns>
    public async Task<Refusal?> RunAsync(Caller caller, long variationId, CancellationToken cancellation)
    {
        if (caller.Needs(Role.Manager) is { } refusal)
        {
            return refusal;
        }

        await using var write = await WriteTransaction.BeginAsync(databases, caller.OrganisationId, cancellation);
        await write.LockStockAsync(cancellation);
        if (!await write.Db.Variations.AnyAsync(v => v.Id == variationId, cancellation))
        {
            return Refusal.NotFound("variation");
        }

        var link = await write.Db.SkuLinks.SingleOrDefaultAsync(l => l.VariationId == variationId && l.EndedAt == null, cancellation);
        if (link is not null)
        {
            var now = clock.GetUtcNow();
            (link.EndedAt, link.EndedBy) = (now, caller.Name);
            await write.Db.SaveChangesAsync(cancellation);
            await new RelinkedStock(write.Db, caller, now).RunAsync([link.StockItemId], cancellation);
            await write.CommitAsync(cancellation);
        }

        return null;
    }
}
