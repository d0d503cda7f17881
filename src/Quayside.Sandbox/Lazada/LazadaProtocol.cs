using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Quayside.Sandbox.Lazada;

/// <summary>Lazada's gateway and its sign-in page in front of a practice store. One address stands for the servers of all countries.</summary>
internal sealed class LazadaProtocol : IPracticeProtocol
{
    private static readonly string[] Secrets = ["access_token", "sign", "code", "refresh_token", "app_key"];

    private readonly ShopOptions _options;
    private readonly LazadaGateway _gateway = new();
    private readonly LazadaTokens _tokens;
    private readonly LazadaServer _server;

    public LazadaProtocol(PracticeShop shop, string origin)
    {
        _options = shop.Options;
        var seller = new LazadaSeller(shop.Options);
        _tokens = new LazadaTokens(shop.Options, seller);
        _server = new LazadaServer(shop.Options, shop.Data, seller, _tokens, origin + PicturePath);
        Settings = new Dictionary<string, string>
        {
            ["url"] = origin,
            ["appKey"] = _tokens.AppKey,
            ["appSecret"] = _tokens.AppSecret,
        };
    }

    public IReadOnlyDictionary<string, string> Settings { get; }

    /// <summary>How they work is an option of the store; see <see cref="LazadaOptions"/>.</summary>
    public PracticeTokens? Tokens => null;

    public bool SignsIn => true;

    public string PicturePath => "/p/";

    public Uri? Consent(PracticeRequest request)
    {
        var call = LazadaCall.Of(request);
        if (RefusalOf(call) is not null)
        {
            return null;
        }

        var back = call.Text("redirect_uri")!;
        var state = call.Text("state") is { } sent ? $"&state={Uri.EscapeDataString(sent)}" : "";
        return new Uri($"{back}{(back.Contains('?', StringComparison.Ordinal) ? '&' : '?')}code={Uri.EscapeDataString(_tokens.NewCode(call.Now))}{state}");
    }

    public (string? Key, string PathAndQuery) Describe(PracticeRequest request)
    {
        var token = LazadaCall.Of(request).Text("access_token");
        var kept = request.RawQuery.Split('&', StringSplitOptions.RemoveEmptyEntries).Where(part => !Secrets.Contains(part.Split('=')[0], StringComparer.Ordinal));
        var query = string.Join('&', kept);
        return (token is null ? null : "…" + token[^Math.Min(7, token.Length)..], query.Length > 0 ? $"{request.RawPath}?{query}" : request.RawPath);
    }

    public PracticeAnswer Answer(PracticeRequest request) => Answer(LazadaCall.Of(request), request, tokensAreRevoked: false);

    public PracticeAnswer Struck(PracticeRequest request, Fault fault)
    {
        var call = LazadaCall.Of(request);
        return fault.Kind switch
        {
            FaultKind.TooManyRequests => _gateway.Of(fault.RetryAfter is { } wait ? LazadaRefusal.Banned(wait) : LazadaRefusal.TooFrequent),
            FaultKind.ServerError => _gateway.Of(LazadaRefusal.Internal),
            FaultKind.BadGateway => Page(502, "Bad Gateway", "<h1>502 Bad Gateway</h1>"),
            FaultKind.Unavailable => Page(503, "Service Unavailable", "<h1>503 Service Unavailable</h1>") with
            {
                Headers = fault.RetryAfter is { } asked ? [("Retry-After", $"{Math.Ceiling(asked.TotalSeconds):0}")] : [],
            },
            FaultKind.ExpiredKey => Answer(call, request, tokensAreRevoked: true),
            FaultKind.RepeatedPage => Told(_server.Answer(call, false).Refusal, call with
            {
                Parameters = new Dictionary<string, string>(call.Parameters) { ["offset"] = "0" },
            }),
            FaultKind.MorePagesThanAnnounced => Shortened(_server.Answer(call, false)),
            _ => Answer(request),
        };
    }

    public PracticeAnswer TooManyAtOnce() => _gateway.Of(LazadaRefusal.TooFrequent);

    public PracticeRows RowsOf(PracticeRequest request) =>
        request.RawPath.Contains("/order", StringComparison.Ordinal) ? PracticeRows.Orders : PracticeRows.Products;

    public void Dispose()
    {
    }

    private PracticeAnswer Answer(LazadaCall call, PracticeRequest request, bool tokensAreRevoked) => request.RawPath switch
    {
        "/oauth/authorize" => SignInPage(request),
        "/oauth/agree" => Consent(request) is { } back ? Page(302, "Found", "") with { Headers = [("Location", back.AbsoluteUri)] } : SignInPage(request),
        "/" => Page(200, _options.Name, $"<h1>{WebUtility.HtmlEncode(_options.Name)}</h1><p>A practice store. Nothing here is for sale.</p>"),
        _ => Told(_server.Answer(call, tokensAreRevoked)),
    };

    private PracticeAnswer Told((JsonObject? Body, LazadaRefusal? Refusal) answer) =>
        answer.Body is { } body ? _gateway.Well(body) : _gateway.Of(answer.Refusal!);

    // Signed and let in as it was sent, and then answered as if the first page had been asked for.
    private PracticeAnswer Told(LazadaRefusal? refusal, LazadaCall first)
    {
        var signed = new Dictionary<string, string>(first.Parameters);
        signed["sign"] = (first with { Parameters = signed }).Signature(_tokens.AppSecret);
        return refusal is not null ? _gateway.Of(refusal) : Told(_server.Answer(first with { Parameters = signed }, false));
    }

    private PracticeAnswer Shortened((JsonObject? Body, LazadaRefusal? Refusal) answer)
    {
        if (answer.Body?["data"] is JsonObject data)
        {
            foreach (var (name, size) in new[] { ("countTotal", 100), ("total_products", 50) })
            {
                if (data[name] is { } total && total.GetValue<int>() > size)
                {
                    data[name] = total.GetValue<int>() - size;
                }
            }
        }

        return Told(answer);
    }

    private PracticeAnswer SignInPage(PracticeRequest request)
    {
        var call = LazadaCall.Of(request);
        return RefusalOf(call) ?? Page(
            200,
            "Sign in",
            $"<h1>{WebUtility.HtmlEncode(_options.Name)}</h1><p>An app wants to read this practice store.</p>"
            + $"<p><a href=\"/oauth/agree?{WebUtility.HtmlEncode(request.RawQuery)}\">Sign in and authorise</a></p>");
    }

    private PracticeAnswer? RefusalOf(LazadaCall call) =>
        call.Text("client_id") != _tokens.AppKey ? Page(400, "Bad request", "<p>The app key is not known.</p>")
        : call.Text("response_type") != "code" ? Page(400, "Bad request", "<p>response_type must be code.</p>")
        : !Uri.TryCreate(call.Text("redirect_uri"), UriKind.Absolute, out var back) || back.Scheme is not ("http" or "https")
            ? Page(400, "Bad request", "<p>redirect_uri is not the app's callback.</p>")
            : null;

    private static PracticeAnswer Page(int status, string title, string body) => new(
        status, Encoding.UTF8.GetBytes($"<!doctype html><title>{WebUtility.HtmlEncode(title)}</title>{body}"), "text/html; charset=UTF-8", []);
}
