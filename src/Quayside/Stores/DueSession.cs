using Microsoft.EntityFrameworkCore;
using Quayside.Connectors;
using Quayside.Database;

namespace Quayside.Stores;

/// <summary>Opens the session that a store is due for, by the tables alone: correct after a restart and beside another process.</summary>
internal sealed class DueSession(Databases databases, StoreLease lease, IConnector connector, SyncSchedule schedule)
{
    /// <returns>null when nothing is due, or a person has to act first.</returns>
    public async Task<SyncSession?> OpenAsync(CancellationToken cancellation)
    {
        await using var write = await WriteTransaction.BeginAsync(databases, lease.OrganisationId, cancellation);
        await lease.FenceAsync(write.Db, cancellation);
        var store = await write.Db.Stores.SingleAsync(s => s.Id == lease.StoreId, cancellation);
        var now = schedule.Clock.GetUtcNow();
        if (store.DueAt is not { } due || due > now)
        {
            return null; // woken twice for one time
        }

        var session = await MayRunAsync(write.Db, store, cancellation) ? await AddAsync(write.Db, store, now, cancellation) : null;
        if (session is null)
        {
            store.DueAt = null;
        }

        await write.CommitAsync(cancellation);
        return session;
    }

    private static async Task<bool> MayRunAsync(QuaysideDb db, Store store, CancellationToken cancellation) =>
        store.Health is StoreHealth.Ok or StoreHealth.Waiting
        && await db.SyncSessions.AnyAsync(s => s.StoreId == store.Id && s.State == SyncState.Completed && s.Kind != SyncKind.Delta, cancellation);

    private async Task<SyncSession> AddAsync(QuaysideDb db, Store store, DateTimeOffset now, CancellationToken cancellation)
    {
        var cursors = await db.SyncCursors.Where(c => c.StoreId == store.Id).ToListAsync(cancellation);
        var mayLook = connector is IReadsChanges && cursors.Count > 1;
        return mayLook && !(store.ReconcileDueAt <= now)
            ? NewSession.AddDelta(db, store, connector.Info, cursors.Min(c => c.ReadUpTo), now)
            : NewSession.Add(db, store, connector, SyncKind.Reconcile, null, now);
    }
}
