using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Quayside.Sandbox.Shopee;

/// <summary>Shopee's Open Platform v2, as far as reading goes.</summary>
internal sealed class ShopeeProtocol : IPracticeProtocol
{
    /// <summary>What the reference leaves open: <see cref="ShopOptions.Quirks"/>.</summary>
    public const string TimeToExclusive = "shopee.time_to_exclusive";
    public const string ExpireInAbsolute = "shopee.expire_in_absolute";
    public const string RefusesGaps = "shopee.refuses_gaps";

    private const long FirstShop = 700_000_000;
    private const string ShopInfoPath = "/api/v2/shop/get_shop_info";

    private readonly PracticeShop _shop;
    private readonly IReadOnlyList<string> _shops;
    private readonly PracticeTokens _tokens;
    private readonly ShopeeGate _gate;
    private readonly ShopeeSignInDesk _signIn;
    private readonly ShopeeItemDesk _items;
    private readonly ShopeeOrderDesk _orders;
    private readonly CallRate? _rate;

    public ShopeeProtocol(PracticeShop shop, string origin)
    {
        var options = shop.Options;
        _shop = shop;
        var first = FirstShop + (uint)HashOf(options.Key, options.Seed) % 1_000_000 * 100;
        _shops = [.. Enumerable.Range(0, options.ShopsBehindSignIn).Select(n => (first + n).ToString(CultureInfo.InvariantCulture))];
        var partnerId = 2_000_000 + options.Seed;
        var partnerKey = "5eed" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"quayside practice partner {options.Key} {options.Seed}")))[..60];
        _tokens = new PracticeTokens(partnerKey, TimeSpan.FromHours(4), TimeSpan.FromDays(30), TimeSpan.FromMinutes(5), refreshesOnce: true);
        _gate = new ShopeeGate(partnerId, partnerKey, _shops, _tokens);
        _signIn = new ShopeeSignInDesk(options.Name, _shops, _gate, _tokens, options.Quirks.Contains(ExpireInAbsolute));
        var items = new ShopeeItemShape(options, origin);
        var refusesGaps = options.Quirks.Contains(RefusesGaps);
        _items = new ShopeeItemDesk(items, refusesGaps);
        _orders = new ShopeeOrderDesk(new ShopeeOrderShape(options, shop.Data, items), options.Quirks.Contains(TimeToExclusive), refusesGaps);
        _rate = options.CallsPerSecond is { } rate ? new CallRate(rate) : null;
        Settings = new Dictionary<string, string>
        {
            ["url"] = origin,
            ["partnerId"] = partnerId.ToString(CultureInfo.InvariantCulture),
            ["partnerKey"] = partnerKey,
        };
    }

    public IReadOnlyDictionary<string, string> Settings { get; }

    public bool SignsIn => true;

    public string PicturePath => "/file/";

    public PracticeTokens? Tokens => _tokens;

    public Uri? Consent(PracticeRequest request) => _signIn.Consent(new ShopeeRequest(request));

    public (string? Key, string PathAndQuery) Describe(PracticeRequest request)
    {
        var asked = new ShopeeRequest(request);
        var kept = request.RawQuery.Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Where(part => part.Split('=')[0] is not ("access_token" or "sign" or "timestamp" or "redirect"));
        return (asked.Text("access_token") is { Length: > 7 } token ? "…" + token[^7..] : null, $"{request.RawPath}?{string.Join('&', kept)}");
    }

    public PracticeAnswer Answer(PracticeRequest request) => Answer(new ShopeeRequest(request), tokensAreRevoked: false, fromTheStart: false);

    public PracticeAnswer Struck(PracticeRequest request, Fault fault) => fault.Kind switch
    {
        FaultKind.TooManyRequests => ShopeeReply.Error("error_rate_limit", "Too many requests. You have reached the rate limit. Please try again later."),
        FaultKind.ServerError => ShopeeReply.Error("error_server", "Something wrong. Please try later."),
        FaultKind.BadGateway => ShopeeReply.Gateway(502, "Bad Gateway"),
        FaultKind.Unavailable => ShopeeReply.Gateway(503, "Service Temporarily Unavailable", fault.RetryAfter),
        FaultKind.ExpiredKey => Answer(new ShopeeRequest(request), tokensAreRevoked: true, fromTheStart: false),
        FaultKind.RepeatedPage => Answer(new ShopeeRequest(request), tokensAreRevoked: false, fromTheStart: true),
        _ => Answer(request),
    };

    public PracticeAnswer TooManyAtOnce() => ShopeeReply.Error("error_rate_limit", "Too many requests. You have reached the rate limit. Please try again later.");

    public PracticeRows RowsOf(PracticeRequest request) => request.RawPath switch
    {
        ShopeeItemDesk.ModelsPath => PracticeRows.Variations,
        var path when path.Contains("/order/", StringComparison.Ordinal) => PracticeRows.Orders,
        _ => PracticeRows.Products,
    };

    public void Dispose()
    {
    }

    private PracticeAnswer Answer(ShopeeRequest request, bool tokensAreRevoked, bool fromTheStart)
    {
        switch ((request.Method, request.Path))
        {
            case ("GET", ShopeeSignInDesk.AuthorisePath):
                return _signIn.Page(request);
            case ("POST", ShopeeSignInDesk.RedeemPath):
                return _signIn.Redeem(request);
            case ("POST", ShopeeSignInDesk.RefreshPath):
                return _signIn.Refresh(request);
        }

        if (_gate.RefuseShop(request, tokensAreRevoked) is { } refusal)
        {
            return refusal;
        }

        if (_rate?.Take(request.Now) == false)
        {
            return TooManyAtOnce();
        }

        return _shop.Data.Read(data => (request.Method, request.Path) switch
        {
            ("GET", ShopInfoPath) => ShopInfo(request),
            ("GET", ShopeeItemDesk.ListPath) => ShopeeItemDesk.List(request, data, fromTheStart),
            ("GET", ShopeeItemDesk.BaseInfoPath) => _items.BaseInfo(request, data),
            ("GET", ShopeeItemDesk.ModelsPath) => _items.Models(request, data),
            ("GET", ShopeeOrderDesk.ListPath) => _orders.List(request, data, fromTheStart),
            ("GET", ShopeeOrderDesk.DetailPath) => _orders.Detail(request, data),
            ("GET", ShopeeOrderDesk.ChannelsPath) => ShopeeOrderDesk.Channels(),
            ("POST", ShopeeOrderDesk.NumbersPath) => ShopeeOrderDesk.Numbers(request, data),
            _ => ShopeeReply.Error("error_param", "Permission denied. This API is currently offline or the request path is incorrect."),
        });
    }

    private PracticeAnswer ShopInfo(ShopeeRequest request) => ShopeeReply.Whole(new JsonObject
    {
        ["shop_name"] = _shops.Count == 1 ? _shop.Options.Name : $"{_shop.Options.Name} {request.Text("shop_id")}",
        ["region"] = _shop.Options.Region,
        ["status"] = "NORMAL",
        ["auth_time"] = _shop.Options.Now.ToUnixTimeSeconds(),
        ["expire_time"] = _shop.Options.Now.AddDays(365).ToUnixTimeSeconds(),
        ["is_cb"] = false,
        ["is_upgraded_cbsc"] = false,
        ["merchant_id"] = null,
        ["is_sip"] = false,
        ["sip_affi_shops"] = new JsonArray(),
        ["is_main_shop"] = false,
        ["is_direct_shop"] = false,
        ["linked_direct_shop_list"] = new JsonArray(),
        ["linked_main_shop_id"] = 0,
        ["shop_fulfillment_flag"] = "Others",
    });

    private static int HashOf(string key, int seed)
    {
        var hash = seed;
        foreach (var letter in key)
        {
            hash = unchecked(hash * 31 + letter) & 0xFFFFFF;
        }

        return hash;
    }
}
