using Microsoft.EntityFrameworkCore;
using Quayside.Database;
using Quayside.Stores.Sync;

namespace Quayside.SkuLinks.Decisions;

/// <summary>Notes what a session, or an addition to an own catalogue, linked as one decision of its own, which can be undone; and lets new links follow what people merged.</summary>
/// <remarks>Runs in the transaction that linked. Nothing is written where nothing was linked.</remarks>
internal sealed class SyncDecision(QuaysideDb db, ImportTarget store, long batchId, DateTimeOffset now)
{
    /// <summary>Who added listings here; null where a sync linked.</summary>
    public string? Who { get; init; }

    /// <summary>What is done, in words; null for a sync.</summary>
    public string? Text { get; init; }

    /// <param name="first">The first of the variations that were linked.</param>
    /// <param name="upTo">The last of them.</param>
    public async Task NoteAsync(long first, long upTo, LinkedChunk linked, CancellationToken cancellation)
    {
        if (await db.MappingBatches.Where(b => b.Id == batchId)
            .ExecuteUpdateAsync(b => b.SetProperty(x => x.Changes, x => x.Changes + linked.Count), cancellation) == 0)
        {
            var name = await db.Stores.Where(s => s.Id == store.StoreId).Select(s => s.Name).SingleAsync(cancellation);
            db.MappingBatches.Add(new MappingBatch
            {
                Id = batchId,
                OrganisationId = store.OrganisationId,
                At = now,
                Who = Who,
                Origin = Text is null ? MappingOrigin.Sync : MappingOrigin.Catalogue,
                StoreId = store.StoreId,
                Text = Text ?? $"Sync of {name}: equal SKUs were linked",
                OpenOrders = OpenOrders.Backwards,
                Changes = linked.Count,
            });
        }

        await db.SaveChangesAsync(cancellation);
        if (linked.LeadsToMerged)
        {
            await FollowMergesAsync(first, upTo, cancellation);
        }
    }

    // A SKU that leads to an item which was merged away means the item it was merged into.
    private async Task FollowMergesAsync(long first, long upTo, CancellationToken cancellation)
    {
        var linked =
            from variation in db.Variations.OfOneStore()
            where variation.StoreId == store.StoreId && variation.Id >= first && variation.Id <= upTo
            join link in db.SkuLinks on variation.Id equals link.VariationId
            where link.EndedAt == null && link.BatchId == batchId
            select link;
        while (await (
            from link in linked
            join item in db.StockItems on link.StockItemId equals item.Id
            where item.MergedIntoId != null
            join merged in db.ItemDecisions on item.Id equals merged.StockItemId
            where merged.Kind == ItemDecisionKind.Merged && merged.UndoneAt == null
            join whole in db.StockItems on item.MergedIntoId equals whole.Id
            join variation in db.Variations on link.VariationId equals variation.Id
            select new { Link = link, Into = whole, Sells = variation.Quantity, merged.Step, Batch = merged.BatchId }).ToListAsync(cancellation) is { Count: > 0 } found)
        {
            foreach (var row in found)
            {
                await db.SkuLinks.Where(l => l.Id == row.Link.Id).ExecuteUpdateAsync(l => l.SetProperty(x => x.StockItemId, row.Into.Id), cancellation);
                db.VariationDecisions.Add(new VariationDecision
                {
                    OrganisationId = store.OrganisationId,
                    BatchId = row.Batch,
                    Step = row.Step,
                    VariationId = row.Link.VariationId,
                    LinksBefore = [new LinkedThen(row.Link.StockItemId, row.Link.Quantity, row.Link.Origin, batchId)],
                    LinksAfter = [new LinkedThen(row.Into.Id, row.Link.Quantity, row.Link.Origin, batchId)],

                    // Where the store showed none of the item, its figure is a new measure and moves nothing (FollowedMerges completes it when
                    // its orders are there); else it is added when it is read.
                    Shown = row.Into.OpenedByStoreId == store.StoreId && row.Into.ImpliedOnHand is null
                        ? [new ShownThen(row.Into.Id, row.Sells)] : [],
                });
            }

            await db.SaveChangesAsync(cancellation);
            db.ChangeTracker.Clear();
        }
    }
}
