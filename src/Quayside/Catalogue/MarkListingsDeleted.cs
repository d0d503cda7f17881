using Microsoft.EntityFrameworkCore;
using Quayside.Connectors;
using Quayside.Database;
using Quayside.SkuLinks.Decisions;
using Quayside.Stores.Sync;

namespace Quayside.Catalogue;

/// <summary>Marks listings and variations that the channel has no longer. They stay, with their links: a link can be undone by a person,
/// and a listing that comes back is the same listing.</summary>
/// <remarks>Repeatable, inside the caller's transaction that holds the organisation's stock lock. A figure that went away moves no stock.</remarks>
internal sealed class MarkListingsDeleted(QuaysideDb db, ImportTarget store, DateTimeOffset now)
{
    private readonly List<ListingEvent> _events = [];

    /// <param name="listings">Gone with all their variations.</param>
    /// <param name="whole">Listings that are there, and whose variations are among <paramref name="there"/> or gone.</param>
    /// <returns>How many listings, and variations of listings that are still there, were not marked before.</returns>
    public async Task<int> RunAsync(
        IReadOnlyCollection<string> listings, IReadOnlyCollection<string> whole, IReadOnlySet<string> there, CancellationToken cancellation)
    {
        var asked = listings.Concat(whole).ToList();
        var known = await db.Listings.Where(l => l.StoreId == store.StoreId && asked.Contains(l.ChannelListingId))
            .Select(l => new { l.Id, l.ChannelListingId, l.Status }).ToListAsync(cancellation);
        var gone = known.Where(l => listings.Contains(l.ChannelListingId)).ToList();
        var goneIds = gone.Select(l => l.Id).ToHashSet();
        var ids = known.Select(l => l.Id).ToList();
        var variations = (await db.Variations.Where(v => ids.Contains(v.ListingId) && v.Status != ListingStatus.Deleted)
                .Select(v => new { v.Id, v.ListingId, v.ChannelVariationId, v.Status }).ToListAsync(cancellation))
            .Where(v => goneIds.Contains(v.ListingId) || !there.Contains(v.ChannelVariationId)).ToList();
        var marked = gone.Where(l => l.Status != ListingStatus.Deleted).ToList();
        _events.AddRange(marked.Select(l => ListingChanges.Deleted(l.Id, null, l.Status, store, now)));
        _events.AddRange(variations.Select(v => ListingChanges.Deleted(v.ListingId, v.Id, v.Status, store, now)));
        var (listingIds, variationIds) = (marked.Select(l => l.Id).ToList(), variations.Select(v => v.Id).ToList());
        if (_events.Count == 0)
        {
            return 0;
        }

        await db.Listings.Where(l => listingIds.Contains(l.Id))
            .ExecuteUpdateAsync(l => l.SetProperty(x => x.Status, ListingStatus.Deleted), cancellation);
        await db.Variations.Where(v => variationIds.Contains(v.Id))
            .ExecuteUpdateAsync(v => v.SetProperty(x => x.Status, ListingStatus.Deleted), cancellation);
        db.ListingEvents.AddRange(_events);
        await LeaveStockAsync(variationIds, cancellation);
        await db.SaveChangesAsync(cancellation);
        db.ChangeTracker.Clear();
        return marked.Count + variations.Count(v => !goneIds.Contains(v.ListingId));
    }

    // Pieces that go out of the shop's figures with what shows them are not sold: what is left there is measured from here on.
    private async Task LeaveStockAsync(List<long> variationIds, CancellationToken cancellation)
    {
        var gone = await (
            from link in db.SkuLinks
            where variationIds.Contains(link.VariationId) && link.EndedAt == null && !link.IsComponent
            join variation in db.Variations on link.VariationId equals variation.Id
            join item in db.StockItems on link.StockItemId equals item.Id
            where item.OpenedByStoreId == store.StoreId && item.ImpliedOnHand != null
            select new { Item = item, Shows = variation.Quantity, link.Quantity }).ToListAsync(cancellation);
        var items = gone.Select(g => g.Item.Id).Distinct().ToList();
        var left = await (
            from link in db.SkuLinks
            where items.Contains(link.StockItemId) && link.EndedAt == null && !link.IsComponent
            join variation in db.Variations on link.VariationId equals variation.Id
            where variation.StoreId == store.StoreId && variation.Status != ListingStatus.Deleted
            select link.StockItemId).Distinct().ToListAsync(cancellation);
        foreach (var row in gone)
        {
            row.Item.ImpliedOnHand = left.Contains(row.Item.Id) ? row.Item.ImpliedOnHand - (row.Shows is { } shows ? DraftItem.Pieces(shows, row.Quantity) : null) : null;
        }
    }
}
