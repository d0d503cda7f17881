using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Quayside.Organisations;
using Quayside.Sandbox;
using Quayside.Stores;
using Quayside.Tests.Harness;
using Quayside.Tests.Sandbox;

namespace Quayside.Tests.Journeys;

/// <summary>One seller, one store, however the same shop is named and whoever is faster.</summary>
public sealed class ConnectingTwiceTests(App app) : IClassFixture<App>
{
    private static readonly ShopOptions Shop = new() { Listings = 15, Orders = 10, Seed = 61 };

    [Theory]
    [InlineData("another key", "http://127.0.0.1:{0}")]
    [InlineData("a trailing slash", "http://127.0.0.1:{0}/")]
    [InlineData("slashes", "http://127.0.0.1:{0}///")]
    [InlineData("a second name", "http://localhost:{0}")]
    [InlineData("letter case", "HTTP://LOCALHOST:{0}")]
    [InlineData("the API's own address", "http://127.0.0.1:{0}/wp-json/wc/v3")]
    [InlineData("a page of the shop", "http://127.0.0.1:{0}/wp-admin/")]
    [InlineData("a query and a place", "http://127.0.0.1:{0}/?a=b#c")]
    [InlineData("white space", "  http://127.0.0.1:{0}  ")]
    [InlineData("a number", "http://2130706433:{0}")]
    public async Task The_same_shop_by_any_name_is_refused_and_names_the_store(string how, string address)
    {
        // With a home address of its own, and without a store_id: then the address it claims is all there is.
        foreach (var options in (ShopOptions[])[Shop with { HomeUrl = "https://www.harbour.example" }, Shop with { HomeUrl = "https://www.harbour.example", StoreId = "" }])
        {
            await using var sandbox = await RunningSandbox.StartAsync(options);
            var (client, seller) = await SellerAsync(sandbox);
            using var _ = client;
            var store = await client.ConnectedAsync(QuaysideClient.Settings(sandbox.Shop));
            var url = string.Format(null, address, sandbox.Shop.Address.Port);
            var settings = QuaysideClient.Settings(sandbox.Shop, url, sandbox.Shop.IssueKey());

            var check = await client.CheckAsync(settings);
            var second = await client.ConnectAsync(settings);

            Assert.True(second.Status == 409, $"{how}: {second.Status} {second.Body}");
            Assert.Equal(("store.already_connected", store), (second.Code, second.Text("storeId")));
            Assert.Contains("Harbour", second.Detail, StringComparison.Ordinal);
            Assert.Equal((200, store), (check.Status, check.Text("knownStoreId")));
            Assert.Single(await client.ListAsync("stores"));
            Assert.Equal(options.StoreId == "" ? 1 : 2, await IdentitiesAsync(seller));
        }
    }

