using Microsoft.EntityFrameworkCore;
using Quayside.Connectors;
using Quayside.Database;
using Quayside.Inventory;
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
        var items = await db.SkuLinks.Where(l => variationIds.Contains(l.VariationId) && l.EndedAt == null)
            .Select(l => l.StockItemId).Distinct().ToListAsync(cancellation);
        await new RelinkedStock(db, null, now).RunAsync(items, cancellation);
        await db.SaveChangesAsync(cancellation);
        db.ChangeTracker.Clear();
        return marked.Count + variations.Count(v => !goneIds.Contains(v.ListingId));
    }
}
