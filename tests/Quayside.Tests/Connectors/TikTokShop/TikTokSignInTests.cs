using Microsoft.Extensions.Time.Testing;
using Quayside.Connectors;
using Quayside.Connectors.TikTokShop;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Connectors.TikTokShop;

public sealed class TikTokSignInTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
    private static readonly Uri Callback = new("https://quay.example/connect/callback/tiktokshop");

    private readonly TikTokConnector _connector = new(new FakeTimeProvider(Now));
    private FakeMarketplace _marketplace = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _marketplace = await FakeMarketplace.StartAsync();

    public ValueTask DisposeAsync() => _marketplace.DisposeAsync();

    [Theory]
    [InlineData("", "https://services.tiktokshop.com/open/authorize?service_id=7431458374265161478&state=st%26te")]
    [InlineData("us", "https://services.tiktokshops.us/open/authorize?service_id=7431458374265161478&state=st%26te")]
    public void The_browser_is_sent_to_the_page_of_the_market_with_the_state_and_no_secret(string market, string expected) =>
        Assert.Equal(expected, _connector.SignInAddress(Settings(market), Callback, "st&te").AbsoluteUri);

    [Fact]
    public void Every_market_that_may_be_chosen_has_its_page()
    {
        var markets = _connector.Info.Settings.Single(s => s.Key == "market").Choices;

        Assert.Equal(["", "US"], markets.Select(m => m.Value));
        Assert.Equal(2, markets.Select(m => _connector.SignInAddress(Settings(m.Value), Callback, "s").Host).Distinct().Count());
    }

    [Fact]
    public void A_practice_store_is_told_where_to_send_the_browser_back_to() => Assert.Equal(
        "http://127.0.0.1:5099/open/authorize?service_id=7431458374265161478&state=s&redirect_uri=https%3A%2F%2Fquay.example%2Fconnect%2Fcallback%2Ftiktokshop",
        _connector.SignInAddress(SmallTikTok.Settings("http://127.0.0.1:5099/"), Callback, "s").AbsoluteUri);

    [Theory]
    [InlineData("serviceId", "")]
    [InlineData("serviceId", "7 43")]
    [InlineData("market", "Mars")]
    [InlineData("url", "shop.example")]
    public void A_setting_that_cannot_be_meant_is_named(string key, string value)
    {
        var settings = new Dictionary<string, string>(Settings("")) { [key] = value };

        var failure = Assert.Throws<ConnectorException>(() => _connector.SignInAddress(settings, Callback, "s"));

        Assert.Equal(FailureKind.NeedsReauth, failure.Kind);
        Assert.Contains(key, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("null", "auth_denied")]
    [InlineData("null", null)]
    [InlineData("", null)]
    [InlineData("ROW_code", "auth_denied")]
    [InlineData(null, null)]
    public async Task A_sign_in_that_was_refused_is_said_to_be_and_asks_nothing(string? code, string? error)
    {
        var returned = new Dictionary<string, string> { ["state"] = "s" };
        if (code is not null)
        {
            returned["code"] = code;
        }

        if (error is not null)
        {
            returned["error"] = error;
        }

        var failure = await Assert.ThrowsAsync<ConnectorException>(() => _connector.RedeemAsync(Connect(), returned, Cancellation));

        Assert.Equal(FailureKind.NeedsReauth, failure.Kind);
        Assert.Contains("not confirmed", failure.Message, StringComparison.Ordinal);
        Assert.Empty(_marketplace.Requests);
    }

    [Fact]
    public async Task A_code_buys_tokens_that_end_at_a_point_in_time_and_leads_to_every_shop_of_the_account()
    {
        _marketplace.Shop = request => request.Path == "/api/v2/token/get" ? Tokens("ROW_access", "ROW_refresh") : Shops();

        var grant = await _connector.RedeemAsync(Connect(), new Dictionary<string, string> { ["code"] = "ROW_code" }, Cancellation);

        Assert.Equal(("ROW_access", "ROW_refresh"), (grant.Tokens.Access, grant.Tokens.Refresh));
        Assert.Equal((DateTimeOffset.FromUnixTimeSeconds(1790600000), DateTimeOffset.FromUnixTimeSeconds(1821500000)), (grant.Tokens.AccessUntil, grant.Tokens.RefreshUntil!.Value));
        Assert.Equal([("7001", "Socks, SG", "ROW_c1"), ("7002", "Socks, MY", "ROW_c2")], grant.Shops.Select(s => (s.Id, s.Name, s.Settings["cipher"])));
        Assert.Equal(["6made0up0key:made-up-open-id"], grant.Shops.Select(s => s.Account).Distinct());
        var (bought, listed) = (_marketplace.Requests[0], _marketplace.Requests[1]);
        Assert.Equal(("GET", "ROW_code", "authorized_code"), (bought.Method, bought.Query["auth_code"], bought.Query["grant_type"]));
        Assert.Equal("ROW_access", listed.Headers["x-tts-access-token"]);
        Assert.False(listed.Query.ContainsKey("shop_cipher"));
    }

    [Theory]
    [InlineData(1, "[]")]
    [InlineData(0, "[]")]
    public async Task An_account_without_a_shop_is_told_so(int userType, string shops)
    {
        _marketplace.Shop = request => request.Path == "/api/v2/token/get" ? Tokens("a", "r", userType) : FakeAnswer.Json($$$"""{"code":0,"data":{"shops":{{{shops}}}}}""");

        var failure = await Assert.ThrowsAsync<ConnectorException>(
            () => _connector.RedeemAsync(Connect(), new Dictionary<string, string> { ["code"] = "ROW_code" }, Cancellation));

        Assert.Equal(FailureKind.NeedsReauth, failure.Kind);
    }

    [Theory]
    [InlineData("ROW_refresh2", "ROW_refresh2")]
    [InlineData(null, "ROW_refresh1")]
    public async Task A_renewal_keeps_the_pair_that_it_was_given(string? given, string expected)
    {
        _marketplace.Shop = _ => Tokens("ROW_access2", given);
        var present = new AccessTokens("ROW_access1", Now, "ROW_refresh1", Now.AddDays(30));

        var renewed = await _connector.RefreshAsync(Connect(), "6made0up0key:made-up-open-id", present, Cancellation);

        Assert.Equal(("ROW_access2", expected), (renewed.Access, renewed.Refresh));
        var asked = Assert.Single(_marketplace.Requests);
        Assert.Equal(("/api/v2/token/refresh", "ROW_refresh1", "refresh_token"), (asked.Path, asked.Query["refresh_token"], asked.Query["grant_type"]));
        Assert.True(_connector.RefreshesOnce);
    }

    [Theory]
    [InlineData("""{"code":36004001,"message":"rt has expired"}""", 200, FailureKind.NeedsReauth, true)]
    [InlineData("""{"code":36004005,"message":"can not find related auth record"}""", 200, FailureKind.NeedsReauth, true)]
    [InlineData("""{"code":36009003,"message":"Internal error"}""", 200, FailureKind.Unavailable, false)]
    [InlineData("""{"code":36009002,"message":"Too many requests"}""", 429, FailureKind.Throttled, true)]
    [InlineData("""{"code":0,"data":{"access_token":"a"}}""", 200, FailureKind.Unreadable, false)]
    [InlineData("<html>down</html>", 502, FailureKind.Unavailable, false)]
    public async Task A_renewal_that_failed_says_whether_the_token_may_be_spent(string body, int status, FailureKind kind, bool hadNoEffect)
    {
        _marketplace.Shop = _ => FakeAnswer.Of(status, "application/json", body);

        var failure = await Assert.ThrowsAsync<ConnectorException>(
            () => _connector.RefreshAsync(Connect(), "a", new AccessTokens("ROW_access1", Now, "ROW_refresh1", null), Cancellation));

        Assert.Equal((kind, hadNoEffect), (failure.Kind, failure.HadNoEffect));
        Assert.DoesNotContain("ROW_refresh1", failure.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(SmallTikTok.AppSecret, failure.ToString(), StringComparison.Ordinal);
    }

    private static Dictionary<string, string> Settings(string market) =>
        new() { ["appKey"] = "6made0up0key", ["appSecret"] = SmallTikTok.AppSecret, ["serviceId"] = "7431458374265161478", ["market"] = market };

    private static FakeAnswer Tokens(string access, string? refresh, int userType = 0) => FakeAnswer.Json(
        $$$"""
        {"code":0,"message":"success","request_id":"1","data":{"access_token":"{{{access}}}","access_token_expire_in":1790600000,"refresh_token":"{{{refresh}}}","refresh_token_expire_in":1821500000,
        "open_id":"made-up-open-id","seller_name":"Socks","seller_base_region":"SG","user_type":{{{userType}}},"granted_scopes":["seller.order.info"]}}
        """);

    private static FakeAnswer Shops() => FakeAnswer.Json(
        """
        {"code":0,"message":"Success","data":{"shops":[{"id":"7001","name":"Socks","region":"SG","seller_type":"CROSS_BORDER","cipher":"ROW_c1","code":"SG1"},
        {"id":"7002","name":"Socks","region":"MY","seller_type":"CROSS_BORDER","cipher":"ROW_c2","code":"MY1"}]}}
        """);

    private Connection Connect() => new(SmallTikTok.Settings(_marketplace.Address), FakeMarketplace.NewClient(), ShopFacts.None, new TokensInMemory());
}
