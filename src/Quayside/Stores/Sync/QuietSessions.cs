using Microsoft.EntityFrameworkCore;
using Quayside.Database;

namespace Quayside.Stores.Sync;

/// <summary>Keeps the sessions of a store from growing without bound: ninety-six looks a day, most of which find nothing.</summary>
internal static class QuietSessions
{
    private const int DaysKept = 30;

    /// <summary>A look that found nothing takes the place of the one before it where that found nothing either. Once a day the looks of
    /// more than thirty days ago are forgotten; what they found is in the timelines.</summary>
    public static async Task TidyAsync(QuaysideDb db, SyncSession session, CancellationToken cancellation)
    {
        if (session.State != SyncState.Completed)
        {
            return;
        }

        if (session.Kind == SyncKind.Delta)
        {
            // The pages said what was under way; it is not any more.
            await db.SyncPages.Where(p => p.SessionId == session.Id).ExecuteDeleteAsync(cancellation);
            if (session.Stages.All(s => s.Changed == 0))
            {
                await FoldAsync(db, session, cancellation);
            }
        }
        else
        {
            var old = session.StartedAt.AddDays(-DaysKept);
            await ForgetAsync(db, db.SyncSessions.Where(s => s.StoreId == session.StoreId && s.Kind == SyncKind.Delta && s.StartedAt < old
                && (s.State == SyncState.Completed || s.State == SyncState.Failed)), cancellation);
        }
    }

    private static async Task FoldAsync(QuaysideDb db, SyncSession session, CancellationToken cancellation)
    {
        var before = await db.SyncSessions.AsNoTracking().Include(s => s.Stages)
            .Where(s => s.StoreId == session.StoreId && s.Id < session.Id).OrderByDescending(s => s.Id).FirstOrDefaultAsync(cancellation);
        if (before is { Kind: SyncKind.Delta, State: SyncState.Completed } && before.Stages.All(s => s.Changed == 0))
        {
            (session.QuietLooks, session.QuietSince) = (before.QuietLooks + 1, before.QuietSince ?? before.StartedAt);
            await ForgetAsync(db, db.SyncSessions.Where(s => s.Id == before.Id), cancellation);
        }
    }

    private static async Task ForgetAsync(QuaysideDb db, IQueryable<SyncSession> sessions, CancellationToken cancellation)
    {
        var ids = sessions.Select(s => s.Id);
        await db.SyncPages.Where(p => ids.Contains(p.SessionId)).ExecuteDeleteAsync(cancellation);
        await db.SyncStages.Where(s => ids.Contains(s.SessionId)).ExecuteDeleteAsync(cancellation);
        await sessions.ExecuteDeleteAsync(cancellation);
    }
}
