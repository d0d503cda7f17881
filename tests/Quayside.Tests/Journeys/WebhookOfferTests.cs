using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Quayside.Sandbox;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Journeys;

/// <summary>Webhooks are offered and never taken: what is written to a shop, when, and how it is taken out again.</summary>
public sealed class WebhookOfferTests(App app) : IClassFixture<App>
{
    private static readonly ShopOptions Shop = new() { Listings = 8, Orders = 6, Seed = 91 };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_is_ever_written_to_a_shop_but_the_subscription_that_was_agreed_to()
    {
        await using var store = await HookedStore.ConnectedAsync(app, Shop with { Key = "offer" });
        var offer = await store.WebhooksAsync();
        var topics = HookedStore.Offered(offer).ToList();
        Assert.Null(offer["state"]);
        Assert.Null(offer["missing"]);
        Assert.Equal($"{app.Address}hooks/…", offer["address"]!.ToString());
        Assert.Empty(store.Writes);

        var other = await store.AgreeAsync(topics.Skip(1));
        Assert.Equal((422, "webhooks.topics"), (other.Status, other.Code));
        await store.Client.SyncAgainAsync(store.Id);
        Assert.Empty(store.Writes);

        await store.SubscribeAsync();
        Assert.Equal(topics.Order(), store.Webhooks.All.Select(w => w.Topic).Order());
        await store.TellAsync("product.updated", store.Shop.Data.Products[0].Id);
        await store.UntilReadAsync();
        await store.Client.SyncAgainAsync(store.Id);
        Assert.Equal(Enumerable.Repeat("POST /wp-json/wc/v3/webhooks", topics.Count), store.Writes);
    }

