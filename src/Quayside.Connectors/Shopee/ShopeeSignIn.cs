using System.Globalization;
using System.Text.Json;
using Quayside.Connectors.Http;

namespace Quayside.Connectors.Shopee;

/// <summary>The seller's sign-in and the tokens it buys.</summary>
/// <remarks>A code works once, for ten minutes. An access token lives four hours and stays valid for five minutes after its successor was
/// bought; a refresh token lives thirty days and works once for each shop (Shopee's guide "Authorization and authentication").</remarks>
internal static class ShopeeSignIn
{
    private const string AuthorisePath = "/api/v2/shop/auth_partner";
    private const string RedeemPath = "/api/v2/auth/token/get";
    private const string RefreshPath = "/api/v2/auth/access_token/get";
    private const string ShopInfoPath = "/api/v2/shop/get_shop_info";
    private const long FirstAbsoluteSecond = 1_000_000_000;
    private const int MostNamed = 20;
    private static readonly TimeSpan UsualLife = TimeSpan.FromHours(4);
    private static readonly TimeSpan RefreshLife = TimeSpan.FromDays(30);

    /// <summary>Shopee has no parameter for the state: it goes into the address that the browser is sent back to.</summary>
    public static Uri Address(ShopeeApp app, Uri callback, string state, DateTimeOffset now)
    {
        var back = new UriBuilder(callback) { Query = $"state={Uri.EscapeDataString(state)}" }.Uri;
        return new Uri(app.Host, $"{AuthorisePath}?{app.CommonQuery(AuthorisePath, now.ToUnixTimeSeconds())}&redirect={Uri.EscapeDataString(back.AbsoluteUri)}");
    }

    public static async Task<Grant> RedeemAsync(
        ShopeeClient client, IReadOnlyDictionary<string, string> returned, CancellationToken cancellation)
    {
        var code = returned.GetValueOrDefault("code")?.Trim();
        var shop = Id(returned, "shop_id");
        var account = Id(returned, "main_account_id");
        if (string.IsNullOrEmpty(code) || (shop ?? account) is not { } id)
        {
            throw new ConnectorException(FailureKind.NeedsReauth, "Shopee sent no code back: the sign-in was not confirmed there. Begin it again.");
        }

        var body = Body(client.App, ("code", code), (shop is null ? "main_account_id" : "shop_id", id));
        using var answer = await client.SignInAsync(RedeemPath, body, cancellation);
        var tokens = Tokens(answer.Root, null, client.Now);
        var shops = answer.Root.Items("shop_id_list"u8).Select(s => s.GetRawText().Trim('"')).ToList();
        if (shops.Count == 0)
        {
            shops = shop is { } only
                ? [only.ToString(CultureInfo.InvariantCulture)]
                : throw new ConnectorException(FailureKind.NeedsReauth, "There is no shop behind this Shopee account. Sign in with a shop's account or its main account.");
        }

        var granted = new List<GrantedShop>(shops.Count);
        foreach (var shopId in shops)
        {
            var name = shops.Count <= MostNamed ? await NameAsync(client, shopId, tokens, cancellation) : null;
            granted.Add(new GrantedShop(
                shopId, name ?? shopId, Account(client.App, shopId), new Dictionary<string, string> { [ShopeeSettings.ShopId] = shopId }));
        }

        return new Grant(tokens, granted);
    }

    public static async Task<AccessTokens> RefreshAsync(
        ShopeeClient client, string account, AccessTokens present, CancellationToken cancellation)
    {
        var shopId = long.Parse(account[(account.LastIndexOf('/') + 1)..], NumberStyles.None, CultureInfo.InvariantCulture);
        var body = Body(client.App, ("refresh_token", present.Refresh ?? ""), ("shop_id", shopId));
        using var answer = await client.SignInAsync(RefreshPath, body, cancellation);
        return Tokens(answer.Root, present, client.Now);
    }

    // The pair that a main account is given is shared by its shops only until each has renewed it: from the start each keeps its own.
    private static string Account(ShopeeApp app, string shopId) => string.Create(CultureInfo.InvariantCulture, $"{app.PartnerId}/{shopId}");

    private static AccessTokens Tokens(JsonElement json, AccessTokens? before, DateTimeOffset now)
    {
        var access = json.Filled("access_token"u8);
        var refresh = json.Filled("refresh_token"u8);
        if (access is null)
        {
            throw new ConnectorException(FailureKind.Unreadable, "Shopee answered the sign-in without a token.");
        }

        return new AccessTokens(
            access, Until(json.Number("expire_in"u8), now), refresh ?? before?.Refresh, refresh is null ? before?.RefreshUntil : now + RefreshLife);
    }

    // The reference shows seconds from now in one place and a point in time in another.
    private static DateTimeOffset Until(decimal? expireIn, DateTimeOffset now)
    {
        var isAbsolute = expireIn > FirstAbsoluteSecond;
        Findings.Met("shopee.expire_in", expireIn is null ? "absent" : isAbsolute ? "a point in time" : "a duration");
        return expireIn switch
        {
            null or <= 0 => now + UsualLife,
            { } seconds when isAbsolute => DateTimeOffset.FromUnixTimeSeconds((long)seconds),
            { } seconds => now.AddSeconds((double)seconds),
        };
    }

    // A name is a help for choosing and nothing more: without it the id is shown.
    private static async Task<string?> NameAsync(ShopeeClient client, string shopId, AccessTokens tokens, CancellationToken cancellation)
    {
        var asShop = client.Connection with
        {
            Settings = new Dictionary<string, string>(client.Connection.Settings) { [ShopeeSettings.ShopId] = shopId },
            Access = new GivenAccess(tokens.Access),
        };
        try
        {
            using var answer = await client.For(asShop).GetAsync(ShopInfoPath, "", cancellation);
            return answer.Root.Filled("shop_name"u8) is { } name
                ? answer.Root.Filled("region"u8) is { } region ? $"{name}, {region}" : name
                : null;
        }
        catch (ConnectorException)
        {
            return null;
        }
    }

    private static long? Id(IReadOnlyDictionary<string, string> returned, string name) =>
        long.TryParse(returned.GetValueOrDefault(name), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id > 0 ? id : null;

    private static byte[] Body(ShopeeApp app, (string Name, string Value) secret, (string Name, long Value) id)
    {
        using var body = new MemoryStream();
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            json.WriteString(secret.Name, secret.Value);
            json.WriteNumber("partner_id", app.PartnerId);
            json.WriteNumber(id.Name, id.Value);
            json.WriteEndObject();
        }

        return body.ToArray();
    }

    private sealed class GivenAccess(string token) : IAccess
    {
        public ValueTask<string> TokenAsync(CancellationToken cancellation) => ValueTask.FromResult(token);

        public ValueTask<string> OtherThanAsync(string refused, CancellationToken cancellation) =>
            throw new ConnectorException(FailureKind.NeedsReauth, "Shopee does not take the token that it has just given.");
    }
}
