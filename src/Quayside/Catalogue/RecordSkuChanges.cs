using Microsoft.EntityFrameworkCore;
using Quayside.Database;
using Quayside.Stores.Sync;

namespace Quayside.Catalogue;

/// <summary>Notes which variations read another SKU than before, in the transaction that imports them. Their links stay as they are.</summary>
/// <remarks>Only what was linked before has a choice to offer: a variation that never was is linked by the SKU it has now. A SKU that
/// changes again before anybody chose is one change, from the first to the last; one that changes back is none.</remarks>
internal sealed class RecordSkuChanges(QuaysideDb db, ImportTarget store, DateTimeOffset now)
{
    public static bool Differ(ListingVariation before, ListingVariation after) =>
        before.SkuKey != after.SkuKey && before.SellerSku != after.SellerSku;

    public async Task RunAsync(IReadOnlyList<(ListingVariation Before, ListingVariation After)> changed, CancellationToken cancellation)
    {
        if (changed.Count == 0)
        {
            return;
        }

        var ids = changed.Select(c => c.After.Id).ToList();
        var linked = (await db.SkuLinks.Where(l => ids.Contains(l.VariationId)).Select(l => l.VariationId).Distinct().ToListAsync(cancellation)).ToHashSet();
        var open = await db.SkuChanges.Where(c => ids.Contains(c.VariationId) && c.Decision == null)
            .ToDictionaryAsync(c => c.VariationId, cancellation);
        foreach (var (before, after) in changed.Where(c => linked.Contains(c.After.Id)))
        {
            if (!open.TryGetValue(after.Id, out var change))
            {
                db.SkuChanges.Add(Row(before, after));
            }
            else if (change.FromKey == after.SkuKey)
            {
                db.SkuChanges.Remove(change);
            }
            else
            {
                change.To = after.SellerSku;
            }
        }

        await db.SaveChangesAsync(cancellation);
        db.ChangeTracker.Clear();
    }

    private SkuChange Row(ListingVariation before, ListingVariation after) => new()
    {
        OrganisationId = store.OrganisationId,
        StoreId = store.StoreId,
        VariationId = after.Id,
        From = before.SellerSku,
        FromKey = before.SkuKey,
        To = after.SellerSku,
        SeenAt = now,
        LearnedBy = store.By,
    };
}
