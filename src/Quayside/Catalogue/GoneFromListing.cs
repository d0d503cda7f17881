using Microsoft.EntityFrameworkCore;
using Quayside.Connectors;
using Quayside.Database;
using Quayside.Stores.Sync;

namespace Quayside.Catalogue;

/// <summary>After one listing was read again, whole: marks as deleted what the channel no longer has of it. Nothing is ever removed.</summary>
internal static class GoneFromListing
{
    /// <param name="channelId">What was asked for: a listing, or a variation.</param>
    /// <param name="records">All that the channel answered, unreadable ones included; none when it has the thing no longer.</param>
    /// <returns>How many rows were marked.</returns>
    public static async Task<int> MarkAsync(
        QuaysideDb db, ImportTarget store, string channelId, IReadOnlyList<Record<CatalogueRecord>> records, CancellationToken cancellation)
    {
        var listing = await db.Listings.OfOneStore()
            .SingleOrDefaultAsync(l => l.StoreId == store.StoreId && l.ChannelListingId == channelId, cancellation);
        if (records.Count > 0 && records[0].Value is not ChannelListing)
        {
            return 0; // a variation, or a listing that could not be read: it says nothing of others
        }

        var marked = 0;
        if (records.Count == 0 && listing is { Status: not ListingStatus.Deleted })
        {
            marked += await db.Listings.Where(l => l.Id == listing.Id)
                .ExecuteUpdateAsync(l => l.SetProperty(x => x.Status, ListingStatus.Deleted), cancellation);
        }

        var there = records.Select(r => r.Value).OfType<ChannelListing>().SelectMany(l => l.Variations).Select(v => v.Id)
            .Concat(records.Skip(1).Select(r => r.ChannelId)).ToHashSet(StringComparer.Ordinal);
        var known = await db.Variations.OfOneStore()
            .Where(v => v.StoreId == store.StoreId && v.Status != ListingStatus.Deleted
                && (listing == null ? v.ChannelVariationId == channelId : v.ListingId == listing.Id))
            .Select(v => new { v.Id, v.ChannelVariationId }).ToListAsync(cancellation);
        var gone = known.Where(v => !there.Contains(v.ChannelVariationId)).Select(v => v.Id).ToList();
        return gone.Count == 0 ? marked : marked + await db.Variations.Where(v => gone.Contains(v.Id))
            .ExecuteUpdateAsync(v => v.SetProperty(x => x.Status, ListingStatus.Deleted), cancellation);
    }
}
