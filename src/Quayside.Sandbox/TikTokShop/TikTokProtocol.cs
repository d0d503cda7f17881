using System.Globalization;
using System.Net;

namespace Quayside.Sandbox.TikTokShop;

/// <summary>TikTok Shop's servers in front of a practice shop. One address stands for the sign-in page, the servers that give tokens and the API.</summary>
/// <remarks>TikTok Shop sends sellers back to the address that is registered with the app. Here the link names it itself, as "redirect_uri".</remarks>
internal sealed class TikTokProtocol : IPracticeProtocol
{
    private const string SignInPath = "/open/authorize";
    private const string AgreePath = "/open/agree";
    private const string RefusePath = "/open/refuse";
    private static readonly string[] Secrets = ["sign", "app_key", "app_secret", "auth_code", "refresh_token", "access_token", "code"];

    private readonly ShopOptions _options;
    private readonly TikTokReply _reply = new();
    private readonly TikTokApp _app;
    private readonly TikTokServer _server;

    public TikTokProtocol(PracticeShop shop, string origin)
    {
        _options = shop.Options;
        _app = new TikTokApp(shop.Options);
        _server = new TikTokServer(shop.Options, _app, TikTokStore.Of(shop), origin + PicturePath);
        Settings = new Dictionary<string, string>
        {
            ["url"] = origin,
            ["appKey"] = _app.Key,
            ["appSecret"] = _app.Secret,
            ["serviceId"] = _app.ServiceId,
        };
    }

    public IReadOnlyDictionary<string, string> Settings { get; }

    public bool SignsIn => true;

    public PracticeTokens? Tokens => _app.Tokens;

    public string PicturePath => "/p/";

    public Uri? Consent(PracticeRequest request)
    {
        var call = TikTokCall.Of(request);
        return BackOf(call) is { } back
            ? Back(back, $"app_key={_app.Key}&code={_app.NewCode(call.Now)}&locale=en-GB&shop_region={_options.Region}", call.Text("state"))
            : null;
    }

    public (string? Key, string PathAndQuery) Describe(PracticeRequest request)
    {
        var token = TikTokCall.Of(request).Token;
        var query = string.Join('&', request.RawQuery.Split('&', StringSplitOptions.RemoveEmptyEntries).Where(part => !Secrets.Contains(part.Split('=')[0])));
        return (token is null ? null : "…" + token[^Math.Min(7, token.Length)..], query.Length > 0 ? $"{request.RawPath}?{query}" : request.RawPath);
    }

    public PracticeAnswer Answer(PracticeRequest request) => Answer(TikTokCall.Of(request), request);

    public PracticeAnswer Struck(PracticeRequest request, Fault fault) => fault.Kind switch
    {
        FaultKind.TooManyRequests => Later(_reply.Of(TikTokRefusal.TooMany, request.Now), fault.RetryAfter),
        FaultKind.ServerError => _reply.Of(TikTokRefusal.Internal, request.Now),
        FaultKind.BadGateway => TikTokReply.Page(502, "Bad Gateway", "<h1>502 Bad Gateway</h1>"),
        FaultKind.Unavailable => Later(TikTokReply.Page(503, "Service Unavailable", "<h1>503 Service Unavailable</h1>"), fault.RetryAfter),
        _ => Answer(TikTokCall.Of(request, fault.Kind), request),
    };

    public PracticeAnswer TooManyAtOnce() => _reply.Of(TikTokRefusal.TooMany, _options.Clock.GetUtcNow());

    public PracticeRows RowsOf(PracticeRequest request) =>
        request.RawPath.StartsWith("/order/", StringComparison.Ordinal) ? PracticeRows.Orders : PracticeRows.Products;

    public void Dispose()
    {
    }

    private PracticeAnswer Answer(TikTokCall call, PracticeRequest request) => (call.Method, call.Path) switch
    {
        ("GET", SignInPath) => SignInPage(request),
        ("GET", AgreePath) => Sent(Consent(request)),
        ("GET", RefusePath) => Sent(BackOf(call) is { } back ? Back(back, "code=null&error=auth_denied", call.Text("state")) : null),
        ("GET", "/") => TikTokReply.Page(200, _options.Name, $"<h1>{WebUtility.HtmlEncode(_options.Name)}</h1><p>A practice shop. Nothing here is for sale.</p>"),
        ("GET", "/api/v2/token/get") => Told(_app.Redeem(call), call, "success"),
        ("GET", "/api/v2/token/refresh") => Told(_app.Refresh(call), call, "success"),
        _ => Told(_server.Answer(call), call, "Success"),
    };

    private PracticeAnswer Told(TikTokAnswer answer, TikTokCall call, string word) =>
        answer.Data is { } data ? _reply.Of(data, call.Now, word) : _reply.Of(answer.Refusal!, call.Now);

    private PracticeAnswer SignInPage(PracticeRequest request)
    {
        var query = WebUtility.HtmlEncode(request.RawQuery);
        return BackOf(TikTokCall.Of(request)) is null
            ? NoLink()
            : TikTokReply.Page(
                200,
                "Authorise",
                $"<h1>{WebUtility.HtmlEncode(_options.Name)}</h1><p>An app wants to read this practice seller's shops.</p>"
                + $"<p><a href=\"{AgreePath}?{query}\">Confirm to authorise</a></p><p><a href=\"{RefusePath}?{query}\">Cancel</a></p>");
    }

    private Uri? BackOf(TikTokCall call) =>
        call.Text("service_id") == _app.ServiceId && Uri.TryCreate(call.Text("redirect_uri"), UriKind.Absolute, out var back) && back.Scheme is "http" or "https" ? back : null;

    // Sellers who start in the App Store come back without a state.
    private static Uri Back(Uri back, string answer, string? state) =>
        new($"{back.AbsoluteUri}{(back.Query.Length > 1 ? '&' : '?')}{answer}{(state is null ? "" : $"&state={Uri.EscapeDataString(state)}")}");

    private static PracticeAnswer Sent(Uri? to) =>
        to is null ? NoLink() : TikTokReply.Page(302, "Found", "") with { Headers = [("Location", to.AbsoluteUri)] };

    private static PracticeAnswer NoLink() => TikTokReply.Page(400, "Bad request", "<p>The service_id is not known, or redirect_uri is not the app's callback.</p>");

    private static PracticeAnswer Later(PracticeAnswer answer, TimeSpan? wait) =>
        wait is { } time ? answer with { Headers = [("Retry-After", Math.Ceiling(time.TotalSeconds).ToString("0", CultureInfo.InvariantCulture))] } : answer;
}
