using Quayside.Connectors;
using Quayside.Database;
using Quayside.Stores.Sync;

namespace Quayside.Stores;

/// <summary>Opens what a run works with, for a store under its lease.</summary>
public sealed class RunContexts(Databases databases, OpenShop shops, StoreNews news, SyncSchedule schedule)
{
    internal SyncSchedule Schedule => schedule;

    internal IConnector ConnectorOf(Store store) => shops.ConnectorOf(store);

    /// <param name="by">How what the run writes was learned.</param>
    /// <param name="sessionId">0 where the work belongs to no session.</param>
    internal RunContext Open(Store store, StoreLease lease, LearnedBy by, long sessionId = 0) =>
        Open(store, lease, shops.ForStore(store, lease), by, sessionId);

    /// <summary>One whose connection may change webhooks in the shop.</summary>
    internal RunContext OpenForWebhooks(Store store, StoreLease lease) =>
        Open(store, lease, shops.ForWebhooks(store, lease), LearnedBy.Webhook, 0);

    private RunContext Open(Store store, StoreLease lease, OpenConnection shop, LearnedBy by, long sessionId)
    {
        var target = new ImportTarget(store.OrganisationId, store.Id, store.ConnectedAt, by)
        {
            OpenFrom = NewSession.OrdersFrom(store),
            VariationIdsAreUnique = shop.Connector.Info.VariationIdsAreUnique,
        };
        return new RunContext(databases, lease, target, shop, news)
        {
            SessionId = sessionId,
            Schedule = schedule,
            OrdersFrom = target.OpenFrom,
        };
    }
}
