using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Quayside.Sandbox;
using Quayside.Stores;
using Quayside.Tests.Harness;
using Quayside.Tests.Sandbox;

namespace Quayside.Tests.Journeys;

/// <summary>Disconnecting and bringing back: what stays, what ends, and what happens to whoever is in the middle.</summary>
public sealed class DisconnectingTests(App app) : IClassFixture<App>
{
    private static readonly ShopOptions Shop = new() { Listings = 15, Orders = 10, Seed = 63 };

    [Fact]
    public async Task A_disconnected_store_is_named_and_reconnecting_brings_back_every_link()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Shop, Shop with { Key = "other", Seed = 62 });
        using var client = await ClientAsync(sandbox);
        var settings = QuaysideClient.Settings(sandbox.Shop);
        var store = await client.SyncedAsync(sandbox.Shop);
        var moved = await MoveOneLinkAsync(client, store);
        var before = await LinksAsync(client, store);

        var gone = await client.SendAsync(HttpMethod.Post, $"stores/{store}/disconnect");
        Assert.Equal((200, "disconnected"), (gone.Status, gone.Text("health")));
        var calls = sandbox.Shop.Calls.Total;
        Assert.Equal(409, (await client.SendAsync(HttpMethod.Post, $"stores/{store}/sync")).Status);
        Assert.Equal(calls, sandbox.Shop.Calls.Total);
        var again = await client.ConnectAsync(QuaysideClient.Settings(sandbox.Shop, keys: sandbox.Shop.IssueKey()));
        Assert.Equal((409, "store.already_connected", store), (again.Status, again.Code, again.Text("storeId")));
        Assert.Contains("Reconnect", again.Detail, StringComparison.Ordinal);
        var other = QuaysideClient.Settings(sandbox.Host.Shops[1]);
        var stranger = await client.SendAsync(HttpMethod.Post, $"stores/{store}/reconnect", new JsonObject { ["settings"] = other });
        Assert.Equal((409, "store.other_seller"), (stranger.Status, stranger.Code));
        Assert.Equal("disconnected", (await client.GetAsync($"stores/{store}")).Text("health"));

        var back = await client.SendAsync(HttpMethod.Post, $"stores/{store}/reconnect", new JsonObject { ["settings"] = settings });
        Assert.True(back.Status == 200, back.Body.ToString());
        await client.CompletedAsync(store);
        Assert.Equal(before, await LinksAsync(client, store));
        Assert.Contains(moved, before);
        Assert.Equal("ok", (await client.GetAsync($"stores/{store}")).Text("health"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("{}")]
    public async Task A_store_is_reconnected_with_the_settings_it_had_where_none_are_sent(string? body)
    {
        await using var sandbox = await RunningSandbox.StartAsync(Shop);
        using var client = await ClientAsync(sandbox);
        var store = await client.SyncedAsync(sandbox.Shop);
        Assert.Equal(200, (await client.SendAsync(HttpMethod.Post, $"stores/{store}/disconnect")).Status);

        var back = await client.SendAsync(HttpMethod.Post, $"stores/{store}/reconnect", body is null ? null : JsonNode.Parse(body)!.AsObject());

        Assert.True(back.Status == 200, back.Body.ToString());
        await client.CompletedAsync(store);
    }

    [Fact]
    public async Task Starting_at_the_same_moment_starts_one_session_and_leaves_none_behind()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Shop);
        using var client = await ClientAsync(sandbox);
        var store = await client.SyncedAsync(sandbox.Shop);

        var started = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => client.SendAsync(HttpMethod.Post, $"stores/{store}/sync")));
        Assert.Single(started, r => r.Status == 202);
        Assert.All(started.Where(r => r.Status != 202), r => Assert.Equal((409, "sync.running"), Of(r)));
        await client.CompletedAsync(store);
        Assert.Equal(2, (await client.ListAsync($"stores/{store}/sync/sessions")).Count);

        await client.SendAsync(HttpMethod.Post, $"stores/{store}/disconnect");
        var back = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => client.SendAsync(
            HttpMethod.Post, $"stores/{store}/reconnect", new JsonObject { ["settings"] = QuaysideClient.Settings(sandbox.Shop) })));
        Assert.Single(back, r => r.Status == 200);
        Assert.All(back.Where(r => r.Status != 200), r => Assert.Equal((409, "store.connected"), Of(r)));
        await client.CompletedAsync(store);
        var sessions = await client.ListAsync($"stores/{store}/sync/sessions");
        Assert.Equal(3, sessions.Count);
        Assert.All(sessions, s => Assert.Equal("completed", s.State()));
        Assert.Equal(2, (await client.GetAsync($"stores/{store}")).Body["identities"]!.AsArray().Count);
    }

    [Fact]
    public async Task Disconnecting_in_the_middle_ends_the_calls_and_reconnecting_finishes()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Shop with { Listings = 400, Latency = TimeSpan.FromMilliseconds(60) });
        sandbox.Shop.Faults.Add(new Fault(FaultKind.Slow) { PathContains = "/shipping/", Delay = TimeSpan.FromMinutes(5) }); // it cannot be through before
        using var client = await ClientAsync(sandbox);
        var store = await client.ConnectedAsync(QuaysideClient.Settings(sandbox.Shop));
        await client.UntilAsync(store, s => (int)s.Stage("listings")["stored"]! > 0);

        var gone = await client.SendAsync(HttpMethod.Post, $"stores/{store}/disconnect");
        var calls = sandbox.Shop.Calls.Total;
        Assert.Equal((200, "disconnected"), (gone.Status, gone.Text("health")));
        var session = (await client.GetAsync($"stores/{store}/sync")).Body;
        Assert.Equal("failed", session.State());
        Assert.Contains("Reconnect", session["text"]!.ToString(), StringComparison.Ordinal);

        sandbox.Shop.Faults.Clear();
        var back = await client.SendAsync(
            HttpMethod.Post, $"stores/{store}/reconnect", new JsonObject { ["settings"] = QuaysideClient.Settings(sandbox.Shop) });
        Assert.Equal(200, back.Status);
        session = await client.CompletedAsync(store);
        Assert.Equal("initial", session["kind"]!.ToString());
        Assert.Equal(sandbox.Shop.Data.Read(d => d.Products.Count(p => p.Status != "trash")), (await client.ListAsync($"listings?storeId={store}")).Count);
        Assert.True(sandbox.Shop.Calls.Total > calls);
        Assert.InRange(sandbox.Shop.Calls.MostAtOnce, 1, 5);
    }

    private static (int, string?) Of(Reply reply) => (reply.Status, reply.Code);

    private static async Task<string> MoveOneLinkAsync(QuaysideClient client, string store)
    {
        var variation = (await client.ListAsync($"listings?storeId={store}")).SelectMany(l => l["variations"]!.AsArray()).First()!;
        var other = (await client.ListAsync("stock-items")).First(i => i["id"]!.ToString() != variation["link"]!["stockItemId"]!.ToString());
        var linked = await client.SendAsync(
            HttpMethod.Put, $"variations/{variation["id"]}/link", new JsonObject { ["stockItemId"] = other["id"]!.ToString(), ["quantity"] = 1 });
        Assert.True(linked.Status is 200 or 204, linked.Body.ToString());
        return $"{variation["channelVariationId"]} {other["id"]} manual";
    }

    private static async Task<List<string>> LinksAsync(QuaysideClient client, string store) =>
        [.. (await client.ListAsync($"listings?storeId={store}")).SelectMany(l => l["variations"]!.AsArray())
            .Select(v => $"{v!["channelVariationId"]} {v["link"]?["stockItemId"]} {v["link"]?["origin"]}").Order(StringComparer.Ordinal)];

    private async Task<QuaysideClient> ClientAsync(RunningSandbox sandbox)
    {
        foreach (var shop in sandbox.Host.Shops)
        {
            app.Services.GetRequiredService<ShopAddresses>().Exempt(shop.Address);
        }

        return QuaysideClient.Of(app, await app.NewSellerAsync($"Disconnecting {Guid.NewGuid():N}"));
    }
}
