using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;

namespace Quayside.Sandbox.Shopee;

/// <summary>Where sellers let an app in, and where it buys its tokens.</summary>
internal sealed class ShopeeSignInDesk(string shopName, IReadOnlyList<string> shops, ShopeeGate gate, PracticeTokens tokens, bool expireInIsAbsolute)
{
    public const string AuthorisePath = "/api/v2/shop/auth_partner";
    public const string RedeemPath = "/api/v2/auth/token/get";
    public const string RefreshPath = "/api/v2/auth/access_token/get";

    private const string MainAccount = "5550001";

    /// <summary>Where the browser goes once the seller has said yes.</summary>
    /// <returns>null when the link is not valid.</returns>
    public Uri? Consent(ShopeeRequest request)
    {
        if (gate.RefuseApp(request) is not null || request.Text("redirect") is not { } redirect || !Uri.TryCreate(redirect, UriKind.Absolute, out var back))
        {
            return null;
        }

        // A seller with one shop signs in to it, one with several to the account over them.
        var (name, id) = shops.Count == 1 ? ("shop_id", shops[0]) : ("main_account_id", MainAccount);
        var code = tokens.IssueCode(id, shops, request.Now);
        var joint = back.Query.Length > 1 ? "&" : "?";
        return new Uri($"{back.AbsoluteUri}{joint}code={code}&{name}={id}");
    }

    /// <summary>The page that a seller sees.</summary>
    public PracticeAnswer Page(ShopeeRequest request)
    {
        if (gate.RefuseApp(request) is { } refusal)
        {
            return refusal;
        }

        var to = WebUtility.HtmlEncode(Consent(request)?.AbsoluteUri ?? "");
        return ShopeeReply.Page($"<!doctype html><title>Authorise</title><h1>{WebUtility.HtmlEncode(shopName)}</h1><p>A practice shop asks: let this app in?</p><p><a href=\"{to}\">Confirm Authorization</a></p>");
    }

    public PracticeAnswer Redeem(ShopeeRequest request)
    {
        if (gate.RefuseApp(request) is { } refusal)
        {
            return refusal;
        }

        var (shop, account) = (Text(request, "shop_id"), Text(request, "main_account_id"));
        if (Text(request, "code") is not { } code || (shop is null) == (account is null))
        {
            return ShopeeReply.Error("error_param", "Wrong parameters, detail: one of shop_id and main_account_id.");
        }

        if (tokens.Redeem(code, shop ?? account!, request.Now) is not { } given)
        {
            return ShopeeReply.Error("invalid_code", "The code is expired or used or invalid, please check the code.", 403);
        }

        var body = Pair(given.Pair, request.Now);
        body["shop_id_list"] = new JsonArray([.. given.Shops.Select(s => JsonValue.Create(long.Parse(s, CultureInfo.InvariantCulture)))]);
        return ShopeeReply.Whole(body);
    }

    public PracticeAnswer Refresh(ShopeeRequest request)
    {
        if (gate.RefuseApp(request) is { } refusal)
        {
            return refusal;
        }

        if (Text(request, "refresh_token") is not { } token || Text(request, "shop_id") is not { } shop)
        {
            return ShopeeReply.Error("error_param", "Wrong parameters, detail: refresh_token, shop_id.");
        }

        if (tokens.Refresh(token, shop, request.Now) is not { } pair)
        {
            return ShopeeReply.Error("error_shop_refresh_token", "Your refresh token is error ,please check refresh token or shopid.", 403);
        }

        var body = Pair(pair, request.Now);
        body["partner_id"] = request.Number("partner_id");
        body["shop_id"] = long.Parse(shop, CultureInfo.InvariantCulture);
        return ShopeeReply.Whole(body);
    }

    private JsonObject Pair(PracticePair pair, DateTimeOffset now) => new()
    {
        ["access_token"] = pair.Access,
        ["refresh_token"] = pair.Refresh,
        ["expire_in"] = expireInIsAbsolute ? (now + tokens.AccessLife).ToUnixTimeSeconds() : (long)tokens.AccessLife.TotalSeconds,
    };

    private static string? Text(ShopeeRequest request, string name) => request.Body?[name]?.ToString();
}
