using Microsoft.EntityFrameworkCore;
using Quayside.Connectors;
using Quayside.Database;
using Quayside.Database.Bulk;
using Quayside.SkuLinks;
using Quayside.Stores.Sync;

namespace Quayside.Catalogue;

/// <summary>From a store's records to listings and variations, keyed by the channel's own ids and by nothing else.</summary>
/// <remarks>Repeatable: a record that says what is stored already writes nothing. Runs inside the caller's transaction,
/// under the store's lease.</remarks>
internal sealed class ImportListings(QuaysideDb db, ImportTarget store, DateTimeOffset now)
{
    private readonly HashSet<long> _changed = [];
    private readonly List<ListingEvent> _events = [];
    private readonly List<ImportProblem> _problems = [];
    private HashSet<long> _wereKnown = [];

    public async Task<ImportResult> RunAsync(IReadOnlyList<CatalogueRecord> records, CancellationToken cancellation)
    {
        // A record may come twice when pages shift; the later one is the newer.
        var listings = records.OfType<ChannelListing>().GroupBy(l => l.Id).Select(g => g.Last()).ToList();
        var apart = records.OfType<ChannelVariation>().GroupBy(v => (v.ListingId, v.Id)).Select(g => g.Last()).ToList();
        var ids = listings.Select(l => l.Id).Concat(apart.Select(v => v.ListingId)).Distinct().ToList();
        var known = await db.Listings.OfOneStore()
            .Where(l => l.StoreId == store.StoreId && ids.Contains(l.ChannelListingId))
            .ToDictionaryAsync(l => l.ChannelListingId, cancellation);

        _wereKnown = [.. known.Values.Select(l => l.Id)];
        var changes = new RowChanges<Listing>(db);
        foreach (var listing in listings)
        {
            var existing = known.GetValueOrDefault(listing.Id);
            var row = Row(listing, existing);
            _ = changes.Add(row, existing) && _changed.Add(row.Id);
            if (existing is not null)
            {
                _events.AddRange(ListingChanges.Between(existing, row, store, now));
            }

            known[listing.Id] = row;
        }

        var written = await changes.WriteAsync(cancellation);
        written += await WriteVariationsAsync([.. listings.SelectMany(l => l.Variations), .. apart], known, cancellation);
        await db.InsertManyAsync(_events, cancellation);
        return new ImportResult(written, _problems, _changed.Count);
    }

    private async Task<int> WriteVariationsAsync(
        List<ChannelVariation> variations, Dictionary<string, Listing> listings, CancellationToken cancellation)
    {
        var listingIds = variations.Select(v => listings.GetValueOrDefault(v.ListingId)?.Id ?? 0).Distinct().ToList();

        // By listing alone: with a second list beside it, both databases try every pair of the two.
        var existing = await db.Variations.OfOneStore()
            .Where(v => listingIds.Contains(v.ListingId))
            .ToDictionaryAsync(v => (v.ListingId, v.ChannelVariationId), cancellation);

        var changes = new RowChanges<ListingVariation>(db);
        foreach (var variation in variations)
        {
            if (!listings.TryGetValue(variation.ListingId, out var listing))
            {
                _problems.Add(new ImportProblem(
                    variation.Id, $"Its product ({variation.ListingId}) is not in the shop's list, or could not be read. Retry once it is."));
                continue;
            }

            var before = existing.GetValueOrDefault((listing.Id, variation.Id));
            var row = Row(variation, listing, before);
            _ = changes.Add(row, before) && _changed.Add(row.Id);
            if (before is not null)
            {
                _events.AddRange(ListingChanges.Between(before, row, store, now));
            }
            else if (store.By != Stores.LearnedBy.InitialSync && _wereKnown.Contains(listing.Id))
            {
                _events.Add(ListingChanges.Added(row, store, now));
            }
        }

        return await changes.WriteAsync(cancellation);
    }

    private Listing Row(ChannelListing listing, Listing? existing) => new()
    {
        Id = existing?.Id ?? NewId.Next(),
        OrganisationId = store.OrganisationId,
        StoreId = store.StoreId,
        ChannelListingId = listing.Id,
        Title = listing.Title,
        Description = listing.Description,
        Status = listing.Status,
        Brand = listing.Brand,
        Category = listing.Category,
        SellerSku = listing.SellerSku,
        SkuKey = SkuKey.Of(listing.SellerSku),
        Images = [.. listing.Images],
        SharedQuantity = listing.SharedQuantity,
        ChangedAt = listing.ChangedAt,
        SearchText = SearchText.Of(listing.Title, listing.Brand, listing.SellerSku, listing.Id),
    };

    private ListingVariation Row(ChannelVariation variation, Listing listing, ListingVariation? existing)
    {
        var key = SkuKey.Of(variation.SellerSku);
        var echoes = key is not null && key == listing.SkuKey && variation.Id != listing.ChannelListingId;
        return new ListingVariation
        {
            Id = existing?.Id ?? NewId.Next(),
            OrganisationId = store.OrganisationId,
            StoreId = store.StoreId,
            ListingId = listing.Id,
            ChannelVariationId = variation.Id,
            SellerSku = variation.SellerSku,
            SkuKey = echoes ? null : key,
            SkuKeyVersion = SkuKey.Version,
            Gtin = variation.Gtin,
            ValidGtin = Gtin.Normalise(variation.Gtin),
            Mpn = variation.Mpn,
            PackSize = PackSize.Of(listing.Title, variation.Options),
            PriceText = variation.Price?.Text,
            PriceCurrency = variation.Price?.Currency.Code,
            Quantity = variation.Quantity,
            Tracking = variation.Tracking,
            Options = [.. variation.Options],
            Image = variation.Image,
            Status = variation.Status,
            ChangedAt = variation.ChangedAt,
            SearchText = SearchText.Of(variation.SellerSku, variation.Gtin, variation.Id),
        };
    }
}
