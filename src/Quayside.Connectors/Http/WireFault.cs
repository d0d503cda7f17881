namespace Quayside.Connectors.Http;

/// <summary>Faults that every HTTP channel shares: those of the way to it, and how long it asks us to wait.</summary>
internal static class WireFault
{
    /// <summary>What a failed send or a broken body means; null when it is not the wire's fault, or when the caller gave up.</summary>
    /// <param name="channel">How the sentence names the other side: "The shop".</param>
    public static ConnectorException? Of(Exception fault, string channel, CancellationToken cancellation) => fault switch
    {
        _ when cancellation.IsCancellationRequested => null,
        HttpRequestException { InnerException: ConnectorException guarded } => guarded,
        OperationCanceledException => new(FailureKind.Unavailable, $"{channel} did not answer in time.", fault),
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } =>
            new(FailureKind.Unavailable, $"{channel}'s address was not found. Check that it is spelled right.", fault) { HadNoEffect = true },
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } =>
            new(FailureKind.Unavailable, $"{channel} gave no https that can be trusted, so nothing was sent to it: its certificate is not valid for this address, or it speaks no https there.", fault) { HadNoEffect = true },
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } =>
            new(FailureKind.Unavailable, $"{channel} could not be reached: nothing answers at its address. Check the address, and whether the server is running.", fault) { HadNoEffect = true },
        HttpRequestException or IOException => new(FailureKind.Unavailable, $"The connection to {LowerFirst(channel)} broke.", fault),
        _ => null,
    };

    /// <summary>How long Retry-After asks us to wait, counted by the server's own clock where it says a date; null when it does not say.</summary>
    public static TimeSpan? RetryAfter(HttpResponseMessage answer, TimeProvider clock)
    {
        if (answer.Headers.RetryAfter is not { } asked)
        {
            return null;
        }

        var wait = asked.Delta ?? (asked.Date - (answer.Headers.Date ?? clock.GetUtcNow()));
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    // A channel's own name stays as it is.
    private static string LowerFirst(string text) => text.StartsWith("The ", StringComparison.Ordinal) ? char.ToLowerInvariant(text[0]) + text[1..] : text;
}
