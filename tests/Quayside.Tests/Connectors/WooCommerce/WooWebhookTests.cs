using System.Text;
using Quayside.Connectors;
using Quayside.Connectors.WooCommerce;
using Quayside.Sandbox;
using Quayside.Sandbox.WooCommerce;
using Quayside.Tests.Harness;
using Quayside.Tests.Sandbox;

namespace Quayside.Tests.Connectors.WooCommerce;

public sealed class WooWebhookTests
{
    private const string Secret = "s3cr3t";
    private static readonly Uri Address = new("http://127.0.0.1:1/hooks/token");

    private static readonly WooConnector Woo = new(TimeProvider.System);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("order-created", WebhookSubject.Order, "443")]
    [InlineData("order-updated", WebhookSubject.Order, "443")]
    [InlineData("product-updated", WebhookSubject.Listing, "21")]
    public void A_recorded_delivery_is_the_shops_and_names_what_to_read_again(string name, WebhookSubject subject, string id)
    {
        var delivery = Woo.ReadDelivery(Recorded(name), Key(Secret));

        Assert.Equal(WebhookVerdict.Genuine, delivery.Verdict);
        Assert.Equal([new WebhookHint(subject, id)], delivery.Hints);
    }

    [Theory]
    [InlineData("order-created")]
    [InlineData("product-updated")]
    public void A_delivery_that_another_secret_signed_or_whose_body_differs_by_one_byte_is_forged(string name)
    {
        var message = Recorded(name);
        var body = message.Body.ToArray();
        body[^2] ^= 1;

        Assert.Equal(WebhookVerdict.Forged, Woo.ReadDelivery(message, Key("another")).Verdict);
        Assert.Equal(WebhookVerdict.Forged, Woo.ReadDelivery(message with { Body = body }, Key(Secret)).Verdict);
        Assert.Equal(WebhookVerdict.Forged, Woo.ReadDelivery(message with { Body = message.Body[..^9] }, Key(Secret)).Verdict);
        Assert.Equal(WebhookVerdict.Forged, Woo.ReadDelivery(Without(message, "X-WC-Webhook-Signature"), Key(Secret)).Verdict);
        Assert.Empty(Woo.ReadDelivery(message, Key("another")).Hints);
    }

    [Theory]
    [InlineData("not base64")]
    [InlineData("AAAA")]
    [InlineData("")]
    public void A_signature_that_is_none_is_forged(string signature)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["X-WC-Webhook-Signature"] = signature };

        Assert.Equal(WebhookVerdict.Forged, Woo.ReadDelivery(new WebhookMessage(headers, "{}"u8.ToArray()), Key(Secret)).Verdict);
    }

    [Fact]
    public void The_ping_is_a_trial_that_names_nothing()
    {
        var delivery = Woo.ReadDelivery(Recorded("ping"), Key(Secret));

        Assert.Equal(WebhookVerdict.Trial, delivery.Verdict);
        Assert.Empty(delivery.Hints);
    }

    [Theory]
    [InlineData("product", """{"id":32,"type":"variation","parent_id":12,"name":"Größe – 大"}""", "12")]
    [InlineData("product", """{"id":20}""", "20")]
    [InlineData("order", """{"id":"7"}""", "7")]
    [InlineData("coupon", """{"id":7}""", null)]
    [InlineData("order", """{"code":"woocommerce_rest_cannot_view","message":"Sorry"}""", null)]
    [InlineData("order", """{"id":"../7"}""", null)]
    [InlineData("order", """{"id":7""", null)]
    [InlineData("order", "[]", null)]
    public void A_signed_body_names_its_thing_or_nothing(string resource, string body, string? id)
    {
        var delivery = Woo.ReadDelivery(Signed(resource, body), Key(Secret));

        Assert.Equal(WebhookVerdict.Genuine, delivery.Verdict);
        Assert.Equal(id is null ? [] : [id], delivery.Hints.Select(h => h.ChannelId));
    }

    [Fact]
    public async Task Subscribing_creates_what_was_described_and_nothing_more()
    {
        await using var sandbox = await RunningSandbox.StartAsync(new ShopOptions { Listings = 1, Orders = 0 });
        var connection = Connection(sandbox.Shop, "read_write");

        var made = await Woo.SubscribeAsync(connection, Key(Secret), Cancellation);

        Assert.Equal(Woo.WebhookTopics.Select(t => t.Topic).Order(), made.Select(w => w.Topic).Order());
        Assert.All(made, w => Assert.Equal(WebhookState.Active, w.State));
        Assert.All(sandbox.Shop.Webhooks.All, w => Assert.Equal((Address.ToString(), Secret), (w.DeliveryUrl, w.Secret)));
        Assert.Equal(Woo.WebhookTopics.Count, sandbox.Shop.Calls.All.Count(c => c.IsWrite));
        Assert.All(sandbox.Shop.Calls.All.Where(c => c.IsWrite), c => Assert.Equal("POST /wp-json/wc/v3/webhooks", $"{c.Method} {c.PathAndQuery}"));
    }

    [Fact]
    public async Task Subscribing_again_creates_only_what_is_missing_and_wakes_what_the_shop_disabled()
    {
        await using var sandbox = await RunningSandbox.StartAsync(new ShopOptions { Listings = 1, Orders = 0 });
        var connection = Connection(sandbox.Shop, "read_write");
        await Woo.SubscribeAsync(connection, Key(Secret), Cancellation);
        var disabled = sandbox.Shop.Webhooks.All.Single(w => w.Topic == "order.updated");
        var lost = sandbox.Shop.Webhooks.All.Single(w => w.Topic == "order.created");
        disabled.Status = "disabled";
        await Woo.RemoveWebhookAsync(connection, $"{lost.Id}", Cancellation);
        sandbox.Shop.Calls.Clear();

        var made = await Woo.SubscribeAsync(connection, Key(Secret), Cancellation);

        Assert.Equal(Woo.WebhookTopics.Count, made.Count);
        Assert.Equal("active", disabled.Status);
        Assert.Equal(
            ["POST /wp-json/wc/v3/webhooks", $"PUT /wp-json/wc/v3/webhooks/{disabled.Id}"],
            sandbox.Shop.Calls.All.Where(c => c.IsWrite).Select(c => $"{c.Method} {c.PathAndQuery}"));
    }

    [Fact]
    public async Task Webhooks_of_others_are_neither_seen_nor_touched()
    {
        await using var sandbox = await RunningSandbox.StartAsync(new ShopOptions { Listings = 1, Orders = 0 });
        var connection = Connection(sandbox.Shop, "read_write");
        var others = Key(Secret) with { Address = new Uri("http://127.0.0.1:1/hooks/token-of-another") };
        await Woo.SubscribeAsync(connection, others, Cancellation);

        Assert.Empty(await Woo.FindWebhooksAsync(connection, Address, Cancellation));
        await Woo.SubscribeAsync(connection, Key(Secret), Cancellation);
        foreach (var ours in await Woo.FindWebhooksAsync(connection, Address, Cancellation))
        {
            await Woo.RemoveWebhookAsync(connection, ours.Id, Cancellation);
            await Woo.RemoveWebhookAsync(connection, ours.Id, Cancellation); // gone already
        }

        Assert.All(sandbox.Shop.Webhooks.All, w => Assert.Equal(others.Address.ToString(), w.DeliveryUrl));
        Assert.Equal(Woo.WebhookTopics.Count, sandbox.Shop.Webhooks.All.Count);
    }

    [Fact]
    public async Task A_key_that_may_only_read_is_refused_with_what_to_do()
    {
        await using var sandbox = await RunningSandbox.StartAsync(new ShopOptions { Listings = 1, Orders = 0 });

        var refused = await Assert.ThrowsAsync<ConnectorException>(
            () => Woo.SubscribeAsync(Connection(sandbox.Shop, "read"), Key(Secret), Cancellation));

        Assert.Equal(FailureKind.Refused, refused.Kind);
        Assert.Contains("Read/Write", refused.Message, StringComparison.Ordinal);
    }

    private static Connection Connection(PracticeShop shop, string permissions)
    {
        var (key, secret) = shop.IssueKey(permissions);
        return new Connection(
            new Dictionary<string, string> { ["url"] = shop.Address.ToString(), ["consumerKey"] = key, ["consumerSecret"] = secret },
            FakeMarketplace.NewClient(), ShopFacts.None, new TokensInMemory());
    }

    private static WebhookKey Key(string secret) => new(Address, secret, new Dictionary<string, string>());

    private static WebhookMessage Signed(string resource, string body)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        return new WebhookMessage(
            new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
            {
                ["x-wc-webhook-resource"] = resource,
                ["x-wc-webhook-signature"] = PracticeWebhooks.Signature(bytes, Secret),
            },
            bytes);
    }

    private static WebhookMessage Without(WebhookMessage message, string header) =>
        message with { Headers = message.Headers.Where(h => h.Key != header).ToDictionary(StringComparer.OrdinalIgnoreCase) };

    private static WebhookMessage Recorded(string name)
    {
        var recorded = Recording.Object("webhooks.json")[name]!.AsObject();
        return new WebhookMessage(
            recorded["headers"]!.AsObject().ToDictionary(h => h.Key, h => h.Value!.ToString(), StringComparer.OrdinalIgnoreCase),
            Encoding.UTF8.GetBytes(recorded["body"]!.GetValue<string>()));
    }
}
