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
            .AsNoTracking().Where(m => m.StockItemId == id).OrderByDescending(m => m.Id).Take(Movements).ToListAsync(cancellation);
        var view = (await Discrepancies.LoadAsync(db, [item], cancellation))[0];
        return new StockItemDetail(
            view,
            [.. sold.Select(s => SoldAs(s.variation, s.link, s.Title, s.variation.Image ?? s.Images.FirstOrDefault()))],
            await LevelsAsync(db, item, cancellation),
            await FindMovements.LoadAsync(db, item, new MovementFilter(), movements, cancellation));
    }

    private static async Task<IReadOnlyList<StockLevelView>> LevelsAsync(QuaysideDb db, StockItem item, CancellationToken cancellation)
    {
        var levels = await (
            from level in db.StockLevels.AsNoTracking()
            where level.StockItemId == item.Id && (level.OnHand != 0 || level.Reserved != 0)
            join warehouse in db.Warehouses on level.WarehouseId equals warehouse.Id
            orderby warehouse.NameKey
            select new { level, warehouse.Name }).ToListAsync(cancellation);
        return
        [
            Level(null, Warehouse.MainName, item.OnHand - item.ElsewhereOnHand, item.Reserved - item.ElsewhereReserved),
            .. levels.Select(l => Level(l.level.WarehouseId, l.Name, item.OnHand is null ? null : l.level.OnHand, l.level.Reserved)),
        ];
    }

    private static StockLevelView Level(long? id, string name, decimal? onHand, decimal reserved) =>
        new(id, name, onHand, reserved, onHand - reserved);

    private static SoldAs SoldAs(ListingVariation variation, SkuLinks.SkuLink link, string title, string? image) => new(
        variation.Id, variation.ListingId, variation.StoreId, title, variation.SellerSku, ListingViews.Options(variation),
        variation.Quantity, variation.Tracking, variation.Status, ListingViews.Price(variation), image,
        link.Quantity, link.IsComponent, link.Origin, link.LinkedAt);
}
