using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Quayside.Connectors;
using Quayside.Database;
using Quayside.Hosting.Spreadsheets;
using Quayside.Organisations;

namespace Quayside.Catalogue.Files;

/// <summary>A store's listings as a sheet, a row for each variation. An offline store that takes it again finds nothing to change.</summary>
public sealed class ExportListings(Databases databases)
{
    private const int ChunkSize = 1000;

    private static readonly string[] Columns =
    [
        ListingFields.Listing, ListingFields.Variation, ListingFields.Title, ListingFields.Sku, ListingFields.Gtin, ListingFields.Mpn, ListingFields.Price,
        ListingFields.Currency, .. Enumerable.Range(1, ListingFields.Options).SelectMany(i => (string[])[ListingFields.OptionName(i), ListingFields.OptionValue(i)]),
        ListingFields.Brand, ListingFields.Category, ListingFields.Description, ListingFields.Images, ListingFields.VariationImage, ListingFields.Status,
        ListingFields.Components, "sold_from", "available",
    ];

    /// <summary>Writes row by row, so that any size takes the same memory. What was deleted is left out.</summary>
    public async Task RunAsync(Caller caller, long storeId, Stream target, SheetFormat format, CancellationToken cancellation)
    {
        await using var writer = await SheetWriter.CreateAsync(target, format, "Listings", Columns, cancellation);
        await using var db = databases.Open(caller.OrganisationId);
        var after = 0L;
        while (await ChunkAsync(db, storeId, after, cancellation) is { Count: > 0 } chunk)
        {
            foreach (var row in chunk)
            {
                await writer.WriteAsync(Cells(row), cancellation);
            }

            after = chunk[^1].Listing.Id;
        }

        await writer.FinishAsync(cancellation);
    }

    // By listing, so that the rows of one stand together.
    private static async Task<List<Row>> ChunkAsync(QuaysideDb db, long storeId, long after, CancellationToken cancellation)
    {
        while (true)
        {
            var listings = await db.Listings.AsNoTracking().Where(l => l.StoreId == storeId && l.Id > after)
                .OrderBy(l => l.Id).Take(ChunkSize).ToListAsync(cancellation);
            var ids = listings.Where(l => l.Status != ListingStatus.Deleted).Select(l => l.Id).ToList();
            var variations = (await db.Variations.AsNoTracking().Where(v => ids.Contains(v.ListingId) && v.Status != ListingStatus.Deleted)
                .OrderBy(v => v.Id).ToListAsync(cancellation)).ToLookup(v => v.ListingId);
            var sold = variations.SelectMany(v => v).Select(v => v.Id).ToList();
            var links = (await (
                from link in db.SkuLinks
                where sold.Contains(link.VariationId) && link.EndedAt == null
                join item in db.StockItems on link.StockItemId equals item.Id
                orderby link.Position
                select new Part(link.VariationId, item.MasterSku, link.Quantity, link.IsComponent, item.OnHand - item.Reserved)).ToListAsync(cancellation))
                .ToLookup(p => p.VariationId);
            var rows = listings.SelectMany(l => variations[l.Id].Select(v => new Row(l, v, [.. links[v.Id]]))).ToList();
            if (rows.Count > 0 || listings.Count == 0)
            {
                return rows;
            }

            after = listings[^1].Id;
        }
    }

    // Codes and prices are texts where a spreadsheet would change them.
    private static object?[] Cells(Row row)
    {
        var (listing, variation, parts) = row;
        return
        [
            listing.ChannelListingId, variation.ChannelVariationId, listing.Title, variation.SellerSku, variation.Gtin, variation.Mpn, Price(variation),
            variation.PriceCurrency,
            .. Enumerable.Range(0, ListingFields.Options).SelectMany(i => i < variation.Options.Count
                ? (object?[])[variation.Options[i].Name, variation.Options[i].Value] : [null, null]),
            listing.Brand, listing.Category, listing.Description, listing.Images.Count == 0 ? null : string.Join(" | ", listing.Images), variation.Image,
            variation.Status.ToString().ToLowerInvariant(), Components(parts), parts is [{ IsComponent: false } only] ? only.MasterSku : null, Available(parts),
        ];
    }

    private static object? Price(ListingVariation variation) =>
        decimal.TryParse(variation.PriceText, NumberStyles.Number, CultureInfo.InvariantCulture, out var price) ? price : variation.PriceText;

    private static string? Components(List<Part> parts) => parts.Exists(p => p.IsComponent || p.Quantity != 1)
        ? string.Join("; ", parts.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.MasterSku} x {p.Quantity:0.###}")))
        : null;

    // As many as the scarcest part makes.
    private static decimal? Available(List<Part> parts) => parts.Count == 0 || parts.Exists(p => p.Available is null)
        ? null
        : parts.Min(p => p.Quantity == 1 ? p.Available!.Value : decimal.Floor(p.Available!.Value / p.Quantity));

    private sealed record Row(Listing Listing, ListingVariation Variation, List<Part> Parts);

    private sealed record Part(long VariationId, string MasterSku, decimal Quantity, bool IsComponent, decimal? Available);
}
