using Microsoft.EntityFrameworkCore;
using Quayside.Database;

namespace Quayside.Inventory;

/// <summary>An item of which there is too little, as a refusal names it.</summary>
/// <param name="WarehouseId">null for the main warehouse.</param>
/// <param name="Wanted">Pieces that were asked for, beyond what was held already.</param>
/// <param name="Available">Pieces there were; negative where more is promised than there.</param>
public sealed record ShortItem(long StockItemId, string MasterSku, string Title, long? WarehouseId, decimal Wanted, decimal Available);

internal static class StockShort
{
    /// <summary>What to answer when <see cref="ChangeStock"/> found too little: the code stock.short, with each item's figures.</summary>
    public static async Task<Refusal> RefuseAsync(QuaysideDb db, IReadOnlyList<Shortage> shortages, CancellationToken cancellation)
    {
        var ids = shortages.Select(s => s.StockItemId).ToArray();
        var items = await db.StockItems.AsNoTracking().Where(i => ids.Contains(i.Id)).ToDictionaryAsync(i => i.Id, cancellation);
        return Refuse([.. shortages.Select(s => new ShortItem(
            s.StockItemId, items[s.StockItemId].MasterSku, items[s.StockItemId].Title, s.WarehouseId, s.Wanted, s.Found))]);
    }

    public static Refusal Refuse(IReadOnlyList<ShortItem> items) =>
        new("stock.short", $"Not enough in stock: {string.Join("; ", items.Select(i => $"{i.MasterSku}: {i.Wanted:0.###} wanted, {i.Available:0.###} available"))}. Nothing was taken.")
        {
            Shortages = items,
        };
}