    [Fact]
    public async Task Twenty_at_the_same_moment_become_one_store()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Shop);
        var (client, seller) = await SellerAsync(sandbox);
        using var _ = client;

        var replies = await Task.WhenAll(Enumerable.Range(0, 24).Select(i => client.ConnectAsync(
            QuaysideClient.Settings(sandbox.Shop, i % 2 == 0 ? null : $"http://localhost:{sandbox.Shop.Address.Port}/", sandbox.Shop.IssueKey()))));

        var made = Assert.Single(replies, r => r.Status == 201);
        Assert.All(replies.Where(r => r != made), r => Assert.Equal((409, "store.already_connected", made.Text("id")), (r.Status, r.Code, r.Text("storeId"))));
        Assert.Single(await client.ListAsync("stores"));
        Assert.Equal(2, await IdentitiesAsync(seller));
        await client.CompletedAsync(made.Text("id")!);
        await using var db = app.Databases.Open(seller.OrganisationId);
        Assert.Equal(1, await db.SyncSessions.CountAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_disconnected_store_is_named_and_reconnecting_brings_back_every_link()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Shop, Shop with { Key = "other", Seed = 62 });
        var (client, _) = await SellerAsync(sandbox);
        using var __ = client;
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

    [Fact]
    public async Task Starting_at_the_same_moment_starts_one_session_and_leaves_none_behind()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Shop);
        var (client, seller) = await SellerAsync(sandbox);
        using var _ = client;
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
        Assert.Equal(2, await IdentitiesAsync(seller));
    }

    [Fact]
    public async Task Disconnecting_in_the_middle_ends_the_calls_and_reconnecting_finishes()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Shop with { Listings = 400, Latency = TimeSpan.FromMilliseconds(60) });
        var (client, _) = await SellerAsync(sandbox);
        using var __ = client;
        var store = await client.ConnectedAsync(QuaysideClient.Settings(sandbox.Shop));
        await client.UntilAsync(store, s => (int)s.Stage("listings")["stored"]! > 0);

        var gone = await client.SendAsync(HttpMethod.Post, $"stores/{store}/disconnect");
        var calls = sandbox.Shop.Calls.Total;
        Assert.Equal((200, "disconnected"), (gone.Status, gone.Text("health")));
        var session = (await client.GetAsync($"stores/{store}/sync")).Body;
        Assert.Equal("failed", session.State());
        Assert.Contains("Reconnect", session["text"]!.ToString(), StringComparison.Ordinal);

        var back = await client.SendAsync(
            HttpMethod.Post, $"stores/{store}/reconnect", new JsonObject { ["settings"] = QuaysideClient.Settings(sandbox.Shop) });
        Assert.Equal(200, back.Status);
        session = await client.CompletedAsync(store);
        Assert.Equal("initial", session["kind"]!.ToString());
        Assert.Equal(sandbox.Shop.Data.Read(d => d.Products.Count(p => p.Status != "trash")), (await client.ListAsync($"listings?storeId={store}")).Count);
        Assert.True(sandbox.Shop.Calls.Total > calls);
        Assert.InRange(sandbox.Shop.Calls.MostAtOnce, 1, 5);
    }

    [Fact]
    public async Task A_copy_is_connected_only_when_an_owner_says_that_it_is_one()
    {
        var original = Shop with { StoreId = "5eed0000-0000-4000-8000-000000000001" };
        await using var sandbox = await RunningSandbox.StartAsync(original, original with { Key = "staging", HomeUrl = "https://staging.harbour.example" });
        var (client, seller) = await SellerAsync(sandbox);
        using var _ = client;
        var store = await client.SyncedAsync(sandbox.Shop);
        var copy = QuaysideClient.Settings(sandbox.Host.Shops[1]);

        var check = await client.CheckAsync(copy);
        Assert.Equal((store, "true"), (check.Text("knownStoreId"), check.Text("looksLikeCopy")));
        var refused = await client.ConnectAsync(copy);
        Assert.Equal((409, store), (refused.Status, refused.Text("storeId")));
        var notACopy = await client.ConnectAsync(QuaysideClient.Settings(sandbox.Shop), isCopy: true);
        Assert.Equal((409, store), (notACopy.Status, notACopy.Text("storeId")));
        using var manager = QuaysideClient.Of(app, seller, Role.Manager);
        Assert.Equal(403, (await manager.ConnectAsync(copy, isCopy: true)).Status);

        var replies = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => client.ConnectAsync(copy, isCopy: true)));
        var second = Assert.Single(replies, r => r.Status == 201);
        Assert.All(replies.Where(r => r != second), r => Assert.Equal((409, "store.already_connected"), (r.Status, r.Code)));
        Assert.Equal(store, second.Text("copyOfStoreId"));
        var third = await client.ConnectAsync(copy);
        Assert.Equal((409, second.Text("id")), (third.Status, third.Text("storeId")));
        await client.CompletedAsync(second.Text("id")!);
        await using var db = app.Databases.Open(seller.OrganisationId);
        Assert.Equal(1, await db.Audit.CountAsync(a => a.What == "store.connected_as_copy", TestContext.Current.CancellationToken));

        // The original keeps its own settings: those of the copy are another store's.
        var mixed = await client.SendAsync(HttpMethod.Put, $"stores/{store}/settings", new JsonObject { ["settings"] = copy });
        Assert.Equal((409, "store.other_seller"), (mixed.Status, mixed.Code));
        var back = await client.SendAsync(
            HttpMethod.Put, $"stores/{second.Text("id")}/settings", new JsonObject { ["settings"] = QuaysideClient.Settings(sandbox.Shop) });
        Assert.Equal((409, "store.other_seller"), (back.Status, back.Code));
    }

    [Theory]
    [InlineData(Role.Manager)]
    [InlineData(Role.Viewer)]
    public async Task Only_an_owner_connects_and_disconnects(Role role)
    {
        await using var sandbox = await RunningSandbox.StartAsync(Shop);
        var (owner, seller) = await SellerAsync(sandbox);
        using var _ = owner;
        using var client = QuaysideClient.Of(app, seller, role);
        var settings = QuaysideClient.Settings(sandbox.Shop);

        Assert.Equal((403, "forbidden"), Of(await client.ConnectAsync(settings)));
        Assert.Equal((403, "forbidden"), Of(await client.CheckAsync(settings)));
        Assert.Equal(0, sandbox.Shop.Calls.Total);
        var store = await owner.SyncedAsync(sandbox.Shop);
        Assert.Equal((403, "forbidden"), Of(await client.SendAsync(HttpMethod.Post, $"stores/{store}/disconnect")));
        Assert.Equal((403, "forbidden"), Of(await client.SendAsync(HttpMethod.Put, $"stores/{store}/settings", new JsonObject { ["settings"] = settings })));
    }

    [Fact]
    public async Task A_key_that_may_not_read_the_system_status_still_meets_the_store_it_belongs_to()
    {
        var limited = Shop with { MayReadSystemStatus = false, HomeUrl = "https://harbour.example" };
        await using var sandbox = await RunningSandbox.StartAsync(limited);
        var (client, seller) = await SellerAsync(sandbox);
        using var _ = client;

        var store = await client.SyncedAsync(sandbox.Shop);
        var second = await client.ConnectAsync(QuaysideClient.Settings(sandbox.Shop, $"http://localhost:{sandbox.Shop.Address.Port}", sandbox.Shop.IssueKey()));

        Assert.Equal((409, store), (second.Status, second.Text("storeId")));
        Assert.Equal(1, await IdentitiesAsync(seller));
    }

    [Fact]
    public async Task Two_organisations_may_each_have_the_same_shop()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Shop);
        var (first, _) = await SellerAsync(sandbox);
        var (second, __) = await SellerAsync(sandbox);
        using var one = first;
        using var two = second;

        var store = await one.ConnectedAsync(QuaysideClient.Settings(sandbox.Shop));
        var other = await two.ConnectedAsync(QuaysideClient.Settings(sandbox.Shop));

        Assert.Equal(404, (await two.GetAsync($"stores/{store}")).Status);
        Assert.Equal(404, (await one.GetAsync($"stores/{other}")).Status);
        Assert.Equal(404, (await two.SendAsync(HttpMethod.Post, $"stores/{store}/disconnect")).Status);
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

    private async Task<int> IdentitiesAsync(Seller seller)
    {
        await using var db = app.Databases.Open(seller.OrganisationId);
        return await db.StoreIdentities.CountAsync(TestContext.Current.CancellationToken);
    }

    private async Task<(QuaysideClient Client, Seller Seller)> SellerAsync(RunningSandbox sandbox)
    {
        var addresses = app.Services.GetRequiredService<ShopAddresses>();
        foreach (var shop in sandbox.Host.Shops)
        {
            foreach (var host in (string[])["127.0.0.1", "localhost", "localhost.", "2130706433"])
            {
                addresses.Exempt(new Uri($"http://{host}:{shop.Address.Port}"));
            }
        }

        var seller = await app.NewSellerAsync($"Twice {Guid.NewGuid():N}");
        return (QuaysideClient.Of(app, seller), seller);
    }
}
