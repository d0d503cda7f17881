namespace Quayside.Sandbox.WooCommerce;

/// <summary>A request as the shop sees it, free of any web server.</summary>
/// <param name="RawPath">As sent, still percent-encoded.</param>
/// <param name="Now">The shop's clock, which may be wrong on purpose.</param>
internal sealed record WooRequest(string Method, string Scheme, string RawPath, PhpQuery Query, string? Authorization, DateTimeOffset Now)
{
    /// <summary>Of a write; empty for everything else.</summary>
    public byte[] Body { get; init; } = [];

    /// <summary>Set by a fault: every key is unknown.</summary>
    public bool KeysAreRevoked { get; init; }

    /// <summary>Set by a fault: what is answered to, where it is not what was asked and signed.</summary>
    public PhpQuery? AnsweredInstead { get; init; }

    /// <summary>The query whose arguments count.</summary>
    public PhpQuery Arguments => AnsweredInstead ?? Query;

    public bool IsSecure => Scheme == "https";

    public bool IsRead => Method is "GET" or "HEAD" or "OPTIONS";

    /// <summary>The REST route with a leading slash and none behind: "" when the request is not for the REST API.</summary>
    public string Route
    {
        get
        {
            if (Query.Text("rest_route") is { } route)
            {
                return "/" + route.Trim('/');
            }

            var path = Uri.UnescapeDataString(RawPath);
            return path == "/wp-json" || path.StartsWith("/wp-json/", StringComparison.Ordinal) ? "/" + path["/wp-json".Length..].Trim('/') : "";
        }
    }

    public bool UsesRestRoute => Query.Text("rest_route") is not null;
}

/// <summary>Which headers go round an answer: WordPress's own, only those that forbid caching, or a bare web server's.</summary>
internal enum Dressing
{
    WordPress,
    NoCacheOnly,
    Bare,
}

/// <summary>What the shop answers. Paging headers only on lists; Allow only when the caller may do something there.</summary>
internal sealed record WooAnswer(int Status, ReadOnlyMemory<byte> Body)
{
    public string? Allow { get; init; }

    public long? Total { get; init; }

    public long? TotalPages { get; init; }

    /// <summary>The Link header; null is the address of the API itself.</summary>
    public string? Link { get; init; }

    /// <summary>A caller who is signed in gets no-cache headers, one who is not gets Vary: Origin.</summary>
    public bool SignedIn { get; init; }

    public Dressing Dressing { get; init; }

    public string ContentType { get; init; } = "application/json; charset=UTF-8";
}
