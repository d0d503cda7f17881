using Microsoft.EntityFrameworkCore;
using Quayside.Catalogue;
using Quayside.Database;
using Quayside.Inventory;
using Quayside.SkuLinks.Matching;

namespace Quayside.SkuLinks.Suggestions;

/// <summary>What decides whether a variation has to be looked at, and in which group it is.</summary>
/// <param name="Link">null where it is linked to nothing, or to several items.</param>
/// <param name="IsKit">Made of several items: a person said so.</param>
internal sealed record CheckedVariation(
    ListingVariation Variation, Listing Listing, SkuLink? Link, StockItem? Item, bool IsAlone, bool IsKit, ConflictReason? Conflict)
{
    /// <summary>A person linked it: no machine has anything to say about it.</summary>
    public bool IsDecided => IsKit || IsByPerson(Link?.Origin);

    public static bool IsByPerson(LinkOrigin? origin) => origin is LinkOrigin.Manual or LinkOrigin.Rule;

    public bool IsGenerated => Item?.IsGenerated ?? false;

    /// <summary>As the matcher takes it. A SKU that a store gave twice names neither.</summary>
    public MatchProduct AsListing()
    {
        var listing = MatchProducts.Listing(Variation, Listing);
        return Conflict == ConflictReason.TwiceInStore ? listing with { Sku = null } : listing;
    }
}

/// <summary>Finds what has changed since it was last looked at, a chunk at a time.</summary>
internal static class ChangedVariations
{
    private const int ScanSize = 5000;

    /// <summary>The next variations of a store that have to be looked at, in the order of their ids.</summary>
    /// <returns>Up to one scan's worth; Last is null when the store is through.</returns>
    public static async Task<(List<CheckedVariation> Found, long? Last)> NextAsync(
        QuaysideDb db, long storeId, long after, CancellationToken cancellation)
    {
        var ids = await db.Variations.OfOneStore().Where(v => v.StoreId == storeId && v.Id > after)
            .OrderBy(v => v.Id).Select(v => v.Id).Take(ScanSize).ToListAsync(cancellation);
        if (ids.Count == 0)
        {
            return ([], null);
        }

        var links = (await db.SkuLinks.AsNoTracking().Where(l => ids.Contains(l.VariationId) && l.EndedAt == null).ToListAsync(cancellation))
            .ToLookup(l => l.VariationId);
        var itemIds = links.SelectMany(l => l).Select(l => l.StockItemId).Distinct().ToList();
        var sold = await db.SkuLinks.Where(l => itemIds.Contains(l.StockItemId) && l.EndedAt == null)
            .GroupBy(l => l.StockItemId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellation);
        var generated = (await db.StockItems.Where(i => itemIds.Contains(i.Id) && i.IsGenerated).Select(i => i.Id).ToListAsync(cancellation)).ToHashSet();
        var checks = await db.LinkChecks.Where(c => ids.Contains(c.VariationId))
            .Select(c => new Seen(c.VariationId, c.LinkId, c.IsAlone, c.IsGenerated)).ToDictionaryAsync(c => c.VariationId, cancellation);
        var changed = ids.Where(id => checks.GetValueOrDefault(id) != Now(id)).ToList();
        return (await LoadAsync(db, changed, links, sold, cancellation), ids[^1]);

        Seen Now(long id) => links[id].ToList() is [var only]
            ? new Seen(id, only.Id, sold[only.StockItemId] == 1, generated.Contains(only.StockItemId))
            : new Seen(id, links[id].MinBy(l => l.Id)?.Id, false, false);
    }

    private static async Task<List<CheckedVariation>> LoadAsync(
        QuaysideDb db, List<long> ids, ILookup<long, SkuLink> links, Dictionary<long, int> sold, CancellationToken cancellation)
    {
        if (ids.Count == 0)
        {
            return [];
        }

        var rows = await (
            from variation in db.Variations.OfOneStore()
            where ids.Contains(variation.Id)
            join listing in db.Listings.OfOneStore() on variation.ListingId equals listing.Id
            orderby variation.Id
            select new { variation, listing }).ToListAsync(cancellation);
        var itemIds = ids.SelectMany(id => links[id]).Select(l => l.StockItemId).Distinct().ToList();
        var items = await db.StockItems.AsNoTracking().Where(i => itemIds.Contains(i.Id)).ToDictionaryAsync(i => i.Id, cancellation);
        var keys = rows.Select(r => r.variation.SkuKey).OfType<string>().Distinct().ToList();
        var conflicts = await db.SkuConflicts.Where(c => keys.Contains(c.SkuKey)).ToDictionaryAsync(c => c.SkuKey, c => c.Reason, cancellation);
        return [.. rows.Select(r => Of(r.variation, r.listing))];

        CheckedVariation Of(ListingVariation variation, Listing listing)
        {
            var own = links[variation.Id].ToList();
            var link = own is [var only] ? only : null;
            return new CheckedVariation(
                variation, listing, link, link is null ? null : items[link.StockItemId],
                link is not null && sold[link.StockItemId] == 1, own.Count > 1,
                variation.SkuKey is { } key && conflicts.TryGetValue(key, out var reason) ? reason : null);
        }
    }

    private sealed record Seen(long VariationId, long? LinkId, bool IsAlone, bool IsGenerated);
}
