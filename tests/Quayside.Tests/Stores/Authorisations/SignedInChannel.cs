using System.Collections.Concurrent;
using System.Globalization;
using Quayside.Connectors;

namespace Quayside.Tests.Stores.Authorisations;

/// <summary>A channel whose sellers sign in there, and which takes each refresh token once. Remembers every one it was shown.</summary>
internal sealed class SignedInChannel : IAuthorises
{
    private int _made;

    public ConcurrentQueue<string> Shown { get; } = new();

    /// <summary>Happens after the token counts as spent and before the answer.</summary>
    public Func<Task> BeforeAnswer { get; set; } = () => Task.CompletedTask;

    public Func<ConnectorException?> Fails { get; set; } = () => null;

    public ConnectorInfo Info { get; } = new("signing", "Signing", [], HistoryDays: null, CallsAtATime: 1);

    public bool RefreshesOnce { get; init; } = true;

    public TimeSpan RefreshBefore => TimeSpan.FromMinutes(30);

    public AccessTokens Pair(DateTimeOffset now)
    {
        var number = Interlocked.Increment(ref _made).ToString(CultureInfo.InvariantCulture);
        return new AccessTokens($"access {number}", now.AddHours(4), $"refresh {number}", now.AddDays(30));
    }

    public async Task<AccessTokens> RefreshAsync(Connection connection, string account, AccessTokens present, CancellationToken cancellation)
    {
        if (Fails() is { } failure)
        {
            throw failure;
        }

        Shown.Enqueue(present.Refresh!);
        await BeforeAnswer();
        return RefreshesOnce && Shown.Count(shown => shown == present.Refresh) > 1
            ? throw new ConnectorException(FailureKind.NeedsReauth, "That refresh token is spent.")
            : Pair(present.AccessUntil);
    }

    public Uri SignInAddress(IReadOnlyDictionary<string, string> settings, Uri callback, string state) => throw new NotSupportedException();

    public Task<Grant> RedeemAsync(Connection connection, IReadOnlyDictionary<string, string> returned, CancellationToken cancellation) =>
        throw new NotSupportedException();

    public Task<ShopIdentity> IdentifyAsync(Connection connection, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<ShopCheck> CheckAsync(Connection connection, CancellationToken cancellation) => throw new NotSupportedException();
}
