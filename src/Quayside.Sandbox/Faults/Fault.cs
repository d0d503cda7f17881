namespace Quayside.Sandbox;

public enum FaultKind
{
    /// <summary>429 with Retry-After.</summary>
    TooManyRequests,

    /// <summary>500 with WordPress's "critical error" as JSON.</summary>
    ServerError,

    /// <summary>502 with the front server's page: PHP is down.</summary>
    BadGateway,

    /// <summary>503 with Retry-After, as during an update.</summary>
    Unavailable,

    /// <summary>The right answer, after <see cref="Fault.Delay"/>.</summary>
    Slow,

    /// <summary>The connection is cut before any answer.</summary>
    CutConnection,

    /// <summary>The shop does what it was asked to, and the connection is cut before it can say so.</summary>
    AnswerLost,

    /// <summary>The shop does what it was asked to, and says so after <see cref="Fault.Delay"/>.</summary>
    AnswerLate,

    /// <summary>Half of the body, then the connection is cut.</summary>
    HalfBody,

    /// <summary>A whole message whose JSON ends half way, as a crashed script leaves it.</summary>
    TruncatedJson,

    /// <summary>Every page is page 1, as behind a cache that ignores the query.</summary>
    RepeatedPage,

    /// <summary>Just before answering, the first row of what is listed is deleted, so that rows move up by one.</summary>
    RowDeleted,

    /// <summary>Just before answering, a row is added at the end.</summary>
    RowAdded,

    /// <summary>200 with a web page, as from a firewall or a maintenance plugin.</summary>
    Html,

    /// <summary>The shop's clock is off by <see cref="Fault.Skew"/>: signatures are refused as too old or too new.</summary>
    ClockSkew,

    /// <summary>The key is treated as revoked.</summary>
    ExpiredKey,

    /// <summary>X-WP-Total and X-WP-TotalPages tell one page too few.</summary>
    MorePagesThanAnnounced,

    /// <summary>PHP notices in front of the JSON.</summary>
    NoticeBeforeJson,
}

/// <summary>One thing that goes wrong. It strikes requests whose path and query contain <see cref="PathContains"/>.</summary>
public sealed record Fault(FaultKind Kind)
{
    /// <summary>Matched against the path and query as sent; null strikes every request.</summary>
    public string? PathContains { get; init; }

    /// <summary>Matching requests that pass before the first is struck.</summary>
    public int Skip { get; init; }

    /// <summary>How many are struck; null is all from then on.</summary>
    public int? Times { get; init; }

    /// <summary>For 429 and 503; null sends no Retry-After.</summary>
    public TimeSpan? RetryAfter { get; init; } = TimeSpan.FromSeconds(2);

    public TimeSpan Delay { get; init; } = TimeSpan.FromSeconds(1);

    public TimeSpan Skew { get; init; } = TimeSpan.FromMinutes(20);
}
