using Microsoft.EntityFrameworkCore;
using Quayside.Connectors;
using Quayside.Database;
using Quayside.SkuLinks;

namespace Quayside.Catalogue;

internal static class ListingViews
{
    /// <summary>Joins listings to their variations in one query, however many there are.</summary>
    public static async Task<List<ListingView>> LoadAsync(
        QuaysideDb db, IReadOnlyList<Listing> listings, CancellationToken cancellation)
    {
        var ids = listings.Select(l => l.Id).ToArray();
        var rows = await (
            from variation in db.Variations.AsNoTracking()
            where ids.Contains(variation.ListingId)
            join link in db.SkuLinks.Where(l => l.EndedAt == null) on variation.Id equals link.VariationId into links
            from link in links.DefaultIfEmpty()
            join item in db.StockItems on link.StockItemId equals item.Id into items
            from item in items.DefaultIfEmpty()
            join conflict in db.SkuConflicts on variation.SkuKey equals conflict.SkuKey into conflicts
            from conflict in conflicts.DefaultIfEmpty()
            select new Row(
                variation,
                link == null ? null : new LinkView(link.StockItemId, item.MasterSku, link.Quantity, link.Origin),
                conflict == null ? null : conflict.Reason)).ToListAsync(cancellation);
        var variations = rows.OrderBy(r => r.Variation.Id).ToLookup(r => r.Variation.ListingId, View);
        var asOf = await Stores.Freshness.AsOfAsync(db, Stores.StageName.Listings, listings.Select(l => l.StoreId), cancellation);
        return [.. listings.Select(l => new ListingView(
            l.Id, l.StoreId, l.ChannelListingId, l.Title, l.Description, l.Status, l.Brand, l.Category, l.Images,
            l.SharedQuantity, l.ChangedAt, [.. variations[l.Id]])
        {
            AsOf = asOf.TryGetValue(l.StoreId, out var at) ? at : null,
        })];
    }

    private static VariationView View(Row row)
    {
        var v = row.Variation;
        return new VariationView(
            v.Id, v.ChannelVariationId, v.SellerSku, v.Gtin, v.Mpn, Price(v), v.Quantity, Tracked(v.Tracking), v.Tracking,
            v.Status, v.Image, Options(v), row.Link, row.Conflict);
    }

    public static UnitPrice? Price(ListingVariation variation) =>
        variation is { PriceText: { } text, PriceCurrency: { } currency } ? new UnitPrice(text, new Currency(currency)) : null;

    private static bool? Tracked(StockTracking tracking) => tracking switch
    {
        StockTracking.Tracked or StockTracking.Shared => true,
        StockTracking.NotTracked => false,
        _ => null,
    };

    // A shop may name two choices alike; both are said.
    public static Dictionary<string, string> Options(ListingVariation variation) => variation.Options
        .GroupBy(o => o.Name, StringComparer.Ordinal)
        .ToDictionary(o => o.Key, o => string.Join(", ", o.Select(option => option.Value)), StringComparer.Ordinal);

    private sealed record Row(ListingVariation Variation, LinkView? Link, ConflictReason? Conflict);
}
