using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Quayside.Database;
using Quayside.Hosting.Spreadsheets;
using Quayside.Organisations;

namespace Quayside.SkuLinks.Files;

/// <summary>For sellers who want the shop to have the master SKUs too: a file for the shop's own import. Quayside sends it nowhere.</summary>
/// <remarks>WooCommerce takes its own product CSV with "ID" and "SKU" (Products, Import, "Update existing products"). Of the other channels no
/// bulk format is known here: theirs is a plain list to work by.</remarks>
public sealed class ExportSkus(Databases databases)
{
    private const int ChunkSize = 5000;
    private static readonly string[] WooColumns = ["ID", "SKU"];
    private static readonly string[] PlainColumns = ["listing_id", "variation_id", "title", "sku_now", "sku_wanted"];

    /// <returns>How many SKUs differ, and how many of these are left out. Refused: not_found.</returns>
    public async Task<Outcome<SkuCorrections>> CountAsync(Caller caller, long storeId, CancellationToken cancellation)
    {
        await using var db = databases.Open(caller.OrganisationId);
        return await FindAsync(db, storeId, cancellation) is { } found
            ? new SkuCorrections(found.Channel, found.IsOwnFormat, found.Rows.Count, found.LeftOut)
            : Refusal.NotFound("store");
    }

    /// <returns>Refused: not_found. Nothing is written then.</returns>
    public async Task<Refusal?> RunAsync(Caller caller, long storeId, Stream target, CancellationToken cancellation)
    {
        await using var db = databases.Open(caller.OrganisationId);
        if (await FindAsync(db, storeId, cancellation) is not { } found)
        {
            return Refusal.NotFound("store");
        }

        await using var writer = await SheetWriter.CreateAsync(
            target, SheetFormat.Csv, "SKUs", found.IsOwnFormat ? WooColumns : PlainColumns, cancellation);
        foreach (var row in found.Rows)
        {
            await writer.WriteAsync(
                found.IsOwnFormat ? [row.VariationId, row.Wanted] : [row.ListingId, row.VariationId, row.Title, row.Now, row.Wanted], cancellation);
        }

        await writer.FinishAsync(cancellation);
        return null;
    }

    private static async Task<Found?> FindAsync(QuaysideDb db, long storeId, CancellationToken cancellation)
    {
        var channel = await db.Stores.Where(s => s.Id == storeId).Select(s => s.Channel).SingleOrDefaultAsync(cancellation);
        if (channel is null)
        {
            return null;
        }

        var all = new List<Row>();
        var after = 0L;
        while (true)
        {
            var chunk = await ChunkAsync(db, storeId, after, cancellation);
            if (chunk.Count == 0)
            {
                break;
            }

            all.AddRange(chunk);
            after = chunk[^1].Id;
        }

        // A shop refuses a SKU that it would have twice.
        var twice = all.GroupBy(r => SkuKey.Of(r.Wanted ?? r.Now)).Where(g => g.Key is not null && g.Count() > 1).Select(g => g.Key).ToHashSet();
        var differing = all.Where(r => r.Wanted is not null && r.Wanted != r.Now).ToList();
        var rows = differing.Where(r => !twice.Contains(SkuKey.Of(r.Wanted))).ToList();
        return new Found(channel, channel == "woocommerce", rows, differing.Count - rows.Count);
    }

    private static async Task<List<Row>> ChunkAsync(QuaysideDb db, long storeId, long after, CancellationToken cancellation)
    {
        var ids = await db.Variations.OfOneStore().Where(v => v.StoreId == storeId && v.Id > after)
            .OrderBy(v => v.Id).Select(v => v.Id).Take(ChunkSize).ToListAsync(cancellation);
        var links = (await (
            from link in db.SkuLinks
            where ids.Contains(link.VariationId) && link.EndedAt == null
            join item in db.StockItems on link.StockItemId equals item.Id
            select new { link.VariationId, link.Quantity, item.MasterSku, item.IsGenerated }).ToListAsync(cancellation)).ToLookup(l => l.VariationId);
        var rows = await (
            from variation in db.Variations.OfOneStore()
            where ids.Contains(variation.Id)
            join listing in db.Listings.OfOneStore() on variation.ListingId equals listing.Id
            orderby variation.Id
            select new Row(variation.Id, listing.ChannelListingId, variation.ChannelVariationId, listing.Title, variation.SellerSku, null))
            .ToListAsync(cancellation);

        // A made-up code, a kit and a pack of several are no SKU that the shop should have.
        return rows.ConvertAll(r => r with
        {
            Wanted = links[r.Id].ToList() is [{ Quantity: 1, IsGenerated: false } only] ? only.MasterSku : null,
        });
    }

    private sealed record Row(long Id, string ListingId, string VariationId, string Title, string? Now, string? Wanted);

    private sealed record Found(string Channel, bool IsOwnFormat, List<Row> Rows, int LeftOut);

    public static string FileName(string store) =>
        string.Create(CultureInfo.InvariantCulture, $"skus-{string.Concat(store.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : '-'))}.csv");
}

/// <param name="OwnFormat">Whether the file is in the channel's own format, or a list to work by.</param>
/// <param name="LeftOut">SKUs that the shop would have twice.</param>
public sealed record SkuCorrections(string Channel, bool OwnFormat, int Rows, int LeftOut);
