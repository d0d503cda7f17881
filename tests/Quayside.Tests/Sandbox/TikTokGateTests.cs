using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Quayside.Sandbox;

namespace Quayside.Tests.Sandbox;

/// <summary>Whom a practice shop on TikTok Shop refuses, and in which codes.</summary>
public sealed class TikTokGateTests
{
    private static readonly ShopOptions Shop = new() { Channel = "tiktokshop", Currency = "SGD", Listings = 30, Orders = 60 };

    // What this caller signs with is let in, so the shop counts as the examples do.
    [Theory]
    [InlineData("/authorization/202309/shops", "app_key=29a39d&timestamp=1623812664", null, "e59af819cc", "b596b73e0cc6de07ac26f036364178ab16b0a907af13d43f0a0cd2345f582dc8")]
    [InlineData("/authorization/202309/shops", "timestamp=1790000000&app_key=6made0up0key", null, "tts-made-up-secret-0001", "dee7f87dedd0b78505b72da321f6c2e57c72465f35e9f64af454cba1260d61d2")]
    [InlineData(
        "/order/202309/orders/search",
        "page_size=100&sort_field=create_time&sort_order=ASC&app_key=6made0up0key&timestamp=1790000000&shop_cipher=ROW_MADEUPCIPHER0001",
        """{"create_time_ge":1782224000,"create_time_lt":1790000000}""",
        "tts-made-up-secret-0001",
        "1726e6a03ee20c80f3d3f37b912fddf080b8ab3a7ba1cd17acd37ebbec9af32f")]
    public void Calls_are_signed_as_the_published_examples_are(string path, string query, string? body, string secret, string expected) =>
        Assert.Equal(expected, TikTokCaller.Signature(secret, path, query.Split('&').Select(p => p.Split('=')).ToDictionary(p => p[0], p => p[1]), body));

