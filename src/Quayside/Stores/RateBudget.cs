using System.Diagnostics;
using Quayside.Connectors;

namespace Quayside.Stores;

/// <summary>What one store's channel may be asked: so many calls at a time, none after the lease has run out. Counts them.</summary>
/// <remarks>A request that could change the shop is not sent: every store is only observed.</remarks>
/// <param name="changesWebhooks">The one exception: requests marked as changing webhook subscriptions are sent, for the work that a person asked for.</param>
internal sealed class RateBudget(int callsAtATime, StoreLease? lease, bool changesWebhooks = false) : DelegatingHandler
{
    private static readonly TimeSpan PerAttempt = TimeSpan.FromSeconds(60);

    private readonly SemaphoreSlim _places = new(callsAtATime, callsAtATime);
    private readonly Lock _pace = new();
    private long _nextAt;
    private int _requests;

    /// <summary>Told the time of every answer; null where nobody asks for it.</summary>
    public AnswerClock? Clock { get; init; }

    /// <summary>As <see cref="ConnectorInfo.CallsPerSecond"/>.</summary>
    public int? CallsPerSecond { get; init; }

    /// <summary>Requests sent, failed ones included.</summary>
    public int Requests => Volatile.Read(ref _requests);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken);
        try
        {
            if (!OnlyReads(request) && !(changesWebhooks && IsWebhookChange(request)))
            {
                throw new InvalidOperationException($"{request.Method} was about to be sent to a shop that is only observed.");
            }

            await KeepPaceAsync(cancellationToken);
            lease?.ThrowIfOver();
            Interlocked.Increment(ref _requests);
            return await AnswerAsync(request, cancellationToken);
        }
        finally
        {
            _places.Release();
        }
    }

    // One after the other and evenly: a channel that counts by the second takes a burst for too much.
    private async Task KeepPaceAsync(CancellationToken cancellation)
    {
        if (CallsPerSecond is not { } rate)
        {
            return;
        }

        TimeSpan wait;
        lock (_pace)
        {
            var now = Stopwatch.GetTimestamp();
            var at = Math.Max(now, _nextAt);
            _nextAt = at + Stopwatch.Frequency / rate;
            wait = Stopwatch.GetElapsedTime(now, at);
        }

        if (wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, cancellation);
        }
    }

    // The time runs from here, not from when the call began to wait for its place; the place is kept until the body is here.
    private async Task<HttpResponseMessage> AnswerAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        using var attempt = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        attempt.CancelAfter(PerAttempt);
        try
        {
            var answer = await base.SendAsync(request, attempt.Token);
            Clock?.Read(answer);
            await answer.Content.LoadIntoBufferAsync(attempt.Token);
            return answer;
        }
        catch (OperationCanceledException cause) when (!cancellation.IsCancellationRequested)
        {
            throw new ConnectorException(
                FailureKind.Unavailable, $"The shop did not answer within {PerAttempt.TotalSeconds:0} seconds.", cause);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _places.Dispose();
        }

        base.Dispose(disposing);
    }

    private static bool IsWebhookChange(HttpRequestMessage request) => request.Options.TryGetValue(ChangesWebhooks.Key, out _);

    // GraphQL asks by POST; its connector sends queries and the sign-in alone.
    private static bool OnlyReads(HttpRequestMessage request) =>
        request.Method == HttpMethod.Get || request.Method == HttpMethod.Head || request.Options.TryGetValue(ReadsByPost.Key, out _);
}
