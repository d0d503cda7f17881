using Quayside.Connectors;

namespace Quayside.Stores.Sync;

/// <summary>What follows from a failed call. One place to read, one to test.</summary>
/// <param name="Session">What the session becomes; null when only the stage ends and the next one begins.</param>
/// <param name="Wait">How long until the session goes on by itself; null when a person has to act.</param>
internal sealed record FailurePolicy(SyncState? Session, StoreHealth Health, TimeSpan? Wait)
{
    /// <summary>An answer that is no page is asked for again this often: pages of proxies come and go.</summary>
    private const int UnreadableTries = 3;

    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(15);

    /// <param name="failuresInARow">Failures since a page was last written, this one included.</param>
    /// <param name="chance">0 to 1, spreads the waits of stores that failed together.</param>
    public static FailurePolicy For(ConnectorException failure, int failuresInARow, double chance) => failure.Kind switch
    {
        FailureKind.NeedsReauth => new(SyncState.Waiting, StoreHealth.NeedsReauth, null),
        FailureKind.Throttled => Waiting(failure.RetryAfter ?? Backoff(failuresInARow, chance)),
        FailureKind.Unavailable => Waiting(failure.RetryAfter ?? Backoff(failuresInARow, chance)),
        FailureKind.Unreadable when failuresInARow < UnreadableTries => Waiting(Backoff(failuresInARow, chance)),
        FailureKind.Unreadable => new(null, StoreHealth.Ok, null),
        FailureKind.Refused => new(null, StoreHealth.Stopped, null),
        _ => throw new ArgumentOutOfRangeException(nameof(failure), failure.Kind, "A kind without a rule."),
    };

    private static FailurePolicy Waiting(TimeSpan wait) =>
        new(SyncState.Waiting, StoreHealth.Waiting, wait < TimeSpan.Zero ? TimeSpan.Zero : wait);

    // 1 s, 2 s, 4 s … 15 min, each up to a quarter longer.
    private static TimeSpan Backoff(int failuresInARow, double chance)
    {
        var seconds = Math.Min(Math.Pow(2, Math.Min(failuresInARow - 1, 20)), LongestWait.TotalSeconds);
        return TimeSpan.FromSeconds(seconds * (1 + (chance / 4)));
    }
}