    [Fact]
    public async Task A_call_that_is_not_signed_as_it_should_be_is_refused()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Shop);
        var known = new TikTokCaller(sandbox.Shop);
        await known.SignInAsync();

        async Task RefusedAsync(int status, int code, string says, Action<Dictionary<string, string>>? before = null, Action<Dictionary<string, string>>? after = null, string? token = "")
        {
            var caller = new TikTokCaller(sandbox.Shop) { BeforeSigning = before ?? (_ => { }), AfterSigning = after ?? (_ => { }), Token = token == "" ? known.Token : token };
            var (given, body) = await caller.SendAsync(HttpMethod.Get, TikTokCaller.Shops, null, null);
            Assert.Equal((status, code), (given, body["code"]!.GetValue<int>()));
            Assert.Contains(says, body["message"]!.ToString(), StringComparison.Ordinal);
            Assert.False(body.ContainsKey("data"));
        }

        await RefusedAsync(401, 36009004, "app_key", before: p => p["app_key"] = "6other");
        await RefusedAsync(401, 36009004, "signature", after: p => p.Remove("sign"));
        await RefusedAsync(401, 106001, "sign", after: p => p["sign"] = p["sign"].ToUpperInvariant());
        await RefusedAsync(401, 106001, "sign", after: p => p["more"] = "1");
        await RefusedAsync(401, 36009004, "lesser than 0", before: p => p.Remove("timestamp"));
        await RefusedAsync(401, 36009004, "5 minutes before", before: p => p["timestamp"] = Ago(sandbox.Shop, 320));
        await RefusedAsync(401, 36009004, "more than 30 seconds", before: p => p["timestamp"] = Ago(sandbox.Shop, -60));
        await RefusedAsync(401, 36009004, "x-tts-access-token", token: null);
        await RefusedAsync(401, 36009004, "x-tts-access-token", token: "ROW_5eedaccess_1_0_99999999999_made_up");
        await RefusedAsync(400, 36009004, "shop_cipher", before: p => p["shop_cipher"] = known.Cipher!);
    }

    [Fact]
    public async Task The_signature_is_over_the_bytes_of_the_body_and_the_shop_has_to_be_named()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Shop);
        var known = new TikTokCaller(sandbox.Shop);
        await known.SignInAsync();
        var spaced = new TikTokCaller(sandbox.Shop) { Token = known.Token, BodyAfterSigning = body => body.Replace(":", ": ", StringComparison.Ordinal) };
        var plain = new TikTokCaller(sandbox.Shop) { Token = known.Token, ContentType = "text/plain" };

        Assert.Equal(0, CodeOf(await known.SendAsync(HttpMethod.Post, TikTokCaller.Orders, """{"order_status":"UNPAID"}""", known.Cipher)));
        Assert.Equal(106001, CodeOf(await spaced.SendAsync(HttpMethod.Post, TikTokCaller.Orders, """{"order_status":"UNPAID"}""", known.Cipher)));
        Assert.Equal(36009022, CodeOf(await plain.SendAsync(HttpMethod.Post, TikTokCaller.Orders, "{}", known.Cipher)));
        Assert.Equal(36009022, CodeOf(await known.SendAsync(HttpMethod.Post, TikTokCaller.Orders, "[]", known.Cipher)));
        Assert.Equal(106013, CodeOf(await known.SendAsync(HttpMethod.Post, TikTokCaller.Orders, "{}", null)));
        Assert.Equal(101000, CodeOf(await known.SendAsync(HttpMethod.Post, TikTokCaller.Orders, "{}", "ROW_another")));
    }

    [Fact]
    public async Task What_the_seller_did_not_allow_what_is_not_there_and_what_would_write_is_refused()
    {
        var options = Shop with { TikTok = new TikTokOptions { Scopes = ["seller.authorization.info", "seller.product.basic"] } };
        await using var sandbox = await RunningSandbox.StartAsync(options);
        var caller = new TikTokCaller(sandbox.Shop);
        await caller.SignInAsync();

        Assert.Equal(105005, CodeOf(await caller.SendAsync(HttpMethod.Post, TikTokCaller.Orders, "{}", caller.Cipher)));
        Assert.Equal(36009009, CodeOf(await caller.SendAsync(HttpMethod.Get, "/order/202209/orders", null, caller.Cipher)));
        Assert.Equal(36009010, CodeOf(await caller.SendAsync(HttpMethod.Get, TikTokCaller.Orders, null, caller.Cipher)));
        Assert.Equal(105005, CodeOf(await caller.SendAsync(HttpMethod.Post, "/product/202309/products/1/inventory/update", """{"skus":[]}""", caller.Cipher)));
        Assert.Equal(105005, CodeOf(await caller.SendAsync(HttpMethod.Put, "/event/202309/webhooks", "{}", caller.Cipher)));
    }

    [Fact]
    public async Task Calls_above_the_limit_of_a_second_are_refused_for_that_shop_and_that_call_alone()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 9, 21, 8, 0, 0, TimeSpan.Zero));
        await using var sandbox = await RunningSandbox.StartAsync(Shop with { CallsPerSecond = 2, Clock = clock, TikTok = new TikTokOptions { Shops = 2 } });
        var caller = new TikTokCaller(sandbox.Shop);
        await caller.SignInAsync();
        var second = (await caller.GetAsync(TikTokCaller.Shops))["data"]!["shops"]![1]!["cipher"]!.ToString();
        async Task<(int, int)> AskAsync(string path, string cipher)
        {
            var answer = await caller.SendAsync(HttpMethod.Post, path, "{}", cipher, ("page_size", "1"));
            return (answer.Status, CodeOf(answer));
        }

        Assert.Equal((200, 0), await AskAsync(TikTokCaller.Orders, caller.Cipher!));
        Assert.Equal((200, 0), await AskAsync(TikTokCaller.Orders, caller.Cipher!));
        Assert.Equal((429, 36009002), await AskAsync(TikTokCaller.Orders, caller.Cipher!));
        Assert.Equal((200, 0), await AskAsync(TikTokCaller.Products, caller.Cipher!));
        Assert.Equal((200, 0), await AskAsync(TikTokCaller.Orders, second));
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal((200, 0), await AskAsync(TikTokCaller.Orders, caller.Cipher!));
    }

    private static int CodeOf((int Status, JsonObject Body) answer) => answer.Body["code"]!.GetValue<int>();

    private static string Ago(PracticeShop shop, int seconds) => shop.Now.AddSeconds(-seconds).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
}
