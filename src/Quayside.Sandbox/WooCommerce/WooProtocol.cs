using System.Globalization;
using System.Text;

namespace Quayside.Sandbox.WooCommerce;

/// <summary>WooCommerce behind WordPress behind a web server, with the headers each of them adds.</summary>
internal sealed class WooProtocol : IPracticeProtocol
{
    private const string Notice = "<br />\n<b>Notice</b>:  Undefined index: practice in <b>/wp-content/plugins/practice.php</b> on line <b>42</b><br />\n";

    private readonly Addresses _addresses;
    private readonly WooServer _server;

    public WooProtocol(PracticeShop shop, PracticeKeys keys, string origin)
    {
        _addresses = new Addresses((shop.Options.HomeUrl ?? origin).TrimEnd('/'), origin, shop.Options.PlainPermalinks);
        _server = new WooServer(shop.Options, shop.Data, keys, _addresses);
        Settings = new Dictionary<string, string>
        {
            ["url"] = origin,
            ["consumerKey"] = shop.ConsumerKey,
            ["consumerSecret"] = shop.ConsumerSecret,
        };
    }

    public IReadOnlyDictionary<string, string> Settings { get; }

    public bool SignsIn => false;

    public string PicturePath => "/wp-content/uploads/";

    public PracticeTokens? Tokens => null;

    public PracticeWebhooks Webhooks => _server.Webhooks;

    public Uri? Consent(PracticeRequest request) => null;

    public (string? Key, string PathAndQuery) Describe(PracticeRequest request)
    {
        var key = WooSignIn.SentKey(Read(request));
        var kept = request.RawQuery.Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Where(part => !part.StartsWith("consumer_", StringComparison.Ordinal) && !part.StartsWith("oauth_", StringComparison.Ordinal));
        var query = string.Join('&', kept);
        return (key is null ? null : "…" + key[^Math.Min(7, key.Length)..], query.Length > 0 ? $"{request.RawPath}?{query}" : request.RawPath);
    }

    public PracticeAnswer Answer(PracticeRequest request) => Dressed(_server.Answer(Read(request)));

    public PracticeAnswer Struck(PracticeRequest request, Fault fault)
    {
        var asked = Read(request);
        return fault.Kind switch
        {
            FaultKind.TooManyRequests => Dressed(WooErrors.FromTheServerInFront(429, "Too Many Requests"), fault.RetryAfter),
            FaultKind.ServerError => Dressed(WooErrors.Died(500, "internal_server_error", "<p>There has been a critical error on this website.</p>")),
            FaultKind.BadGateway => Dressed(WooErrors.FromTheServerInFront(502, "Bad Gateway")),
            FaultKind.Unavailable => Dressed(
                WooErrors.Died(503, "wp_die", "Briefly unavailable for scheduled maintenance. Check back in a minute."), fault.RetryAfter),
            FaultKind.ExpiredKey => Dressed(_server.Answer(asked with { KeysAreRevoked = true })),
            FaultKind.RepeatedPage => Dressed(_server.Answer(asked with { AnsweredInstead = asked.Query.With("page", "1") })),
            FaultKind.NoticeBeforeJson => Noticed(_server.Answer(asked)),
            FaultKind.MorePagesThanAnnounced => Dressed(Shortened(_server.Answer(asked))),
            _ => Answer(request),
        };
    }

    public PracticeAnswer TooManyAtOnce() => Dressed(WooErrors.FromTheServerInFront(429, "Too Many Requests"), TimeSpan.FromSeconds(1));

    public PracticeRows RowsOf(PracticeRequest request) => Read(request).Route switch
    {
        var route when route.Contains("/orders", StringComparison.Ordinal) => PracticeRows.Orders,
        var route when route.Contains("/variations", StringComparison.Ordinal) => PracticeRows.Variations,
        _ => PracticeRows.Products,
    };

    public void Dispose() => _server.Webhooks.Dispose();

    private static WooRequest Read(PracticeRequest request) =>
        new(request.Method, request.Scheme, request.RawPath, new PhpQuery(request.RawQuery), request.Headers.Authorization.FirstOrDefault(), request.Now)
        {
            Body = request.Body,
        };

    private static WooAnswer Shortened(WooAnswer answer) => answer is { Total: { } total, TotalPages: > 1 and var pages }
        ? answer with { Total = total * (pages - 1) / pages, TotalPages = pages - 1 }
        : answer;

    private PracticeAnswer Noticed(WooAnswer answer) => Dressed(answer with { Body = (byte[])[.. Encoding.UTF8.GetBytes(Notice), .. answer.Body.Span] });

    private PracticeAnswer Dressed(WooAnswer answer, TimeSpan? retryAfter = null)
    {
        var headers = new List<(string, string)>();
        if (retryAfter is { } wait)
        {
            headers.Add(("Retry-After", ((long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture)));
        }

        if (answer.Dressing == Dressing.WordPress)
        {
            AddWordPressHeaders(headers, answer);
        }

        if (answer.SignedIn || answer.Dressing == Dressing.NoCacheOnly)
        {
            headers.Add(("Expires", "Wed, 11 Jan 1984 05:00:00 GMT"));
            headers.Add(("Cache-Control", "no-cache, must-revalidate, max-age=0, no-store, private"));
        }

        return new PracticeAnswer(answer.Status, answer.Body, answer.ContentType, headers);
    }

    private void AddWordPressHeaders(List<(string, string)> headers, WooAnswer answer)
    {
        headers.Add(("X-Robots-Tag", "noindex"));
        headers.Add(("Link", answer.Link ?? $"<{_addresses.Root}>; rel=\"https://api.w.org/\""));
        headers.Add(("X-Content-Type-Options", "nosniff"));
        headers.Add(("Access-Control-Expose-Headers", "X-WP-Total, X-WP-TotalPages, Link"));
        headers.Add(("Access-Control-Allow-Headers", "Authorization, X-WP-Nonce, Content-Disposition, Content-MD5, Content-Type"));
        Add("X-WP-Total", answer.Total?.ToString(CultureInfo.InvariantCulture));
        Add("X-WP-TotalPages", answer.TotalPages?.ToString(CultureInfo.InvariantCulture));
        Add("Allow", answer.Allow);
        Add("Vary", answer.SignedIn ? null : "Origin");

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                headers.Add((name, value));
            }
        }
    }
}
