using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Quayside.Database;
using Quayside.Hosting.Spreadsheets;
using Quayside.Organisations;

namespace Quayside.SkuLinks.Files;

/// <summary>The whole mapping as a sheet: a row for each variation, and for each item that a kit is made of.</summary>
public sealed class ExportMapping(Databases databases)
{
    private const int ChunkSize = 2000;

    internal static readonly string[] Columns =
        ["store_id", "store", "listing_id", "variation_id", "title", "options", "seller_sku", "gtin", "master_sku", "quantity", "kit"];

    /// <summary>Writes row by row, so that any size takes the same memory.</summary>
    /// <param name="storeId">null for all stores.</param>
    public async Task RunAsync(Caller caller, Stream target, SheetFormat format, long? storeId, CancellationToken cancellation)
    {
        await using var writer = await SheetWriter.CreateAsync(target, format, "Mapping", Columns, cancellation);
        await using var db = databases.Open(caller.OrganisationId);
        var stores = await db.Stores.Where(s => storeId == null || s.Id == storeId).OrderBy(s => s.Id)
            .Select(s => new { s.Id, s.Name }).ToListAsync(cancellation);
        foreach (var store in stores)
        {
            var after = 0L;
            while (await ChunkAsync(db, store.Id, after, cancellation) is { Count: > 0 } chunk)
            {
                foreach (var row in chunk)
                {
                    await writer.WriteAsync(Cells(row, store.Id, store.Name), cancellation);
                }

                after = chunk[^1].Id;
            }
        }

        await writer.FinishAsync(cancellation);
    }

    private static async Task<List<Row>> ChunkAsync(QuaysideDb db, long storeId, long after, CancellationToken cancellation)
    {
        var ids = await db.Variations.OfOneStore().Where(v => v.StoreId == storeId && v.Id > after)
            .OrderBy(v => v.Id).Select(v => v.Id).Take(ChunkSize).ToListAsync(cancellation);
        var rows = await (
            from variation in db.Variations.AsNoTracking()
            where ids.Contains(variation.Id)
            join listing in db.Listings on variation.ListingId equals listing.Id
            join link in db.SkuLinks.Where(l => l.EndedAt == null) on variation.Id equals link.VariationId into links
            from link in links.DefaultIfEmpty()
            join item in db.StockItems on link.StockItemId equals item.Id into items
            from item in items.DefaultIfEmpty()
            orderby variation.Id, link.Id
            select new Row(
                variation.Id, listing.ChannelListingId, variation.ChannelVariationId, listing.Title, variation.Options, variation.SellerSku,
                variation.Gtin, item == null ? null : item.MasterSku, link == null ? null : link.Quantity)).ToListAsync(cancellation);
        var kits = rows.GroupBy(r => r.Id).Where(g => g.Count() > 1).Select(g => g.Key).ToHashSet();
        return rows.ConvertAll(r => r with { IsKit = kits.Contains(r.Id) });
    }

    // Ids are texts: a spreadsheet would round them.
    private static object?[] Cells(Row row, long storeId, string store) =>
    [
        storeId.ToString(CultureInfo.InvariantCulture), store, row.ListingId, row.VariationId, row.Title, string.Join(", ", row.Options.Select(o => $"{o.Name}: {o.Value}")),
        row.SellerSku, row.Gtin, row.MasterSku, row.Quantity, row.IsKit ? "yes" : null,
    ];

    private sealed record Row(
        long Id, string ListingId, string VariationId, string Title, List<Connectors.VariationOption> Options, string? SellerSku, string? Gtin,
        string? MasterSku, decimal? Quantity)
    {
        public bool IsKit { get; init; }
    }
}
