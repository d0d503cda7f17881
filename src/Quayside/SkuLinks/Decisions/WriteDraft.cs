using Microsoft.EntityFrameworkCore;
using Quayside.Database;
using Quayside.Database.Bulk;
using Quayside.Inventory;

namespace Quayside.SkuLinks.Decisions;

/// <summary>Writes what a draft changed: links, stock with its movements, kept lines. In bulk, inside the caller's transaction.</summary>
/// <param name="stamp">The decision that new links hold by; null where links of older decisions come back.</param>
internal sealed class WriteDraft(QuaysideDb db, MappingDraft draft, string? who, DateTimeOffset now, long? stamp)
{
    public async Task RunAsync(CancellationToken cancellation)
    {
        await ItemsAsync(cancellation);
        await LinksAsync(cancellation);
        await db.InsertManyAsync(draft.Items.Values.Select(Movement).OfType<StockMovement>().ToList(), cancellation);
    }

    /// <summary>Lines that are kept on something else, or no longer.</summary>
    public async Task KeptLinesAsync(long batchId, CancellationToken cancellation)
    {
        var changed = draft.Lines.Where(IsKeptOtherwise).ToList();
        var ended = changed.SelectMany(l => l.Rows).Select(r => r.Id).ToArray();
        if (ended.Length > 0)
        {
            await db.KeptLines.Where(l => ended.Contains(l.Id)).ExecuteUpdateAsync(l => l.SetProperty(x => x.EndedByBatchId, batchId), cancellation);
        }

        await db.InsertManyAsync(
            changed.SelectMany(l => (l.Kept ?? []).Select(k => new KeptLine
            {
                OrganisationId = db.OrganisationId,
                LineId = l.Id,
                StockItemId = k.Item.Row.Id,
                Quantity = k.Quantity,
                IsComponent = l.Kept!.Count > 1,
                BatchId = batchId,
            })).ToList(),
            cancellation);
    }

    public static bool IsKeptOtherwise(DraftLine line) => line.Kept is null != line.KeptBefore is null
        || !DraftVariation.IsSame(line.Kept ?? [], line.KeptBefore ?? []);

    private async Task ItemsAsync(CancellationToken cancellation)
    {
        db.StockItems.AddRange(draft.Items.Values.Where(i => i.IsNew).Select(i => i.Row));

        // A name that another item gives up in the same moment: the index looks after each row.
        var renamed = draft.Items.Values.Where(i => !i.IsNew && i.Row.MasterSkuKey != SkuKey.Of(i.Before.MasterSku)).Select(i => i.Row.Id).ToArray();
        if (renamed.Length > 1)
        {
            await db.StockItems.Where(i => renamed.Contains(i.Id))
                .ExecuteUpdateAsync(i => i.SetProperty(x => x.MasterSkuKey, x => "~" + x.Id), cancellation);
        }

        await db.SaveChangesAsync(cancellation);
    }

    private async Task LinksAsync(CancellationToken cancellation)
    {
        var relinked = draft.Variations.Values.Where(v => v.IsRelinked).ToList();
        var ended = relinked.SelectMany(v => v.Rows).Select(l => l.Id).ToArray();
        if (ended.Length > 0)
        {
            DateTimeOffset? at = now;
            await db.SkuLinks.Where(l => ended.Contains(l.Id)).ExecuteUpdateAsync(
                l => l.SetProperty(x => x.EndedAt, at).SetProperty(x => x.EndedBy, who), cancellation);
        }

        await db.InsertManyAsync(
            relinked.SelectMany(v => v.Links.Select((l, at) => new SkuLink
            {
                OrganisationId = db.OrganisationId,
                VariationId = v.Id,
                StockItemId = l.Item.Row.Id,
                Quantity = l.Quantity,
                Origin = l.Origin,
                Position = at,
                IsComponent = v.Links.Count > 1,
                BatchId = l.IsNew ? stamp : l.BatchId,
                LinkedAt = now,
                LinkedBy = who,
            })).ToList(),
            cancellation);
    }

    private StockMovement? Movement(DraftItem item)
    {
        var (onHand, reserved) = ((item.Row.OnHand ?? 0) - (item.Before.OnHand ?? 0), item.Row.Reserved - item.Before.Reserved);
        return onHand == 0 && reserved == 0
            ? null
            : new StockMovement
            {
                OrganisationId = db.OrganisationId,
                StockItemId = item.Row.Id,
                At = now,
                OnHandDelta = onHand,
                ReservedDelta = reserved,
                Reason = item.Reason,
                Who = who,
            };
    }
}
