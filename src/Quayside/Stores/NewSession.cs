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
            WindowFrom = FirstWindow(store),
            WindowTo = now,
            WindowCut = windowCut,
        };
        foreach (var name in StagesOf(connector))
        {
            session.Stages.Add(new SyncStage { SessionId = session.Id, Name = name, OrganisationId = store.OrganisationId });
        }

        db.SyncSessions.Add(session);
        (store.DueAt, store.Health, store.HealthText) = (now, StoreHealth.Ok, null);
        return session;
    }

    /// <summary>Where the store's first window of orders begins.</summary>
    public static DateTimeOffset FirstWindow(Store store) => WholeSecond(store.ConnectedAt.AddDays(-store.HistoryDays));

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
