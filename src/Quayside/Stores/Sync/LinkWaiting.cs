using System.Numerics;
using Quayside.SkuLinks;
using Quayside.SkuLinks.Decisions;

namespace Quayside.Stores.Sync;

/// <summary>Links every variation of the store that waits for its stock item, a chunk a transaction.</summary>
/// <remarks>The next chunk is read while one is linked. That is safe because a store's variations have one writer, this run, and because
/// each chunk is looked at again under the lock for links that somebody else made meanwhile.</remarks>
internal sealed class LinkWaiting(RunContext run)
{
    public async Task RunAsync(CancellationToken cancellation)
    {
        var next = ReadAsync(0, cancellation);
        try
        {
            IReadOnlySet<string>? twice = null;
            var linked = 0;
            while (await next is { Count: > 0 } waiting)
            {
                twice ??= await KeysTwiceAsync(waiting, cancellation);
                next = waiting.Count < LinkBySkuKey.ChunkSize
                    ? Task.FromResult<IReadOnlyList<UnlinkedVariation>>([])
                    : Task.Run(() => ReadAsync(waiting[^1].Id, cancellation), cancellation);
                await LinkAsync(waiting, twice, cancellation);
                if (++linked > 1 && BitOperations.IsPow2(linked))
                {
                    await run.CountTablesAsync(cancellation);
                }
            }
        }
        finally
        {
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task LinkAsync(IReadOnlyList<UnlinkedVariation> waiting, IReadOnlySet<string> twice, CancellationToken cancellation)
    {
        await using var write = await run.BeginAsync(cancellation);
        await write.NeedNotWaitForDiskAsync(cancellation);
        await write.LockStockAsync(cancellation);
        var now = run.Clock.GetUtcNow();
        var linked = await new LinkBySkuKey(write.Db, run.Target, twice, run.SessionId, now).RunAsync(waiting, cancellation);
        if (linked.Count > 0)
        {
            await new SyncDecision(write.Db, run.Target, run.SessionId, now).NoteAsync(waiting[0].Id, waiting[^1].Id, linked, cancellation);
        }

        await write.CommitAsync(cancellation);
        run.Tell();
    }

    private async Task<IReadOnlyList<UnlinkedVariation>> ReadAsync(long after, CancellationToken cancellation)
    {
        await using var db = run.Read();
        return await LinkBySkuKey.ReadWaitingAsync(db, run.Target.StoreId, after, cancellation);
    }

    // A few new variations are asked about alone: the whole store's keys are many.
    private async Task<IReadOnlySet<string>> KeysTwiceAsync(IReadOnlyList<UnlinkedVariation> waiting, CancellationToken cancellation)
    {
        await using var db = run.Read();
        return await LinkBySkuKey.KeysTwiceAsync(
            db, run.Target.StoreId, waiting.Count < LinkBySkuKey.ChunkSize ? [.. waiting.Select(w => w.SkuKey).OfType<string>().Distinct()] : null, cancellation);
    }
}
