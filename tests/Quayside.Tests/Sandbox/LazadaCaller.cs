using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Web;
using Quayside.Sandbox;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Sandbox;

/// <summary>Calls a practice store on Lazada with a signature of its own making: it owes nothing to the connector or to the sandbox.</summary>
internal sealed class LazadaCaller(PracticeShop shop)
{
    /// <summary>Changes the parameters before they are signed.</summary>
    public Action<Dictionary<string, string>> BeforeSigning { get; init; } = _ => { };

    /// <summary>Changes them afterwards.</summary>
    public Action<Dictionary<string, string>> AfterSigning { get; init; } = _ => { };

    public string? Token { get; private set; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Signs in as a seller would, and buys tokens.</summary>
    public async Task<JsonObject> SignInAsync()
    {
        var tokens = await GetAsync("/auth/token/create", ("code", Code()));
        Token = tokens["access_token"]?.ToString();
        return tokens;
    }

    public string Code()
    {
        var page = new Uri(shop.Address, $"/oauth/authorize?response_type=code&redirect_uri=https%3A%2F%2Fq.example%2Fback&client_id={shop.Settings["appKey"]}");
        return HttpUtility.ParseQueryString(shop.Consent(page)!.Query)["code"]!;
    }

    public async Task<JsonObject> GetAsync(string path, params (string Name, string Value)[] own)
    {
        var all = own.ToDictionary(p => p.Name, p => p.Value);
        all["app_key"] = shop.Settings["appKey"];
        all["timestamp"] = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        all["sign_method"] = "sha256";
        if (Token is not null && !path.StartsWith("/auth/", StringComparison.Ordinal))
        {
            all["access_token"] = Token;
        }

        BeforeSigning(all);
        var text = path + string.Concat(all.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => p.Key + p.Value));
        all["sign"] = Convert.ToHexString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(shop.Settings["appSecret"]), Encoding.UTF8.GetBytes(text)));
        AfterSigning(all);
        using var http = FakeMarketplace.NewClient();
        var query = string.Join('&', all.Select(p => $"{p.Key}={Uri.EscapeDataString(p.Value)}"));
        using var answer = await http.GetAsync(new Uri(shop.Address, $"/rest{path}?{query}"), Cancellation);
        Assert.Equal(200, (int)answer.StatusCode);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancellation))!.AsObject();
    }

    public async Task<string> CodeOfAsync(string path, params (string Name, string Value)[] own) => (await GetAsync(path, own))["code"]!.ToString();
}
