using System.Text.Json.Nodes;
using Quayside.Sandbox;

namespace Quayside.Tests.Sandbox;

/// <summary>What the searches of a practice shop on TikTok Shop take and how they are paged through.</summary>
public sealed class TikTokSearchTests
{
    private static readonly ShopOptions Shop = new() { Channel = "tiktokshop", Currency = "SGD", Listings = 60, Orders = 150 };
    private static readonly (string, string) Hundred = ("page_size", "100");

    [Fact]
    public async Task Sizes_places_times_filters_and_sorting_are_checked()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Shop);
        var caller = new TikTokCaller(sandbox.Shop);
        await caller.SignInAsync();

        Assert.Equal(0, await caller.CodeOfAsync(TikTokCaller.Orders, ""));
        Assert.Equal(0, await caller.CodeOfAsync(TikTokCaller.Orders, "{}", Hundred, ("sort_field", "update_time"), ("sort_order", "ASC")));
        Assert.Equal(36009004, await caller.CodeOfAsync(TikTokCaller.Orders, "{}", ("page_size", "101")));
        Assert.Equal(36009004, await caller.CodeOfAsync(TikTokCaller.Orders, "{}", ("page_size", "0")));
        Assert.Equal(36009004, await caller.CodeOfAsync(TikTokCaller.Orders, "{}", ("sort_field", "id")));
        Assert.Equal(36009004, await caller.CodeOfAsync(TikTokCaller.Orders, "{}", ("sort_order", "asc")));
        Assert.Equal(36009004, await caller.CodeOfAsync(TikTokCaller.Orders, "{}", ("page_token", "made up")));
        Assert.Equal(36009004, await caller.CodeOfAsync(TikTokCaller.Orders, """{"order_status":"CANCEL"}"""));
        Assert.Equal(36009004, await caller.CodeOfAsync(TikTokCaller.Orders, """{"create_time_ge":"1"}"""));
        Assert.Equal(36009004, await caller.CodeOfAsync(TikTokCaller.Orders, """{"update_time_ge":20,"update_time_lt":10}"""));
        Assert.Equal(0, await caller.CodeOfAsync(TikTokCaller.Products, """{"status":"FREEZE","create_time_ge":1}""", Hundred));
        Assert.Equal(12019109, await caller.CodeOfAsync(TikTokCaller.Products, "{}"));
        Assert.Equal(12019109, await caller.CodeOfAsync(TikTokCaller.Products, "{}", ("page_size", "101")));
        Assert.Equal(12019108, await caller.CodeOfAsync(TikTokCaller.Products, "{}", Hundred, ("page_token", "made up")));
        Assert.Equal(12019118, await caller.CodeOfAsync(TikTokCaller.Products, """{"create_time_ge":20,"create_time_le":10}""", Hundred));
        Assert.Equal(12019119, await caller.CodeOfAsync(TikTokCaller.Products, """{"update_time_ge":"x"}""", Hundred));
        Assert.Equal(12052910, await caller.CodeOfAsync(TikTokCaller.Products, """{"status":"LIVE"}""", Hundred));
        Assert.Equal(12019027, await caller.CodeOfAsync(TikTokCaller.Products, $$"""{"seller_skus":[{{Texts(11)}}]}""", Hundred));
        Assert.Equal(12019087, await caller.CodeOfAsync(TikTokCaller.Products, $$"""{"sku_ids":[{{Texts(11)}}]}""", Hundred));
    }

    [Fact]
    public async Task A_page_token_goes_on_with_the_search_that_gave_it_and_with_no_other()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Shop);
        var caller = new TikTokCaller(sandbox.Shop);
        await caller.SignInAsync();
        var orders = sandbox.Shop.Data.Orders.Where(order => order.Status != "checkout-draft").ToList();

        var first = (await caller.SearchAsync(TikTokCaller.Orders, "{}", Hundred))["data"]!;
        var token = ("page_token", first["next_page_token"]!.ToString());
        var second = (await caller.SearchAsync(TikTokCaller.Orders, "{}", Hundred, token))["data"]!;
        var seen = Ids(first, "orders").Concat(Ids(second, "orders")).ToList();

        Assert.Equal(orders.Count, first["total_count"]!.GetValue<int>());
        Assert.Equal("", second["next_page_token"]!.ToString());
        Assert.Equal((orders.Count, orders.Count), (seen.Count, seen.Distinct().Count()));
        Assert.Equal(36009004, await caller.CodeOfAsync(TikTokCaller.Orders, """{"create_time_ge":1}""", Hundred, token));
        Assert.Equal(36009004, await caller.CodeOfAsync(TikTokCaller.Orders, "{}", Hundred, token, ("sort_order", "ASC")));
        Assert.Equal(12019108, await caller.CodeOfAsync(TikTokCaller.Products, "{}", Hundred, token));
    }

    [Theory]
    [InlineData("create_time")]
    [InlineData("update_time")]
    public async Task Spans_of_orders_hold_their_first_second_and_not_the_last_one(string field)
    {
        await using var sandbox = await RunningSandbox.StartAsync(Shop);
        var caller = new TikTokCaller(sandbox.Shop);
        await caller.SignInAsync();
        var order = sandbox.Shop.Data.Orders.First(one => one.Status != "checkout-draft");
        var at = (field == "create_time" ? order.PlacedAt : order.ModifiedAt).ToUnixTimeSeconds();

        async Task<bool> HoldsAsync(long from, long before) =>
            (await caller.SearchAsync(TikTokCaller.Orders, $$"""{"{{field}}_ge":{{from}},"{{field}}_lt":{{before}}}""", Hundred, ("sort_field", field), ("sort_order", "ASC")))["data"]!["orders"]!
            .AsArray().Any(one => one!["id"]!.ToString().EndsWith($"{order.Id:D9}", StringComparison.Ordinal));

        Assert.True(await HoldsAsync(at, at + 1));
        Assert.False(await HoldsAsync(at - 1, at));
        Assert.False(await HoldsAsync(at + 1, at + 2));
    }

    [Fact]
    public async Task Orders_come_newest_first_unless_asked_otherwise_and_by_the_time_that_is_asked_for()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Shop);
        var caller = new TikTokCaller(sandbox.Shop);
        await caller.SignInAsync();

        async Task<List<long>> TimesAsync(string field, params (string, string)[] sort) =>
            [.. (await caller.SearchAsync(TikTokCaller.Orders, "{}", [Hundred, .. sort]))["data"]!["orders"]!.AsArray().Select(order => order![field]!.GetValue<long>())];

        var usual = await TimesAsync("create_time");
        var changed = await TimesAsync("update_time", ("sort_field", "update_time"), ("sort_order", "ASC"));

        Assert.Equal(usual.OrderDescending(), usual);
        Assert.Equal(changed.Order(), changed);
        Assert.NotEqual(usual.Order(), changed);
    }

    [Theory]
    [InlineData(true, 12052180)]
    [InlineData(false, 0)]
    public async Task More_products_than_a_search_may_find_are_refused_at_once_or_where_they_end(bool atOnce, int first)
    {
        var options = Shop with { Listings = 250, TikTok = new TikTokOptions { MostProductsFound = 150, RefusesLargeSearchAtOnce = atOnce } };
        await using var sandbox = await RunningSandbox.StartAsync(options);
        var caller = new TikTokCaller(sandbox.Shop);
        await caller.SignInAsync();
        var imported = sandbox.Shop.Data.Products.GroupBy(product => product.CreatedAt.ToUnixTimeSeconds()).First();

        var answer = await caller.SearchAsync(TikTokCaller.Products, "{}", Hundred);
        var slice = (await caller.SearchAsync(TikTokCaller.Products, $$"""{"create_time_ge":{{imported.Key}},"create_time_le":{{imported.Key}}}""", Hundred))["data"]!;

        Assert.Equal(first, answer["code"]!.GetValue<int>());
        Assert.Equal(imported.Count(), slice["total_count"]!.GetValue<int>());
        if (!atOnce)
        {
            Assert.Equal(250, answer["data"]!["total_count"]!.GetValue<int>());
            Assert.Equal(12052180, await caller.CodeOfAsync(TikTokCaller.Products, "{}", Hundred, ("page_token", answer["data"]!["next_page_token"]!.ToString())));
        }
    }

    [Fact]
    public async Task Details_are_given_for_fifty_orders_and_stock_for_a_hundred_products()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Shop);
        var caller = new TikTokCaller(sandbox.Shop);
        await caller.SignInAsync();
        var orders = Ids((await caller.SearchAsync(TikTokCaller.Orders, "{}", Hundred))["data"]!, "orders").ToList();

        async Task<int> DetailsAsync(IEnumerable<string> ids) => (await caller.OfShopAsync("/order/202309/orders", ("ids", string.Join(',', ids))))["code"]!.GetValue<int>();
        Task<int> StockAsync(string filter) => caller.CodeOfAsync("/product/202309/inventory/search", filter);

        Assert.Equal(0, await DetailsAsync(orders.Take(50)));
        Assert.Equal(36009004, await DetailsAsync(orders.Take(51)));
        Assert.Equal(21008111, await DetailsAsync(["576400000000000001"]));
        Assert.Equal(0, await StockAsync($$"""{"product_ids":[{{Texts(100)}}]}"""));
        Assert.Equal(12019120, await StockAsync($$"""{"product_ids":[{{Texts(101)}}]}"""));
        Assert.Equal(12019015, await StockAsync($$"""{"sku_ids":[{{Texts(601)}}]}"""));
        Assert.Equal(12019008, await StockAsync("{}"));
    }

    private static IEnumerable<string> Ids(JsonNode data, string name) => data[name]!.AsArray().Select(one => one!["id"]!.ToString());

    private static string Texts(int count) => string.Join(',', Enumerable.Range(1, count).Select(number => $"\"{number}\""));
}
