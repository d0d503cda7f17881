using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Quayside.Sandbox;
using Quayside.Stores;
using Quayside.Tests.Connectors.Shopee;
using Quayside.Tests.Harness;
using Quayside.Tests.Sandbox;

namespace Quayside.Tests.Journeys;

/// <summary>A Shopee shop by the public API alone: signed in to, connected, synced, lost and found again.</summary>
public sealed class ShopeeJourneyTests(App app) : IClassFixture<App>
{
    private static readonly ShopOptions Shop = ShopeePractice.Options with { Listings = 130, Orders = 150, Seed = 91 };

    [Fact]
    public async Task A_shop_that_was_signed_in_to_is_checked_connected_and_all_there()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Shop);
        using var client = await ClientAsync(sandbox.Shop);
        var settings = await ChannelSignIn.RunAsync(client, sandbox.Shop);

        var check = await client.CheckAsync(settings, "shopee");
        var store = await client.ConnectedAsync(settings, "shopee");
        var session = await client.CompletedAsync(store);

        Assert.Equal((200, "Harbour Supplies", "SGD"), (check.Status, check.Text("name"), check.Text("currency")));
        Assert.Equal("shop_id", check.Body["identities"]![0]!["kind"]!.ToString());
        var (discovered, stored, quarantined) = session.Receipt("listings");
        Assert.Equal((discovered, 0), (stored, quarantined));
        Assert.Equal(Variations(sandbox.Shop), discovered);
        Assert.Equal(Orders(sandbox.Shop), session.Receipt("orders").Stored);
        Assert.Contains("Standard Delivery", (await client.ListAsync("carriers")).Select(c => c["name"]!.ToString()));
        Assert.Equal(0, sandbox.Shop.Calls.All.Count(c => c.IsWrite && !c.PathAndQuery.Contains("/auth/", StringComparison.Ordinal) && !c.PathAndQuery.Contains("get_mass_tracking_number", StringComparison.Ordinal)));
        Assert.Equal(409, (await client.ConnectAsync(settings, "shopee")).Status);
        var said = string.Join('\n', client.Answers);
        Assert.DoesNotContain("5eedaccess", said, StringComparison.Ordinal);
        Assert.DoesNotContain("5eedrefresh", said, StringComparison.Ordinal);
        Assert.DoesNotContain(sandbox.Shop.Settings["partnerKey"], said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_sign_in_nothing_is_asked_and_the_person_is_told_to_sign_in()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Shop);
        using var client = await ClientAsync(sandbox.Shop);

        var check = await client.CheckAsync(ChannelSignIn.Settings(sandbox.Shop), "shopee");

        Assert.Equal((422, "authorisation.missing"), (check.Status, check.Code));
        Assert.Equal(0, sandbox.Shop.Calls.Total);
    }

    [Fact]
    public async Task A_second_sync_writes_nothing_and_a_sale_comes_with_the_next_look()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Shop);
        using var client = await ClientAsync(sandbox.Shop);
        var store = await client.ConnectedAsync(await ChannelSignIn.RunAsync(client, sandbox.Shop), "shopee");
        await client.CompletedAsync(store);
        var before = await Dump.OfAsync(client, store);

        await client.SyncAgainAsync(store);

        Assert.Equal(before, await Dump.OfAsync(client, store));
        var sold = sandbox.Shop.Data.Products.First(p => p is { Type: "simple", Price: > 0, ManagesStock: true, Stock: > 3 } && p.Status == "publish").Id;
        sandbox.Shop.Life.Order(sold, 2, placedAt: TimeProvider.System.GetUtcNow().AddMinutes(-1));
        await client.SyncAgainAsync(store);
        Assert.Equal(Orders(sandbox.Shop), (await client.ListAsync($"orders?storeId={store}")).Count);
    }

    [Fact]
    public async Task Tokens_that_end_in_the_middle_of_a_sync_are_renewed_once_and_nothing_is_lost()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Shop with { Latency = TimeSpan.FromMilliseconds(20) });
        using var client = await ClientAsync(sandbox.Shop);
        var store = await client.ConnectedAsync(await ChannelSignIn.RunAsync(client, sandbox.Shop), "shopee");
        await client.UntilAsync(store, s => (int)s.Stage("listings")["discovered"]! > 0);
        sandbox.Shop.Tokens.EndAccess();

        var session = await client.CompletedAsync(store);

        Assert.True(Assert.Single(sandbox.Shop.Tokens.Refreshes).Accepted);
        Assert.Equal(Variations(sandbox.Shop), session.Receipt("listings").Stored);
        Assert.Equal(Orders(sandbox.Shop), session.Receipt("orders").Stored);
    }

    [Fact]
    public async Task A_renewal_whose_answer_is_lost_needs_a_person_and_a_sign_in_to_the_same_shop_goes_on()
    {
        var other = Shop with { Key = "other", Seed = 92 };
        await using var sandbox = await RunningSandbox.StartAsync(Shop with { Latency = TimeSpan.FromMilliseconds(20) }, other);
        var shop = sandbox.Host["harbour"];
        using var client = await ClientAsync(shop, sandbox.Host["other"]);
        var store = await client.ConnectedAsync(await ChannelSignIn.RunAsync(client, shop), "shopee");
        await client.UntilAsync(store, s => (int)s.Stage("listings")["discovered"]! > 0);
        shop.Faults.Add(new Fault(FaultKind.AnswerLost) { PathContains = "access_token/get" });
        shop.Tokens.EndAccess();

        var waiting = await client.UntilAsync(store, s => s.State() is "waiting" or "completed" or "failed");
        var told = await client.GetAsync($"stores/{store}");

        Assert.Equal(("waiting", "needsReauth"), (waiting.State(), told.Text("health")));
        Assert.Single(shop.Tokens.Refreshes);
        var listings = await client.ListAsync($"listings?storeId={store}");
        shop.Faults.Clear();
        var wrong = await client.SendAsync(HttpMethod.Put, $"stores/{store}/settings", new JsonObject { ["settings"] = await ChannelSignIn.RunAsync(client, sandbox.Host["other"]) });
        Assert.Equal((409, "store.other_seller"), (wrong.Status, wrong.Code));
        var right = await client.SendAsync(HttpMethod.Put, $"stores/{store}/settings", new JsonObject { ["settings"] = await ChannelSignIn.RunAsync(client, shop) });
        Assert.Equal(200, right.Status);
        var session = await client.CompletedAsync(store);
        Assert.Equal(Orders(shop), session.Receipt("orders").Stored);
        Assert.Subset((await client.ListAsync($"listings?storeId={store}")).Select(l => l["id"]!.ToString()).ToHashSet(), listings.Select(l => l["id"]!.ToString()).ToHashSet());
    }

    [Fact]
    public async Task Several_shops_behind_one_sign_in_become_stores_of_their_own()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Shop with { Listings = 5, Orders = 5, ShopsBehindSignIn = 2 });
        using var client = await ClientAsync(sandbox.Shop);
        var (signIn, shops) = await ChannelSignIn.ReturnAsync(client, sandbox.Shop);
        JsonObject Of(string? shop) => shop is null ? new JsonObject { ["signIn"] = signIn } : new JsonObject { ["signIn"] = signIn, ["shop"] = shop };

        Assert.Equal("authorisation.shop", (await client.CheckAsync(Of(null), "shopee")).Code);
        Assert.Equal("authorisation.shop", (await client.CheckAsync(Of("1"), "shopee")).Code);
        foreach (var shop in shops)
        {
            await client.CompletedAsync(await client.ConnectedAsync(Of(shop), "shopee"));
        }

        Assert.Equal(shops.Order(), (await client.ListAsync("stores")).Select(s => s["identities"]![0]!["value"]!.ToString()).Order());
    }

    [Fact]
    public async Task The_limit_that_Shopee_states_is_kept_and_is_all_that_is_waited_for()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Shop with { Listings = 40, Orders = 60, CallsPerSecond = 10 });
        using var client = await ClientAsync(sandbox.Shop);
        var store = await client.ConnectedAsync(await ChannelSignIn.RunAsync(client, sandbox.Shop), "shopee");

        var seen = new HashSet<string?>();
        var session = await client.UntilAsync(store, s => seen.Add(s.State()) && s.State() is "completed" or "failed");

        Assert.Equal("completed", session.State());
        Assert.DoesNotContain("waiting", seen);
    }

    // Nearly all of it is waiting, so each kind waits beside the others.
    [Fact]
    public Task A_fault_of_each_kind_on_each_kind_of_call_is_waited_for_and_then_everything_is_there() => Task.WhenAll(
        new[]
        {
            FaultKind.TooManyRequests, FaultKind.ServerError, FaultKind.BadGateway, FaultKind.CutConnection, FaultKind.HalfBody, FaultKind.TruncatedJson, FaultKind.Html,
        }.Select(FaultsAreWaitedForAsync));

    private async Task FaultsAreWaitedForAsync(FaultKind kind)
    {
        await using var sandbox = await RunningSandbox.StartAsync(Shop with { Listings = 60, Orders = 60 });
        using var client = await ClientAsync(sandbox.Shop);
        var settings = await ChannelSignIn.RunAsync(client, sandbox.Shop);
        foreach (var part in (string[])["get_item_base_info", "get_model_list", "get_order_list", "get_order_detail", "get_mass_tracking_number", "get_channel_list"])
        {
            sandbox.Shop.Faults.Add(new Fault(kind) { PathContains = part, Times = 1, Skip = part == "get_order_list" ? 1 : 0 });
        }

        var store = await client.ConnectedAsync(settings, "shopee");
        var session = await client.CompletedAsync(store);

        Assert.Equal((kind, Variations(sandbox.Shop)), (kind, session.Receipt("listings").Stored));
        Assert.Equal((kind, Orders(sandbox.Shop)), (kind, session.Receipt("orders").Stored));
        Assert.InRange(sandbox.Shop.Calls.All.Count(c => c.Fault is not null), 5, 6);
    }

    private static int Variations(PracticeShop shop) =>
        shop.Data.Products.Where(p => p.Status != "trash").Sum(p => p.Variations.Count > 0 ? p.Variations.Count : 1);

    private static int Orders(PracticeShop shop) => shop.Data.Orders.Count(
        o => o.Status is not ("trash" or "checkout-draft") && o.PlacedAt >= TimeProvider.System.GetUtcNow().AddDays(-90));

    private async Task<QuaysideClient> ClientAsync(params PracticeShop[] shops)
    {
        foreach (var shop in shops)
        {
            app.Services.GetRequiredService<ShopAddresses>().Exempt(shop.Address);
        }

        return QuaysideClient.Of(app, await app.NewSellerAsync($"Seller {Guid.NewGuid():N}"));
    }
}
