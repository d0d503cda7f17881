namespace Quayside.Connectors;

/// <summary>All a connector needs for a call: what the seller entered, a ready client, and what the channel told us before.</summary>
/// <param name="Settings">By <see cref="ConnectorSetting.Key"/>; optional ones may be absent.</param>
/// <param name="Http">Guarded, timed out per attempt, and holding the store's rate budget: requests beyond it wait here.
/// Redirects are not followed and cookies are not kept.</param>
/// <param name="Facts">What <see cref="IConnector.IdentifyAsync"/> last returned for this shop; empty before the first answer.</param>
/// <param name="Tokens">Where access tokens live between calls.</param>
public sealed record Connection(
    IReadOnlyDictionary<string, string> Settings, HttpClient Http, ShopFacts Facts, ITokenStore Tokens)
{
    /// <summary>Kept up to date by the client with every answer.</summary>
    public ShopClock Clock { get; init; } = new();

    /// <summary>For channels where the seller signs in (<see cref="IAuthorises"/>).</summary>
    public IAccess Access { get; init; } = NoAccess.Instance;

    /// <exception cref="ConnectorException">NeedsReauth: the setting was never entered.</exception>
    public string Setting(string key) =>
        Settings.TryGetValue(key, out var value) && !string.IsNullOrWhiteSpace(value)
            ? value.Trim()
            : throw new ConnectorException(FailureKind.NeedsReauth, $"The setting \"{key}\" is missing. Enter it and connect again.");
}

/// <summary>What a channel said of itself that later calls build on, such as the order states this shop has.</summary>
/// <param name="At">When it was said; a connector asks again when that is too long ago for the fact's kind.</param>
public sealed record ShopFacts(IReadOnlyDictionary<string, string> Values, DateTimeOffset At)
{
    public static ShopFacts None { get; } = new(new Dictionary<string, string>(), DateTimeOffset.MinValue);
}

/// <summary>Keeps one connection's tokens, encrypted where the connection is a store's.</summary>
public interface ITokenStore
{
    ValueTask<string?> ReadAsync(string name, CancellationToken cancellation);

    /// <summary>Returns once the token is safe: a single-use token that is written after its use is lost by a kill.</summary>
    ValueTask WriteAsync(string name, string? token, CancellationToken cancellation);
}

/// <summary>Tokens of a connection that belongs to no store yet. Gone with the object.</summary>
public sealed class TokensInMemory : ITokenStore
{
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, string> _tokens = new(StringComparer.Ordinal);

    public ValueTask<string?> ReadAsync(string name, CancellationToken cancellation) =>
        ValueTask.FromResult(_tokens.GetValueOrDefault(name));

    public ValueTask WriteAsync(string name, string? token, CancellationToken cancellation)
    {
        if (token is null)
        {
            _tokens.TryRemove(name, out _);
        }
        else
        {
            _tokens[name] = token;
        }

        return ValueTask.CompletedTask;
    }
}
