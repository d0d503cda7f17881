using Microsoft.EntityFrameworkCore;
using Quayside.Database;
using Quayside.SkuLinks.Matching;

namespace Quayside.SkuLinks.Suggestions;

/// <summary>What people confirmed and rejected, for the matcher to learn from.</summary>
internal static class LearntPairs
{
    private const int Most = 2000;

    public static async Task<MatchHints> LoadAsync(QuaysideDb db, CancellationToken cancellation)
    {
        var decided = await (
            from suggestion in db.LinkSuggestions.AsNoTracking()
            where suggestion.State != SuggestionState.Waiting
            join variation in db.Variations on suggestion.VariationId equals variation.Id
            join listing in db.Listings on variation.ListingId equals listing.Id
            orderby suggestion.Id descending
            select new { suggestion, variation, listing }).Take(Most).ToListAsync(cancellation);
        var itemIds = decided.Select(d => d.suggestion.StockItemId).Distinct().ToList();
        var sold = (await (
            from link in db.SkuLinks.AsNoTracking()
            where itemIds.Contains(link.StockItemId) && link.EndedAt == null
            join item in db.StockItems on link.StockItemId equals item.Id
            join variation in db.Variations on link.VariationId equals variation.Id
            join listing in db.Listings on variation.ListingId equals listing.Id
            orderby variation.Id
            select new { item, variation, listing }).ToListAsync(cancellation)).ToLookup(s => s.item.Id);
        return MatchHints.From(
            from d in decided
            let master = sold[d.suggestion.StockItemId].FirstOrDefault(s => s.variation.Id != d.variation.Id)
            where master is not null
            select new DecidedPair(
                MatchProducts.Master(master.item, master.variation, master.listing),
                MatchProducts.Listing(d.variation, d.listing),
                d.suggestion.State == SuggestionState.Accepted));
    }
}
