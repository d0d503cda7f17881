using Microsoft.EntityFrameworkCore;
using Quayside.Catalogue;
using Quayside.Database;
using Quayside.Inventory;
using Quayside.Organisations;
using Quayside.Stores.Sync;

namespace Quayside.SkuLinks;

/// <summary>A person's answer to a seller SKU that changed on the channel: the same product still, or another one. Touches no shop.</summary>
public sealed class DecideSkuChange(Databases databases, TimeProvider clock)
{
    /// <param name="decision">Kept: the link stays as it is. Relinked: it ends, and the variation is linked by its new SKU, to the item that
    /// has it or to one of its own.</param>
    /// <returns>Refused: not_found, forbidden, sku_change.decided. The same answer once more changes nothing.</returns>
    public async Task<Outcome<SkuChange>> RunAsync(
        Caller caller, long changeId, SkuDecision decision, CancellationToken cancellation)
    {
        if (caller.Needs(Role.Manager) is { } refusal)
        {
            return refusal;
        }

        await using var write = await WriteTransaction.BeginAsync(databases, caller.OrganisationId, cancellation);
        await write.LockStockAsync(cancellation);
        if (await write.Db.SkuChanges.SingleOrDefaultAsync(c => c.Id == changeId, cancellation) is not { } change)
        {
            return Refusal.NotFound("SKU change");
        }

        if (change.Decision is { } before)
        {
            return before == decision ? change : new Refusal(
                "sku_change.decided", $"{change.DecidedBy} decided that already. Link the variation to another item, or unlink it, to change that.");
        }

        var now = clock.GetUtcNow();
        (change.Decision, change.DecidedAt, change.DecidedBy) = (decision, now, caller.Name);
        await write.Db.SaveChangesAsync(cancellation);
        if (decision == SkuDecision.Relinked)
        {
            await RelinkAsync(write.Db, caller, change, now, cancellation);
        }

        await write.CommitAsync(cancellation);
        return change;
    }

    private static async Task RelinkAsync(QuaysideDb db, Caller caller, SkuChange change, DateTimeOffset now, CancellationToken cancellation)
    {
        var left = await db.SkuLinks.SingleOrDefaultAsync(l => l.VariationId == change.VariationId && l.EndedAt == null, cancellation);
        if (left is not null)
        {
            (left.EndedAt, left.EndedBy) = (now, caller.Name);
            await db.SaveChangesAsync(cancellation);
        }

        var target = new ImportTarget(
            change.OrganisationId, change.StoreId,
            await db.Stores.Where(s => s.Id == change.StoreId).Select(s => s.ConnectedAt).SingleAsync(cancellation), change.LearnedBy);
        var twice = await LinkBySkuKey.KeysTwiceAsync(db, target.StoreId, cancellation);
        var made = await new LinkBySkuKey(db, target, twice, now).LinkAgainAsync(change.VariationId, caller.Name, cancellation);
        var joined = await db.SkuLinks.Where(l => l.VariationId == change.VariationId && l.EndedAt == null)
            .Select(l => l.StockItemId).SingleAsync(cancellation);
        await new RelinkedStock(db, caller, now).RunAsync(left is null ? [joined] : [joined, left.StockItemId], cancellation);
        if (made is { OnHand: not null })
        {
            await OpenAsync(db, caller, made.Id, now, cancellation);
        }
    }

    // The item was made with what the shop shows; the pieces of its open orders, which the shop has taken already, lie there too.
    private static async Task OpenAsync(QuaysideDb db, Caller caller, long itemId, DateTimeOffset now, CancellationToken cancellation)
    {
        var item = db.StockItems.Local.FirstOrDefault(i => i.Id == itemId) ?? await db.StockItems.SingleAsync(i => i.Id == itemId, cancellation);
        if (item.ImpliedOnHand - item.OnHand is { } taken and not 0)
        {
            item.OnHand += taken;
            db.StockMovements.Add(new StockMovement
            {
                OrganisationId = item.OrganisationId,
                StockItemId = itemId,
                At = now,
                OnHandDelta = taken,
                ReservedDelta = 0,
                Reason = MovementReason.Opening,
                StoreId = item.OpenedByStoreId,
                Who = caller.Name,
            });
        }
    }
}
