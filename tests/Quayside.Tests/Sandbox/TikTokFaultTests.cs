using System.Text.Json.Nodes;
using Quayside.Sandbox;

namespace Quayside.Tests.Sandbox;

/// <summary>What goes wrong at a practice shop on TikTok Shop goes wrong in TikTok Shop's way.</summary>
public sealed class TikTokFaultTests
{
    private static readonly ShopOptions Shop = new() { Channel = "tiktokshop", Currency = "SGD", Listings = 30, Orders = 60, Messy = false };
    private static readonly (string, string) Ten = ("page_size", "10");

    [Theory]
    [InlineData(FaultKind.TooManyRequests, 429, 36009002)]
    [InlineData(FaultKind.ServerError, 500, 36009003)]
    [InlineData(FaultKind.ExpiredKey, 401, 105002)]
    [InlineData(FaultKind.ClockSkew, 401, 36009004)]
    public async Task A_fault_is_worded_as_TikTok_Shop_words_it_and_passes(FaultKind kind, int status, int code)
    {
        await using var sandbox = await RunningSandbox.StartAsync(Shop);
        var caller = new TikTokCaller(sandbox.Shop);
        await caller.SignInAsync();
        sandbox.Shop.Faults.Add(new Fault(kind) { PathContains = TikTokCaller.Orders, Times = 1 });

        var struck = await caller.SendAsync(HttpMethod.Post, TikTokCaller.Orders, "{}", caller.Cipher);

        Assert.Equal((status, code), (struck.Status, struck.Body["code"]!.GetValue<int>()));
        Assert.Equal(0, await caller.CodeOfAsync(TikTokCaller.Orders, "{}"));
    }

    [Fact]
    public async Task A_page_that_repeats_is_the_first_again_and_a_total_may_be_a_page_short()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Shop);
        var caller = new TikTokCaller(sandbox.Shop);
        await caller.SignInAsync();
        var first = await PageAsync(caller);
        var token = ("page_token", first["next_page_token"]!.ToString());
        sandbox.Shop.Faults.Add(new Fault(FaultKind.RepeatedPage) { PathContains = TikTokCaller.Orders, Times = 1 });
        sandbox.Shop.Faults.Add(new Fault(FaultKind.MorePagesThanAnnounced) { PathContains = TikTokCaller.Orders, Times = 1 });

        var repeated = await PageAsync(caller, token);
        var shortened = await PageAsync(caller, token);

        Assert.Equal(first.ToJsonString(), repeated.ToJsonString());
        Assert.NotEqual(first["orders"]!.ToJsonString(), shortened["orders"]!.ToJsonString());
        Assert.Equal(first["total_count"]!.GetValue<int>() - 10, shortened["total_count"]!.GetValue<int>());
    }

    [Fact]
    public async Task Only_carriers_of_the_sellers_own_are_listed()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Shop);
        var caller = new TikTokCaller(sandbox.Shop);
        await caller.SignInAsync();
        var warehouses = (await caller.OfShopAsync("/logistics/202309/warehouses"))["data"]!["warehouses"]!.AsArray();
        var told = new List<string>();
        foreach (var warehouse in warehouses)
        {
            foreach (var option in (await caller.OfShopAsync($"/logistics/202309/warehouses/{warehouse!["id"]}/delivery_options"))["data"]!["delivery_options"]!.AsArray())
            {
                var providers = await caller.OfShopAsync($"/logistics/202309/delivery_options/{option!["id"]}/shipping_providers");
                told.Add($"{warehouse["type"]} {option["type"]} {providers["code"]}");
            }
        }

        Assert.Equal(["SALES_WAREHOUSE EXPRESS 21008117", "SALES_WAREHOUSE SEND_BY_SELLER 0", "SALES_WAREHOUSE STANDARD 21008117"], told.Distinct().Order());
        Assert.Equal(3, warehouses.Count);
        Assert.Equal(21008116, (await caller.OfShopAsync("/logistics/202309/delivery_options/1/shipping_providers"))["code"]!.GetValue<int>());
    }

    [Fact]
    public async Task What_an_Indonesian_shop_sells_at_Tokopedia_says_so()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Shop with { Region = "ID", Currency = "IDR", Messy = true, Listings = 60 });
        var caller = new TikTokCaller(sandbox.Shop);
        await caller.SignInAsync();
        var orders = (await caller.SearchAsync(TikTokCaller.Orders, "{}", ("page_size", "100")))["data"]!["orders"]!.AsArray();
        var products = (await caller.SearchAsync(TikTokCaller.Products, "{}", ("page_size", "100")))["data"]!["products"]!.AsArray();

        Assert.Equal(["TIKTOK_SHOP", "TOKOPEDIA"], orders.Select(order => order!["commerce_platform"]!.ToString()).Distinct().Order());
        Assert.All(products, product => Assert.Equal("TOKOPEDIA", product!["integrated_platform_statuses"]![0]!["platform"]!.ToString()));
        Assert.Contains(products, product => product!["status"] is null);
        Assert.DoesNotContain(orders, order => order!["payment"]!["total_amount"]!.ToString().Contains('.', StringComparison.Ordinal));
    }

    private static async Task<JsonNode> PageAsync(TikTokCaller caller, params (string, string)[] own) =>
        (await caller.SearchAsync(TikTokCaller.Orders, "{}", [Ten, .. own]))["data"]!;
}
