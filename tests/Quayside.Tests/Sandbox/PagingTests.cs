using System.Text.Json.Nodes;
using Quayside.Sandbox;

namespace Quayside.Tests.Sandbox;

public sealed class PagingTests
{
    private static readonly ShopOptions Shop = new() { Listings = 25, Orders = 25, Messy = false };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_page_tells_the_lists_length_and_its_neighbours()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Shop);

        var answer = await sandbox.Client.GetAsync("/products?per_page=10&page=2&orderby=id&order=asc", Cancellation);

        Assert.Equal(("25", "3"), (answer.Header("X-WP-Total"), answer.Header("X-WP-TotalPages")));
        Assert.Matches(@"^<[^>]+\?per_page=10&page=1&orderby=id&order=asc[^>]*>; rel=""prev"", <[^>]+\?per_page=10&page=3&orderby=id&order=asc[^>]*>; rel=""next""$", answer.Header("Link")!);
    }

    [Theory]
    [InlineData("asc")]
    [InlineData("desc")]
    public async Task Pages_by_id_hold_every_product_once_and_in_order(string order)
    {
        await using var sandbox = await RunningSandbox.StartAsync(Shop);
        var ids = new List<long>();
        for (var page = 1; page <= 4; page++)
        {
            ids.AddRange(Ids(await sandbox.Client.ListAsync($"/products?per_page=7&page={page}&orderby=id&order={order}", Cancellation)));
        }

        var all = sandbox.Shop.Data.Products.Select(product => product.Id);
        Assert.Equal(order == "asc" ? all.Order() : all.OrderDescending(), ids);
    }

    [Fact]
    public async Task Without_an_order_the_newest_come_first_and_equal_dates_go_by_id()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Shop);

        var ids = Ids(await sandbox.Client.ListAsync("/products?per_page=100", Cancellation));

        Assert.Equal(sandbox.Shop.Data.Products.OrderByDescending(product => product.CreatedAt).ThenByDescending(product => product.Id).Select(product => product.Id), ids);
    }

    [Fact]
    public async Task An_offset_outweighs_the_page()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Shop);

        var ids = Ids(await sandbox.Client.ListAsync("/products?per_page=2&page=9&offset=3&orderby=id&order=asc", Cancellation));

        Assert.Equal(sandbox.Shop.Data.Products.Skip(3).Take(2).Select(product => product.Id), ids);
    }

    [Fact]
    public async Task A_page_past_the_end_is_empty_and_no_error()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Shop);

        var answer = await sandbox.Client.GetAsync("/orders?per_page=10&page=99", Cancellation);

        Assert.Equal((200, "[]", "25"), (answer.Status, answer.Body, answer.Header("X-WP-Total")));
    }

    [Fact]
    public async Task Every_bad_argument_is_named()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Shop);

        var answer = await sandbox.Client.GetAsync("/products?page=x&per_page=0&order=up&include=1,b&status=draft,publish", Cancellation);

        Assert.Equal((400, "rest_invalid_param"), (answer.Status, answer.Code));
        var told = answer.Json!["data"]!["params"]!.AsObject().ToDictionary(pair => pair.Key, pair => pair.Value!.GetValue<string>());
        Assert.Equal("page is not of type integer.", told["page"]);
        Assert.Equal("per_page must be between 1 (inclusive) and 100 (inclusive)", told["per_page"]);
        Assert.Equal("order is not one of asc and desc.", told["order"]);
        Assert.Equal("include[1] is not of type integer.", told["include"]);
        Assert.StartsWith("status is not one of any, future, trash,", told["status"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bad_arguments_are_told_before_missing_rights()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Shop);

        var answer = await sandbox.Client.SendUnsignedAsync("/wp-json/wc/v3/products?per_page=101", null, Cancellation);

        Assert.Equal(400, answer.Status);
    }

    [Fact]
    public async Task An_argument_the_sandbox_does_not_know_is_refused_rather_than_ignored()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Shop);

        Assert.Equal((501, "sandbox_not_built"), await CodeAsync(sandbox, "/products?min_price=3"));
        Assert.Equal((501, "sandbox_not_built"), await CodeAsync(sandbox, "/products?orderby=price"));
        Assert.Equal(200, (await sandbox.Client.GetAsync("/products?anything_else=3", Cancellation)).Status);
    }

    [Fact]
    public async Task Whoever_follows_the_links_of_orders_loses_the_status_as_in_the_recorded_shop()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Shop);

        var answer = await sandbox.Client.GetAsync("/orders?status=completed&per_page=1", Cancellation);

        Assert.DoesNotContain("status=", answer.Header("Link"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_that_was_served_before_is_made_anew_after_a_change()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Shop);
        var before = await sandbox.Client.ListAsync("/products?orderby=id&order=asc", Cancellation);

        sandbox.Shop.Data.RemoveProduct(before[0]!["id"]!.GetValue<long>());

        var after = await sandbox.Client.ListAsync("/products?orderby=id&order=asc", Cancellation);
        Assert.Equal(Ids(before).Skip(1), Ids(after).SkipLast(1));
    }

    private static async Task<(int, string?)> CodeAsync(RunningSandbox sandbox, string route)
    {
        var answer = await sandbox.Client.GetAsync(route, Cancellation);
        return (answer.Status, answer.Code);
    }

    private static List<long> Ids(JsonArray rows) => [.. rows.Select(row => row!["id"]!.GetValue<long>())];
}
