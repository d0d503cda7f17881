using System.Text.Json;
using Quayside.Connectors;
using Quayside.Database;
using Quayside.Hosting;
using Quayside.Stores.Authorisations;
using Quayside.Stores.Sync;

namespace Quayside.Stores;

/// <summary>Makes connections ready to be used: for a store under its lease, or for settings that are no store yet.</summary>
public sealed class OpenShop(
    ShopHttp http, Secrets secrets, Databases databases, ConnectorList connectors, RenewTokens renew, TimeProvider clock)
{
    /// <exception cref="ConnectorException">NeedsReauth: the settings were encrypted with keys that are gone.</exception>
    internal OpenConnection ForStore(Store store, StoreLease lease) => Open(store, lease, changesWebhooks: false);

    /// <summary>A connection on which webhooks in the shop may be created and removed: for nothing but that.</summary>
    /// <exception cref="ConnectorException">As <see cref="ForStore"/>.</exception>
    internal OpenConnection ForWebhooks(Store store, StoreLease lease) => Open(store, lease, changesWebhooks: true);

    private OpenConnection Open(Store store, StoreLease lease, bool changesWebhooks)
    {
        var connector = connectors.Get(store.Channel);
        var settings = secrets.Unprotect(store.Settings) ?? throw new ConnectorException(
            FailureKind.NeedsReauth, "The keys that this store's settings were encrypted with are gone. Enter the settings again.");
        var shopClock = new ShopClock { Ahead = TimeSpan.FromMilliseconds(store.ClockAheadMs) };
        var budget = new RateBudget(connector.Info.CallsAtATime, lease, changesWebhooks)
        {
            Clock = new AnswerClock(clock, shopClock),
            CallsPerSecond = connector.Info.CallsPerSecond,
        };
        var tokens = new StoreTokens(databases, secrets, lease);
        var connection = new Connection(settings, http.Client(budget), FactsOf(store), tokens)
        {
            Clock = shopClock,
            Access = AccessOf(connector, store, settings),
        };
        return new OpenConnection(connector, connection, budget);
    }

    internal IConnector ConnectorOf(Store store) => connectors.Get(store.Channel);

    internal OpenConnection ForSettings(IConnector connector, IReadOnlyDictionary<string, string> settings) =>
        ForNoStore(connector, settings, NoAccess.Instance);

    /// <summary>For a shop behind a sign-in that came back a while ago.</summary>
    internal OpenConnection ForSignIn(IConnector connector, ChosenShop shop) =>
        ForNoStore(connector, shop.Settings, new FreshAccess(shop.Tokens));

    /// <summary>For an archived store that comes back with what it had; it has no lease yet.</summary>
    internal OpenConnection ForKept(IConnector connector, Store store, IReadOnlyDictionary<string, string> settings) =>
        ForNoStore(connector, settings, AccessOf(connector, store, settings));

    private OpenConnection ForNoStore(IConnector connector, IReadOnlyDictionary<string, string> settings, IAccess access)
    {
        var shopClock = new ShopClock();
        var budget = new RateBudget(connector.Info.CallsAtATime, lease: null)
        {
            Clock = new AnswerClock(clock, shopClock),
            CallsPerSecond = connector.Info.CallsPerSecond,
        };
        return new OpenConnection(
            connector,
            new Connection(settings, http.Client(budget), ShopFacts.None, new TokensInMemory()) { Clock = shopClock, Access = access },
            budget);
    }

    private IAccess AccessOf(IConnector connector, Store store, IReadOnlyDictionary<string, string> settings) =>
        connector is IAuthorises channel && store.AuthorisationId is { } id
            ? new StoreAccess(renew, new TokenHolder(store.OrganisationId, id, channel, settings), clock)
            : NoAccess.Instance;

    internal static string ToText(ShopFacts facts) => JsonSerializer.Serialize(facts);

    private static ShopFacts FactsOf(Store store) =>
        store.Facts is null ? ShopFacts.None : JsonSerializer.Deserialize<ShopFacts>(store.Facts) ?? ShopFacts.None;
}
