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
    private readonly KnownVariations _variations = new(db, store);
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
        var knownBefore = new List<(ChannelListing, Listing)>();
        foreach (var listing in listings)
        {
            var existing = known.GetValueOrDefault(listing.Id);
            var row = Row(listing, existing);
            _ = changes.Add(row, existing) && _changed.Add(row.Id);
            if (existing is not null)
            {
                _events.AddRange(ListingChanges.Between(existing, row, store, now));
                knownBefore.Add((listing, row));
            }

            known[listing.Id] = row;
        }

        var written = await changes.WriteAsync(cancellation);
        written += await WriteVariationsAsync([.. listings.SelectMany(l => l.Variations), .. apart], known, cancellation);
        written += await MarkReplacedAsync(knownBefore, cancellation);
        await db.InsertManyAsync(_events, cancellation);
        return new ImportResult(written, _problems, _changed.Count);
    }

    private async Task<int> WriteVariationsAsync(
        List<ChannelVariation> variations, Dictionary<string, Listing> listings, CancellationToken cancellation)
    {
        var placed = new List<(Listing Listing, ChannelVariation Variation)>(variations.Count);
        foreach (var variation in variations)
        {
            if (listings.TryGetValue(variation.ListingId, out var listing))
            {
                placed.Add((listing, variation));
                continue;
            }

            _problems.Add(new ImportProblem(
                variation.Id, $"Its product ({variation.ListingId}) is not in the shop's list, or could not be read. Retry once it is."));
        }

        // What is written here for the first time has no variations yet.
        await _variations.LoadAsync([.. placed.Select(p => p.Listing.Id).Distinct().Where(_wereKnown.Contains)], placed, cancellation);
        var changes = new RowChanges<ListingVariation>(db);
        var skus = new List<(ListingVariation, ListingVariation)>();
        foreach (var (listing, variation) in placed)
        {
            var before = _variations.Find(listing, variation);
            var row = Row(variation, listing, before);
            _ = changes.Add(row, before) && _changed.Add(row.Id);
            Note(before, row);
            if (before is not null && store.By is not (Stores.LearnedBy.Person or Stores.LearnedBy.File) && RecordSkuChanges.Differ(before, row))
            {
                skus.Add((before, row));
            }
        }

        await new RecordSkuChanges(db, store, now).RunAsync(skus, cancellation);
        return await changes.WriteAsync(cancellation);
    }

    private void Note(ListingVariation? before, ListingVariation row)
    {
        if (before is not null)
        {
            _events.AddRange(ListingChanges.Between(before, row, store, now));
        }

        if (before is not null && before.ListingId != row.ListingId)
        {
            _events.Add(ListingChanges.Deleted(before.ListingId, row.Id, before.Status, store, now));
        }

        if (before?.ListingId != row.ListingId && store.By != Stores.LearnedBy.InitialSync && _wereKnown.Contains(row.ListingId))
        {
            _events.Add(ListingChanges.Added(row, store, now));
        }
    }

    private async Task<int> MarkReplacedAsync(IReadOnlyCollection<(ChannelListing, Listing)> listings, CancellationToken cancellation)
    {
        var replaced = await _variations.FindReplacedAsync(listings, cancellation);
        _changed.UnionWith(replaced.Select(v => v.Id));
        _events.AddRange(replaced.Select(v => ListingChanges.Deleted(v.ListingId, v.Id, v.Status, store, now)));
        var ids = replaced.ConvertAll(v => v.Id);
        return ids.Count == 0 ? 0 : await db.Variations.Where(v => ids.Contains(v.Id))
            .ExecuteUpdateAsync(v => v.SetProperty(x => x.Status, ListingStatus.Deleted), cancellation);
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
