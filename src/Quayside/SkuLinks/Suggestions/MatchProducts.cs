using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Quayside.Catalogue;
using Quayside.Database;
using Quayside.Inventory;
using Quayside.SkuLinks.Matching;

namespace Quayside.SkuLinks.Suggestions;

/// <summary>Variations and stock items as the matcher takes them.</summary>
internal static class MatchProducts
{
    public static string Id(long id) => id.ToString(CultureInfo.InvariantCulture);

    public static long Id(string id) => long.Parse(id, CultureInfo.InvariantCulture);

    public static MatchProduct Listing(ListingVariation variation, Listing listing) => Product(variation, listing) with
    {
        Id = Id(variation.Id),
        Sku = variation.SkuKey is null ? null : variation.SellerSku,
        Store = Id(variation.StoreId),
    };

    /// <summary>A stock item is what it is sold as; its own code counts where a seller typed it.</summary>
    public static MatchProduct Master(StockItem item, ListingVariation variation, Listing listing) => Product(variation, listing) with
    {
        Id = Id(item.Id),
        Sku = item.IsGenerated ? null : item.MasterSku,
    };

    /// <summary>The items that a store's variations may be: sold in another store that was looked through already.</summary>
    public static async IAsyncEnumerable<MatchProduct> MastersForAsync(
        QuaysideDb db, long storeId, IReadOnlyCollection<long> storeIds,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var others = storeIds.Where(s => s != storeId).ToList();
        var rows =
            from link in db.SkuLinks.AsNoTracking()
            where link.EndedAt == null
            join variation in db.Variations on link.VariationId equals variation.Id
            where others.Contains(variation.StoreId) && db.LinkChecks.Any(c => c.VariationId == variation.Id)
            join listing in db.Listings on variation.ListingId equals listing.Id
            join item in db.StockItems on link.StockItemId equals item.Id
            orderby link.StockItemId, variation.Id
            select new { item, variation, listing };
        var last = 0L;
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(cancellation))
        {
            if (row.item.Id != last)
            {
                last = row.item.Id;
                yield return Master(row.item, row.variation, row.listing);
            }
        }
    }

    private static MatchProduct Product(ListingVariation variation, Listing listing) => new()
    {
        Id = "",
        Gtin = variation.Gtin,
        Mpn = variation.Mpn,
        Brand = listing.Brand,
        Title = listing.Title,
        Description = listing.Description,
        Category = listing.Category,
        Price = decimal.TryParse(variation.PriceText, NumberStyles.Number, CultureInfo.InvariantCulture, out var price) ? price : null,
        Currency = variation.PriceCurrency,
        Options = [.. variation.Options.Select(o => (o.Name, o.Value))],
        PackSize = variation.PackSize,
    };
}
