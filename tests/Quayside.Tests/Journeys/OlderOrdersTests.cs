using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Quayside.Sandbox;
using Quayside.Stores;
using Quayside.Tests.Harness;
using Quayside.Tests.Sandbox;

namespace Quayside.Tests.Journeys;

/// <summary>History from before the first window: it comes when asked for, and nothing follows from it.</summary>
public sealed class OlderOrdersTests(App app) : IClassFixture<App>
{
    private const int FirstDays = 20;

    private static readonly ShopOptions Shop = new() { Listings = 20, Orders = 90, Seed = 71 };

    [Fact]
    public async Task They_come_once_as_history_and_move_no_stock()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Shop with { Key = "older" });
        using var client = await ClientAsync(sandbox);
        LeaveSomeOpen(sandbox.Shop);
        var store = await ConnectedAsync(client, sandbox);
        var (first, stock) = (await OrdersAsync(client, store), await StockAsync(client));
        var since = (await client.GetAsync($"stores/{store}/older-orders")).Text("since");
        Assert.NotNull(since);

        var asked = await client.SendAsync(HttpMethod.Post, $"stores/{store}/older-orders", new JsonObject { ["days"] = 60 });
        Assert.True(asked.Status == 202, asked.Body.ToString());
        var session = await client.CompletedAsync(store);

        Assert.Equal(("olderOrders", since), (session["kind"]!.ToString(), session["window"]!["to"]!.ToString()));
        var all = await OrdersAsync(client, store);
        var (discovered, stored, quarantined) = session.Receipt("orders");
        Assert.Equal(discovered, stored + quarantined);
        Assert.Equal(all.Count - first.Count, stored);
        Assert.True(stored > 10, $"only {stored} orders are older");
        Assert.Equal(first, all.Where(o => first.ContainsKey(o.Key)).ToDictionary());
        var older = all.Where(o => !first.ContainsKey(o.Key)).Select(o => JsonNode.Parse(o.Value)!).ToList();
        Assert.Contains(older, o => o["state"]!.ToString() == "readyToShip");
        Assert.All(older, o => Assert.True(o["historical"]!.GetValue<bool>()));
        Assert.All(older, o => Assert.Empty(o["attention"]!.AsArray()));
        Assert.Equal(stock, await StockAsync(client));

        // Whatever reads them again later, history stays history.
        await client.SyncAgainAsync(store);
        Assert.Equal(stock, await StockAsync(client));
        var again = await client.SendAsync(HttpMethod.Post, $"stores/{store}/older-orders", new JsonObject { ["days"] = 60 });
        Assert.Equal((409, "older_orders.here"), (again.Status, again.Code));
        Assert.Equal(all.Count, (await OrdersAsync(client, store)).Count);
    }

    [Theory]
    [InlineData("{}", "older_orders.window")]
    [InlineData("""{"days":0}""", "older_orders.window")]
    [InlineData("""{"days":30,"from":"2026-01-01T00:00:00Z"}""", "older_orders.window")]
    [InlineData("""{"from":"1990-01-01T00:00:00Z"}""", "older_orders.window")]
    [InlineData("""{"days":5}""", "older_orders.here")]
    public async Task What_cannot_be_meant_is_refused(string body, string code)
    {
        await using var sandbox = await RunningSandbox.StartAsync(Shop with { Key = "refused" + code + body.Length, Orders = 5 });
        using var client = await ClientAsync(sandbox);
        var store = await ConnectedAsync(client, sandbox);

        Assert.Equal(code, (await client.SendAsync(HttpMethod.Post, $"stores/{store}/older-orders", JsonNode.Parse(body))).Code);
    }

    // Paid, not shipped, and forgotten: were it in the first window, its pieces would be reserved.
    private static void LeaveSomeOpen(PracticeShop shop) => shop.Data.Edit(data =>
    {
        var product = data.Products.First(p => p is { Type: "simple", ManagesStock: true, Status: "publish" });
        foreach (var order in data.Orders.Where(o => (shop.Options.Now - o.PlacedAt).TotalDays is > FirstDays + 5 and < 55).Take(3))
        {
            order.Status = "processing";
            order.Lines.Add(new PracticeOrderLine(data.NextItemId(), "Forgotten", product.Id, 0, 2, 20, 20));
        }
    });

    private async Task<QuaysideClient> ClientAsync(RunningSandbox sandbox)
    {
        app.Services.GetRequiredService<ShopAddresses>().Exempt(sandbox.Shop.Address);
        return QuaysideClient.Of(app, await app.NewSellerAsync(sandbox.Shop.Options.Key));
    }

    private static async Task<string> ConnectedAsync(QuaysideClient client, RunningSandbox sandbox)
    {
        var reply = await client.SendAsync(HttpMethod.Post, "stores", new JsonObject
        {
            ["channel"] = "woocommerce",
            ["name"] = "Harbour",
            ["settings"] = QuaysideClient.Settings(sandbox.Shop),
            ["historyDays"] = FirstDays,
        });
        Assert.True(reply.Status == 201, reply.Body.ToString());
        await client.CompletedAsync(reply.Text("id")!);
        return reply.Text("id")!;
    }

    private static async Task<Dictionary<string, string>> OrdersAsync(QuaysideClient client, string store) =>
        (await client.ListAsync($"orders?storeId={store}")).ToDictionary(o => o["channelOrderId"]!.ToString(), o => o.ToJsonString());

    private static async Task<string> StockAsync(QuaysideClient client) =>
        string.Join('\n', (await client.ListAsync("stock-items")).Select(i => $"{i["masterSku"]} {i["onHand"]} {i["reserved"]} {i["available"]}"));
}
