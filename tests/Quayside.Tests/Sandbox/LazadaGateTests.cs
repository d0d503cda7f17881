using Quayside.Sandbox;

namespace Quayside.Tests.Sandbox;

/// <summary>What a practice store on Lazada refuses, and in which words: by the reference's codes, under HTTP 200.</summary>
public sealed class LazadaGateTests
{
    private static readonly ShopOptions Shop = new() { Channel = "lazada", Currency = "SGD", Listings = 30, Orders = 60 };
    private static readonly (string, string) After = ("created_after", "2020-01-01T00:00:00+08:00");

    [Fact]
    public async Task A_call_that_is_not_signed_as_it_should_be_is_refused()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Shop);

        async Task RefusedAsync(string code, Action<Dictionary<string, string>>? before = null, Action<Dictionary<string, string>>? after = null)
        {
            var caller = new LazadaCaller(sandbox.Shop) { BeforeSigning = before ?? (_ => { }), AfterSigning = after ?? (_ => { }) };
            Assert.Equal(code, await caller.CodeOfAsync("/seller/get"));
        }

        await RefusedAsync("MissingParameter", after: p => p.Remove("sign"));
        await RefusedAsync("MissingParameter", before: p => p.Remove("app_key"));
        await RefusedAsync("InvalidAppKey", before: p => p["app_key"] = "1");
        await RefusedAsync("InvalidTimestamp", before: p => p["timestamp"] = "1517820392000");
        await RefusedAsync("IncompleteSignature", before: p => p["sign_method"] = "md5");
        await RefusedAsync("IncompleteSignature", after: p => p["sign"] = p["sign"].ToLowerInvariant());
        await RefusedAsync("IncompleteSignature", after: p => p["more"] = "1");
        await RefusedAsync("MissingParameter");
        await RefusedAsync("IllegalAccessToken", before: p => p["access_token"] = "50000made0up");
    }

    [Fact]
    public async Task Sizes_offsets_dates_filters_and_sorting_are_checked()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Shop);
        var caller = new LazadaCaller(sandbox.Shop);
        await caller.SignInAsync();
        var order = sandbox.Shop.Data.Orders.First(o => o.Status != "checkout-draft").Id;

        Assert.Equal("0", await caller.CodeOfAsync("/orders/get", After, ("limit", "100"), ("offset", "5000"), ("sort_by", "created_at"), ("sort_direction", "ASC")));
        Assert.Equal("18", await caller.CodeOfAsync("/orders/get"));
        Assert.Equal("19", await caller.CodeOfAsync("/orders/get", After, ("limit", "101")));
        Assert.Equal("14", await caller.CodeOfAsync("/orders/get", After, ("offset", "5001")));
        Assert.Equal("17", await caller.CodeOfAsync("/orders/get", ("created_after", "2020-01-01T00:00:00+0800")));
        Assert.Equal("36", await caller.CodeOfAsync("/orders/get", After, ("status", "sold")));
        Assert.Equal("74", await caller.CodeOfAsync("/orders/get", After, ("sort_direction", "up")));
        Assert.Equal("75", await caller.CodeOfAsync("/orders/get", After, ("sort_by", "id")));
        Assert.Equal("0", await caller.CodeOfAsync("/products/get", ("filter", "all"), ("limit", "50"), ("create_after", "2020-01-01T00:00:00+0800")));
        Assert.Equal("36", await caller.CodeOfAsync("/products/get"));
        Assert.Equal("19", await caller.CodeOfAsync("/products/get", ("filter", "all"), ("limit", "51")));
        Assert.Equal("14", await caller.CodeOfAsync("/products/get", ("filter", "all"), ("offset", "10001")));
        Assert.Equal("0", await caller.CodeOfAsync("/orders/items/get", ("order_ids", $"[{order}]")));
        Assert.Equal("56", await caller.CodeOfAsync("/orders/items/get", ("order_ids", $"{order}")));
        Assert.Equal("38", await caller.CodeOfAsync("/orders/items/get", ("order_ids", $"[{string.Join(',', Enumerable.Repeat(order, 51))}]")));
        Assert.Equal("37", await caller.CodeOfAsync("/orders/items/get", ("order_ids", $"[{order},1]")));
        Assert.Equal("16", await caller.CodeOfAsync("/order/get", ("order_id", "1")));
        Assert.Equal("208", await caller.CodeOfAsync("/product/item/get", ("item_id", "1")));
        Assert.Equal("InvalidApiPath", await caller.CodeOfAsync("/order/pack"));
    }

    [Fact]
    public async Task Codes_work_once_and_tokens_outlive_a_restart()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Shop);
        var caller = new LazadaCaller(sandbox.Shop);
        var code = caller.Code();
        Assert.Equal("0", await caller.CodeOfAsync("/auth/token/create", ("code", code)));
        Assert.Equal("InvalidCode", await caller.CodeOfAsync("/auth/token/create", ("code", code)));
        var tokens = await caller.SignInAsync();
        Assert.Equal("0", await caller.CodeOfAsync("/auth/token/refresh", ("refresh_token", tokens["refresh_token"]!.ToString())));
        Assert.Equal("IllegalRefreshToken", await caller.CodeOfAsync("/auth/token/refresh", ("refresh_token", tokens["access_token"]!.ToString())));

        await using var again = await RunningSandbox.StartAsync(Shop);
        var later = new LazadaCaller(again.Shop) { BeforeSigning = p => p["access_token"] = tokens["access_token"]!.ToString() };

        Assert.Equal("0", await later.CodeOfAsync("/seller/get"));
    }

    [Fact]
    public async Task More_calls_a_second_than_a_store_takes_are_told_to_come_back_in_the_next()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Shop with { CallsPerSecond = 2 });
        var caller = new LazadaCaller(sandbox.Shop);
        await caller.SignInAsync();

        var codes = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => caller.CodeOfAsync("/seller/get")));

        Assert.Contains("0", codes);
        Assert.Contains("901", codes);
    }

    [Fact]
    public async Task Each_piece_is_a_row_of_its_own_and_types_are_those_of_the_wire()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Shop);
        var caller = new LazadaCaller(sandbox.Shop);
        await caller.SignInAsync();
        var order = sandbox.Shop.Data.Orders.First(o => o.Status != "checkout-draft" && o.Lines.Any(line => line.Quantity > 2));

        var row = (await caller.GetAsync("/order/get", ("order_id", $"{order.Id}")))["data"]!;
        var units = (await caller.GetAsync("/orders/items/get", ("order_ids", $"[{order.Id}]")))["data"]![0]!["order_items"]!.AsArray();

        Assert.Equal(order.Lines.Sum(line => line.Quantity), units.Count);
        Assert.Equal(units.Count, units.Select(unit => unit!["order_item_id"]!.ToString()).Distinct().Count());
        Assert.Equal(System.Text.Json.JsonValueKind.Number, units[0]!["item_price"]!.GetValueKind());
        Assert.Matches(@"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d \+0800$", row["created_at"]!.ToString());
    }
}
