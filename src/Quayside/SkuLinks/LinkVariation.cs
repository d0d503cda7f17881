using Microsoft.EntityFrameworkCore;
using Quayside.Database;
using Quayside.Inventory;
using Quayside.Organisations;

namespace Quayside.SkuLinks;

/// <summary>Links a variation to a stock item in place of what it was linked to. Touches no shop; on hand stays as it is, and the
/// open orders of the variation are reserved on the item from now on.</summary>
public sealed class LinkVariation(Databases databases, TimeProvider clock)
{
    /// <param name="quantity">Pieces of the stock item in one of the variation, above 0.</param>
    /// <returns>Refused: not_found, forbidden, link.quantity. Linking to what it is linked to already changes nothing.</returns>
    public async Task<Outcome<SkuLink>> RunAsync(
        Caller caller, long variationId, long stockItemId, decimal quantity, CancellationToken cancellation)
    {
        if (caller.Needs(Role.Manager) is { } refusal)
        {
            return refusal;
        }

        if (quantity is <= 0 or > 100_000)
        {
            return new Refusal("link.quantity", "One variation holds more than 0 and at most 100,000 pieces of a stock item.");
        }

        await using var write = await WriteTransaction.BeginAsync(databases, caller.OrganisationId, cancellation);
        await write.LockStockAsync(cancellation);
        var db = write.Db;
        if (!await db.Variations.AnyAsync(v => v.Id == variationId, cancellation))
        {
            return Refusal.NotFound("variation");
        }

        if (!await db.StockItems.AnyAsync(i => i.Id == stockItemId, cancellation))
        {
            return Refusal.NotFound("stock item");
        }

        var current = await db.SkuLinks.SingleOrDefaultAsync(l => l.VariationId == variationId && l.EndedAt == null, cancellation);
        if (current is not null && current.StockItemId == stockItemId && current.Quantity == quantity)
        {
            return current;
        }

        var now = clock.GetUtcNow();
        if (current is not null)
        {
            (current.EndedAt, current.EndedBy) = (now, caller.Name);
            await db.SaveChangesAsync(cancellation); // the new link may only begin once the old one has ended
        }

        var link = new SkuLink
        {
            OrganisationId = caller.OrganisationId,
            VariationId = variationId,
            StockItemId = stockItemId,
            Quantity = quantity,
            Origin = LinkOrigin.Manual,
            LinkedAt = now,
            LinkedBy = caller.Name,
        };
        db.SkuLinks.Add(link);
        await db.SaveChangesAsync(cancellation);
        await new RelinkedStock(db, caller, now).RunAsync([stockItemId, .. current is null ? [] : (long[])[current.StockItemId]], cancellation);
        await write.CommitAsync(cancellation);
        return link;
    }
}
