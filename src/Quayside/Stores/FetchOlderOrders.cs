using Microsoft.EntityFrameworkCore;
using Quayside.Connectors;
using Quayside.Database;
using Quayside.Organisations;

namespace Quayside.Stores;

/// <param name="Since">Orders placed since then are here; null before the first sync is through.</param>
/// <param name="Earliest">How far back the channel gives orders out; null when without limit.</param>
public sealed record OlderOrdersView(DateTimeOffset? Since, DateTimeOffset? Earliest);

/// <summary>Fetches orders from before a store's first window, in the background and without side effects: they are history, reserve nothing
/// and ask for nobody's attention.</summary>
public sealed class FetchOlderOrders(Databases databases, ConnectorList connectors, StoreRestart work)
{
    /// <summary>Days before a store was connected that can be asked for.</summary>
    public const int MostDays = 7300;

    /// <returns>Refused: not_found (the store).</returns>
    public async Task<Outcome<OlderOrdersView>> SinceAsync(Caller caller, long storeId, CancellationToken cancellation)
    {
        await using var db = databases.Open(caller.OrganisationId);
        return await db.Stores.AsNoTracking().SingleOrDefaultAsync(s => s.Id == storeId, cancellation) is { } store
            ? new OlderOrdersView(await SinceAsync(db, storeId, cancellation), Earliest(store))
            : Refusal.NotFound("store");
    }

    /// <param name="from">Orders placed from then on are fetched, up to those that are here. Cut to what the channel allows.</param>
    /// <param name="days">Instead of <paramref name="from"/>: so many days before the store was connected.</param>
    /// <returns>The session. Refused: not_found, forbidden, sync.running, store.disconnected, store.needs_reauth, older_orders.window,
    /// older_orders.here, older_orders.too_early, older_orders.not_offered.</returns>
    public async Task<Outcome<SyncSession>> RunAsync(
        Caller caller, long storeId, DateTimeOffset? from, int? days, CancellationToken cancellation)
    {
        if (caller.Needs(Role.Manager) is { } refusal)
        {
            return refusal;
        }

        await using var write = await WriteTransaction.BeginAsync(databases, caller.OrganisationId, cancellation);
        await write.LockStoreAsync(storeId, cancellation);
        if (await write.Db.Stores.SingleOrDefaultAsync(s => s.Id == storeId, cancellation) is not { } store)
        {
            return Refusal.NotFound("store");
        }

        if (await StartSync.CannotStartAsync(write.Db, store, cancellation) is { } reason)
        {
            return reason;
        }

        var window = Window(store, from, days, await SinceAsync(write.Db, storeId, cancellation));
        if (window.Refusal is { } impossible)
        {
            return impossible;
        }

        var session = NewSession.AddOlderOrders(write.Db, store, window.Value!.Orders, window.Value.Cut, work.Now);
        Audit.Add(write.Db, caller, "orders.older", $"Orders of {store.Name} from {session.WindowFrom:yyyy-MM-dd} on are fetched", work.Now, storeId);
        await write.CommitAsync(cancellation);
        work.Nudge();
        return session;
    }

    private Outcome<Asked> Window(Store store, DateTimeOffset? from, int? days, DateTimeOffset? since)
    {
        if (connectors.Find(store.Channel) is not IReadsOrders)
        {
            return new Refusal("older_orders.not_offered", "This channel gives out no orders.");
        }

        if (since is not { } here)
        {
            return new Refusal("older_orders.too_early", "The first sync has to be through before older orders can be fetched.");
        }

        var oldest = store.ConnectedAt.AddDays(-MostDays);
        if ((from is null) == (days is null) || days is < 1 or > MostDays || from < oldest || from > work.Now)
        {
            return new Refusal("older_orders.window", $"Say from when, or how many days before the store was connected: up to {MostDays}.");
        }

        var asked = NewSession.WholeSecond((from ?? store.ConnectedAt.AddDays(-days!.Value)).ToUniversalTime());
        var begin = Earliest(store) is { } earliest && earliest > asked ? NewSession.WholeSecond(earliest) : asked;
        return begin >= here
            ? new Refusal("older_orders.here", $"Orders placed since {here:yyyy-MM-dd} are here already, and the channel gives out none before that which were asked for.")
            : new Asked(new OrderWindow(begin, here), begin > asked ? $"{connectors.Get(store.Channel).Info.Name} gives out orders of the last {connectors.Get(store.Channel).Info.HistoryDays} days only." : null);
    }

    private static Task<DateTimeOffset?> SinceAsync(QuaysideDb db, long storeId, CancellationToken cancellation) => db.SyncSessions
        .Where(s => s.StoreId == storeId && s.State == SyncState.Completed && (s.Kind == SyncKind.Initial || s.Kind == SyncKind.OlderOrders))
        .OrderBy(s => s.WindowFrom).Select(s => (DateTimeOffset?)s.WindowFrom).FirstOrDefaultAsync(cancellation);

    private DateTimeOffset? Earliest(Store store) =>
        connectors.Find(store.Channel)?.Info.HistoryDays is { } days ? work.Now.AddDays(-days) : null;

    /// <param name="Cut">Why it begins later than was asked for; null when it does not.</param>
    private sealed record Asked(OrderWindow Orders, string? Cut);
}