    [Fact]
    public async Task The_secrets_of_a_subscription_are_shown_to_nobody()
    {
        await using var store = await HookedStore.SubscribedAsync(app, Shop with { Key = "secrets" });
        var hook = store.Webhooks.All[0];

        await store.WebhooksAsync();
        Assert.All(store.Client.Answers, answer =>
        {
            Assert.DoesNotContain(hook.Secret, answer, StringComparison.Ordinal);
            Assert.DoesNotContain(hook.DeliveryUrl.Split('/')[^1], answer, StringComparison.Ordinal);
        });
        await using var db = app.Databases.OpenForNobody();
        var row = await db.StoreWebhooks.IgnoreQueryFilters().SingleAsync(w => w.StoreId == long.Parse(store.Id, null), Cancellation);
        Assert.DoesNotContain(hook.Secret, System.Text.Encoding.UTF8.GetString(row.Secret), StringComparison.Ordinal);
        Assert.DoesNotContain(hook.DeliveryUrl.Split('/')[^1], $"{row.TokenHash} {row.Text}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Disconnecting_takes_out_what_was_created_and_reconnecting_offers_it_again()
    {
        await using var store = await HookedStore.SubscribedAsync(app, Shop with { Key = "leave" });
        var late = store.Webhooks.Compose(store.Hook("order.updated"), store.Shop.Data.Orders[0].Id);

        var gone = await store.Client.SendAsync(HttpMethod.Post, $"stores/{store.Id}/disconnect");

        Assert.Equal((200, "disconnected"), (gone.Status, gone.Text("health")));
        Assert.Empty(store.Webhooks.All);
        var left = await store.WebhooksAsync();
        Assert.Equal("removed", left["state"]!.ToString());
        Assert.Null(left["text"]);
        Assert.Equal(HttpStatusCode.Gone, await store.SendAsync(late));

        var back = await store.Client.SendAsync(
            HttpMethod.Post, $"stores/{store.Id}/reconnect",
            new JsonObject { ["settings"] = QuaysideClient.Settings(store.Shop, keys: store.Shop.IssueKey("read_write")) });
        Assert.True(back.Status == 200, back.Body.ToString());
        Assert.Empty(store.Webhooks.All);
        await store.SubscribeAsync();
        Assert.Equal(8, store.Webhooks.All.Count(w => w.Status == "active"));
    }

    [Fact]
    public async Task Disconnecting_says_what_could_not_be_taken_out()
    {
        await using var store = await HookedStore.SubscribedAsync(app, Shop with { Key = "dead" });
        store.Shop.Faults.Add(new Fault(FaultKind.BadGateway) { PathContains = "/webhooks" });

        var gone = await store.Client.SendAsync(HttpMethod.Post, $"stores/{store.Id}/disconnect");

        Assert.Equal((200, "disconnected"), (gone.Status, gone.Text("health")));
        var left = await store.WebhooksAsync();
        Assert.Equal("removed", left["state"]!.ToString());
        Assert.All(store.Webhooks.All, w => Assert.Contains(w.Topic, left["text"]!.ToString(), StringComparison.Ordinal));
        Assert.Equal(8, store.Webhooks.All.Count);
        Assert.Equal(HttpStatusCode.Gone, await store.TellAsync("order.updated", store.Shop.Data.Orders[0].Id));
    }

    [Fact]
    public async Task Removing_them_leaves_the_store_connected()
    {
        await using var store = await HookedStore.SubscribedAsync(app, Shop with { Key = "remove" });

        var removed = await store.Client.SendAsync(HttpMethod.Delete, $"stores/{store.Id}/webhooks");

        Assert.Equal(202, removed.Status);
        await store.UntilAsync(w => w["state"]!.ToString() == "removed");
        Assert.Empty(store.Webhooks.All);
        Assert.Equal("ok", (await store.Client.GetAsync($"stores/{store.Id}")).Text("health"));
    }

    [Fact]
    public async Task A_key_that_may_only_read_is_told_so_and_the_store_goes_on()
    {
        await using var store = await HookedStore.ConnectedAsync(app, Shop with { Key = "readonly" });
        var changed = await store.Client.SendAsync(
            HttpMethod.Put, $"stores/{store.Id}/settings", new JsonObject { ["settings"] = QuaysideClient.Settings(store.Shop) });
        Assert.True(changed.Status == 200, changed.Body.ToString());

        await store.AgreeAsync(HookedStore.Offered(await store.WebhooksAsync()));

        var failed = await store.UntilAsync(w => w["state"]?.ToString() == "failed");
        Assert.Contains("Read/Write", failed["text"]!.ToString(), StringComparison.Ordinal);
        Assert.Equal("ok", (await store.Client.GetAsync($"stores/{store.Id}")).Text("health"));
        await store.Client.SyncAgainAsync(store.Id);
    }

    [Fact]
    public async Task What_the_shop_disabled_is_shown_and_can_be_switched_on_again()
    {
        await using var store = await HookedStore.SubscribedAsync(app, Shop with { Key = "disabled" });
        var hook = store.Hook("order.updated");
        var address = hook.DeliveryUrl;
        hook.DeliveryUrl = address + "x"; // six answers in a row that are no success
        for (var i = 0; i < 6; i++)
        {
            Assert.Equal([404], await store.Webhooks.DeliverAsync("order.updated", store.Shop.Data.Orders[0].Id, Cancellation));
        }

        hook.DeliveryUrl = address;
        Assert.Equal("disabled", hook.Status);
        await LookAsync(store);
        var seen = await store.UntilAsync(w => StateOf(w, "order.updated") == "disabled");
        Assert.Equal("active", seen["state"]!.ToString());
        Assert.Equal("active", StateOf(seen, "order.created"));

        await store.SubscribeAsync();
        await store.UntilAsync(w => StateOf(w, "order.updated") == "active");
        Assert.Equal("active", hook.Status);
        Assert.Equal(8, store.Webhooks.All.Count);
    }

    // A day later, as far as the table is concerned.
    private async Task LookAsync(HookedStore store)
    {
        await using var db = app.Databases.OpenForNobody();
        DateTimeOffset? now = TimeProvider.System.GetUtcNow();
        await db.StoreWebhooks.IgnoreQueryFilters().Where(w => w.StoreId == long.Parse(store.Id, null))
            .ExecuteUpdateAsync(w => w.SetProperty(x => x.ChoreAt, now), Cancellation);
    }

    private static string? StateOf(JsonObject webhooks, string topic) =>
        webhooks["topics"]!.AsArray().Single(t => t!["topic"]!.ToString() == topic)!["state"]?.ToString();
}
