using Microsoft.EntityFrameworkCore;
using Quayside.Connectors;
using Quayside.Database;

namespace Quayside.Stores;

/// <summary>Opens the next session of a store that had some before.</summary>
public sealed class StoreRestart(StoreWaker waker, TimeProvider clock)
{
    internal DateTimeOffset Now => clock.GetUtcNow();

    /// <remarks>Until one has come to its end the session is the initial one; after that it compares both sides, or looks for changes where
    /// that was asked for and can be done.</remarks>
    internal async Task<SyncSession> AddAsync(
        QuaysideDb db, Store store, IConnector connector, CancellationToken cancellation, StartedSync kind = StartedSync.Reconcile)
    {
        var completed = await db.SyncSessions.AnyAsync(s => s.StoreId == store.Id && s.State == SyncState.Completed, cancellation);
        store.DisconnectedAt = null;
        if (completed && kind == StartedSync.Delta && connector is IReadsChanges
            && await db.SyncCursors.Where(c => c.StoreId == store.Id).ToListAsync(cancellation) is { Count: > 1 } cursors)
        {
            return NewSession.AddDelta(db, store, connector.Info, cursors.Min(c => c.ReadUpTo), Now);
        }

        return NewSession.Add(db, store, connector, completed ? SyncKind.Reconcile : SyncKind.Initial, null, Now);
    }

    internal void Nudge() => waker.Nudge();
}
