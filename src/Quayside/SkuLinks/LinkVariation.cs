using Microsoft.EntityFrameworkCore;
using Quayside.Database;
using Quayside.Organisations;
using Quayside.SkuLinks.Decisions;

namespace Quayside.SkuLinks;

/// <summary>Links a variation to a stock item in place of what it was linked to, as a decision of its own. Touches no shop; on hand
/// stays as it is, and the open orders of the variation are reserved on the item from now on.</summary>
public sealed class LinkVariation(Databases databases, TimeProvider clock)
{
    /// <param name="quantity">Pieces of the stock item in one of the variation, above 0.</param>
    /// <returns>Refused: not_found, forbidden, link.quantity, stock_item.merged. Linking to what it is linked to already changes nothing.</returns>
    public async Task<Outcome<SkuLink>> RunAsync(
        Caller caller, long variationId, long stockItemId, decimal quantity, CancellationToken cancellation)
    {
        var change = new LinkChange(variationId, stockItemId, quantity);
        var applied = await new ApplyMapping(databases, clock).RunAsync(caller, [change], OpenOrders.Backwards, cancellation);
        if (applied.Refusal is { } refusal)
        {
            return refusal;
        }

        await using var db = databases.Open(caller.OrganisationId);
        return await db.SkuLinks.AsNoTracking().Where(l => l.VariationId == variationId && l.StockItemId == stockItemId)
            .OrderByDescending(l => l.Id).FirstAsync(cancellation);
    }
}
