using Quayside.Database;
using Quayside.Database.Bulk;
using Quayside.Organisations;

namespace Quayside.SkuLinks.Decisions;

/// <summary>Makes changes as one decision, all or none, in their order. Touches no shop.</summary>
public sealed class ApplyMapping(Databases databases, TimeProvider clock)
{
    public const int MostChanges = 10_000;

    /// <param name="text">What is done, in words; null to have it said from the changes.</param>
    /// <returns>Refused: forbidden, mapping.size, not_found, or the code of the first problem that a preview would name.
    /// Changes that leave everything as it is are no decision: what is returned is not kept.</returns>
    public async Task<Outcome<MappingBatch>> RunAsync(
        Caller caller, IReadOnlyList<MappingChange> changes, OpenOrders openOrders, CancellationToken cancellation,
        MappingOrigin origin = MappingOrigin.Person, string? text = null)
    {
        if (caller.Needs(Role.Manager) is { } refusal)
        {
            return refusal;
        }

        await using var write = await WriteTransaction.BeginAsync(databases, caller.OrganisationId, cancellation);
        await write.LockStockAsync(cancellation);
        var now = clock.GetUtcNow();
        var batch = PrepareMapping.Batch(caller, changes, openOrders, now, origin, text);
        var prepared = await PrepareMapping.RunAsync(write.Db, batch, changes, cancellation);
        if (prepared.Refusal is { } refused)
        {
            return refused;
        }

        var (draft, problems, variations, items) = prepared.Value!;
        if (problems is [var problem, ..])
        {
            return new Refusal(problem.Code, changes.Count == 1 ? problem.Text : $"Change {problem.Change + 1} of {changes.Count}: {problem.Text}");
        }

        if (variations.Count == 0 && items.Count == 0)
        {
            return batch;
        }

        batch.Changes = variations.DistinctBy(d => d.VariationId).Count() + items.Count(d => d.Kind != ItemDecisionKind.Restocked);
        write.Db.MappingBatches.Add(batch);
        var writer = new WriteDraft(write.Db, draft, caller.Name, now, batch.Id);
        await writer.RunAsync(cancellation);
        await writer.KeptLinesAsync(batch.Id, cancellation);
        await write.Db.InsertManyAsync(variations, cancellation);
        await write.Db.InsertManyAsync(items, cancellation);
        await write.CommitAsync(cancellation);
        return batch;
    }
}
