using Microsoft.EntityFrameworkCore;
using Quayside.Database;
using Quayside.Organisations;

namespace Quayside.SkuLinks.Decisions;

/// <summary>Unlinks what a sync linked and nobody touched since. Its items stay, with what they hold; no sync links it again.</summary>
internal sealed class UndoSync(QuaysideDb db, Caller caller, DateTimeOffset now)
{
    private const int ChunkSize = 5000;

    public async Task<UndoneMapping> RunAsync(MappingBatch batch, CancellationToken cancellation)
    {
        var kept = await KeptAsync(batch, cancellation);
        var linked = await Links(batch).Where(l => l.EndedAt == null).Select(l => l.VariationId).Distinct().ToListAsync(cancellation);
        foreach (var chunk in linked.Chunk(ChunkSize))
        {
            var draft = await new LoadDraft(db).RunAsync(chunk, [], [], cancellation);
            foreach (var id in chunk)
            {
                draft.Relink(draft.Variations[id], [], line => line.Kept);
            }

            draft.Settle();
            foreach (var item in draft.Items.Values)
            {
                item.Reason = Inventory.MovementReason.Undone;
            }

            await new WriteDraft(db, draft, caller.Name, now, stamp: null).RunAsync(cancellation);
            db.ChangeTracker.Clear();
        }

        return new UndoneMapping(batch.Id, linked.Count, kept);
    }

    private IQueryable<SkuLink> Links(MappingBatch batch) =>
        from variation in db.Variations
        where variation.StoreId == batch.StoreId
        join link in db.SkuLinks on variation.Id equals link.VariationId
        where link.BatchId == batch.Id
        select link;

    // What people linked otherwise since stays, and does not come back to what the sync had found when they undo that.
    private async Task<List<KeptMapping>> KeptAsync(MappingBatch batch, CancellationToken cancellation)
    {
        var open = Links(batch).Where(l => l.EndedAt == null).Select(l => l.VariationId);
        var touched = await Links(batch).Where(l => l.EndedAt != null && !open.Contains(l.VariationId)).Select(l => l.VariationId)
            .Distinct().ToArrayAsync(cancellation);
        var decided = await db.VariationDecisions.Where(d => touched.Contains(d.VariationId) && d.UndoneAt == null).ToListAsync(cancellation);
        foreach (var decision in decided.Where(d => d.LinksBefore.Any(l => l.BatchId == batch.Id)))
        {
            decision.LinksBefore = [.. decision.LinksBefore.Where(l => l.BatchId != batch.Id)];
            decision.Shown = [];
        }

        await db.SaveChangesAsync(cancellation);
        db.ChangeTracker.Clear();
        return [.. touched.Select(v => new KeptMapping(v, null, "It was linked otherwise since, and stays so.", Undoable: false))];
    }
}
