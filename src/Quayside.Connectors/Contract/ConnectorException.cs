namespace Quayside.Connectors;

/// <summary>Why a channel call failed, named after who has to act next.</summary>
public enum FailureKind
{
    /// <summary>The key is wrong, expired or lacks a right. Work on the store stops until a person signs in again.</summary>
    NeedsReauth,

    /// <summary>Too many calls. The store waits <see cref="ConnectorException.RetryAfter"/>, then goes on.</summary>
    Throttled,

    /// <summary>Network fault, timeout or 5xx. Tried again with growing waits.</summary>
    Unavailable,

    /// <summary>The channel understood and said no. Not tried again; a person reads why.</summary>
    Refused,

    /// <summary>The whole body is no page: their API changed, or something stands in front of the shop.</summary>
    Unreadable,
}

/// <summary>The one exception a connector throws. Its message is shown to the shop's owner, so it holds no key and no buyer's data.</summary>
public sealed class ConnectorException(FailureKind kind, string message, Exception? cause = null)
    : Exception(message, cause)
{
    public FailureKind Kind { get; } = kind;

    /// <summary>How long the channel asked us to wait; null when it did not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The channel's own id for the failed call, to quote to its support; null when it gave none.</summary>
    public string? RequestId { get; init; }

    /// <summary>true where the call is known to have done nothing: it was not sent, or the channel itself said that it failed. false where
    /// its answer may have been lost.</summary>
    public bool HadNoEffect { get; init; }
}
