using Microsoft.EntityFrameworkCore;
using Quayside.Database;

namespace Quayside.Inventory;

/// <summary>Where a person wants to change stock: an item that stands alone, in a warehouse that is in use.</summary>
internal static class StockPlace
{
    public const decimal MostPieces = 1_000_000_000;

    private const int LongestText = 500;

    /// <summary>Inside the caller's transaction, which holds or shares the organisation's stock.</summary>
    /// <param name="warehouses">null is the main one.</param>
    /// <returns>Refused: not_found, stock_item.merged, warehouse.closed.</returns>
    public static async Task<Outcome<StockItem>> FindAsync(
        QuaysideDb db, long stockItemId, IReadOnlyList<long?> warehouses, CancellationToken cancellation)
    {
        if (await db.StockItems.AsNoTracking().SingleOrDefaultAsync(i => i.Id == stockItemId, cancellation) is not { } item)
        {
            return Refusal.NotFound("stock item");
        }

        if (item.MergedIntoId is not null)
        {
            return new Refusal("stock_item.merged", $"{item.MasterSku} is part of another item by now: nothing of it is kept. Take that one.");
        }

        foreach (var id in warehouses.OfType<long>())
        {
            if (await db.Warehouses.AsNoTracking().SingleOrDefaultAsync(w => w.Id == id, cancellation) is not { } warehouse)
            {
                return Refusal.NotFound("warehouse");
            }

            if (warehouse.ClosedAt is not null)
            {
                return new Refusal("warehouse.closed", $"{warehouse.Name} is closed. Add it again to keep stock there.");
            }
        }

        return item;
    }

    public static Refusal? RefusePieces(decimal pieces, decimal least) => pieces >= least && pieces <= MostPieces && decimal.Round(pieces, 3) == pieces
        ? null
        : new Refusal("stock.quantity", $"A quantity is from {least:0.###} to {MostPieces:N0}, with at most three decimals.");

    public static Refusal? RefuseText(string? text, bool isNeeded) =>
        (isNeeded && string.IsNullOrWhiteSpace(text)) || text?.Length > LongestText
            ? new Refusal("stock.text", $"Say why, in 1 to {LongestText} letters: it is kept with the change.")
            : null;
}
