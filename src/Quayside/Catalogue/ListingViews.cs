using Microsoft.EntityFrameworkCore;
using Quayside.Connectors;
using Quayside.Database;
using Quayside.Inventory;
using Quayside.SkuLinks;

namespace Quayside.Catalogue;

internal static class ListingViews
{
    /// <summary>Joins listings to their variations in one query, however many there are; a kit comes once for each of its items.</summary>
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
                link == null ? null : new Part(link.Position, link.Origin, new ComponentView(link.StockItemId, item.MasterSku, link.Quantity)),
                conflict == null ? null : conflict.Reason)).ToListAsync(cancellation);
        var variations = rows.GroupBy(r => r.Variation.Id).OrderBy(g => g.Key).ToLookup(g => g.First().Variation.ListingId, g => View([.. g]));
        var available = await AvailableAsync(db, listings, [.. rows.Select(r => r.Variation)], cancellation);
        var asOf = await Stores.Freshness.AsOfAsync(db, Stores.StageName.Listings, listings.Select(l => l.StoreId), cancellation);
        return [.. listings.Select(l => new ListingView(
            l.Id, l.StoreId, l.ChannelListingId, l.Title, l.Description, l.Status, l.Brand, l.Category, l.Images,
            l.SharedQuantity, l.ChangedAt, [.. variations[l.Id].Select(v => available.TryGetValue(v.Id, out var pieces) ? v with { Available = pieces } : v)])
        {
            AsOf = asOf.TryGetValue(l.StoreId, out var at) ? at : null,
        })];
    }

    private static async Task<Dictionary<long, decimal?>> AvailableAsync(
        QuaysideDb db, IReadOnlyList<Listing> listings, IReadOnlyList<ListingVariation> variations, CancellationToken cancellation)
    {
        var stores = listings.Select(l => l.StoreId).Distinct().ToArray();
        var own = await db.Stores.Where(s => stores.Contains(s.Id) && s.Mode == Stores.StoreMode.Offline)
            .Select(s => new { s.Id, s.WarehouseId }).ToListAsync(cancellation);
        var available = new Dictionary<long, decimal?>();
        foreach (var store in own)
        {
            foreach (var (id, pieces) in await Availability.LoadAsync(
                db, [.. variations.Where(v => v.StoreId == store.Id).Select(v => v.Id)], store.WarehouseId, cancellation))
            {
                available[id] = pieces;
            }
        }

        return available;
    }

    private static VariationView View(List<Row> rows)
    {
        var v = rows[0].Variation;
        return new VariationView(
            v.Id, v.ChannelVariationId, v.SellerSku, v.Gtin, v.Mpn, Price(v), v.Quantity, Tracked(v.Tracking), v.Tracking,
            v.Status, v.Image, Options(v), Link([.. rows.Select(r => r.Part).OfType<Part>().OrderBy(p => p.Position)]), rows[0].Conflict);
    }

    private static LinkView? Link(List<Part> parts) => parts is [var first, ..]
        ? new LinkView(
            first.Item.StockItemId, first.Item.MasterSku, first.Item.Quantity, first.Origin,
            parts.Count == 1 ? [] : parts.ConvertAll(p => p.Item))
        : null;

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

    private sealed record Row(ListingVariation Variation, Part? Part, ConflictReason? Conflict);

    private sealed record Part(int Position, LinkOrigin Origin, ComponentView Item);
}
