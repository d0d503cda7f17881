using Quayside.Connectors;

namespace Quayside.Stores;

/// <summary>The channels of this build, for people to choose from.</summary>
public sealed class Channels(ConnectorList connectors)
{
    public IEnumerable<ConnectorInfo> All => connectors.All.Select(c => c.Info).OrderBy(c => c.Name, StringComparer.Ordinal);

    /// <summary>Whether its sellers sign in there instead of entering a key.</summary>
    public bool SignsIn(string? key) => key is not null && connectors.Find(key) is IAuthorises;

    public ConnectorInfo? Find(string? key) => key is null ? null : connectors.Find(key)?.Info;

    /// <summary>As sellers know it; the key where this build no longer has the channel.</summary>
    public string NameOf(string key) => key == Store.OfflineChannel ? "Offline" : Find(key)?.Name ?? key;
}
