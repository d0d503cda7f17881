using System.Net;
using System.Text.Json.Nodes;
using System.Web;
using Microsoft.Extensions.Time.Testing;
using Quayside.Sandbox;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Sandbox;

/// <summary>How sellers let an app in at a practice shop on TikTok Shop, and how long what they gave works.</summary>
public sealed class TikTokTokenTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 9, 21, 8, 0, 0, TimeSpan.Zero));

    private ShopOptions Options => new() { Channel = "tiktokshop", Currency = "SGD", Listings = 5, Orders = 5, Clock = _clock, Now = _clock.GetUtcNow() };

    [Fact]
    public async Task A_seller_who_agrees_comes_back_with_a_code_and_one_who_does_not_with_an_error()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Options);
        using var http = FakeMarketplace.NewClient();
        var link = $"/open/authorize?service_id={sandbox.Shop.Settings["serviceId"]}&state=a%2Fb&redirect_uri={Uri.EscapeDataString("https://q.example/back?x=1")}";

        using var page = await http.GetAsync(new Uri(sandbox.Shop.Address, link), TestContext.Current.CancellationToken);
        using var refused = await http.GetAsync(new Uri(sandbox.Shop.Address, link.Replace("authorize", "refuse", StringComparison.Ordinal)), TestContext.Current.CancellationToken);
        using var unknown = await http.GetAsync(new Uri(sandbox.Shop.Address, link.Replace("service_id=", "service_id=1", StringComparison.Ordinal)), TestContext.Current.CancellationToken);
        var agreed = sandbox.Shop.Consent(new Uri(sandbox.Shop.Address, link))!;
        var back = HttpUtility.ParseQueryString(agreed.Query);

        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Equal("https://q.example/back?x=1&code=null&error=auth_denied&state=a%2Fb", refused.Headers.Location!.AbsoluteUri);
        Assert.Equal(HttpStatusCode.BadRequest, unknown.StatusCode);
        Assert.Equal(("1", "a/b", sandbox.Shop.Settings["appKey"], "SG"), (back["x"], back["state"], back["app_key"], back["shop_region"]));
        Assert.StartsWith("ROW_5eed", back["code"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_code_works_once_within_thirty_minutes()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Options);
        var caller = new TikTokCaller(sandbox.Shop);
        var (used, late) = (caller.Code(), caller.Code());

        Assert.Equal(0, CodeOf(await RedeemAsync(caller, used)));
        Assert.Equal(36004004, CodeOf(await RedeemAsync(caller, used)));
        _clock.Advance(TimeSpan.FromMinutes(31));
        Assert.Equal(36004004, CodeOf(await RedeemAsync(caller, late)));
        Assert.Equal(36009004, CodeOf(await caller.TokensAsync("get", ("auth_code", caller.Code()), ("grant_type", "refresh_token"))));
    }

    [Fact]
    public async Task Tokens_say_until_which_second_they_work_and_renewing_does_not_make_the_permission_longer()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Options);
        var caller = new TikTokCaller(sandbox.Shop);
        var first = (await caller.SignInAsync())["data"]!;
        var signedInAt = _clock.GetUtcNow();

        Assert.Equal(signedInAt.AddDays(7).ToUnixTimeSeconds(), first["access_token_expire_in"]!.GetValue<long>());
        Assert.Equal(signedInAt.AddDays(365).ToUnixTimeSeconds(), first["refresh_token_expire_in"]!.GetValue<long>());
        _clock.Advance(TimeSpan.FromDays(8));
        Assert.Equal(105002, CodeOf(await caller.GetAsync(TikTokCaller.Shops)));
        var renewed = await RefreshAsync(caller, first);
        caller.Token = renewed["data"]!["access_token"]!.ToString();

        Assert.Equal(0, CodeOf(await caller.GetAsync(TikTokCaller.Shops)));
        Assert.Equal(_clock.GetUtcNow().AddDays(7).ToUnixTimeSeconds(), renewed["data"]!["access_token_expire_in"]!.GetValue<long>());
        Assert.Equal(first["refresh_token_expire_in"]!.GetValue<long>(), renewed["data"]!["refresh_token_expire_in"]!.GetValue<long>());
        _clock.Advance(TimeSpan.FromDays(360));
        Assert.Equal(36004001, CodeOf(await RefreshAsync(caller, renewed["data"]!)));
    }

    [Theory]
    [InlineData(true, true, 36004005)]
    [InlineData(true, false, 0)]
    [InlineData(false, true, 0)]
    public async Task A_refresh_token_works_once_or_more_often_as_the_shop_is_made(bool changes, bool worksOnce, int second)
    {
        var options = Options with { TikTok = new TikTokOptions { RefreshTokenChanges = changes, RefreshTokenWorksOnce = worksOnce } };
        await using var sandbox = await RunningSandbox.StartAsync(options);
        var caller = new TikTokCaller(sandbox.Shop);
        var tokens = (await caller.SignInAsync())["data"]!;

        var renewed = await RefreshAsync(caller, tokens);
        Assert.Equal(0, CodeOf(renewed));
        Assert.Equal(changes, renewed["data"]!["refresh_token"]!.ToString() != tokens["refresh_token"]!.ToString());
        Assert.Equal(second, CodeOf(await RefreshAsync(caller, tokens)));
        Assert.Equal(36004005, CodeOf(await caller.TokensAsync("refresh", ("refresh_token", "made up"), ("grant_type", "refresh_token"))));
    }

    [Fact]
    public async Task Tokens_outlive_a_restart_and_end_when_the_seller_says_so()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Options);
        var tokens = (await new TikTokCaller(sandbox.Shop).SignInAsync())["data"]!;
        await using var again = await RunningSandbox.StartAsync(Options);
        var later = new TikTokCaller(again.Shop) { Token = tokens["access_token"]!.ToString() };

        Assert.Equal(0, CodeOf(await later.GetAsync(TikTokCaller.Shops)));
        again.Shop.Tokens.Revoke();
        Assert.Equal(105002, CodeOf(await later.GetAsync(TikTokCaller.Shops)));
        Assert.Equal(36004005, CodeOf(await RefreshAsync(later, tokens)));
    }

    [Fact]
    public async Task Several_shops_behind_one_sign_in_hold_goods_and_orders_of_their_own()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Options with { Listings = 20, Orders = 20, TikTok = new TikTokOptions { Shops = 3 } });
        var caller = new TikTokCaller(sandbox.Shop);
        await caller.SignInAsync();
        var shops = (await caller.GetAsync(TikTokCaller.Shops))["data"]!["shops"]!.AsArray();
        var products = new List<string>();
        foreach (var shop in shops)
        {
            caller.Cipher = shop!["cipher"]!.ToString();
            products.AddRange((await caller.SearchAsync(TikTokCaller.Products, "{}", ("page_size", "100")))["data"]!["products"]!.AsArray().Select(p => p!["id"]!.ToString()));
        }

        Assert.Equal(3, shops.Select(shop => shop!["id"]!.ToString()).Distinct().Count());
        Assert.Equal(3, shops.Select(shop => shop!["region"]!.ToString()).Distinct().Count());
        Assert.All(shops, shop => Assert.Equal("CROSS_BORDER", shop!["seller_type"]!.ToString()));
        Assert.Equal(60, products.Distinct().Count());
    }

    private static Task<JsonObject> RedeemAsync(TikTokCaller caller, string code) => caller.TokensAsync("get", ("auth_code", code), ("grant_type", "authorized_code"));

    private static Task<JsonObject> RefreshAsync(TikTokCaller caller, JsonNode tokens) =>
        caller.TokensAsync("refresh", ("refresh_token", tokens["refresh_token"]!.ToString()), ("grant_type", "refresh_token"));

    private static int CodeOf(JsonObject answer) => answer["code"]!.GetValue<int>();
}
