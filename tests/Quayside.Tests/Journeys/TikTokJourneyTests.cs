using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Quayside.Sandbox;
using Quayside.Stores;
using Quayside.Tests.Connectors.TikTokShop;
using Quayside.Tests.Harness;
using Quayside.Tests.Sandbox;

namespace Quayside.Tests.Journeys;

/// <summary>A TikTok Shop by the public API alone: signed in to, connected, synced, lost and found again.</summary>
public sealed class TikTokJourneyTests(App app) : IClassFixture<App>
{
    private static readonly ShopOptions Shop = TikTokPractice.Options with { Listings = 130, Orders = 150, Seed = 93 };

    [Fact]
    public async Task A_shop_that_was_signed_in_to_is_checked_connected_and_all_there_in_the_fewest_requests()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Shop);
        using var client = await ClientAsync(sandbox.Shop);
        var settings = await ChannelSignIn.RunAsync(client, sandbox.Shop);

        var check = await client.CheckAsync(settings, "tiktokshop");
        sandbox.Shop.Calls.Clear();
        var store = await client.ConnectedAsync(settings, "tiktokshop");
        var session = await client.CompletedAsync(store);
        var calls = sandbox.Shop.Calls.All.ToList();

        Assert.Equal((200, "Harbour Supplies", "SGD"), (check.Status, check.Text("name"), check.Text("currency")));
        Assert.Equal("shop_id", check.Body["identities"]![0]!["kind"]!.ToString());
        Assert.Equal((Skus(sandbox.Shop), Skus(sandbox.Shop), 0), session.Receipt("listings"));
        Assert.Equal(Orders(sandbox.Shop), session.Receipt("orders").Stored);
        Assert.Superset(new HashSet<string> { "J&T Express", "Ninja Van", "Flash Express" }, (await client.ListAsync("carriers")).Select(c => c["name"]!.ToString()).ToHashSet());
        var details = calls.Count(c => c.PathAndQuery.Contains("/product/202309/products/", StringComparison.Ordinal));
        Assert.True(1 + 2 + details + 2 + 2 + 6 == calls.Count, string.Join('\n', calls.Select(c => c.PathAndQuery.Split('?')[0])));
        Assert.All(calls.Where(c => c.IsWrite), c => Assert.Contains("/search", c.PathAndQuery, StringComparison.Ordinal));
        Assert.Equal(409, (await client.ConnectAsync(settings, "tiktokshop")).Status);
        var said = string.Join('\n', client.Answers);
        Assert.DoesNotContain(sandbox.Shop.Settings["appSecret"], said, StringComparison.Ordinal);
        Assert.DoesNotContain("ROW_", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_seller_who_cancels_is_told_so_and_one_who_comes_without_a_state_is_refused()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Shop with { Listings = 2, Orders = 0 });
        using var client = await ClientAsync(sandbox.Shop);
        var begun = await client.SendAsync(HttpMethod.Post, "stores/authorise", new JsonObject { ["channel"] = "tiktokshop", ["settings"] = ChannelSignIn.Settings(sandbox.Shop) });
        var state = System.Web.HttpUtility.ParseQueryString(new Uri(begun.Text("address")!).Query)["state"];

        var without = await ReturnAsync(new JsonObject { ["code"] = "ROW_made-up" });
        var cancelled = await ReturnAsync(new JsonObject { ["code"] = "null", ["error"] = "auth_denied", ["state"] = state });

        Assert.Equal("authorisation.unknown", without.Code);
        Assert.Equal("authorisation.failed", cancelled.Code);
        Assert.Contains("not confirmed", cancelled.Body.ToJsonString(), StringComparison.Ordinal);

        Task<Reply> ReturnAsync(JsonObject query) =>
            client.SendAsync(HttpMethod.Post, "stores/authorise/return", new JsonObject { ["channel"] = "tiktokshop", ["query"] = query });
    }

    [Fact]
    public async Task A_second_sync_writes_nothing_and_a_sale_comes_with_the_next_look()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Shop);
        using var client = await ClientAsync(sandbox.Shop);
        var store = await client.ConnectedAsync(await ChannelSignIn.RunAsync(client, sandbox.Shop), "tiktokshop");
        await client.CompletedAsync(store);
        var before = await RowsAsync(client, store);

        await client.SyncAgainAsync(store);

        Assert.Equal(before, await RowsAsync(client, store));
        var sold = sandbox.Shop.Data.Products.First(p => p is { Type: "simple", Price: > 0, ManagesStock: true, Stock: > 3, Status: "publish" } && p.Id % 37 != 0).Id;
        sandbox.Shop.Life.Order(sold, 2, placedAt: TimeProvider.System.GetUtcNow().AddMinutes(-1));
        await client.SyncAgainAsync(store);
        Assert.Equal(Orders(sandbox.Shop), (await client.ListAsync($"orders?storeId={store}")).Count);
    }

    [Fact]
    public async Task Tokens_that_end_in_the_middle_of_a_sync_are_renewed_once_and_nothing_is_lost()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Shop with { Latency = TimeSpan.FromMilliseconds(20) });
        using var client = await ClientAsync(sandbox.Shop);
        var store = await client.ConnectedAsync(await ChannelSignIn.RunAsync(client, sandbox.Shop), "tiktokshop");
        await client.UntilAsync(store, s => (int)s.Stage("listings")["discovered"]! > 0);
        sandbox.Shop.Tokens.EndAccess();

        var session = await client.CompletedAsync(store);

        Assert.True(Assert.Single(sandbox.Shop.Tokens.Refreshes).Accepted);
        Assert.Equal(Skus(sandbox.Shop), session.Receipt("listings").Stored);
        Assert.Equal(Orders(sandbox.Shop), session.Receipt("orders").Stored);
    }

    [Fact]
    public async Task A_renewal_whose_answer_is_lost_needs_a_person_and_only_a_sign_in_to_the_same_shop_goes_on()
    {
        var other = Shop with { Key = "other", Seed = 94 };
        await using var sandbox = await RunningSandbox.StartAsync(Shop with { Latency = TimeSpan.FromMilliseconds(20) }, other);
        var shop = sandbox.Host["harbour"];
        using var client = await ClientAsync(shop, sandbox.Host["other"]);
        var store = await client.ConnectedAsync(await ChannelSignIn.RunAsync(client, shop), "tiktokshop");
        await client.UntilAsync(store, s => (int)s.Stage("listings")["discovered"]! > 0);
        shop.Faults.Add(new Fault(FaultKind.AnswerLost) { PathContains = "token/refresh" });
        shop.Tokens.EndAccess();

        var waiting = await client.UntilAsync(store, s => s.State() is "waiting" or "completed" or "failed");
        var told = await client.GetAsync($"stores/{store}");

        Assert.Equal(("waiting", "needsReauth"), (waiting.State(), told.Text("health")));
        Assert.Single(shop.Tokens.Refreshes);
        shop.Faults.Clear();
        var wrong = await client.SendAsync(HttpMethod.Put, $"stores/{store}/settings", new JsonObject { ["settings"] = await ChannelSignIn.RunAsync(client, sandbox.Host["other"]) });
        Assert.Equal((409, "store.other_seller"), (wrong.Status, wrong.Code));
        var right = await client.SendAsync(HttpMethod.Put, $"stores/{store}/settings", new JsonObject { ["settings"] = await ChannelSignIn.RunAsync(client, shop) });
        Assert.Equal(200, right.Status);
        var session = await client.CompletedAsync(store);
        Assert.Equal(Orders(shop), session.Receipt("orders").Stored);
    }

    [Fact]
    public async Task Shops_behind_one_sign_in_are_a_choice_and_a_second_one_connected_later_shares_its_tokens()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Shop with { Listings = 5, Orders = 5, TikTok = new TikTokOptions { Shops = 2 } });
        using var client = await ClientAsync(sandbox.Shop);
        var (signIn, shops) = await ChannelSignIn.ReturnAsync(client, sandbox.Shop);
        JsonObject Of(string? shop) => shop is null ? new JsonObject { ["signIn"] = signIn } : new JsonObject { ["signIn"] = signIn, ["shop"] = shop };

        Assert.Equal("authorisation.shop", (await client.CheckAsync(Of(null), "tiktokshop")).Code);
        Assert.Equal("authorisation.shop", (await client.CheckAsync(Of("1"), "tiktokshop")).Code);
        var first = await client.ConnectedAsync(Of(shops[0]), "tiktokshop");
        await client.CompletedAsync(first);
        Assert.Equal(409, (await client.ConnectAsync(Of(shops[0]), "tiktokshop")).Status);
        var second = await client.ConnectedAsync(Of(shops[1]), "tiktokshop");
        await client.CompletedAsync(second);

        Assert.Equal(shops.Order(), (await client.ListAsync("stores")).Select(s => s["identities"]!.AsArray().Single(i => i!["kind"]!.ToString() == "shop_id")!["value"]!.ToString()).Order());
        sandbox.Shop.Tokens.EndAccess();
        await client.SyncAgainAsync(first);
        await client.SyncAgainAsync(second);
        Assert.True(Assert.Single(sandbox.Shop.Tokens.Refreshes).Accepted); // one pair, renewed once for both
    }

    [Fact]
    public async Task The_limit_that_TikTok_Shop_states_is_kept_and_is_all_that_is_waited_for()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Shop with { CallsPerSecond = 50 });
        using var client = await ClientAsync(sandbox.Shop);
        var store = await client.ConnectedAsync(await ChannelSignIn.RunAsync(client, sandbox.Shop), "tiktokshop");

        var seen = new HashSet<string?>();
        var session = await client.UntilAsync(store, s => seen.Add(s.State()) && s.State() is "completed" or "failed");

        Assert.Equal("completed", session.State());
        Assert.DoesNotContain("waiting", seen);
        Assert.DoesNotContain(sandbox.Shop.Calls.All, call => call.Status == 429);
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
        string[] onePerPage = ["/products/search", "/inventory/search", "/orders/search", "/delivery_options?"];

        // What is no page is asked for again a few times only, in a row.
        string[] parts = kind == FaultKind.Html ? onePerPage : [.. onePerPage, "/202309/products/", "/warehouses?", "/shipping_providers"];
        foreach (var part in parts)
        {
            sandbox.Shop.Faults.Add(new Fault(kind) { PathContains = part, Times = 1 });
        }

        var store = await client.ConnectedAsync(settings, "tiktokshop");
        var session = await client.CompletedAsync(store);

        Assert.Equal((kind, Skus(sandbox.Shop)), (kind, session.Receipt("listings").Stored));
        Assert.Equal((kind, Orders(sandbox.Shop)), (kind, session.Receipt("orders").Stored));
        Assert.InRange(sandbox.Shop.Calls.All.Count(c => c.Fault is not null), parts.Length - 1, parts.Length);
    }

    // Without the receipts: a comparison counts the days it compared, expects nothing, and does not count what was deleted.
    private static async Task<string> RowsAsync(QuaysideClient client, string store) =>
        string.Join('\n', (await Dump.OfAsync(client, store)).Split('\n').Where(line => !line.StartsWith("listings (", StringComparison.Ordinal)
            && !line.StartsWith("orders (", StringComparison.Ordinal) && !line.StartsWith("carriers (", StringComparison.Ordinal)));

    private static int Skus(PracticeShop shop) =>
        shop.Data.Products.Where(p => p.Type is "simple" or "variable").Sum(p => p.Type == "variable" ? p.Variations.Count : 1);

    private static int Orders(PracticeShop shop) => shop.Data.Orders.Count(
        o => o.Status != "checkout-draft" && o.PlacedAt >= TimeProvider.System.GetUtcNow().AddDays(-90));

    private async Task<QuaysideClient> ClientAsync(params PracticeShop[] shops)
    {
        foreach (var shop in shops)
        {
            app.Services.GetRequiredService<ShopAddresses>().Exempt(shop.Address);
        }

        return QuaysideClient.Of(app, await app.NewSellerAsync($"Seller {Guid.NewGuid():N}"));
    }
}
