using Quayside.Connectors;
using Quayside.Database;

namespace Quayside.Stores;

/// <summary>Opens a session with the stages its connector is able to, and makes the store due.</summary>
internal static class NewSession
{
    public static SyncSession Add(
        QuaysideDb db, Store store, IConnector connector, SyncKind kind, string? windowCut, DateTimeOffset now)
    {
        var session = new SyncSession
        {
            OrganisationId = store.OrganisationId,
            StoreId = store.Id,
            Kind = kind,
            StartedAt = now,
            WindowFrom = OrdersFrom(store),
            WindowTo = now,
            WindowCut = windowCut,
        };
        return Open(db, store, session, StagesOf(connector), now);
    }

    /// <summary>A look for what changed since, a little further back than was read, and never up to now: what changes at this moment
    /// may not be shown yet.</summary>
    /// <param name="readUpTo">By our clock, as the window is.</param>
    public static SyncSession AddDelta(QuaysideDb db, Store store, ConnectorInfo channel, DateTimeOffset readUpTo, DateTimeOffset now)
    {
        var from = WholeSecond(readUpTo - channel.Overlap);
        var to = WholeSecond(now - channel.Lag);
        to = channel.LongestWindow is { } longest && to - from > longest ? from + longest : to;
        var session = new SyncSession
        {
            OrganisationId = store.OrganisationId,
            StoreId = store.Id,
            Kind = SyncKind.Delta,
            StartedAt = now,
            WindowFrom = from,
            WindowTo = to > from ? to : from,
        };
        return Open(db, store, session, [StageName.Listings, StageName.Orders], now);
    }

    /// <summary>Orders from before the first window: history.</summary>
    public static SyncSession AddOlderOrders(QuaysideDb db, Store store, OrderWindow window, string? windowCut, DateTimeOffset now)
    {
        var session = new SyncSession
        {
            OrganisationId = store.OrganisationId,
            StoreId = store.Id,
            Kind = SyncKind.OlderOrders,
            StartedAt = now,
            WindowFrom = window.From,
            WindowTo = window.To,
            WindowCut = windowCut,
        };
        return Open(db, store, session, [StageName.Orders, StageName.Carriers], now);
    }

    private static SyncSession Open(QuaysideDb db, Store store, SyncSession session, IEnumerable<StageName> stages, DateTimeOffset now)
    {
        foreach (var name in stages)
        {
            session.Stages.Add(new SyncStage { SessionId = session.Id, Name = name, OrganisationId = store.OrganisationId });
        }

        db.SyncSessions.Add(session);
        (store.DueAt, store.Health, store.HealthText) = (now, StoreHealth.Ok, null);
        return session;
    }

    /// <summary>Orders placed before are not fetched.</summary>
    public static DateTimeOffset OrdersFrom(Store store) => WholeSecond(store.ConnectedAt.AddDays(-store.HistoryDays));

    // Channels date orders by the second: a window that begins within one would leave open to which side its orders belong.
    public static DateTimeOffset WholeSecond(DateTimeOffset time) => time.AddTicks(-(time.Ticks % TimeSpan.TicksPerSecond));

    private static IEnumerable<StageName> StagesOf(IConnector connector)
    {
        if (connector is IReadsListings)
        {
            yield return StageName.Listings;
        }

        if (connector is IReadsOrders)
        {
            yield return StageName.Orders;
        }

        yield return StageName.Carriers;
    }
}
