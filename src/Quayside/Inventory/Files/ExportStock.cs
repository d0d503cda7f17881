using Microsoft.EntityFrameworkCore;
using Quayside.Database;
using Quayside.Hosting.Spreadsheets;
using Quayside.Organisations;

namespace Quayside.Inventory.Files;

/// <summary>The whole stock as a sheet: a row for each item and warehouse. Its empty column "counted" makes it the sheet to count with.</summary>
/// <remarks>SKUs and barcodes are texts, so that leading zeros stay; a figure that is not known is an empty cell.</remarks>
public sealed class ExportStock(Databases databases)
{
    private const int ChunkSize = 2000;
    private static readonly string[] Columns = ["sku", "title", "barcode", "warehouse", "on_hand", "reserved", "available", "counted"];

    /// <param name="target">Written as rows are read; any number of items takes the same memory.</param>
    public async Task RunAsync(Caller caller, Stream target, SheetFormat format, CancellationToken cancellation)
    {
        await using var db = databases.Open(caller.OrganisationId);
        var warehouses = await db.Warehouses.AsNoTracking().ToDictionaryAsync(w => w.Id, w => w.Name, cancellation);
        await using var writer = await SheetWriter.CreateAsync(target, format, "Stock", Columns, cancellation);
        var after = "";
        while (await ChunkAsync(db, after, cancellation) is { Count: > 0 } items)
        {
            var ids = items.Select(i => i.Id).ToArray();
            var levels = (await db.StockLevels.AsNoTracking().Where(l => ids.Contains(l.StockItemId) && (l.OnHand != 0 || l.Reserved != 0))
                .ToListAsync(cancellation)).ToLookup(l => l.StockItemId);
            foreach (var item in items)
            {
                await writer.WriteAsync(
                    Row(item, Warehouse.MainName, item.OnHand - item.ElsewhereOnHand, item.Reserved - item.ElsewhereReserved), cancellation);
                foreach (var level in levels[item.Id].OrderBy(l => warehouses[l.WarehouseId], StringComparer.Ordinal))
                {
                    await writer.WriteAsync(
                        Row(item, warehouses[level.WarehouseId], item.OnHand is null ? null : level.OnHand, level.Reserved), cancellation);
                }
            }

            after = items[^1].MasterSkuKey;
        }

        await writer.FinishAsync(cancellation);
    }

    private static Task<List<StockItem>> ChunkAsync(QuaysideDb db, string after, CancellationToken cancellation) => db.StockItems.AsNoTracking()
        .Where(i => i.MergedIntoId == null && i.MasterSkuKey.CompareTo(after) > 0).OrderBy(i => i.MasterSkuKey).Take(ChunkSize).ToListAsync(cancellation);

    private static object?[] Row(StockItem item, string warehouse, decimal? onHand, decimal reserved) =>
        [item.MasterSku, item.Title, item.Gtin, warehouse, onHand, reserved, onHand - reserved, null];
}
