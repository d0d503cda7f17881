using Quayside.Connectors;

namespace Quayside.Stores;

/// <summary>The connectors this process has, by key.</summary>
public sealed class ConnectorList(IEnumerable<IConnector> connectors)
{
    private readonly Dictionary<string, IConnector> _connectors = connectors.ToDictionary(c => c.Info.Key, StringComparer.Ordinal);

    public IReadOnlyCollection<IConnector> All => _connectors.Values;

    public IConnector? Find(string key) => _connectors.GetValueOrDefault(key);

    /// <exception cref="InvalidOperationException">A store of a channel that this build does not have.</exception>
    public IConnector Get(string key) => Find(key)
        ?? throw new InvalidOperationException($"This build of Quayside has no connector \"{key}\".");

    /// <summary>Only the settings the connector knows, trimmed; or which one is missing.</summary>
    internal static Outcome<IReadOnlyDictionary<string, string>> Settings(
        IConnector connector, IReadOnlyDictionary<string, string> entered)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var setting in connector.Info.Settings)
        {
            var value = entered.GetValueOrDefault(setting.Key)?.Trim();
            if (!string.IsNullOrEmpty(value))
            {
                settings[setting.Key] = value;
            }
            else if (setting.Required)
            {
                return new Refusal("setting.missing", $"{setting.Label} is missing. {setting.Help}");
            }
        }

        return settings;
    }
}
