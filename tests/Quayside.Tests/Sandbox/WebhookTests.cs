using System.Net;
using System.Text.Json.Nodes;
using Quayside.Sandbox;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Sandbox;

/// <summary>Webhooks of a practice shop, against what WooCommerce 11.0.1 did.</summary>
public sealed class WebhookTests
{
    // Recorded for {"name":"order.created","topic":"order.created",…}; its address, dates and links apart.
    private const string Created = """
        {"id":1,"name":"order.created","status":"active","topic":"order.created","resource":"order","event":"created",
         "hooks":["woocommerce_new_order"],"delivery_url":"","date_created":"","date_created_gmt":"","date_modified":null,"date_modified_gmt":null,
         "_links":{"self":[{"href":"","targetHints":{"allow":["GET","POST","PUT","PATCH","DELETE"]}}],"collection":[{"href":""}]}}
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_created_webhook_is_answered_and_pinged_as_recorded()
    {
        await using var receiver = await FakeMarketplace.StartAsync();
        receiver.Shop = _ => FakeAnswer.Json("{}");
        await using var sandbox = await RunningSandbox.StartAsync(new ShopOptions { Listings = 1, Orders = 1 });
        using var client = Writer(sandbox.Shop);

        var answer = await client.SendAsync(HttpMethod.Post, "/wp-json/wc/v3/webhooks", Body(receiver.Address), Cancellation);

        Assert.Equal(201, answer.Status);
        Assert.Equal(Keys(JsonNode.Parse(Created)!), Keys(answer.Json!));
        foreach (var name in (string[])["id", "name", "status", "topic", "resource", "event", "hooks", "date_modified"])
        {
            Assert.Equal(JsonNode.Parse(Created)![name]?.ToJsonString(), answer.Json![name]?.ToJsonString());
        }

        await sandbox.Shop.Webhooks.PingedAsync();
        var ping = Assert.Single(receiver.Requests);
        Assert.Equal(("webhook_id=1", "application/x-www-form-urlencoded"), (ping.Body, ping.Headers["Content-Type"]));
        Assert.DoesNotContain(ping.Headers.Keys, name => name.StartsWith("X-WC", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_delivery_carries_the_heads_that_were_recorded_and_six_failures_end_it()
    {
        await using var receiver = await FakeMarketplace.StartAsync();
        receiver.Shop = _ => FakeAnswer.Json("{}", 500);
        await using var sandbox = await RunningSandbox.StartAsync(new ShopOptions { Listings = 1, Orders = 1 });
        using var client = Writer(sandbox.Shop);
        await client.SendAsync(HttpMethod.Post, "/wp-json/wc/v3/webhooks", Body(receiver.Address), Cancellation);
        await sandbox.Shop.Webhooks.PingedAsync();
        var order = sandbox.Shop.Data.Orders[0].Id;

        for (var i = 0; i < 8; i++)
        {
            await sandbox.Shop.Webhooks.DeliverAsync("order.created", order, Cancellation);
        }

        Assert.Equal(6, sandbox.Shop.Webhooks.Deliveries.Count);
        Assert.Equal("disabled", sandbox.Shop.Webhooks.All[0].Status);
        var heads = receiver.Requests[^1].Headers;
        Assert.Equal(
            ["X-WC-Webhook-Delivery-ID", "X-WC-Webhook-Event", "X-WC-Webhook-ID", "X-WC-Webhook-Resource", "X-WC-Webhook-Signature", "X-WC-Webhook-Source", "X-WC-Webhook-Topic"],
            heads.Keys.Where(name => name.StartsWith("X-WC", StringComparison.OrdinalIgnoreCase)).Order(StringComparer.Ordinal));
        Assert.Equal(("order", "created", "1"), (heads["X-WC-Webhook-Resource"], heads["X-WC-Webhook-Event"], heads["X-WC-Webhook-ID"]));
        Assert.Equal($"{order}", JsonNode.Parse(receiver.Requests[^1].Body)!["id"]!.ToJsonString());
    }

    [Theory]
    [InlineData("""{"topic":"order.exploded","delivery_url":"https://oms.example/"}""", "woocommerce_rest_shop_webhook_invalid_topic")]
    [InlineData("""{"topic":"order.created","delivery_url":"ftp://oms.example/"}""", "woocommerce_rest_shop_webhook_invalid_delivery_url")]
    public async Task What_cannot_be_a_webhook_is_refused(string body, string code)
    {
        await using var sandbox = await RunningSandbox.StartAsync(new ShopOptions { Listings = 1, Orders = 0 });
        using var client = Writer(sandbox.Shop);

        var answer = await client.SendAsync(HttpMethod.Post, "/wp-json/wc/v3/webhooks", body, Cancellation);

        Assert.Equal((400, code), (answer.Status, answer.Code));
        Assert.Empty(sandbox.Shop.Webhooks.All);
    }

    [Fact]
    public async Task Only_a_key_that_may_write_writes_and_only_webhooks()
    {
        await using var sandbox = await RunningSandbox.StartAsync(new ShopOptions { Listings = 1, Orders = 0 });
        using var writer = Writer(sandbox.Shop);

        var reading = await sandbox.Client.SendAsync(HttpMethod.Post, "/wp-json/wc/v3/webhooks", Body("https://oms.example"), Cancellation);
        var product = await writer.SendAsync(HttpMethod.Put, $"/wp-json/wc/v3/products/{sandbox.Shop.Data.Products[0].Id}", """{"stock_quantity":1}""", Cancellation);

        Assert.Equal((401, 401), (reading.Status, product.Status));
        Assert.Contains("write permissions", reading.Message, StringComparison.Ordinal);
        Assert.Empty(sandbox.Shop.Webhooks.All);
        var unforced = await writer.SendAsync(HttpMethod.Delete, "/wp-json/wc/v3/webhooks/1", null, Cancellation);
        Assert.Equal(((int)HttpStatusCode.NotImplemented, "woocommerce_rest_trash_not_supported"), (unforced.Status, unforced.Code));
    }

    private static ShopClient Writer(PracticeShop shop)
    {
        var (key, secret) = shop.IssueKey("read_write");
        return new ShopClient(shop.Address, key, secret) { InHeader = true };
    }

    private static string Body(string address) => new JsonObject
    {
        ["name"] = "order.created",
        ["topic"] = "order.created",
        ["delivery_url"] = $"{address}/ok",
        ["secret"] = "s3cr3t",
        ["status"] = "active",
    }.ToJsonString();

    private static IEnumerable<string> Keys(JsonNode node) => node.AsObject().Select(pair => pair.Key);
}
