using Quayside.Connectors;

namespace Quayside.Stores;

/// <summary>What one store's channel may be asked: so many calls at a time, none after the lease has run out. Counts them.</summary>
/// <param name="mayWrite">false while the store is only observed: a request that could change the shop is not sent.</param>
internal sealed class RateBudget(int callsAtATime, StoreLease? lease, bool mayWrite = false) : DelegatingHandler
{
    private readonly SemaphoreSlim _places = new(callsAtATime, callsAtATime);
    private int _requests;

    /// <summary>Requests sent, failed ones included.</summary>
    public int Requests => Volatile.Read(ref _requests);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken);
        try
        {
            if (!mayWrite && !OnlyReads(request))
            {
                throw new InvalidOperationException($"{request.Method} was about to be sent to a shop that is only observed.");
            }

            lease?.ThrowIfOver();
            Interlocked.Increment(ref _requests);
            var answer = await base.SendAsync(request, cancellationToken);

            // The place is kept until the body is here: a call is not over before that.
            await answer.Content.LoadIntoBufferAsync(cancellationToken);
            return answer;
        }
        finally
        {
            _places.Release();
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

    // GraphQL asks by POST; its connector sends queries and the sign-in alone.
    private static bool OnlyReads(HttpRequestMessage request) =>
        request.Method == HttpMethod.Get || request.Method == HttpMethod.Head || request.Options.TryGetValue(ReadsByPost.Key, out _);
}
