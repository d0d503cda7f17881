using Quayside.Connectors;

namespace Quayside.Stores;

/// <summary>Asks a shop that is no store yet, or not with these settings, and turns a failed call into a refusal.</summary>
public sealed class AskShop(OpenShop shops, ConnectorList connectors)
{
    /// <returns>Refused: channel.unknown, setting.missing, store.check_failed.</returns>
    internal async Task<Outcome<Answer<T>>> AskAsync<T>(
        string channel,
        IReadOnlyDictionary<string, string> entered,
        Func<IConnector, Connection, CancellationToken, Task<T>> ask,
        CancellationToken cancellation)
    {
        if (connectors.Find(channel) is not { } connector)
        {
            return new Refusal("channel.unknown", $"There is no channel \"{channel}\". GET /api/v1/channels lists them.");
        }

        var settings = ConnectorList.Settings(connector, entered);
        if (settings.Refusal is { } missing)
        {
            return missing;
        }

        try
        {
            var shop = shops.ForSettings(connector, settings.Value!);
            return new Answer<T>(connector, settings.Value!, await ask(connector, shop.Connection, cancellation));
        }
        catch (ConnectorException failure)
        {
            return new Refusal("store.check_failed", failure.Message);
        }
    }

    /// <param name="Settings">What the connector knows of what was entered, trimmed.</param>
    internal sealed record Answer<T>(IConnector Connector, IReadOnlyDictionary<string, string> Settings, T Value);
}
