using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Quayside.Sandbox;
using Quayside.Stores;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Journeys;

/// <summary>Messages of a shop over the wire: good ones make Quayside quick, and no other makes it wrong.</summary>
public sealed class WebhookDeliveryTests(App app) : IClassFixture<App>
{
    private static readonly ShopOptions Shop = new() { Listings = 12, Orders = 8, Seed = 92 };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_changes_in_the_shop_is_read_again_and_the_timeline_says_how()
    {
        await using var store = await HookedStore.SubscribedAsync(app, Shop with { Key = "changes" });
        var order = store.Shop.Data.Orders.First(o => o.Status == "processing");
        var product = store.Shop.Data.AddProduct("New kettle", "KETTLE-9", store.Shop.Options.Now);
        store.Shop.Data.Edit(_ => (order.Status, order.ModifiedAt) = ("completed", order.ModifiedAt.AddMinutes(5)));

        Assert.Equal(HttpStatusCode.OK, await store.TellAsync("order.updated", order.Id));
        Assert.Equal(HttpStatusCode.OK, await store.TellAsync("product.created", product.Id));

        await store.UntilReadAsync();
        Assert.Equal("completed", (await store.OrderAsync(order.Id))!["channelStatus"]!.ToString());
        var listing = await store.ListingAsync(product.Id);
        Assert.Equal("KETTLE-9", listing!["variations"]![0]!["link"]!["masterSku"]!.ToString());
        await using var db = app.Databases.OpenForNobody();
        var events = await db.OrderEvents.IgnoreQueryFilters()
            .Where(e => db.Orders.IgnoreQueryFilters().Any(o => o.Id == e.OrderId && o.ChannelOrderId == $"{order.Id}" && o.StoreId == long.Parse(store.Id, null)))
            .ToListAsync(Cancellation);
        Assert.NotEmpty(events);
        Assert.All(events, e => Assert.Equal(LearnedBy.Webhook, e.LearnedBy));
    }

    [Fact]
    public async Task A_forged_message_is_refused_and_asks_the_shop_nothing()
    {
        await using var store = await HookedStore.SubscribedAsync(app, Shop with { Key = "forged" });
        await using var other = await HookedStore.SubscribedAsync(app, Shop with { Key = "forged-other", Seed = 93 });
        var (hook, id) = (store.Hook("order.updated"), store.Shop.Data.Orders[0].Id);
        store.Shop.Calls.Clear();

        var unsigned = store.Webhooks.Compose(hook, id);
        unsigned.Headers.Remove("X-WC-Webhook-Signature");
        Assert.Equal(HttpStatusCode.Unauthorized, await store.SendAsync(unsigned));
        var wrongSecret = store.Webhooks.Compose(hook, id);
        wrongSecret.Headers.Remove("X-WC-Webhook-Signature");
        wrongSecret.Headers.Add("X-WC-Webhook-Signature", Quayside.Sandbox.WooCommerce.PracticeWebhooks.Signature("{}"u8, "guessed"));
        Assert.Equal(HttpStatusCode.Unauthorized, await store.SendAsync(wrongSecret));
        var changedBody = store.Webhooks.Compose(hook, id);
        changedBody.Content = new ByteArrayContent(Encoding.UTF8.GetBytes($$"""{"id":{{id}} }"""));
        Assert.Equal(HttpStatusCode.Unauthorized, await store.SendAsync(changedBody));
        var toAnother = other.Webhooks.Compose(other.Hook("order.updated"), id);
        toAnother.RequestUri = new Uri(hook.DeliveryUrl);
        Assert.Equal(HttpStatusCode.Unauthorized, await store.SendAsync(toAnother));
        var nowhere = store.Webhooks.Compose(hook, id);
        nowhere.RequestUri = new Uri(hook.DeliveryUrl[..^1]);
        Assert.Equal(HttpStatusCode.NotFound, await store.SendAsync(nowhere));
        var large = store.Webhooks.Compose(hook, new byte[5 * 1024 * 1024], id);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await store.SendAsync(large));
        await SendHalfAsync(store, id);

