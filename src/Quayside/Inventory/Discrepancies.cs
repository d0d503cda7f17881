using Microsoft.EntityFrameworkCore;
using Quayside.Connectors;
using Quayside.Database;
using Quayside.Stores;

namespace Quayside.Inventory;

/// <summary>Where a shop shows another figure than what is available here. Computed when asked for: nothing settles it silently.</summary>
/// <remarks>What a shop shows of a kit is set against no item: it says how many kits there are, not how many of one of their parts.
/// Figures of disconnected stores are old, and nobody can settle them: they do not count.</remarks>
internal static class Discrepancies
{
    /// <summary>What a variation would show if it showed ours: whole packs of the stock item.</summary>
    public static decimal Shown(decimal available, decimal linkQuantity) =>
        linkQuantity == 1 ? available : decimal.Truncate(available / linkQuantity);

    /// <summary>Joins items to the variations they are sold as, in two queries, however many there are.</summary>
    public static async Task<List<StockItemView>> LoadAsync(
        QuaysideDb db, IReadOnlyList<StockItem> items, CancellationToken cancellation)
    {
        var ids = items.Select(i => i.Id).ToArray();
        var gone = await db.Stores.Where(s => s.Health == StoreHealth.Disconnected).Select(s => s.Id).ToListAsync(cancellation);
        var rows = await (
            from link in db.SkuLinks
            where ids.Contains(link.StockItemId) && link.EndedAt == null
            join variation in db.Variations on link.VariationId equals variation.Id
            select new Row(
                link.StockItemId, link.Quantity, variation.Id, variation.StoreId, variation.Tracking, variation.Status,
                link.IsComponent ? null : variation.Quantity))
            .ToListAsync(cancellation);
        var sold = rows.OrderBy(r => r.VariationId).ToLookup(r => r.StockItemId);
        var asOf = await Freshness.AsOfAsync(db, StageName.Listings, rows.Select(r => r.StoreId), cancellation);
        return [.. items.Select(i => View(i, sold[i.Id].ToList(), gone) with { AsOf = Oldest(sold[i.Id].Select(r => r.StoreId).Except(gone), asOf) })];
    }

    // By hand, since the figures are whole thousandths (see Conventions), which LINQ cannot divide. As a set and not item by item:
    // over 100,000 items that takes half the time.
    private const string Differing = """
        FROM sku_links AS l
        JOIN listing_variations AS v ON v.id = l.variation_id
        JOIN stock_items AS i ON i.id = l.stock_item_id
        WHERE l.organisation_id = {0} AND l.ended_at IS NULL
          AND l.is_component = FALSE AND v.tracking = 'Tracked' AND v.status <> 'Deleted'
          AND v.quantity <> CASE l.quantity WHEN 1000 THEN i.on_hand - i.reserved
            ELSE (i.on_hand - i.reserved) / l.quantity * 1000 END
          AND v.store_id NOT IN (SELECT id FROM stores WHERE health = 'Disconnected')
        """;

    /// <summary>Only items that have one.</summary>
    public static IQueryable<StockItem> Only(QuaysideDb db)
    {
        var found = db.Database.SqlQueryRaw<long>("SELECT l.stock_item_id AS \"Value\" " + Differing, db.OrganisationId);
        return db.StockItems.Where(i => found.Contains(i.Id));
    }

    /// <summary>The variations whose shop shows another figure.</summary>
    public static IQueryable<long> Variations(QuaysideDb db) =>
        db.Database.SqlQueryRaw<long>("SELECT l.variation_id AS \"Value\" " + Differing, db.OrganisationId);

    private static DateTimeOffset? Oldest(IEnumerable<long> stores, Dictionary<long, DateTimeOffset> asOf)
    {
        var times = stores.Select(s => asOf.TryGetValue(s, out var at) ? at : (DateTimeOffset?)null).ToList();
        return times.Contains(null) ? null : times.Min();
    }

    private static StockItemView View(StockItem item, List<Row> sold, List<long> gone) => new(
        item.Id, item.MasterSku, item.IsGenerated, item.Title, item.Gtin, item.Image, item.OnHand, item.Reserved, item.Available,
        sold.Count,
        [.. sold.Where(r => !gone.Contains(r.StoreId)).Select(r => Between(item, r)).OfType<Discrepancy>()],
        item.MergedIntoId);

    private static Discrepancy? Between(StockItem item, Row row) =>
        row is { Tracking: StockTracking.Tracked, Status: not ListingStatus.Deleted, Quantity: { } quantity }
        && item.Available is { } available
        && Shown(available, row.LinkQuantity) is var shown
        && shown != quantity
            ? new Discrepancy(row.StoreId, row.VariationId, quantity, shown)
            : null;

    private sealed record Row(
        long StockItemId, decimal LinkQuantity, long VariationId, long StoreId, StockTracking Tracking, ListingStatus Status, decimal? Quantity);
}
