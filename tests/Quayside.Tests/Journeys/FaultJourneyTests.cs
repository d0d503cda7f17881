using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Quayside.Sandbox;
using Quayside.Stores;
using Quayside.Tests.Harness;
using Quayside.Tests.Sandbox;

namespace Quayside.Tests.Journeys;

/// <summary>Everything that can go wrong on the way, in the middle of a first sync: said rightly, and everything there in the end.</summary>
public sealed class FaultJourneyTests(App app) : IClassFixture<App>
{
    private static readonly ShopOptions Shop = new() { Listings = 230, Variations = 150, Orders = 220, Seed = 51 };

    public static TheoryData<FaultKind, string> Faults => new()
    {
        { FaultKind.TooManyRequests, "waiting" }, { FaultKind.ServerError, "waiting" }, { FaultKind.BadGateway, "waiting" },
        { FaultKind.Unavailable, "waiting" }, { FaultKind.CutConnection, "waiting" }, { FaultKind.HalfBody, "waiting" },
        { FaultKind.TruncatedJson, "waiting" }, { FaultKind.Html, "waiting" },
        { FaultKind.NoticeBeforeJson, "" }, { FaultKind.Slow, "" }, { FaultKind.MorePagesThanAnnounced, "" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_fault_on_each_list_is_said_and_then_everything_is_there(FaultKind kind, string state)
    {
        await using var sandbox = await RunningSandbox.StartAsync(Shop);
        var shop = sandbox.Shop;
        using var client = await ClientAsync(shop);
        foreach (var part in (string[])["/products?", "/variations?", "/orders?", "/shipping/"])
        {
            shop.Faults.Add(new Fault(kind)
            {
                PathContains = part,
                Skip = part == "/shipping/" ? 0 : 1,
                Times = 1,
                RetryAfter = TimeSpan.FromSeconds(1),
                Delay = TimeSpan.FromMilliseconds(300),
            });
        }

        var seen = new List<(string State, string? Resumes, string? Text)>();
        var store = await client.ConnectedAsync(QuaysideClient.Settings(shop));
        var session = await client.UntilAsync(store, s =>
        {
            seen.Add((s.State()!, s["resumesAt"]?.ToString(), s["text"]?.ToString()));
            return s.State() is "completed" or "failed";
        });

        Assert.Equal(4, shop.Calls.All.Count(c => c.Fault is not null));
        Assert.True(session.State() == "completed", session.ToString());
        foreach (var wait in seen.Where(s => s.State == "waiting"))
        {
            Assert.NotNull(wait.Resumes);
            Assert.True(wait.Text?.Length > 20, $"{wait}");
        }

        Assert.Equal(state == "waiting", seen.Any(s => s.State == "waiting"));
        await EverythingIsThereAsync(client, store, shop);
        Assert.Equal("ok", (await client.GetAsync($"stores/{store}")).Text("health"));
    }

    [Fact]
    public async Task A_shop_whose_clock_differs_is_called_by_its_own_clock()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Shop);
        using var client = await ClientAsync(sandbox.Shop);
        sandbox.Shop.Faults.Add(new Fault(FaultKind.ClockSkew) { PathContains = "/orders?", Skip = 1 });

        var store = await client.ConnectedAsync(QuaysideClient.Settings(sandbox.Shop));
        await client.CompletedAsync(store);

        await EverythingIsThereAsync(client, store, sandbox.Shop);
    }

    [Theory]
    [InlineData(FaultKind.RowDeleted, "/products?")]
    [InlineData(FaultKind.RowDeleted, "/variations?")]
    [InlineData(FaultKind.RowDeleted, "/orders?")]
    [InlineData(FaultKind.RowAdded, "/products?")]
    [InlineData(FaultKind.RowAdded, "/variations?")]
    [InlineData(FaultKind.RowAdded, "/orders?")]
    public async Task Rows_that_move_between_pages_lose_nothing(FaultKind kind, string part)
    {
        await using var sandbox = await RunningSandbox.StartAsync(Shop);
        var shop = sandbox.Shop;
        using var client = await ClientAsync(shop);
        shop.Faults.Add(new Fault(kind) { PathContains = part, Skip = 1, Times = 3 });

        var store = await client.SyncedAsync(shop);
        shop.Faults.Clear();
        var should = Expected(shop, part == "/orders?");
        var have = await HaveAsync(client, store, part);

        // An order placed after the store was connected belongs to a later session, and one placed just now to one after that.
        for (var tries = 0; kind == FaultKind.RowAdded && tries < 20 && !have.IsSupersetOf(should); tries++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(400), TestContext.Current.CancellationToken);
            await client.SyncAgainAsync(store);
            have = await HaveAsync(client, store, part);
        }

