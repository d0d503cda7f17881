using Microsoft.EntityFrameworkCore;
using Quayside.Catalogue;
using Quayside.Database;
using Quayside.Organisations;

namespace Quayside.Inventory;

/// <summary>One stock item: where it is sold and how its figures came about.</summary>
public sealed class GetStockItem(Databases databases)
{
    private const int Movements = 100;

    /// <returns>Refused: not_found.</returns>
    public async Task<Outcome<StockItemDetail>> RunAsync(Caller caller, long id, CancellationToken cancellation)
    {
        await using var db = databases.Open(caller.OrganisationId);
        var item = await db.StockItems.AsNoTracking().SingleOrDefaultAsync(i => i.Id == id, cancellation);
        if (item is null)
        {
            return Refusal.NotFound("stock item");
        }

        var sold = await (
            from link in db.SkuLinks.AsNoTracking()
            where link.StockItemId == id && link.EndedAt == null
            join variation in db.Variations on link.VariationId equals variation.Id
            join listing in db.Listings on variation.ListingId equals listing.Id
            orderby variation.StoreId, variation.Id
            select new { link, variation, listing.Title, listing.Images })
            .ToListAsync(cancellation);
        var movements = await db.StockMovements
            .Where(m => m.StockItemId == id).OrderByDescending(m => m.Id).Take(Movements)
            .Select(m => new MovementView(m.Id, m.At, m.OnHandDelta, m.ReservedDelta, m.Reason, m.StoreId, m.Who))
            .ToListAsync(cancellation);
        var view = (await Discrepancies.LoadAsync(db, [item], cancellation))[0];
        return new StockItemDetail(
            view,
            [.. sold.Select(s => SoldAs(s.variation, s.link, s.Title, s.variation.Image ?? s.Images.FirstOrDefault()))],
            movements);
    }

    private static SoldAs SoldAs(ListingVariation variation, SkuLinks.SkuLink link, string title, string? image) => new(
        variation.Id, variation.ListingId, variation.StoreId, title, variation.SellerSku, ListingViews.Options(variation),
        variation.Quantity, variation.Tracking, variation.Status, ListingViews.Price(variation), image,
        link.Quantity, link.IsComponent, link.Origin, link.LinkedAt);
}
