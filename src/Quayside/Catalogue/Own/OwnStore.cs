using Microsoft.EntityFrameworkCore;
using Quayside.Database;
using Quayside.SkuLinks;
using Quayside.Stores;

namespace Quayside.Catalogue.Own;

/// <summary>The store whose catalogue people keep here.</summary>
internal static class OwnStore
{
    /// <returns>Refused: not_found, listing.observed, store.disconnected.</returns>
    public static async Task<Outcome<Store>> FindAsync(QuaysideDb db, long storeId, CancellationToken cancellation) =>
        await db.Stores.AsNoTracking().SingleOrDefaultAsync(s => s.Id == storeId, cancellation) switch
        {
            null => Refusal.NotFound("store"),
            { Mode: not StoreMode.Offline } store => new Refusal(
                "listing.observed", $"\"{store.Name}\" is a connected shop: its listings are changed there, and come in from there."),
            { DisconnectedAt: not null } store => new Refusal("store.disconnected", $"\"{store.Name}\" is closed. Open it again first."),
            var store => store,
        };

    /// <summary>Which SKU keys other listings of the store have.</summary>
    /// <param name="except">Variations that may have them.</param>
    public static async Task<HashSet<string>> TakenAsync(
        QuaysideDb db, long storeId, IReadOnlyCollection<string> keys, IReadOnlyCollection<long> except, CancellationToken cancellation) =>
        (await db.Variations.Where(v => v.StoreId == storeId && keys.Contains(v.SkuKey!) && v.Status != Connectors.ListingStatus.Deleted && !except.Contains(v.Id))
            .Select(v => v.SkuKey!).ToListAsync(cancellation)).ToHashSet(StringComparer.Ordinal);

    /// <returns>listing.sku_taken where another listing of the store has one of the SKUs.</returns>
    public static async Task<Refusal?> SkusAsync(
        QuaysideDb db, Store store, IEnumerable<string?> skus, IReadOnlyCollection<long> except, CancellationToken cancellation)
    {
        var byKey = skus.Where(s => SkuKey.Of(s) is not null).GroupBy(s => SkuKey.Of(s)!).ToDictionary(g => g.Key, g => g.First()!, StringComparer.Ordinal);
        var taken = await TakenAsync(db, store.Id, byKey.Keys, except, cancellation);
        return taken.Count == 0 ? null : new Refusal("listing.sku_taken", $"\"{store.Name}\" has the SKU {byKey[taken.First()].Trim()} already. A store has each SKU once.");
    }
}
