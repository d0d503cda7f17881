using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Web;
using Quayside.Sandbox;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Sandbox;

/// <summary>Calls a practice shop on TikTok Shop with a signature of its own making: it owes nothing to the connector or to the sandbox.</summary>
internal sealed class TikTokCaller(PracticeShop shop)
{
    public const string Shops = "/authorization/202309/shops";
    public const string Orders = "/order/202309/orders/search";
    public const string Products = "/product/202502/products/search";

    /// <summary>Changes the query before it is signed.</summary>
    public Action<Dictionary<string, string>> BeforeSigning { get; init; } = _ => { };

    /// <summary>Changes it afterwards.</summary>
    public Action<Dictionary<string, string>> AfterSigning { get; init; } = _ => { };

    /// <summary>Changes the body afterwards.</summary>
    public Func<string, string> BodyAfterSigning { get; init; } = body => body;

    public string ContentType { get; init; } = "application/json";

    public string? Token { get; set; }

    public string? Cipher { get; set; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Signs in as a seller would, buys tokens, and takes the first shop.</summary>
    public async Task<JsonObject> SignInAsync()
    {
        var tokens = await TokensAsync("get", ("auth_code", Code()), ("grant_type", "authorized_code"));
        Token = tokens["data"]!["access_token"]!.ToString();
        Cipher = (await GetAsync(Shops))["data"]!["shops"]![0]!["cipher"]!.ToString();
        return tokens;
    }

    public static string Signature(string secret, string path, IReadOnlyDictionary<string, string> query, string? body)
    {
        var text = secret + path + string.Concat(query.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => p.Key + p.Value)) + body + secret;
        return Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(text)));
    }

    public Uri? Back(string state = "s1") => shop.Consent(new Uri(
        shop.Address, $"/open/authorize?service_id={shop.Settings["serviceId"]}&state={state}&redirect_uri=https%3A%2F%2Fq.example%2Fback"));

    public string Code() => HttpUtility.ParseQueryString(Back()!.Query)["code"]!;

    public Task<JsonObject> TokensAsync(string call, params (string Name, string Value)[] own)
    {
        var all = own.Append(("app_key", shop.Settings["appKey"])).Append(("app_secret", shop.Settings["appSecret"]));
        return BodyAsync(CallAsync(HttpMethod.Get, $"/api/v2/token/{call}", all, null));
    }

    /// <summary>A signed call without a shop.</summary>
    public Task<JsonObject> GetAsync(string path) => BodyAsync(SendAsync(HttpMethod.Get, path, null, null));

    /// <summary>A signed call of the shop.</summary>
    public Task<JsonObject> OfShopAsync(string path, params (string Name, string Value)[] own) => BodyAsync(SendAsync(HttpMethod.Get, path, null, Cipher, own));

    /// <summary>A signed search in the shop.</summary>
    public Task<JsonObject> SearchAsync(string path, string body, params (string Name, string Value)[] own) =>
        BodyAsync(SendAsync(HttpMethod.Post, path, body, Cipher, own));

    /// <summary>The code that a search is answered with.</summary>
    public async Task<int> CodeOfAsync(string path, string body, params (string Name, string Value)[] own) =>
        (await SearchAsync(path, body, own))["code"]!.GetValue<int>();

    public async Task<(int Status, JsonObject Body)> SendAsync(
        HttpMethod method, string path, string? body, string? cipher, params (string Name, string Value)[] own)
    {
        var all = own.ToDictionary(p => p.Name, p => p.Value);
        all["app_key"] = shop.Settings["appKey"];
        all["timestamp"] = shop.Now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        if (cipher is not null)
        {
            all["shop_cipher"] = cipher;
        }

        BeforeSigning(all);
        all["sign"] = Signature(shop.Settings["appSecret"], path, all, body);
        AfterSigning(all);
        return await CallAsync(method, path, all.Select(p => (p.Key, p.Value)), body is null ? null : BodyAfterSigning(body));
    }

    private static async Task<JsonObject> BodyAsync(Task<(int Status, JsonObject Body)> answer) => (await answer).Body;

    private async Task<(int Status, JsonObject Body)> CallAsync(HttpMethod method, string path, IEnumerable<(string Name, string Value)> query, string? body)
    {
        using var http = FakeMarketplace.NewClient();
        using var request = new HttpRequestMessage(method, new Uri(shop.Address, $"{path}?{string.Join('&', query.Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value)}"))}"));
        if (Token is not null)
        {
            request.Headers.Add("x-tts-access-token", Token);
        }

        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, ContentType);
        }

        using var answer = await http.SendAsync(request, Cancellation);
        return ((int)answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancellation))!.AsObject());
    }
}
