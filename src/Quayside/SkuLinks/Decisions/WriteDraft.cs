using Microsoft.EntityFrameworkCore;
using Quayside.Database;
using Quayside.Database.Bulk;
using Quayside.Inventory;

namespace Quayside.SkuLinks.Decisions;

/// <summary>Writes what a draft changed: links, stock with its movements, kept lines. In bulk, inside the caller's transaction.</summary>
/// <param name="stamp">The decision that new links hold by and that stock moves for; null where links of older decisions come back.</param>
internal sealed class WriteDraft(QuaysideDb db, MappingDraft draft, string? who, DateTimeOffset now, long? stamp)
{
    public async Task RunAsync(CancellationToken cancellation)
    {
        await ItemsAsync(cancellation);
        await LinksAsync(cancellation);
        await db.InsertManyAsync(draft.Items.Values.SelectMany(Movements).ToList(), cancellation);
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
        db.StockLevels.AddRange(draft.Items.Values.SelectMany(i => i.Levels.Values.Where(l => !i.LevelsBefore.ContainsKey(l.WarehouseId))));

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

    // What did not move in another warehouse moved in the main one.
    private IEnumerable<StockMovement> Movements(DraftItem item)
    {
        var (onHand, reserved) = ((item.Row.OnHand ?? 0) - (item.Before.OnHand ?? 0), item.Row.Reserved - item.Before.Reserved);
        foreach (var level in item.Levels.Values.OrderBy(l => l.WarehouseId))
        {
            var before = item.LevelsBefore.GetValueOrDefault(level.WarehouseId);
            var (there, promised) = (level.OnHand - before.OnHand, level.Reserved - before.Reserved);
            (onHand, reserved) = (onHand - there, reserved - promised);
            if (there != 0 || promised != 0)
            {
                yield return Movement(item, level.WarehouseId, there, promised);
            }
        }

        if (onHand != 0 || reserved != 0)
        {
            yield return Movement(item, null, onHand, reserved);
        }
    }

    private StockMovement Movement(DraftItem item, long? warehouseId, decimal onHand, decimal reserved) => new()
    {
        OrganisationId = db.OrganisationId,
        StockItemId = item.Row.Id,
        WarehouseId = warehouseId,
        At = now,
        OnHandDelta = onHand,
        ReservedDelta = reserved,
        Reason = item.Reason,
        Who = who,
        BatchId = stamp,
    };
}
