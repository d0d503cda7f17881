using Microsoft.EntityFrameworkCore;
using Quayside.Database;

namespace Quayside.Stores.Sync;

/// <summary>What is true once a stage is through: it is completed, and what changed in the shop before its window's end is here.</summary>
internal static class StageEnd
{
    // Windows overlap by more than a clock drifts between two looks; beyond this it was set.
    private static readonly TimeSpan Drift = TimeSpan.FromMinutes(2);

    /// <summary>Inside the caller's transaction.</summary>
    public static async Task WriteAsync(QuaysideDb db, RunContext run, StageName stage, string? text, CancellationToken cancellation)
    {
        await db.SyncStages
            .Where(s => s.SessionId == run.SessionId && s.Name == stage)
            .ExecuteUpdateAsync(s => s.SetProperty(x => x.State, StageState.Completed).SetProperty(x => x.Text, text), cancellation);
        await AnsweredAsync(db, run, cancellation);
        if (stage != StageName.Carriers)
        {
            await MoveCursorAsync(db, run, stage, cancellation);
        }
    }

    // A stage that is through says that the channel answers again.
    private static async Task AnsweredAsync(QuaysideDb db, RunContext run, CancellationToken cancellation)
    {
        var failed = await db.SyncSessions.Where(s => s.Id == run.SessionId && s.FailuresInARow > 0)
            .ExecuteUpdateAsync(s => s.SetProperty(x => x.FailuresInARow, 0), cancellation);
        if (failed > 0)
        {
            string? nothing = null;
            await db.Stores.Where(s => s.Id == run.Target.StoreId && s.Health == StoreHealth.Waiting)
                .ExecuteUpdateAsync(s => s.SetProperty(x => x.Health, StoreHealth.Ok).SetProperty(x => x.HealthText, nothing), cancellation);
        }
    }

    private static async Task MoveCursorAsync(QuaysideDb db, RunContext run, StageName feed, CancellationToken cancellation)
    {
        var session = await db.SyncSessions.AsNoTracking().SingleAsync(s => s.Id == run.SessionId, cancellation);
        var readUpTo = session.Kind == SyncKind.Delta ? session.WindowTo : session.StartedAt;
        var cursor = await db.SyncCursors.SingleOrDefaultAsync(c => c.StoreId == run.Target.StoreId && c.Feed == feed, cancellation);
        if (cursor is null)
        {
            db.SyncCursors.Add(new SyncCursor
            {
                OrganisationId = run.Target.OrganisationId,
                StoreId = run.Target.StoreId,
                Feed = feed,
                ReadUpTo = readUpTo,
            });
        }
        else if (session.Kind == SyncKind.Delta || feed == StageName.Listings)
        {
            // A comparison covers every listing, and of the orders those of ninety days alone: their cursor stays where the looks have
            // brought it.
            var set = (run.Connection.Clock.Ahead ?? run.Ahead) - run.Ahead;
            if (session.Kind == SyncKind.Delta && set.Duration() > Drift)
            {
                // The shop's clock was set since the last look: the window did not mean what was thought. The next one begins where this
                // one did, by whichever of the two clocks is earlier.
                readUpTo = cursor.ReadUpTo - (set > TimeSpan.Zero ? set : TimeSpan.Zero);
            }

            cursor.ReadUpTo = readUpTo;
        }

        await db.SaveChangesAsync(cancellation);
        db.ChangeTracker.Clear();
    }
}
