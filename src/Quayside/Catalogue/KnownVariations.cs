using Microsoft.EntityFrameworkCore;
using Quayside.Connectors;
using Quayside.Database;
using Quayside.Stores.Sync;

namespace Quayside.Catalogue;

/// <summary>Which stored variation an incoming one is. The channel's ids decide, and links follow them.</summary>
internal sealed class KnownVariations(QuaysideDb db, ImportTarget store)
{
    private Dictionary<(long ListingId, string ChannelId), ListingVariation> _byListing = [];
    private Dictionary<string, ListingVariation> _elsewhere = [];

    public async Task LoadAsync(
        IReadOnlyCollection<long> listingIds, IEnumerable<(Listing Listing, ChannelVariation Variation)> incoming, CancellationToken cancellation)
    {
        // By listing alone: with a second list beside it, both databases try every pair of the two.
        _byListing = listingIds.Count == 0 ? [] : await db.Variations.OfOneStore()
            .Where(v => listingIds.Contains(v.ListingId))
            .ToDictionaryAsync(v => (v.ListingId, v.ChannelVariationId), cancellation);

        // In a first sync nothing can have moved, and everything is new.
        if (store is { VariationIdsAreUnique: true, By: not Stores.LearnedBy.InitialSync })
        {
            var unknown = incoming
                .Where(i => i.Variation.Id != i.Listing.ChannelListingId && !_byListing.ContainsKey((i.Listing.Id, i.Variation.Id)))
                .Select(i => i.Variation.Id).Distinct().ToList();
            _elsewhere = unknown.Count == 0 ? [] : (await db.Variations.OfOneStore()
                .Where(v => v.StoreId == store.StoreId && unknown.Contains(v.ChannelVariationId)).ToListAsync(cancellation))
                .GroupBy(v => v.ChannelVariationId).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        }
    }

    /// <summary>The stored row of an incoming variation, also where it belonged to another listing so far; null when it is new.</summary>
    public ListingVariation? Find(Listing listing, ChannelVariation variation) =>
        _byListing.GetValueOrDefault((listing.Id, variation.Id)) ?? _elsewhere.GetValueOrDefault(variation.Id);

    /// <summary>Rows that a listing's change of shape left behind: what a product without variations had as its only one, once it has some,
    /// and the other way round.</summary>
    public async Task<List<ListingVariation>> FindReplacedAsync(
        IReadOnlyCollection<(ChannelListing Record, Listing Row)> listings, CancellationToken cancellation)
    {
        var single = listings.Where(l => l.Record.Variations is [{ } only] && only.Id == l.Record.Id).ToDictionary(l => l.Row.Id, l => l.Record.Id);
        var gone = _byListing.Values.Where(
            v => v.Status != ListingStatus.Deleted && single.TryGetValue(v.ListingId, out var own) && v.ChannelVariationId != own).ToList();
        var several = listings.Where(l => l.Record.Variations.All(v => v.Id != l.Record.Id)).Select(l => l.Row.Id).ToList();
        gone.AddRange(several.Count == 0 ? [] : await (
            from variation in db.Variations.OfOneStore()
            join listing in db.Listings on variation.ListingId equals listing.Id
            where several.Contains(listing.Id) && variation.ChannelVariationId == listing.ChannelListingId && variation.Status != ListingStatus.Deleted
            select variation).ToListAsync(cancellation));
        return gone;
    }
}
