using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;

namespace Quayside.Stores.Sync;

/// <summary>Runs one stage from where it stands to its end: fetchers ahead, one writer behind, in the feed's order.</summary>
internal sealed class StageRun<T>(RunContext run, StagePlan<T> plan)
    where T : class
{
    /// <summary>Records in one transaction, about; keeps it short on SQLite, where everybody else waits for it.</summary>
    private const int BatchSize = 1500;

    /// <summary>Pages that wait for the writer, at most.</summary>
    private const int WaitingPages = 8;

    /// <exception cref="Connectors.ConnectorException">A page could not be read; what was read before is written.</exception>
    /// <exception cref="EndlessFeedException">The feed repeats itself.</exception>
    public async Task RunAsync(SyncStage stage, CancellationToken cancellation)
    {
        if (stage.State != StageState.Settling)
        {
            await ReadAndWriteAsync(stage, cancellation);
        }

        string? text = null;
        if (!plan.IsLook || await HasChangedAsync(cancellation))
        {
            text = await plan.SettleAsync(cancellation);
            await Receipt.WriteAsync(run, plan.Name, cancellation);
        }

        await CompleteAsync(text, cancellation);
    }

    private async Task ReadAndWriteAsync(SyncStage stage, CancellationToken cancellation)
    {
        StageProgress progress;
        await using (var db = run.Read())
        {
            progress = await StageProgress.LoadAsync(db, run.SessionId, stage, cancellation);
        }

        var writer = new StageWriter<T>(run, plan, progress);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var fetched = Channel.CreateBounded<FetchedPage<T>>(
            new BoundedChannelOptions(WaitingPages) { SingleReader = true, SingleWriter = true });
        var fetching = FetchAsync(stage.Cursor, fetched.Writer, stop.Token);
        try
        {
            while (await fetched.Reader.WaitToReadAsync(cancellation))
            {
                await writer.WriteAsync(NextBatch(fetched.Reader), cancellation);
            }
        }
        finally
        {
            await stop.CancelAsync();
            await fetching;
        }
    }

    private async Task FetchAsync(string? start, ChannelWriter<FetchedPage<T>> fetched, CancellationToken cancellation)
    {
        try
        {
            // Twice as many as may be sent at once: while the first is waited for, the line stays full.
            await foreach (var page in PageFeed.ReadAsync(plan.Read, start, run.CallsAtATime * 2, cancellation))
            {
                await fetched.WriteAsync(page, cancellation);
            }

            fetched.Complete();
        }
#pragma warning disable CA1031 // Handed to the writer, which throws it after the pages before it are written.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            fetched.Complete(failure);
        }
    }

    private static List<FetchedPage<T>> NextBatch(ChannelReader<FetchedPage<T>> fetched)
    {
        var batch = new List<FetchedPage<T>>();
        var records = 0;
        while (records < BatchSize && fetched.TryRead(out var page))
        {
            batch.Add(page);
            records += page.Page.Records.Sum(r => 1 + r.CountedIds.Count);
        }

        return batch;
    }

    // Of the whole session: new figures of listings are settled with the orders.
    private async Task<bool> HasChangedAsync(CancellationToken cancellation)
    {
        await using var db = run.Read();
        return await db.SyncStages.AnyAsync(s => s.SessionId == run.SessionId && s.Changed > 0, cancellation);
    }

    private async Task CompleteAsync(string? text, CancellationToken cancellation)
    {
        await using var write = await run.BeginAsync(cancellation);
        await StageEnd.WriteAsync(write.Db, run, plan.Name, text, cancellation);
        await write.CommitAsync(cancellation);
        run.Tell();
    }
}
