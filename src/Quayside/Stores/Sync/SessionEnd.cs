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
        session.Text = failed?.Text ?? (IsEmpty(session) ? "The shop has no products and no orders yet: nothing to sync yet." : null);
        store.DueAt = null;
        if (failed is null)
        {
            (store.Health, store.HealthText) = (StoreHealth.Ok, null);
        }

        await write.CommitAsync(cancellation);
        run.Tell();
    }

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
