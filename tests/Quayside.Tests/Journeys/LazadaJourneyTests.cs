using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Quayside.Sandbox;
using Quayside.Stores;
using Quayside.Tests.Harness;
using Quayside.Tests.Sandbox;

namespace Quayside.Tests.Journeys;

/// <summary>A Lazada store by the public API alone: signed in to, connected, synced, lost and found again.</summary>
public sealed class LazadaJourneyTests(App app) : IClassFixture<App>
{
    private static readonly ShopOptions Shop = new() { Channel = "lazada", Currency = "SGD", Listings = 120, Orders = 160, Seed = 81 };

    [Fact]
    public async Task A_store_that_was_signed_in_to_is_checked_connected_and_all_there()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Shop);
        using var client = await ClientAsync(sandbox.Shop);
        var settings = await ChannelSignIn.RunAsync(client, sandbox.Shop);

        var check = await client.CheckAsync(settings, "lazada");
        var store = await client.ConnectedAsync(settings, "lazada");
        var session = await client.CompletedAsync(store);

        Assert.Equal((200, "Harbour Supplies", "SGD"), (check.Status, check.Text("name"), check.Text("currency")));
        Assert.StartsWith("SG:", check.Body["identities"]![0]!["value"]!.ToString(), StringComparison.Ordinal);
        var (discovered, stored, quarantined) = session.Receipt("listings");
        Assert.Equal((Skus(sandbox.Shop), Skus(sandbox.Shop), 0), (discovered, stored, quarantined));
        Assert.Equal(Orders(sandbox.Shop), session.Receipt("orders").Stored);
        Assert.Contains("LEX SG", (await client.ListAsync("carriers")).Select(c => c["name"]!.ToString()));
        Assert.Equal(1, sandbox.Shop.Calls.All.Count(c => c.IsWrite));
        Assert.Equal(409, (await client.ConnectAsync(settings, "lazada")).Status);
        var said = string.Join('\n', client.Answers);
        Assert.DoesNotContain("500005eed", said, StringComparison.Ordinal);
        Assert.DoesNotContain("500015eed", said, StringComparison.Ordinal);
        Assert.DoesNotContain(sandbox.Shop.Settings["appSecret"], said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_sync_writes_nothing_and_a_sale_comes_with_the_next_look()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Shop);
        using var client = await ClientAsync(sandbox.Shop);
        var store = await client.ConnectedAsync(await ChannelSignIn.RunAsync(client, sandbox.Shop), "lazada");
        await client.CompletedAsync(store);
        var before = await RowsAsync(client, store);

        await client.SyncAgainAsync(store);

        Assert.Equal(before, await RowsAsync(client, store));
        var sold = sandbox.Shop.Data.Products.First(p => p is { Type: "simple", Price: > 0, ManagesStock: true, Stock: > 3 } && p.Status == "publish").Id;
        sandbox.Shop.Life.Order(sold, 2, placedAt: TimeProvider.System.GetUtcNow().AddMinutes(-1));
        await client.SyncAgainAsync(store);
        Assert.Equal(Orders(sandbox.Shop), (await client.ListAsync($"orders?storeId={store}")).Count);
    }

    [Fact]
    public async Task A_token_that_is_refused_in_the_middle_of_a_sync_is_renewed_and_nothing_is_lost()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Shop);
        using var client = await ClientAsync(sandbox.Shop);
        var settings = await ChannelSignIn.RunAsync(client, sandbox.Shop);
        sandbox.Shop.Faults.Add(new Fault(FaultKind.ExpiredKey) { PathContains = "/orders/items/get", Times = 1 });

        var store = await client.ConnectedAsync(settings, "lazada");
        var session = await client.CompletedAsync(store);

        Assert.Equal(1, sandbox.Shop.Calls.All.Count(c => c.PathAndQuery.Contains("/auth/token/refresh", StringComparison.Ordinal)));
        Assert.Equal(Orders(sandbox.Shop), session.Receipt("orders").Stored);
    }

    [Fact]
    public async Task A_sign_in_that_was_lost_is_asked_for_again_and_only_the_same_store_is_taken()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Shop, Shop with { Key = "other", Seed = 82 });
        var shop = sandbox.Host["harbour"];
        using var client = await ClientAsync(shop, sandbox.Host["other"]);
        var settings = await ChannelSignIn.RunAsync(client, shop);
        var store = await client.ConnectedAsync(settings, "lazada");
        await client.CompletedAsync(store);
        shop.Faults.Add(new Fault(FaultKind.ExpiredKey));
        Assert.Equal(202, (await client.SendAsync(HttpMethod.Post, $"stores/{store}/sync")).Status);

        var waiting = await client.UntilAsync(store, s => s.State() is "waiting" or "failed");
        Assert.Equal("needsReauth", (await client.GetAsync($"stores/{store}")).Text("health"));
        Assert.Equal("waiting", waiting.State());
        shop.Faults.Clear();
        var wrong = await client.SendAsync(HttpMethod.Put, $"stores/{store}/settings", new JsonObject { ["settings"] = await ChannelSignIn.RunAsync(client, sandbox.Host["other"]) });
        Assert.Equal((409, "store.other_seller"), (wrong.Status, wrong.Code));
        var right = await client.SendAsync(HttpMethod.Put, $"stores/{store}/settings", new JsonObject { ["settings"] = await ChannelSignIn.RunAsync(client, shop) });
        Assert.Equal(200, right.Status);
        await client.CompletedAsync(store);
    }

    [Theory]
    [InlineData(FaultKind.TooManyRequests)]
    [InlineData(FaultKind.ServerError)]
    [InlineData(FaultKind.BadGateway)]
    [InlineData(FaultKind.CutConnection)]
    [InlineData(FaultKind.HalfBody)]
    [InlineData(FaultKind.TruncatedJson)]
    [InlineData(FaultKind.Html)]
    public async Task A_fault_on_each_kind_of_call_is_waited_for_and_then_everything_is_there(FaultKind kind)
    {
        await using var sandbox = await RunningSandbox.StartAsync(Shop with { Listings = 60, Orders = 60 });
        using var client = await ClientAsync(sandbox.Shop);
        var settings = await ChannelSignIn.RunAsync(client, sandbox.Shop);
        foreach (var part in (string[])["/products/get", "/orders/get", "/orders/items/get", "/shipment/providers/get"])
        {
            sandbox.Shop.Faults.Add(new Fault(kind) { PathContains = part, Times = 1, Skip = part is "/orders/items/get" or "/shipment/providers/get" ? 0 : 1 });
        }

        var store = await client.ConnectedAsync(settings, "lazada");
        var session = await client.CompletedAsync(store);

        Assert.Equal(Skus(sandbox.Shop), session.Receipt("listings").Stored);
        Assert.Equal(Orders(sandbox.Shop), session.Receipt("orders").Stored);
        Assert.InRange(sandbox.Shop.Calls.All.Count(c => c.Fault is not null), 3, 4);
    }

    // Without the receipts: a comparison counts the days it compared, and expects nothing.
    private static async Task<string> RowsAsync(QuaysideClient client, string store) =>
        string.Join('\n', (await Dump.OfAsync(client, store)).Split('\n').Where(line => !line.StartsWith("listings (", StringComparison.Ordinal)
            && !line.StartsWith("orders (", StringComparison.Ordinal) && !line.StartsWith("carriers (", StringComparison.Ordinal)));

    private static int Skus(PracticeShop shop) =>
        shop.Data.Products.Where(p => p.Status != "trash").Sum(p => p.Type == "variable" ? p.Variations.Count : 1);

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
