using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Quayside.Stores;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Journeys;

/// <summary>A real Vendure of its own that changes while it is watched.</summary>
public sealed class VendureWatchedTests(App app) : IClassFixture<App>
{
    private static readonly TimeSpan Lag = TimeSpan.FromSeconds(3);

    [Fact]
    public async Task What_happens_in_the_shop_is_here_after_a_look_and_what_is_deleted_after_a_comparison()
    {
        await using var vendure = new VendureServer();
        var shop = await vendure.ShopAsync();
        app.Services.GetRequiredService<ShopAddresses>().Exempt(shop.Address);
        using var client = QuaysideClient.Of(app, await app.NewSellerAsync("Vendure watched"));
        using var seller = await VendureHand.SellerAsync(shop);
        var store = await client.ConnectedAsync(
            new JsonObject { ["url"] = shop.Address.ToString(), ["username"] = shop.Reader.Username, ["password"] = shop.Reader.Password }, "vendure");
        await client.CompletedAsync(store);
        var variants = (await seller.AskAsync("{productVariants(options:{take:30,sort:{id:ASC},filter:{enabled:{eq:true}}}){items{id sku productId stockLevels{stockOnHand stockAllocated}}}}"))["productVariants"]!["items"]!.AsArray();
        var (sold, edited, gone) = (variants[0]!, variants.First(v => Product(v!) != Product(variants[0]!))!, variants.Last(v => Product(v!) != Product(variants[0]!))!);

        // A sale: the order, and the stock that no date of Vendure's tells.
        var order = await VendureHand.BuyAsync(shop, $"{sold["id"]}", 2);
        await LookAsync(client, store);
        var bought = await OrderAsync(client, store, order);
        Assert.Equal(("PaymentSettled", "readyToShip", "false"), (bought["channelStatus"]!.ToString(), bought["state"]!.ToString(), bought["historical"]!.ToString()));
        Assert.NotNull(bought["paidAt"]);
        Assert.Equal(Sellable(sold) - 2, await QuantityAsync(client, store, $"{sold["id"]}"));

        // An edit of one variant, which dates neither its product nor another.
        await seller.AskAsync($"mutation{{updateProductVariants(input:[{{id:\"{edited["id"]}\",sku:\"WATCHED-1\",stockOnHand:77}}]){{id}}}}");
        await LookAsync(client, store);
        Assert.Equal("WATCHED-1", (await VariationAsync(client, store, $"{edited["id"]}"))["sellerSku"]!.ToString());
        Assert.Equal(77 - decimal.Parse(edited["stockLevels"]!.AsArray().Sum(l => (int)l!["stockAllocated"]!).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture), await QuantityAsync(client, store, $"{edited["id"]}"));

        // A parcel with its carrier, and money back.
        var lines = (await seller.AskAsync($"{{order(id:\"{order}\"){{lines{{id quantity}} payments{{id}}}}}}"))["order"]!;
        await seller.AskAsync($"mutation{{addFulfillmentToOrder(input:{{lines:[{{orderLineId:\"{lines["lines"]![0]!["id"]}\",quantity:2}}],handler:{{code:\"manual-fulfillment\",arguments:[{{name:\"method\",value:\"Late Couriers\"}},{{name:\"trackingCode\",value:\"LC-7\"}}]}}}}){{... on Fulfillment{{id}} ... on ErrorResult{{errorCode}}}}}}");
        var refund = await seller.AskAsync($"mutation{{refundOrder(input:{{paymentId:\"{lines["payments"]![0]!["id"]}\",amount:500,lines:[],shipping:0,adjustment:0,reason:\"late\"}}){{... on Refund{{id state}} ... on ErrorResult{{errorCode}}}}}}");
        if (refund["refundOrder"]!["state"]!.ToString() != "Settled")
        {
            await seller.AskAsync($"mutation{{settleRefund(input:{{id:\"{refund["refundOrder"]!["id"]}\",transactionId:\"watched\"}}){{... on Refund{{id}} ... on ErrorResult{{errorCode}}}}}}");
        }


        await LookAsync(client, store);
        var shipped = await OrderAsync(client, store, order);
        TestContext.Current.TestOutputHelper!.WriteLine($"after a look: {shipped["trackingNumbers"]!.ToJsonString()} {shipped["refundedTotal"]!.ToJsonString()} {shipped["changedAt"]}");

        // Deleted for good, and the list still as long.
        await seller.AskAsync($"mutation{{deleteProduct(id:\"{Product(gone)}\"){{result}}}}");
        await Task.Delay(Lag, TestContext.Current.CancellationToken);
        await client.SyncAgainAsync(store);
        var session = (await client.GetAsync($"stores/{store}/sync")).Body;
        Assert.Equal("reconcile", session["kind"]!.ToString());
        Assert.Equal("deleted", (await VariationAsync(client, store, $"{gone["id"]}"))["status"]!.ToString());
        shipped = await OrderAsync(client, store, order);
        Assert.Equal("LC-7", shipped["trackingNumbers"]![0]!.ToString());
        Assert.Contains(await client.ListAsync($"carriers?storeId={store}"), c => c["name"]!.ToString() == "Late Couriers");
        Assert.Equal("5.00", shipped["refundedTotal"]!["amount"]!.ToString());
        var events = await client.ListAsync($"orders/{shipped["id"]}/events");
        Assert.Contains(events, e => e["change"]!.ToString() == "trackingNumber" && e["after"]!.ToString() == "LC-7");
        Assert.Contains(events, e => e["change"]!.ToString() == "refund");
        var days = (await client.GetAsync($"stores/{store}/coverage")).Body["items"]!.AsArray();
        Assert.Equal(90, days.Count(d => d!["state"]?.ToString() is "complete" or "healed")); // Vendure dates no refund, so that today had to be healed
        Assert.True(days.Sum(d => (int)d!["ours"]!) > 10);

        // Nothing happens: two requests, and two more while the edited variant lies in the windows' overlap.
        await LookAsync(client, store);
        await LookAsync(client, store);
        var quiet = (await client.GetAsync($"stores/{store}/sync")).Body;
        Assert.All(quiet["stages"]!.AsArray(), s => Assert.Equal(0, (int)s!["changed"]!));
        Assert.InRange((int)quiet["requests"]!, 2, 5);
    }

    private static async Task LookAsync(QuaysideClient client, string store)
    {
        await Task.Delay(Lag, TestContext.Current.CancellationToken);
        var started = await client.SendAsync(HttpMethod.Post, $"stores/{store}/sync?kind=delta");
        Assert.True(started.Status == 202 && started.Text("kind") == "delta", $"{started.Status}: {started.Body}");
        await client.CompletedAsync(store);
    }

    private static string Product(JsonNode variant) => variant["productId"]!.ToString();

    private static decimal Sellable(JsonNode variant) => variant["stockLevels"]!.AsArray().Sum(l => (int)l!["stockOnHand"]! - (int)l["stockAllocated"]!);

    private static async Task<JsonObject> OrderAsync(QuaysideClient client, string store, string id) =>
        (await client.ListAsync($"orders?storeId={store}")).Single(o => o["channelOrderId"]!.ToString() == id);

    private static async Task<JsonNode> VariationAsync(QuaysideClient client, string store, string id) =>
        (await client.ListAsync($"listings?storeId={store}")).SelectMany(l => l["variations"]!.AsArray()).Single(v => v!["channelVariationId"]!.ToString() == id)!;

    private static async Task<decimal> QuantityAsync(QuaysideClient client, string store, string id) =>
        decimal.Parse((await VariationAsync(client, store, id))["quantity"]!.ToString(), CultureInfo.InvariantCulture);
}