        Assert.Empty(should.Except(have));
        var session = (await client.GetAsync($"stores/{store}/sync")).Body;
        foreach (var stage in (string[])["listings", "orders"])
        {
            var (discovered, stored, quarantined) = session.Receipt(stage);
            Assert.Equal(discovered, stored + quarantined);
        }
    }

    private static async Task<HashSet<string>> HaveAsync(QuaysideClient client, string store, string part) => part == "/orders?"
        ? (await client.ListAsync($"orders?storeId={store}")).Select(o => o["channelOrderId"]!.ToString()).ToHashSet()
        : (await client.ListAsync($"listings?storeId={store}"))
            .SelectMany(l => l["variations"]!.AsArray().Select(v => v!["channelVariationId"]!.ToString()).Append(l["channelListingId"]!.ToString())).ToHashSet();

    [Theory]
    [InlineData("/products?")]
    [InlineData("/orders?")]
    public async Task A_page_that_comes_again_and_again_ends_the_stage_with_a_sentence(string part)
    {
        await using var sandbox = await RunningSandbox.StartAsync(Shop with { Listings = 700, Orders = 700 });
        using var client = await ClientAsync(sandbox.Shop);
        sandbox.Shop.Faults.Add(new Fault(FaultKind.RepeatedPage) { PathContains = part });

        var store = await client.ConnectedAsync(QuaysideClient.Settings(sandbox.Shop));
        var session = await client.UntilAsync(store, s => s.State() is "completed" or "failed");

        Assert.Equal("failed", session.State());
        Assert.Contains("same page", session["text"]!.ToString(), StringComparison.Ordinal);
        Assert.True(sandbox.Shop.Calls.Total < 80);

        sandbox.Shop.Faults.Clear();
        await client.SyncAgainAsync(store);
        await EverythingIsThereAsync(client, store, sandbox.Shop);
    }

    [Fact]
    public async Task A_lost_key_waits_for_a_person_and_only_the_same_shop_takes_its_place()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Shop, Shop with { Key = "other", Seed = 52, Listings = 5, Orders = 2 });
        var (shop, other) = (sandbox.Host.Shops[0], sandbox.Host.Shops[1]);
        using var client = await ClientAsync(shop);
        app.Services.GetRequiredService<ShopAddresses>().Exempt(other.Address);
        shop.Faults.Add(new Fault(FaultKind.ExpiredKey) { PathContains = "/orders?", Skip = 1 });

        var store = await client.ConnectedAsync(QuaysideClient.Settings(shop));
        var session = await client.UntilAsync(store, s => s.State() is "waiting" or "completed" or "failed");

        Assert.Equal("waiting", session.State());
        Assert.Null(session["resumesAt"]);
        Assert.Equal("needsReauth", (await client.GetAsync($"stores/{store}")).Text("health"));
        var linked = await client.ListAsync($"listings?storeId={store}&link=linked");
        Assert.NotEmpty(linked);
        Assert.Equal(("store.needs_reauth", 409), Refused(await client.SendAsync(HttpMethod.Post, $"stores/{store}/sync")));

        var wrong = await client.SendAsync(HttpMethod.Put, $"stores/{store}/settings", Body(QuaysideClient.Settings(other)));
        Assert.Equal(("store.other_seller", 409), Refused(wrong));
        var still = await client.SendAsync(HttpMethod.Put, $"stores/{store}/settings", Body(QuaysideClient.Settings(shop, keys: ("ck_no", "cs_no"))));
        Assert.Equal(("store.check_failed", 422), Refused(still));
        Assert.Equal("needsReauth", (await client.GetAsync($"stores/{store}")).Text("health"));

        shop.Faults.Clear();
        var calls = other.Calls.Total;
        var taken = await client.SendAsync(HttpMethod.Put, $"stores/{store}/settings", Body(QuaysideClient.Settings(shop, keys: shop.IssueKey())));
        Assert.Equal(200, taken.Status);
        await client.CompletedAsync(store);
        await EverythingIsThereAsync(client, store, shop);
        Assert.Equal("ok", (await client.GetAsync($"stores/{store}")).Text("health"));
        Assert.Equal(calls, other.Calls.Total);
    }

    [Fact]
    public async Task A_shop_that_dies_is_waited_for_with_a_reason_and_finished_when_it_is_back()
    {
        // Long enough that it cannot be through before it dies.
        var options = Shop with { Orders = 1500, Latency = TimeSpan.FromMilliseconds(200) };
        await using var first = await RunningSandbox.StartAsync(options);
        var port = first.Shop.Address.Port;
        using var client = await ClientAsync(first.Shop);

        var store = await client.ConnectedAsync(QuaysideClient.Settings(first.Shop));
        await client.UntilAsync(store, s => (int)s.Stage("listings")["stored"]! > 0);
        await first.Shop.StopAsync();
        var waiting = await client.UntilAsync(store, s => s.State() is "waiting" or "completed" or "failed");
        Assert.Equal("waiting", waiting.State());
        Assert.True(DateTimeOffset.Parse(waiting["resumesAt"]!.ToString(), CultureInfo.InvariantCulture) > DateTimeOffset.UnixEpoch);
        var asked = await client.GetAsync($"stores/{store}");
        Assert.Equal("waiting", asked.Text("health"));
        Assert.True(asked.Text("healthText")?.Length > 20, asked.Body.ToString());

        await using var again = await RunningSandbox.StartAsync(options with { Port = port, Latency = TimeSpan.Zero });
        await client.CompletedAsync(store);
        await EverythingIsThereAsync(client, store, again.Shop);
    }

    private static (string?, int) Refused(Reply reply) => (reply.Code, reply.Status);

    private static System.Text.Json.Nodes.JsonObject Body(System.Text.Json.Nodes.JsonObject settings) => new() { ["settings"] = settings };

    private static async Task EverythingIsThereAsync(QuaysideClient client, string store, PracticeShop shop)
    {
        var listings = await client.ListAsync($"listings?storeId={store}");
        var have = listings.SelectMany(l => l["variations"]!.AsArray().Select(v => v!["channelVariationId"]!.ToString()).Append(l["channelListingId"]!.ToString())).ToHashSet();
        Assert.Equal(Expected(shop, orders: false).Order(), have.Order());
        var orders = (await client.ListAsync($"orders?storeId={store}")).Select(o => o["channelOrderId"]!.ToString());
        Assert.Equal(Expected(shop, orders: true).Order(), orders.Order());
        Assert.Equal(0, shop.Calls.Writes);
    }

    // Every product and variation that is not in the bin; every order of 90 days that is one.
    private static HashSet<string> Expected(PracticeShop shop, bool orders) => shop.Data.Read(data => (orders
        ? data.Orders.Where(o => o.Status is not ("trash" or "checkout-draft") && o.PlacedAt >= shop.Options.Now.AddDays(-90)).Select(o => o.Id)
        : data.Products.Where(p => p.Status != "trash").SelectMany(p => p.Variations.Select(v => v.Id).Append(p.Id)))
        .Select(id => id.ToString(CultureInfo.InvariantCulture)).ToHashSet());

    private async Task<QuaysideClient> ClientAsync(PracticeShop shop)
    {
        app.Services.GetRequiredService<ShopAddresses>().Exempt(shop.Address);
        return QuaysideClient.Of(app, await app.NewSellerAsync($"Faults {Guid.NewGuid():N}"));
    }
}
