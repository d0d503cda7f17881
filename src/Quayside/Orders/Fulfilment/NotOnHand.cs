using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Quayside.Database;
using Quayside.Inventory;

namespace Quayside.Orders.Fulfilment;

/// <summary>That a parcel would take more from the shelf than stands there.</summary>
internal static class NotOnHand
{
    public static async Task<Refusal> RefuseAsync(QuaysideDb db, IReadOnlyList<Shortage> shortages, CancellationToken cancellation)
    {
        var ids = shortages.Select(s => s.StockItemId).ToList();
        var skus = await db.StockItems.Where(i => ids.Contains(i.Id)).ToDictionaryAsync(i => i.Id, i => i.MasterSku, cancellation);
        var place = shortages[0].WarehouseId is { } id
            ? await db.Warehouses.Where(w => w.Id == id).Select(w => w.Name).SingleAsync(cancellation)
            : "the main warehouse";
        var missing = shortages.Select(s => string.Create(
            CultureInfo.InvariantCulture, $"{s.Found:0.###} of {skus[s.StockItemId]} on hand, {s.Wanted:0.###} to be shipped"));
        return new Refusal(
            "stock.not_on_hand",
            $"Not everything is on the shelf in {place}: {string.Join("; ", missing)}. Ship fewer now, or note first what has arrived.");
    }
}
