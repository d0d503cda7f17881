using Microsoft.EntityFrameworkCore;
using Quayside.Catalogue;
using Quayside.Connectors;
using Quayside.Database;

namespace Quayside.SkuLinks.Decisions;

/// <summary>Notes what a store's listings that followed a merge show of an item of which the store showed nothing: its first figure, open orders
/// included, moves nothing when it is read, and so nothing when the merge is undone.</summary>
/// <remarks>Just before that figure is read, in the same transaction, and not where they were linked: their orders come after them. Also before
/// the merge is undone: some of their orders may be stored by then and not read. Repeatable.</remarks>
internal sealed class FollowedMerges(QuaysideDb db)
{
    /// <param name="variations">Among which to look.</param>
    public async Task MeasureAsync(IQueryable<ListingVariation> variations, CancellationToken cancellation)
    {
        var followed = await (
            from variation in variations
            where variation.Status != ListingStatus.Deleted
            join decision in db.VariationDecisions on variation.Id equals decision.VariationId
            where decision.UndoneAt == null
            join link in db.SkuLinks on variation.Id equals link.VariationId
            where link.EndedAt == null
            join batch in db.MappingBatches on link.BatchId equals batch.Id
            where batch.Origin == MappingOrigin.Sync
            join item in db.StockItems on link.StockItemId equals item.Id
            where item.OpenedByStoreId == variation.StoreId && item.ImpliedOnHand == null
            select new { VariationId = variation.Id, Sells = variation.Quantity, Decision = decision.Id, decision.Shown, Item = item.Id }).ToListAsync(cancellation);
        if (followed.Count == 0)
        {
            return;
        }

        var open = await OpenAsync([.. followed.Select(f => f.VariationId).Distinct()], cancellation);
        foreach (var row in followed.Where(f => f.Shown.Exists(s => s.StockItemId == f.Item)))
        {
            List<ShownThen> shown = [new ShownThen(row.Item, row.Sells + open[row.VariationId].Sum())];
            if (!shown.SequenceEqual(row.Shown))
            {
                await db.VariationDecisions.Where(d => d.Id == row.Decision)
                    .ExecuteUpdateAsync(d => d.SetProperty(x => x.Shown, shown), cancellation);
            }
        }
    }

    private async Task<ILookup<long, decimal>> OpenAsync(long[] variations, CancellationToken cancellation)
    {
        var lines = await db.OrderLines.OfOneStore()
            .Where(l => l.OpenQuantity > 0 && variations.Contains(l.VariationId!.Value)
                && !db.KeptLines.Any(k => k.LineId == l.Id && k.EndedByBatchId == null))
            .Select(l => new { VariationId = l.VariationId!.Value, l.OpenQuantity }).ToListAsync(cancellation);
        return lines.ToLookup(l => l.VariationId, l => l.OpenQuantity);
    }
}
