using Microsoft.EntityFrameworkCore;
using Quayside.Database;
using Quayside.Organisations;

namespace Quayside.SkuLinks.Decisions;

/// <summary>Undoes a decision, a person's or a sync's: afterwards all is as if it had not been made. A change that a newer decision stands
/// on stays, and the newer one is named; it can be undone once that one is.</summary>
/// <remarks>Repeatable: what could not be undone is tried again.</remarks>
public sealed class UndoMapping(Databases databases, TimeProvider clock)
{
    /// <returns>Refused: forbidden, not_found.</returns>
    public async Task<Outcome<UndoneMapping>> RunAsync(Caller caller, long batchId, CancellationToken cancellation)
    {
        if (caller.Needs(Role.Manager) is { } refusal)
        {
            return refusal;
        }

        await using var write = await WriteTransaction.BeginAsync(databases, caller.OrganisationId, cancellation);
        await write.LockStockAsync(cancellation);
        if (await write.Db.MappingBatches.AsNoTracking().SingleOrDefaultAsync(b => b.Id == batchId, cancellation) is not { } batch)
        {
            return Refusal.NotFound("decision");
        }

        var now = clock.GetUtcNow();
        var undone = batch switch
        {
            { UndoneAt: not null } => new UndoneMapping(batchId, 0, []),
            { Origin: MappingOrigin.Sync or MappingOrigin.Catalogue } => await new UndoSync(write.Db, caller, now).RunAsync(batch, cancellation),
            _ => await PersonAsync(write.Db, caller, batch, now, cancellation),
        };
        if (!undone.Kept.Any(k => k.Undoable) && batch.UndoneAt is null)
        {
            DateTimeOffset? at = now;
            await write.Db.MappingBatches.Where(b => b.Id == batchId).ExecuteUpdateAsync(
                b => b.SetProperty(x => x.UndoneAt, at).SetProperty(x => x.UndoneBy, caller.Name), cancellation);
        }

        await write.CommitAsync(cancellation);
        return undone;
    }

    private static async Task<UndoneMapping> PersonAsync(
        QuaysideDb db, Caller caller, MappingBatch batch, DateTimeOffset now, CancellationToken cancellation)
    {
        var decided = db.VariationDecisions.Where(d => d.BatchId == batch.Id && d.UndoneAt == null).Select(d => d.VariationId);
        await new FollowedMerges(db).MeasureAsync(db.Variations.Where(v => decided.Contains(v.Id)), cancellation);
        var stacks = await DecisionStacks.LoadAsync(db, batch.Id, cancellation);
        var draft = await new LoadDraft(db).RunAsync(stacks.VariationIds, stacks.ItemIds, stacks.Keys, cancellation);
        var undo = new UndoDraft(draft, stacks, now);
        undo.Run();
        await new WriteDraft(db, draft, caller.Name, now, stamp: null).RunAsync(cancellation);
        await db.SaveChangesAsync(cancellation);
        var undone = undo.UndoneVariations.Select(d => d.Id).ToArray();
        DateTimeOffset? at = now;
        await db.VariationDecisions.Where(d => undone.Contains(d.Id)).ExecuteUpdateAsync(d => d.SetProperty(x => x.UndoneAt, at), cancellation);
        LetGo(db, stacks, undo);
        return new UndoneMapping(batch.Id, undo.Undone, undo.Kept);
    }

    // Orders that it kept follow their variations' links again; orders that it let go are kept again.
    private static void LetGo(QuaysideDb db, DecisionStacks stacks, UndoDraft undo)
    {
        foreach (var row in stacks.KeptLines.SelectMany(l => l).Where(r => !undo.BlockedLines.Contains(r.LineId)))
        {
            if (row.EndedByBatchId == stacks.BatchId)
            {
                row.EndedByBatchId = null;
            }
            else if (row.BatchId == stacks.BatchId)
            {
                db.KeptLines.Remove(row);
            }
        }
    }
}

/// <param name="Undone">How many variations and items went back.</param>
/// <param name="Kept">What stays, and why.</param>
public sealed record UndoneMapping(long BatchId, int Undone, IReadOnlyList<KeptMapping> Kept);

/// <param name="VariationId">The variation that stays linked as it is; null where it is about the item.</param>
/// <param name="Undoable">true when undoing again, after undoing what the text names, takes it back too.</param>
public sealed record KeptMapping(long? VariationId, long? StockItemId, string Text, bool Undoable)
{
    /// <summary>The newer decision to undo first; null where none stands in the way.</summary>
    public long? UndoFirst { get; init; }
}
