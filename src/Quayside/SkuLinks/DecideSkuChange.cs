using Microsoft.EntityFrameworkCore;
using Quayside.Catalogue;
using Quayside.Database;
using Quayside.Organisations;
using Quayside.SkuLinks.Decisions;

namespace Quayside.SkuLinks;

/// <summary>A person's answer to a seller SKU that changed on the channel: the same product still, or another one. Touches no shop.</summary>
public sealed class DecideSkuChange(Databases databases, ApplyMapping mapping, TimeProvider clock)
{
    /// <param name="decision">Kept: the link stays as it is. Relinked: the variation is sold from the item that has its new SKU, else from
    /// one of its own; that is a decision of the mapping and can be undone there. A kit, and what a person unlinked, stays as it is.</param>
    /// <returns>Refused: not_found, forbidden, sku_change.decided. The same answer once more changes nothing.</returns>
    public async Task<Outcome<SkuChange>> RunAsync(
        Caller caller, long changeId, SkuDecision decision, CancellationToken cancellation)
    {
        if (caller.Needs(Role.Manager) is { } refusal)
        {
            return refusal;
        }

        await using var db = databases.Open(caller.OrganisationId);
        if (await db.SkuChanges.AsNoTracking().SingleOrDefaultAsync(c => c.Id == changeId, cancellation) is not { } change)
        {
            return Refusal.NotFound("SKU change");
        }

        if (change.Decision is null && decision == SkuDecision.Relinked && await AnotherProductAsync(db, change, cancellation) is { } link
            && (await mapping.RunAsync(caller, [link], OpenOrders.Backwards, cancellation)).Refusal is { } refused)
        {
            return refused;
        }

        // Linked first: a stop in between leaves the question open, and the same answer then changes nothing but that.
        return await DecideAsync(caller, changeId, decision, cancellation);
    }

    private async Task<Outcome<SkuChange>> DecideAsync(Caller caller, long changeId, SkuDecision decision, CancellationToken cancellation)
    {
        await using var write = await WriteTransaction.BeginAsync(databases, caller.OrganisationId, cancellation);
        await write.LockStockAsync(cancellation);
        var change = await write.Db.SkuChanges.SingleAsync(c => c.Id == changeId, cancellation);
        if (change.Decision is { } before)
        {
            return before == decision ? change : new Refusal(
                "sku_change.decided", $"{change.DecidedBy} decided that already. Link the variation to another item, or unlink it, to change that.");
        }

        (change.Decision, change.DecidedAt, change.DecidedBy) = (decision, clock.GetUtcNow(), caller.Name);
        await write.Db.SaveChangesAsync(cancellation);
        await write.CommitAsync(cancellation);
        return change;
    }

    private static async Task<MappingChange?> AnotherProductAsync(QuaysideDb db, SkuChange change, CancellationToken cancellation)
    {
        var key = SkuKey.Of(change.To);
        var item = key is null || await db.SkuConflicts.AnyAsync(c => c.SkuKey == key, cancellation)
            ? null
            : await db.StockItems.AsNoTracking()
                .SingleOrDefaultAsync(i => i.MasterSkuKey == key && !i.IsGenerated && i.MergedIntoId == null, cancellation);
        if (item is not null)
        {
            return new LinkChange(change.VariationId, item.Id);
        }

        var links = await db.SkuLinks.AsNoTracking().Where(l => l.VariationId == change.VariationId && l.EndedAt == null).ToListAsync(cancellation);
        if (links is not [var link])
        {
            return null;
        }

        var isFree = key is not null && !await db.StockItems.AnyAsync(i => i.MasterSkuKey == key, cancellation);
        return new SplitChange(link.StockItemId, [change.VariationId], isFree ? change.To! : $"{change.To?.Trim() ?? "NO-SKU"}~{change.Id}")
        {
            MayTakeAll = true,
            IsGenerated = !isFree,
        };
    }
}