        var webhooks = await store.WebhooksAsync();
        Assert.Equal((0, 0), ((int)webhooks["waiting"]!, (int)webhooks["deliveries"]!));
        Assert.Equal(0, store.Shop.Calls.Total);
    }

    [Fact]
    public async Task Doubled_replayed_reordered_and_late_messages_end_with_what_the_shop_says()
    {
        await using var store = await HookedStore.SubscribedAsync(app, Shop with { Key = "order" });
        var (hook, product) = (store.Hook("product.updated"), store.Shop.Data.Products.First(p => p.Type == "simple" && p.ManagesStock));
        var first = await BodyAsync(store, product.Id);
        Set(store, product, 41);
        var second = await BodyAsync(store, product.Id);
        Set(store, product, 42);
        var third = await BodyAsync(store, product.Id);

        // The newest comes first and twice, then the oldest, then the one between.
        foreach (var body in (byte[][])[third, third, first, second])
        {
            Assert.Equal(HttpStatusCode.OK, await store.SendAsync(store.Webhooks.Compose(hook, body, product.Id)));
        }

        await store.UntilReadAsync();
        Assert.Equal(42, await QuantityAsync(store, product.Id));

        // Long after the shop went on, all of them once more.
        Set(store, product, 43);
        foreach (var body in (byte[][])[third, second, first])
        {
            Assert.Equal(HttpStatusCode.OK, await store.SendAsync(store.Webhooks.Compose(hook, body, product.Id)));
        }

        await store.UntilReadAsync();
        Assert.Equal(43, await QuantityAsync(store, product.Id));
    }

    [Fact]
    public async Task The_same_content_is_read_once_whatever_delivery_it_says_it_is()
    {
        await using var store = await HookedStore.SubscribedAsync(app, Shop with { Key = "double" });
        var product = store.Shop.Data.Products.First(p => p.Type == "simple");
        var body = await BodyAsync(store, product.Id);
        await store.SendAsync(store.Webhooks.Compose(store.Hook("product.updated"), body, product.Id));
        await store.UntilReadAsync();
        store.Shop.Calls.Clear();

        foreach (var topic in (string[])["product.updated", "product.created", "product.updated"])
        {
            Assert.Equal(HttpStatusCode.OK, await store.SendAsync(store.Webhooks.Compose(store.Hook(topic), body, product.Id)));
        }

        var after = await store.WebhooksAsync();
        Assert.Equal((0, 4), ((int)after["waiting"]!, (int)after["deliveries"]!));
        Assert.Equal(0, store.Shop.Calls.Total);
    }

    [Fact]
    public async Task A_deletion_is_believed_only_when_reading_confirms_it()
    {
        await using var store = await HookedStore.SubscribedAsync(app, Shop with { Key = "deleted" });
        var simple = store.Shop.Data.Products.Where(p => p is { Type: "simple", Status: "publish" }).Take(2).ToList();
        var order = store.Shop.Data.Orders.First(o => o.Status == "processing");
        store.Shop.Data.TrashProduct(simple[0].Id);
        store.Shop.Data.RemoveOrder(order.Id);

        await store.TellAsync("product.deleted", simple[0].Id);
        await store.TellAsync("product.deleted", simple[1].Id); // a lie
        await store.TellAsync("order.deleted", order.Id);

        await store.UntilReadAsync();
        Assert.Equal("deleted", (await store.ListingAsync(simple[0].Id))!["status"]!.ToString());
        Assert.NotEqual("deleted", (await store.ListingAsync(simple[1].Id))!["status"]!.ToString());
        await using var db = app.Databases.OpenForNobody();
        var gone = await db.Orders.IgnoreQueryFilters()
            .SingleAsync(o => o.StoreId == long.Parse(store.Id, null) && o.ChannelOrderId == $"{order.Id}", Cancellation);
        Assert.NotNull(gone.DeletedAt);
        Assert.False(gone.IsOpen);
    }

    [Fact]
    public async Task Ten_thousand_messages_are_a_handful_of_requests()
    {
        const int messages = 10_000;
        await using var store = await HookedStore.SubscribedAsync(app, Shop with { Key = "flood", Listings = 40 });
        var products = store.Shop.Data.Products.Where(p => p.Type == "simple").ToList();
        store.Shop.Calls.Clear();

        var statuses = new int[messages];
        await Parallel.ForAsync(0, messages, new ParallelOptions { MaxDegreeOfParallelism = 32, CancellationToken = Cancellation }, async (i, _) =>
            statuses[i] = (int)await store.SendAsync(
                "product.updated", string.Create(CultureInfo.InvariantCulture, $$"""{"id":{{products[i % products.Count].Id}},"n":{{i}}}""")));

        var after = await store.UntilReadAsync();
        Assert.All(statuses, status => Assert.Equal(200, status));
        Assert.Equal(messages, (int)after["deliveries"]!);
        TestContext.Current.TestOutputHelper!.WriteLine($"{store.Shop.Calls.Total} requests for {messages} messages about {products.Count} products");
        Assert.InRange(store.Shop.Calls.Total, 1, messages / 100);
        Assert.Equal(0, store.Shop.Calls.Writes);
    }

    [Fact]
    public async Task While_the_shop_is_closed_to_us_messages_wait()
    {
        await using var store = await HookedStore.SubscribedAsync(app, Shop with { Key = "closed" });
        var product = store.Shop.Data.Products.First(p => p.Type == "simple" && p.ManagesStock);
        Set(store, product, 77);
        store.Shop.Faults.Add(new Fault(FaultKind.TooManyRequests) { RetryAfter = TimeSpan.FromSeconds(2), Times = 1 });

        await store.TellAsync("product.updated", product.Id);
        await store.UntilReadAsync();
        Assert.Equal(77, await QuantityAsync(store, product.Id));

        Set(store, product, 78);
        store.Shop.Faults.Add(new Fault(FaultKind.ExpiredKey));
        await store.TellAsync("product.updated", product.Id);
        await UntilAsync(async () => (await store.Client.GetAsync($"stores/{store.Id}")).Text("health") == "needsReauth");
        Assert.Equal(1, (int)(await store.WebhooksAsync())["waiting"]!);

        store.Shop.Faults.Clear();
        await store.Client.SendAsync(
            HttpMethod.Put, $"stores/{store.Id}/settings",
            new JsonObject { ["settings"] = QuaysideClient.Settings(store.Shop, keys: store.Shop.IssueKey("read_write")) });
        await store.UntilReadAsync();
        Assert.Equal(78, await QuantityAsync(store, product.Id));
    }

    private static void Set(HookedStore store, PracticeProduct product, decimal stock) =>
        store.Shop.Data.Edit(_ => (product.Stock, product.ModifiedAt) = (stock, product.ModifiedAt.AddMinutes(1)));

    private static async Task<decimal?> QuantityAsync(HookedStore store, long id) =>
        (await store.ListingAsync(id))!["variations"]![0]!["quantity"]?.GetValue<decimal>();

    private static async Task<byte[]> BodyAsync(HookedStore store, long id)
    {
        using var message = store.Webhooks.Compose(store.Hook("product.updated"), id);
        return await message.Content!.ReadAsByteArrayAsync(Cancellation);
    }

    // The head promises more than comes.
    private static async Task SendHalfAsync(HookedStore store, long id)
    {
        var hook = store.Hook("order.updated");
        using var message = store.Webhooks.Compose(hook, id);
        var body = await message.Content!.ReadAsByteArrayAsync(Cancellation);
        var address = new Uri(hook.DeliveryUrl);
        using var socket = new TcpClient();
        await socket.ConnectAsync(address.Host, address.Port, Cancellation);
        await using var stream = socket.GetStream();
        var head = $"POST {address.AbsolutePath} HTTP/1.1\r\nHost: {address.Authority}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n"
            + $"X-WC-Webhook-Resource: order\r\nX-WC-Webhook-Signature: {message.Headers.GetValues("X-WC-Webhook-Signature").Single()}\r\n\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head), Cancellation);
        await stream.WriteAsync(body.AsMemory(0, body.Length / 2), Cancellation);
        socket.Client.Shutdown(SocketShutdown.Send);
        var answer = new byte[64];
        try
        {
            var read = await stream.ReadAsync(answer, Cancellation);
            Assert.DoesNotContain(" 200 ", Encoding.ASCII.GetString(answer, 0, read), StringComparison.Ordinal);
        }
        catch (IOException)
        {
            // Hung up on, which is no success either.
        }
    }

    private static async Task UntilAsync(Func<Task<bool>> awaited)
    {
        for (var i = 0; i < 3600 && !await awaited(); i++)
        {
            await Task.Delay(50, Cancellation);
        }

        Assert.True(await awaited());
    }
}
