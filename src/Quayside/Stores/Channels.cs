using Quayside.Connectors;

namespace Quayside.Stores;

/// <summary>The channels of this build, for people to choose from.</summary>
public static class Channels
{
    public static IEnumerable<ConnectorInfo> All => BuiltIn.Connectors.Select(c => c.Info);

    public static ConnectorInfo? Find(string? key) => All.FirstOrDefault(c => c.Key == key);

    /// <summary>As sellers know it; the key where this build no longer has the channel.</summary>
    public static string NameOf(string key) => Find(key)?.Name ?? key;
}
