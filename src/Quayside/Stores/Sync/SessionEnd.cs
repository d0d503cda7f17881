using Microsoft.EntityFrameworkCore;
using Quayside.Connectors;
using Quayside.Database;

namespace Quayside.Stores.Sync;

/// <summary>How a session ends or pauses, written into the session, its stages and the store's health together.</summary>
internal static class SessionEnd
{
    public static async Task WriteAsync(RunContext run, CancellationToken cancellation)
    {
        await using var write = await run.BeginAsync(cancellation);
        var (session, store) = await LoadAsync(write.Db, run, cancellation);
        var failed = session.Stages.Where(s => s.State == StageState.Failed).OrderBy(s => s.Name).FirstOrDefault();
        session.State = failed is null ? SyncState.Completed : SyncState.Failed;
        session.FinishedAt = run.Clock.GetUtcNow();
        session.Requests = run.Requests;
        session.Text = failed?.Text ?? (session.Kind == SyncKind.Initial && IsEmpty(session) ? "The shop has no products and no orders yet: nothing to sync yet." : null);
        store.ClockAheadMs = (long)(run.Connection.Clock.Ahead ?? run.Ahead).TotalMilliseconds;
        if (failed is null)
        {
            (store.Health, store.HealthText) = (StoreHealth.Ok, null);
        }

        Plan(run, session, store);
        await QuietSessions.TidyAsync(write.Db, session, cancellation);
        await write.CommitAsync(cancellation);
        run.Tell();
    }

    // A failed stage of a store that works otherwise is tried again at the next look; a store that stopped waits for a person, and so
    // does a first sync that did not come to its end.
    private static void Plan(RunContext run, SyncSession session, Store store)
    {
        var now = run.Clock.GetUtcNow();
        var mayGoOn = store.Health == StoreHealth.Ok && (session.Kind != SyncKind.Initial || session.State == SyncState.Completed);
        if (session.Kind != SyncKind.Delta)
        {
            store.ReconcileDueAt = session.Kind == SyncKind.Initial ? run.Schedule.FirstComparison(store, now) : SyncSchedule.NextComparison(now);
        }

        // What was held up has a late window's end, and the rest is looked for at once.
        var end = session.Kind == SyncKind.Delta ? session.WindowTo : session.StartedAt;
        var look = run.Connector is IReadsChanges ? run.Schedule.NextLook(store, end) : run.Schedule.NextLook(store, now) is null ? null : store.ReconcileDueAt;
        store.DueAt = !mayGoOn || look is null ? null : Later(now, store.ReconcileDueAt < look ? store.ReconcileDueAt.Value : look.Value);
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    /// <returns>true when only the stage ended and the next one may begin; false when the session waits.</returns>
    public static async Task<bool> FailAsync(
        RunContext run, StageName stage, ConnectorException failure, CancellationToken cancellation)
    {
        await using var write = await run.BeginAsync(cancellation);
        var (session, store) = await LoadAsync(write.Db, run, cancellation);
        session.FailuresInARow++;
        session.Requests = run.Requests;
        var policy = FailurePolicy.For(failure, session.FailuresInARow, Random.Shared.NextDouble());
        store.Health = policy.Health;
        store.HealthText = policy.Health == StoreHealth.Ok ? null : failure.Message;
        if (policy.Session is { } state)
        {
            session.State = state;
            session.Text = failure.Message;
            session.ResumesAt = run.Clock.GetUtcNow() + policy.Wait;
            store.DueAt = session.ResumesAt;
        }
        else
        {
            session.FailuresInARow = 0;
            Fail(session, stage, failure.Message);
        }

        await write.CommitAsync(cancellation);
        run.Tell();
        return policy.Session is null;
    }

    public static async Task FailStageAsync(RunContext run, StageName stage, string text, CancellationToken cancellation)
    {
        await using var write = await run.BeginAsync(cancellation);
        var (session, _) = await LoadAsync(write.Db, run, cancellation);
        session.Requests = run.Requests;
        Fail(session, stage, text);
        await write.CommitAsync(cancellation);
        run.Tell();
    }

    private static void Fail(SyncSession session, StageName stage, string text)
    {
        var row = session.Stages.Single(s => s.Name == stage);
        (row.State, row.Text) = (StageState.Failed, text);
    }

    private static async Task<(SyncSession Session, Store Store)> LoadAsync(
        QuaysideDb db, RunContext run, CancellationToken cancellation) => (
        await db.SyncSessions.Include(s => s.Stages).SingleAsync(s => s.Id == run.SessionId, cancellation),
        await db.Stores.SingleAsync(s => s.Id == run.Target.StoreId, cancellation));

    private static bool IsEmpty(SyncSession session) =>
        session.Stages.Where(s => s.Name != StageName.Carriers).All(s => s.Discovered == 0);
}
