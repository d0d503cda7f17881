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
        var plans = new StagePlans(run);
        var window = new OrderWindow(session.WindowFrom, session.WindowTo);
        foreach (var stage in session.Stages.OrderBy(s => s.Name).Where(s => s.State is not (StageState.Completed or StageState.Failed)))
        {
            var goesOn = await GuardAsync(stage, () => (session.Kind, stage.Name, run.Connector) switch
            {
                (SyncKind.Delta, StageName.Listings, IReadsChanges channel) => Run(new ChangePlans(run, plans, channel).Listings(session), stage, cancellation),
                (SyncKind.Delta, StageName.Orders, IReadsChanges channel) => Run(new ChangePlans(run, plans, channel).Orders(session), stage, cancellation),
                (SyncKind.Reconcile, StageName.Listings, IListsIds channel) => new CompareListings(run, plans, channel).RunAsync(cancellation),
                (SyncKind.Reconcile, StageName.Orders, IListsIds channel) => new CompareOrders(run, plans, channel).RunAsync(cancellation),
                (_, StageName.Listings, IReadsListings channel) => Run(plans.Listings(channel), stage, cancellation),
                (SyncKind.OlderOrders, StageName.Orders, IReadsOrders channel) => Run(plans.OlderOrders(channel, window), stage, cancellation),
                (SyncKind.OlderOrders, StageName.Carriers, _) => Run(plans.Carriers(null), stage, cancellation),
                (_, StageName.Orders, IReadsOrders channel) => Run(plans.Orders(channel, window), stage, cancellation),
                (_, StageName.Carriers, var channel) => Run(plans.Carriers(channel as IReadsCarriers), stage, cancellation),
                _ => throw new InvalidOperationException($"{run.Connector.Info.Key} has no stage {stage.Name}."),
            }, cancellation);
            if (!goesOn)
            {
                return;
            }
        }

        await SessionEnd.WriteAsync(run, cancellation);
    }

    private Task Run<T>(StagePlan<T> plan, SyncStage stage, CancellationToken cancellation)
        where T : class =>
        new StageRun<T>(run, plan).RunAsync(stage, cancellation);

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
    private async Task<bool> GuardAsync(SyncStage stage, Func<Task> runStage, CancellationToken cancellation)
    {
        try
        {
            await runStage();
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
