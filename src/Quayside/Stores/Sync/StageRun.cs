using System.Numerics;
using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;

namespace Quayside.Stores.Sync;

/// <summary>One stage of a run, from where it stands to its end. What is disposed before its end is taken up by another run.</summary>
internal abstract class StageRun(SyncStage stage) : IAsyncDisposable
{
    public StageName Name => stage.Name;

    /// <summary>The stage that is read while this one is settled.</summary>
    public StageRun? Next { get; set; }

    protected SyncStage Stage => stage;

    /// <summary>Asks for the stage's first page before its turn.</summary>
    public virtual void ReadAhead()
    {
    }

    /// <summary>Reads what can be read before the stages before it are settled.</summary>
    public virtual void ReadOn()
    {
    }

    /// <exception cref="Connectors.ConnectorException">A page could not be read; what was read before is written.</exception>
    /// <exception cref="EndlessFeedException">The feed repeats itself.</exception>
    public abstract Task RunAsync(CancellationToken cancellation);

    public abstract ValueTask DisposeAsync();
}

/// <summary>Fetchers ahead, one writer behind, in the feed's order.</summary>
internal sealed class StageRun<T>(RunContext run, StagePlan<T> plan, SyncStage stage) : StageRun(stage)
    where T : class
{
    /// <summary>Records in one transaction, about; keeps it short on SQLite, where everybody else waits for it.</summary>
    private const int BatchSize = 1500;

    private readonly PagesAhead<T> _ahead = new(plan.Read, stage.Cursor, run.CallsAtATime);

    public override void ReadAhead()
    {
        if (Stage.State != StageState.Settling && plan.ReadsWhatIsStored?.Invoke(Stage.Cursor) is not true)
        {
            Begin();
        }
    }

    public override void ReadOn()
    {
        ReadAhead();
        if (plan.ReadsWhatIsStored is null)
        {
            _ahead.ReadOn();
        }
    }

    public override async Task RunAsync(CancellationToken cancellation)
    {
        if (Stage.State == StageState.Settling)
        {
            Next?.ReadOn();
        }
        else
        {
            await ReadAndWriteAsync(cancellation);
        }

        string? text = null;
        if (!plan.IsLook || await HasChangedAsync(cancellation))
        {
            var settled = await plan.SettleAsync(cancellation);
            var missing = await Receipt.WriteAsync(run, plan.Name, cancellation);
            text = plan.IsLook || missing is null ? settled : settled is null ? missing : $"{missing} {settled}";
        }

        await CompleteAsync(text, cancellation);
    }

    public override ValueTask DisposeAsync() => _ahead.DisposeAsync();

    private void Begin() => _ahead.Begin(() => Next?.ReadOn());

    private async Task ReadAndWriteAsync(CancellationToken cancellation)
    {
        Begin();
        _ahead.ReadOn();
        StageProgress progress;
        await using (var db = run.Read())
        {
            progress = await StageProgress.LoadAsync(db, run.SessionId, Stage, cancellation);
        }

        var writer = new StageWriter<T>(run, plan, progress);
        var written = 0;
        while (await _ahead.Pages.WaitToReadAsync(cancellation))
        {
            await writer.WriteAsync(NextBatch(_ahead.Pages), cancellation);
            if (++written > 1 && BitOperations.IsPow2(written))
            {
                await run.CountTablesAsync(cancellation);
            }
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
