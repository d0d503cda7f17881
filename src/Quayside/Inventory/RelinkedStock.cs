using Microsoft.EntityFrameworkCore;
using Quayside.Connectors;
using Quayside.Database;
using Quayside.Organisations;

namespace Quayside.Inventory;

/// <summary>What a change of links means for the stock of the items concerned: reserved follows the open orders, on hand stays,
/// and the opening store's next reading is measured from what it implies with the new links.</summary>
internal sealed class RelinkedStock(QuaysideDb db, Caller? caller, DateTimeOffset now)
{
    public async Task RunAsync(IReadOnlyCollection<long> itemIds, CancellationToken cancellation)
    {
        var items = await db.StockItems.Where(i => itemIds.Contains(i.Id)).ToListAsync(cancellation);
        var open = await (
            from link in db.SkuLinks
            join line in db.OrderLines on link.VariationId equals line.VariationId
            join order in db.Orders on line.OrderId equals order.Id
            where itemIds.Contains(link.StockItemId) && link.EndedAt == null && line.OpenQuantity > 0
            select new { link.StockItemId, order.StoreId, link.Quantity, line.OpenQuantity }).ToListAsync(cancellation);
        var shown = await (
            from link in db.SkuLinks
            join variation in db.Variations on link.VariationId equals variation.Id
            where itemIds.Contains(link.StockItemId) && link.EndedAt == null && variation.Status != ListingStatus.Deleted
            select new { link.StockItemId, variation.StoreId, link.Quantity, Sells = variation.Quantity }).ToListAsync(cancellation);
        foreach (var item in items)
        {
            var reserved = open.Where(o => o.StockItemId == item.Id).Sum(o => o.OpenQuantity * o.Quantity);
            if (reserved != item.Reserved)
            {
                db.StockMovements.Add(Moved(item, reserved - item.Reserved));
                item.Reserved = reserved;
            }

            var own = shown.Where(s => s.StockItemId == item.Id && s.StoreId == item.OpenedByStoreId).ToList();
            item.ImpliedOnHand = own.Count == 0 || own.Any(s => s.Sells is null)
                ? null
                : own.Sum(s => s.Sells!.Value * s.Quantity)
                    + open.Where(o => o.StockItemId == item.Id && o.StoreId == item.OpenedByStoreId).Sum(o => o.OpenQuantity * o.Quantity);
        }
    }

    private StockMovement Moved(StockItem item, decimal reservedDelta) => new()
    {
        OrganisationId = item.OrganisationId,
        StockItemId = item.Id,
        At = now,
        OnHandDelta = 0,
        ReservedDelta = reservedDelta,
        Reason = MovementReason.Linked,
        Who = caller?.Name,
    };
}
