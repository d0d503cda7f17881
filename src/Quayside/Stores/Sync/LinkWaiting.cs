using System.Numerics;
using Quayside.SkuLinks;
using Quayside.SkuLinks.Decisions;

namespace Quayside.Stores.Sync;

/// <summary>Links every variation of the store that waits for its stock item, some chunks a transaction.</summary>
/// <remarks>While one chunk is written the next is decided and the one after it read. That is safe because a store's variations have one
/// writer, this run, and because each chunk is looked at again under the lock for links that somebody else made meanwhile.</remarks>
internal sealed class LinkWaiting(RunContext run)
{
    // Others who change links or stock wait for so long. With each transaction the writing stops until the next may begin.
    private const int ChunksTogether = 4;

    private Task<IReadOnlyList<UnlinkedVariation>> _next = NoMore;

    private static Task<IReadOnlyList<UnlinkedVariation>> NoMore { get; } = Task.FromResult<IReadOnlyList<UnlinkedVariation>>([]);

    public async Task RunAsync(CancellationToken cancellation)
    {
        _next = ReadAsync(0, cancellation);
        try
        {
            IReadOnlySet<string>? twice = null;
            for (var transactions = 0; await _next is { Count: > 0 } waiting; transactions++)
            {
                if (BitOperations.IsPow2(transactions))
                {
                    await run.CountTablesAsync(cancellation);
                }

                twice ??= await KeysTwiceAsync(waiting, cancellation);
                await LinkAsync(waiting, twice, cancellation);
            }
        }
        finally
        {
            await ((Task)_next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task LinkAsync(IReadOnlyList<UnlinkedVariation> waiting, IReadOnlySet<string> twice, CancellationToken cancellation)
    {
        await using var write = await run.BeginAsync(cancellation);
        await write.NeedNotWaitForDiskAsync(cancellation);
        await write.LockStockAsync(cancellation);
        var now = run.Clock.GetUtcNow();
        await using var beside = run.Read();
        await using var linking = new LinkBySkuKey(write.Db, run.Target, twice, run.SessionId, now) { Beside = beside };
        var (first, last) = (waiting[0].Id, waiting[^1].Id);
        for (var chunk = 1; ; chunk++)
        {
            _next = waiting.Count < LinkBySkuKey.ChunkSize ? NoMore : Task.Run(() => ReadAsync(last, cancellation), cancellation);
            await linking.AddAsync(waiting, cancellation);
            if (chunk == ChunksTogether || (waiting = await _next).Count == 0)
            {
                break;
            }

            last = waiting[^1].Id;
        }

        var linked = await linking.FinishAsync();
        if (linked.Count > 0)
        {
            await new SyncDecision(write.Db, run.Target, run.SessionId, now).NoteAsync(first, last, linked, cancellation);
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
