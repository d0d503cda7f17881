using Microsoft.EntityFrameworkCore;
using Quayside.Connectors;
using Quayside.Database;
using Quayside.SkuLinks;
using Quayside.SkuLinks.Decisions;
using Quayside.Stores;

namespace Quayside.Catalogue.Files;

/// <summary>A variation that is kept, where it is.</summary>
/// <param name="RowId">Ours.</param>
internal sealed record KnownVariation(ListingDraft Listing, string Id, long RowId)
{
    public ChannelVariation Now => Listing.Variations.First(v => v.Id == Id);
}

/// <summary>What a store keeps of what a chunk of rows names, and what the rows make of it.</summary>
internal sealed class KnownListings
{
    private readonly Dictionary<string, ListingDraft> _listings = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Listing, string Id), KnownVariation> _variations = [];
    private readonly Dictionary<string, KnownVariation> _byKey = new(StringComparer.Ordinal);
    private Dictionary<string, (long Id, bool IsMerged)> _items = [];
    private HashSet<long> _uncounted = [];

    public IEnumerable<ListingDraft> Touched => _listings.Values.Where(l => l.IsTouched);

    /// <summary>A listing by its id, as the file or we made it up.</summary>
    public ListingDraft? Listing(string id) => _listings.GetValueOrDefault(id);

    public ListingDraft Add(string id) => _listings[id] = new ListingDraft(id, null, []);

    public KnownVariation? OfKey(string key) => _byKey.GetValueOrDefault(key);

    public KnownVariation? Find(ListingRow row) =>
        (row is { Variation: { } id, Listing: { } listing } ? _variations.GetValueOrDefault((listing, id)) : null)
        ?? (row.SkuKey is { } key ? OfKey(key) : null);

    /// <summary>Whether nobody knows how many there are of what it is sold from.</summary>
    public bool IsUncounted(KnownVariation variation) => _uncounted.Contains(variation.RowId);

    /// <returns>The components, or the SKU that no item has.</returns>
    public (IReadOnlyList<KitComponent>? Parts, string? Missing) Parts(List<(string Sku, decimal Quantity)> said)
    {
        var missing = said.Find(s => !_items.TryGetValue(SkuKey.Of(s.Sku)!, out var item) || item.IsMerged);
        return missing.Sku is { } sku ? (null, sku) : ([.. said.Select(s => new KitComponent(_items[SkuKey.Of(s.Sku)!].Id, s.Quantity))], null);
    }

    public static async Task<KnownListings> LoadAsync(QuaysideDb db, Store store, IReadOnlyList<ListingRow> rows, CancellationToken cancellation)
    {
        var known = new KnownListings();
        var names = rows.Select(r => r.Listing).OfType<string>().Distinct().ToList();
        var keys = rows.Select(r => r.SkuKey).OfType<string>().Distinct().ToList();
        var holders = await db.Variations.OfOneStore()
            .Where(v => v.StoreId == store.Id && keys.Contains(v.SkuKey!)).Select(v => v.ListingId).Distinct().ToListAsync(cancellation);
        var listings = await db.Listings.OfOneStore().Where(l => l.StoreId == store.Id && names.Contains(l.ChannelListingId)).ToListAsync(cancellation);
        holders.RemoveAll(h => listings.Exists(l => l.Id == h));
        listings.AddRange(await db.Listings.OfOneStore().Where(l => holders.Contains(l.Id)).ToListAsync(cancellation));
        var ids = listings.ConvertAll(l => l.Id);
        var variations = (await db.Variations.OfOneStore().Where(v => ids.Contains(v.ListingId)).OrderBy(v => v.Id).ToListAsync(cancellation)).ToLookup(v => v.ListingId);
        listings.ForEach(l => known.Keep(l, variations[l.Id]));
        if (rows.Any(r => r.Quantity is not null))
        {
            await known.CountedAsync(db, cancellation);
        }

        var parts = rows.SelectMany(r => r.Components ?? []).Select(c => SkuKey.Of(c.Sku)).OfType<string>().Distinct().ToList();
        known._items = parts.Count == 0 ? [] : await db.StockItems.Where(i => parts.Contains(i.MasterSkuKey))
            .ToDictionaryAsync(i => i.MasterSkuKey, i => (i.Id, i.MergedIntoId != null), cancellation);
        return known;
    }

    private void Keep(Listing listing, IEnumerable<ListingVariation> variations)
    {
        var draft = _listings[listing.ChannelListingId] = new ListingDraft(listing.ChannelListingId, listing, variations);
        foreach (var row in variations)
        {
            var known = _variations[(draft.Id, row.ChannelVariationId)] = new KnownVariation(draft, row.ChannelVariationId, row.Id);
            if (row.SkuKey is { } key && (!_byKey.TryGetValue(key, out var other) || other.Now.Status == ListingStatus.Deleted))
            {
                _byKey[key] = known; // one that was deleted comes back, unless another took its SKU since
            }
        }
    }

    private async Task CountedAsync(QuaysideDb db, CancellationToken cancellation)
    {
        var ids = _variations.Values.Select(v => v.RowId).ToList();
        _uncounted = (await (
            from link in db.SkuLinks
            where ids.Contains(link.VariationId) && link.EndedAt == null && !link.IsComponent
            join item in db.StockItems on link.StockItemId equals item.Id
            where item.OnHand == null
            select link.VariationId).ToListAsync(cancellation)).ToHashSet();
    }
}
