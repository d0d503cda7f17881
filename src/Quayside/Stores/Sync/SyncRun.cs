using Microsoft.EntityFrameworkCore;
using Quayside.Connectors;

namespace Quayside.Stores.Sync;

/// <summary>Takes one session from where it stands to its end, or to where it has to wait. A plain class on the thread pool.</summary>
/// <remarks>Everything that matters is in the tables: a run that is killed anywhere is taken up by another with the same session.</remarks>
internal sealed partial class SyncRun(RunContext run, ILogger log)
{
    /// <exception cref="LeaseLostException">Another holder has the store.</exception>
    /// <exception cref="OperationCanceledException">Stopped; the session stays as it is and is taken up again.</exception>
    public async Task RunAsync(CancellationToken cancellation)
    {
        var session = await BeginAsync(cancellation);
        var stages = StagesOf(session);
        try
        {
            if (session is { Kind: SyncKind.Initial, FailuresInARow: 0 } && session.Stages.All(s => s.Pages == 0))
            {
                // The shop is asked at once for the first page of each stage. Not after a wait: it may have asked for quiet.
                stages.ForEach(stage => stage.ReadAhead());
            }

            foreach (var stage in stages)
            {
                if (!await GuardAsync(stage, cancellation))
                {
                    return;
                }
            }
        }
        finally
        {
            foreach (var stage in stages)
            {
                await stage.DisposeAsync();
            }
        }

        await SessionEnd.WriteAsync(run, cancellation);
    }

    private List<StageRun> StagesOf(SyncSession session)
    {
        var plans = new StagePlans(run);
        var window = new OrderWindow(session.WindowFrom, session.WindowTo);
        var stages = session.Stages.OrderBy(s => s.Name).Where(s => s.State is not (StageState.Completed or StageState.Failed))
            .Select(stage => (session.Kind, stage.Name, run.Connector) switch
            {
                (SyncKind.Delta, StageName.Listings, IReadsChanges channel) =>
                    new StageRun<CatalogueRecord>(run, new ChangePlans(run, plans, channel).Listings(session), stage),
                (SyncKind.Delta, StageName.Orders, IReadsChanges channel) =>
                    new StageRun<ChannelOrder>(run, new ChangePlans(run, plans, channel).Orders(session), stage),
                (SyncKind.Reconcile, StageName.Listings, IListsIds channel) => new ComparedStage(stage, new CompareListings(run, plans, channel).RunAsync),
                (SyncKind.Reconcile, StageName.Orders, IListsIds channel) => new ComparedStage(stage, new CompareOrders(run, plans, channel).RunAsync),
                (_, StageName.Listings, IReadsListings channel) => new StageRun<CatalogueRecord>(run, plans.Listings(channel), stage),
                (SyncKind.OlderOrders, StageName.Orders, IReadsOrders channel) =>
                    new StageRun<ChannelOrder>(run, plans.OlderOrders(channel, window), stage),
                (SyncKind.OlderOrders, StageName.Carriers, _) => new StageRun<ChannelCarrier>(run, plans.Carriers(null), stage),
                (_, StageName.Orders, IReadsOrders channel) => new StageRun<ChannelOrder>(run, plans.Orders(channel, window), stage),
                (_, StageName.Carriers, var channel) => (StageRun)new StageRun<ChannelCarrier>(run, plans.Carriers(channel as IReadsCarriers), stage),
                _ => throw new InvalidOperationException($"{run.Connector.Info.Key} has no stage {stage.Name}."),
            }).ToList();
        if (session.Kind == SyncKind.Initial)
        {
            foreach (var (stage, next) in stages.Zip(stages.Skip(1)))
            {
                stage.Next = next;
            }
        }

        return stages;
    }

    private async Task<SyncSession> BeginAsync(CancellationToken cancellation)
    {
        await using var write = await run.BeginAsync(cancellation);
        var session = await write.Db.SyncSessions.Include(s => s.Stages).SingleAsync(s => s.Id == run.SessionId, cancellation);
        run.StartCountingFrom(session.Requests);
        (session.State, session.ResumesAt, session.Text) = (SyncState.Running, null, null);
        await write.CommitAsync(cancellation);
        run.Tell();
        return session;
    }

    /// <returns>false when the session waits.</returns>
    private async Task<bool> GuardAsync(StageRun stage, CancellationToken cancellation)
    {
        try
        {
            await stage.RunAsync(cancellation);
            return true;
        }
        catch (ConnectorException failure)
        {
            CallFailed(run.Target.StoreId, stage.Name, failure.Kind, failure.Message, failure.RequestId);
            return await SessionEnd.FailAsync(run, stage.Name, failure, cancellation);
        }
        catch (EndlessFeedException endless)
        {
            FeedRepeats(run.Target.StoreId, stage.Name);
            await SessionEnd.FailStageAsync(run, stage.Name, endless.Message, cancellation);
            return true;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Store {StoreId}, {Stage}: {Kind}, {Text} (request {RequestId})")]
    private partial void CallFailed(long storeId, StageName stage, FailureKind kind, string text, string? requestId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Store {StoreId}, {Stage}: the feed repeats itself")]
    private partial void FeedRepeats(long storeId, StageName stage);
}
