using Microsoft.EntityFrameworkCore;
using Quayside.Catalogue;
using Quayside.Database;
using Quayside.Inventory;
using Quayside.SkuLinks.Suggestions;

namespace Quayside.SkuLinks.WorkList;

/// <summary>Variations and proposals with all that is shown of them, in a fixed number of queries.</summary>
internal sealed class WorkCards(QuaysideDb db)
{
    private const int SoldAsShown = 5;

    public async Task<Dictionary<long, SoldVariation>> VariationsAsync(IReadOnlyCollection<long> ids, CancellationToken cancellation)
    {
        var rows = await (
            from variation in db.Variations.AsNoTracking()
            where ids.Contains(variation.Id)
            join listing in db.Listings on variation.ListingId equals listing.Id
            select new { variation, listing.Title, listing.Brand, listing.Images }).ToListAsync(cancellation);
        var links = (await db.SkuLinks.AsNoTracking().Where(l => ids.Contains(l.VariationId) && l.EndedAt == null)
            .Select(l => new { l.VariationId, l.StockItemId }).ToListAsync(cancellation)).ToLookup(l => l.VariationId, l => l.StockItemId);
        var items = await ItemsAsync([.. links.SelectMany(l => l).Distinct()], cancellation);
        return rows.ToDictionary(r => r.variation.Id, r => Sold(
            r.variation, r.Title, r.Brand, r.Images, links[r.variation.Id].ToList() is [var only] ? items[only] : null));
    }

    public async Task<ILookup<long, SuggestionView>> SuggestionsAsync(
        IReadOnlyList<LinkSuggestion> suggestions, CancellationToken cancellation)
    {
        var itemIds = suggestions.Select(s => s.StockItemId).Distinct().ToList();
        var items = await ItemsAsync(itemIds, cancellation);
        var sold = (await (
            from link in db.SkuLinks.AsNoTracking()
            where itemIds.Contains(link.StockItemId) && link.EndedAt == null
            join variation in db.Variations on link.VariationId equals variation.Id
            join listing in db.Listings on variation.ListingId equals listing.Id
            orderby variation.StoreId, variation.Id
            select new { link.StockItemId, variation, listing.Title, listing.Brand, listing.Images }).ToListAsync(cancellation))
            .ToLookup(r => r.StockItemId, r => Sold(r.variation, r.Title, r.Brand, r.Images, items[r.StockItemId]));
        return suggestions.OrderByDescending(s => s.Score).ThenBy(s => s.Id).ToLookup(s => s.VariationId, s => new SuggestionView(
            s.Id, s.VariationId, s.Score, s.Tier, s.Quantity, s.Ticked, s.State, s.Reasons, items[s.StockItemId],
            [.. sold[s.StockItemId].Take(SoldAsShown)], s.FoundAt, s.DecidedBy, s.DecidedAt));
    }

    public async Task<Dictionary<long, ItemBrief>> ItemsAsync(IReadOnlyCollection<long> ids, CancellationToken cancellation) =>
        await db.StockItems.AsNoTracking().Where(i => ids.Contains(i.Id)).ToDictionaryAsync(i => i.Id, Brief, cancellation);

    public static ItemBrief Brief(StockItem item) => new(
        item.Id, item.MasterSku, item.IsGenerated, item.Title, item.Gtin, item.Image, item.OnHand, item.Reserved, item.Available);

    private static SoldVariation Sold(ListingVariation variation, string title, string? brand, List<string> images, ItemBrief? item) => new(
        variation.Id, variation.ListingId, variation.StoreId, title, ListingViews.Options(variation), variation.SellerSku, variation.Gtin,
        brand, ListingViews.Price(variation), variation.Quantity, variation.Tracking, variation.Image ?? images.FirstOrDefault(), item);
}
