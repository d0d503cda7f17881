using System.Globalization;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Web;
using Microsoft.Extensions.Time.Testing;
using Quayside.Sandbox;

namespace Quayside.Tests.Sandbox;

/// <summary>What the practice Shopee checks before it answers, and in which words it refuses. Signed here by a third hand.</summary>
public sealed class ShopeeGateTests : IAsyncLifetime
{
    private const string ShopInfo = "/api/v2/shop/get_shop_info";
    private const string Items = "/api/v2/product/get_item_list";
    private const string Orders = "/api/v2/order/get_order_list";
    private const string Live = "&item_status=NORMAL";

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 9, 21, 8, 0, 0, TimeSpan.Zero));
    private readonly HttpClient _http = new(new HttpClientHandler());
    private RunningSandbox _sandbox = null!;
    private string _shopId = "";
    private string _token = "";
    private string _refresh = "";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private PracticeShop Shop => _sandbox.Shop;

    public async ValueTask InitializeAsync()
    {
        _sandbox = await RunningSandbox.StartAsync(new ShopOptions { Channel = "shopee", Currency = "SGD", Listings = 5, Orders = 5, Clock = _clock, Now = _clock.GetUtcNow() });
        var back = HttpUtility.ParseQueryString(Shop.Consent(AuthoriseAddress())!.Query);
        _shopId = back["shop_id"]!;
        var pair = await PostAsync("/api/v2/auth/token/get", new JsonObject { ["code"] = back["code"], ["shop_id"] = long.Parse(_shopId, CultureInfo.InvariantCulture) });
        (_token, _refresh) = (pair["access_token"]!.ToString(), pair["refresh_token"]!.ToString());
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _sandbox.DisposeAsync();
    }

    [Fact]
    public async Task Whoever_is_signed_and_let_in_is_answered()
    {
        var info = await GetAsync(ShopInfo);

        Assert.Equal(("", "SG"), (info["error"]!.ToString(), info["region"]!.ToString()));
        Assert.Null(info["shop_id"]);
    }

    [Theory]
    [InlineData("wrong sign", "error_sign", "Wrong sign.")]
    [InlineData("late", "error_param", "Timestamp is expired.")]
    [InlineData("early", "error_param", "Timestamp is expired.")]
    [InlineData("other partner", "invalid_partner_id", "Invalid partner_id, please have a check.")]
    [InlineData("other shop", "error_auth", "Invalid partner_id or shopid.")]
    [InlineData("other token", "invalid_acceess_token", "Invalid access_token, please have a check.")]
    public async Task What_is_not_right_is_refused_in_Shopees_words(string how, string error, string message)
    {
        var answer = how switch
        {
            "wrong sign" => await GetAsync(ShopInfo, key: "another key"),
            "late" => await GetAsync(ShopInfo, ahead: -301),
            "early" => await GetAsync(ShopInfo, ahead: 301),
            "other partner" => await GetAsync(ShopInfo, partner: "1"),
            "other shop" => await GetAsync(ShopInfo, shop: "1"),
            _ => await GetAsync(ShopInfo, token: "5eed"),
        };

        Assert.Equal((error, message), (answer["error"]!.ToString(), answer["message"]!.ToString()));
        Assert.NotNull(answer["request_id"]);
    }

    [Fact]
    public async Task A_timestamp_of_five_minutes_is_taken() => Assert.Equal("", (await GetAsync(ShopInfo, ahead: -300))["error"]!.ToString());

    [Theory]
    [InlineData(Items, "offset=0&page_size=101" + Live, "error_param")]
    [InlineData(Items, "offset=0&page_size=0" + Live, "error_param")]
    [InlineData(Items, "offset=0&page_size=100", "error_param_item_status")]
    [InlineData(Items, "offset=0&page_size=100&item_status=SOLD", "error_param_item_status")]
    [InlineData(Orders, "time_range_field=create_time&time_from=1000&time_to=1297000&page_size=101", "error_param")]
    [InlineData(Orders, "time_range_field=placed&time_from=1000&time_to=1297000&page_size=100", "error_param")]
    [InlineData(Orders, "time_range_field=create_time&time_from=1000&time_to=1297001&page_size=100", "order.order_list_invalid_time")]
    [InlineData(Orders, "time_range_field=create_time&time_from=1000&time_to=1000&page_size=100", "order.order_list_invalid_time")]
    [InlineData(Orders, "time_range_field=create_time&time_from=1000&time_to=1297000&page_size=100&cursor=20", "error_param")]
    [InlineData(Orders, "time_range_field=create_time&time_from=1000&time_to=1297000&page_size=100", "")]
    [InlineData("/api/v2/order/get_nothing", "", "error_param")]
    public async Task Sizes_statuses_and_spans_are_checked(string path, string query, string error) =>
        Assert.Equal(error, (await GetAsync(path, query))["error"]!.ToString());

    [Fact]
    public async Task Fifty_ids_are_a_batch_and_one_more_is_too_many()
    {
        string Ids(int count) => "item_id_list=" + string.Join("%2C", Enumerable.Range(1, count));

        Assert.Equal("error_param", (await GetAsync("/api/v2/product/get_item_base_info", Ids(51)))["error"]!.ToString());
        Assert.Equal("", (await GetAsync("/api/v2/product/get_item_base_info", Ids(50)))["error"]!.ToString());
    }

    [Fact]
    public async Task A_token_lives_four_hours_and_five_minutes_longer_than_its_renewal()
    {
        _clock.Advance(TimeSpan.FromHours(3));
        var first = await PostAsync("/api/v2/auth/access_token/get", Refreshing(_refresh));
        var renewed = await PostAsync("/api/v2/auth/access_token/get", Refreshing(first["refresh_token"]!.ToString()));
        Assert.Equal(14_400, (int)renewed["expire_in"]!);

        _clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal("", (await GetAsync(ShopInfo, token: first["access_token"]!.ToString()))["error"]!.ToString());
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("invalid_acceess_token", (await GetAsync(ShopInfo, token: first["access_token"]!.ToString()))["error"]!.ToString());
        _clock.Advance(TimeSpan.FromHours(4));
        Assert.Equal("invalid_acceess_token", (await GetAsync(ShopInfo, token: renewed["access_token"]!.ToString()))["error"]!.ToString());
    }

    [Fact]
    public async Task A_refresh_token_works_once_and_a_code_does_and_each_for_its_shop_alone()
    {
        var body = Refreshing(_refresh);
        var wrong = Refreshing(_refresh);
        wrong["shop_id"] = 1;

        Assert.Equal("error_shop_refresh_token", (await PostAsync("/api/v2/auth/access_token/get", wrong))["error"]!.ToString());
        Assert.Equal("", (await PostAsync("/api/v2/auth/access_token/get", body))["error"]!.ToString());
        Assert.Equal("error_shop_refresh_token", (await PostAsync("/api/v2/auth/access_token/get", body))["error"]!.ToString());
        var back = HttpUtility.ParseQueryString(Shop.Consent(AuthoriseAddress())!.Query);
        var code = new JsonObject { ["code"] = back["code"], ["shop_id"] = long.Parse(_shopId, CultureInfo.InvariantCulture) };
        Assert.Equal("", (await PostAsync("/api/v2/auth/token/get", code))["error"]!.ToString());
        Assert.Equal("invalid_code", (await PostAsync("/api/v2/auth/token/get", code))["error"]!.ToString());
    }

    [Fact]
    public async Task The_page_where_a_seller_says_yes_leads_back_with_a_code_and_keeps_what_was_there()
    {
        var page = await _http.GetStringAsync(AuthoriseAddress("https://oms.example.test/back?state=a%20b"), Cancellation);

        var link = System.Net.WebUtility.HtmlDecode(page.Split("href=\"")[1].Split('"')[0]);
        var query = HttpUtility.ParseQueryString(new Uri(link).Query);
        Assert.StartsWith("https://oms.example.test/back?", link, StringComparison.Ordinal);
        Assert.Equal(("a b", _shopId), (query["state"], query["shop_id"]));
        Assert.NotNull(query["code"]);
        Assert.Null(Shop.Consent(new Uri(AuthoriseAddress().AbsoluteUri.Replace("sign=", "sign=0", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task More_calls_a_second_than_are_allowed_are_refused_until_the_second_is_over()
    {
        await using var limited = await RunningSandbox.StartAsync(Shop.Options with { CallsPerSecond = 2 });
        var old = _sandbox;
        try
        {
            _sandbox = limited;
            var back = HttpUtility.ParseQueryString(Shop.Consent(AuthoriseAddress())!.Query);
            var pair = await PostAsync("/api/v2/auth/token/get", new JsonObject { ["code"] = back["code"], ["shop_id"] = long.Parse(_shopId, CultureInfo.InvariantCulture) });
            _token = pair["access_token"]!.ToString();

            Assert.Equal(["", "", "error_rate_limit"], [await ErrorAsync(), await ErrorAsync(), await ErrorAsync()]);
            _clock.Advance(TimeSpan.FromMilliseconds(500));
            Assert.Equal(["", "error_rate_limit"], [await ErrorAsync(), await ErrorAsync()]);
        }
        finally
        {
            _sandbox = old;
        }

        async Task<string> ErrorAsync() => (await GetAsync(ShopInfo))["error"]!.ToString();
    }

    private JsonObject Refreshing(string token) => new()
    {
        ["refresh_token"] = token,
        ["partner_id"] = long.Parse(Shop.Settings["partnerId"], CultureInfo.InvariantCulture),
        ["shop_id"] = long.Parse(_shopId, CultureInfo.InvariantCulture),
    };

    private Uri AuthoriseAddress(string redirect = "https://oms.example.test/back")
    {
        const string path = "/api/v2/shop/auth_partner";
        return new Uri(Shop.Address, $"{path}?{Common(path)}&redirect={Uri.EscapeDataString(redirect)}");
    }

    private string Common(string path, string more = "", string? key = null, long ahead = 0, string? partner = null)
    {
        var timestamp = _clock.GetUtcNow().ToUnixTimeSeconds() + ahead;
        partner ??= Shop.Settings["partnerId"];
        var text = string.Create(CultureInfo.InvariantCulture, $"{partner}{path}{timestamp}{more}");
        var sign = HMACSHA256.HashData(Encoding.UTF8.GetBytes(key ?? Shop.Settings["partnerKey"]), Encoding.UTF8.GetBytes(text));
        return string.Create(CultureInfo.InvariantCulture, $"partner_id={partner}&timestamp={timestamp}&sign={Convert.ToHexStringLower(sign)}");
    }

    private async Task<JsonObject> GetAsync(
        string path, string query = "", string? key = null, long ahead = 0, string? partner = null, string? shop = null, string? token = null)
    {
        (shop, token) = (shop ?? _shopId, token ?? _token);
        var address = new Uri(Shop.Address, $"{path}?{Common(path, token + shop, key, ahead, partner)}&access_token={token}&shop_id={shop}&{query}");
        using var answer = await _http.GetAsync(address, Cancellation);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancellation))!.AsObject();
    }

    private async Task<JsonObject> PostAsync(string path, JsonObject body)
    {
        using var content = JsonContent.Create(body);
        await content.LoadIntoBufferAsync(Cancellation);
        using var answer = await _http.PostAsync(new Uri(Shop.Address, $"{path}?{Common(path)}"), content, Cancellation);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancellation))!.AsObject();
    }
}
