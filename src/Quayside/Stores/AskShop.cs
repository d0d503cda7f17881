using Quayside.Connectors;
using Quayside.Database;
using Quayside.Organisations;
using Quayside.Stores.Authorisations;
using Quayside.Stores.Sync;

namespace Quayside.Stores;

/// <summary>Asks a shop that is no store yet, or not with these settings, and turns a failed call into a refusal.</summary>
public sealed class AskShop(OpenShop shops, ConnectorList connectors, ChannelSignIns signIns)
{
    /// <param name="entered">By the connector's settings; where the seller signs in at the channel, which sign-in and which shop.</param>
    /// <returns>Refused: channel.unknown, setting.missing, store.check_failed, authorisation.missing, authorisation.unknown,
    /// authorisation.late, authorisation.shop.</returns>
    internal async Task<Outcome<Answer<T>>> AskAsync<T>(
        Caller caller,
        string channel,
        IReadOnlyDictionary<string, string> entered,
        Func<IConnector, Connection, CancellationToken, Task<T>> ask,
        CancellationToken cancellation)
    {
        if (connectors.Find(channel) is not { } connector)
        {
            return UnknownChannel(channel);
        }

        if (connector is IAuthorises)
        {
            var chosen = await signIns.ChooseAsync(caller, connector.Info, entered, cancellation);
            return chosen.Refusal is { } no
                ? no
                : await AskAsync(connector, shops.ForSignIn(connector, chosen.Value!), chosen.Value, ask, cancellation);
        }

        var settings = ConnectorList.Settings(connector, entered);
        if (settings.Refusal is { } missing)
        {
            return missing;
        }

        return await AskAsync(connector, shops.ForSettings(connector, settings.Value!), null, ask, cancellation);
    }

    /// <summary>Asks with the settings and the sign-in that a store has.</summary>
    /// <returns>Refused: store.check_failed.</returns>
    internal Task<Outcome<Answer<T>>> AskAsync<T>(
        Store store,
        IReadOnlyDictionary<string, string> settings,
        Func<IConnector, Connection, CancellationToken, Task<T>> ask,
        CancellationToken cancellation)
    {
        var connector = shops.ConnectorOf(store);
        return AskAsync(connector, shops.ForKept(connector, store, settings), null, ask, cancellation);
    }

    /// <summary>Keeps the tokens of the sign-in that an answer came by, in the transaction that keeps the store.</summary>
    /// <param name="present">The authorisation the store has.</param>
    /// <returns>The authorisation it has from now on; null where the channel has no sign-in.</returns>
    internal async Task<long?> KeepSignInAsync<T>(QuaysideDb db, Answer<T> answer, long? present, CancellationToken cancellation) =>
        answer.Chosen is { } chosen ? await signIns.KeepAsync(db, answer.Connector.Info.Key, chosen, cancellation) : present;

    internal static Refusal UnknownChannel(string channel) =>
        new("channel.unknown", $"There is no channel \"{channel}\". GET /api/v1/channels lists them.");

    private static async Task<Outcome<Answer<T>>> AskAsync<T>(
        IConnector connector,
        OpenConnection shop,
        ChosenShop? chosen,
        Func<IConnector, Connection, CancellationToken, Task<T>> ask,
        CancellationToken cancellation)
    {
        try
        {
            return new Answer<T>(connector, shop.Connection.Settings, await ask(connector, shop.Connection, cancellation), chosen);
        }
        catch (ConnectorException failure)
        {
            return new Refusal("store.check_failed", failure.Message);
        }
    }

    /// <param name="Settings">What the connector knows of what was entered, trimmed.</param>
    /// <param name="Chosen">The shop of a sign-in; null where there is none, and where the store keeps the one it has.</param>
    internal sealed record Answer<T>(IConnector Connector, IReadOnlyDictionary<string, string> Settings, T Value, ChosenShop? Chosen);
}
