using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Quayside.Sandbox;
using Quayside.Stores;
using Quayside.Tests.Harness;
using Quayside.Tests.Sandbox;

namespace Quayside.Tests.Journeys;

/// <summary>What a seller who signs in at a channel goes through, by the public API alone: a shop is signed in to, connected and synced. How it is
/// lost and found again is <see cref="SignedInFaultJourney"/>, which each such channel derives from; what only that channel has stands beside it.</summary>
/// <param name="options">Some hundred listings and orders, so that a sync can be interrupted.</param>
public abstract class SignedInJourney(App app, ShopOptions options) : IClassFixture<App>
{
    protected ShopOptions Options => options;

    /// <summary>The kind of the shop's first identity, and how its value begins.</summary>
    private protected abstract (string Kind, string Value) Identity { get; }

    private protected abstract HashSet<string> Carriers { get; }

    /// <summary>Parts of the addresses that are posted to and change nothing.</summary>
    private protected abstract string[] PostedReads { get; }

    /// <summary>What tokens hold.</summary>
    private protected abstract string[] Tokens { get; }

    /// <summary>The key under which the app's secret is entered.</summary>
    private protected virtual string AppSecret => "appSecret";

    /// <summary>Whether a second sync's receipts are those of the first: not where it compares, and expects nothing.</summary>
    private protected virtual bool ReceiptsStay => false;

    private protected string Channel => options.Channel;

    [Fact]
    public async Task A_shop_that_was_signed_in_to_is_checked_connected_and_all_there()
    {
        await using var sandbox = await RunningSandbox.StartAsync(options);
        using var client = await ClientAsync(sandbox.Shop);
        var settings = await ChannelSignIn.RunAsync(client, sandbox.Shop);

        var check = await client.CheckAsync(settings, Channel);
        var store = await client.ConnectedAsync(settings, Channel);
        var session = await client.CompletedAsync(store);

        Assert.Equal((200, "Harbour Supplies", "SGD"), (check.Status, check.Text("name"), check.Text("currency")));
        var identity = check.Body["identities"]![0]!;
        Assert.Equal(Identity.Kind, identity["kind"]!.ToString());
        Assert.StartsWith(Identity.Value, identity["value"]!.ToString(), StringComparison.Ordinal);
        Assert.Equal((Skus(sandbox.Shop), Skus(sandbox.Shop), 0), session.Receipt("listings"));
        Assert.Equal(Orders(sandbox.Shop), session.Receipt("orders").Stored);
        Assert.Superset(Carriers, (await client.ListAsync("carriers")).Select(c => c["name"]!.ToString()).ToHashSet());
        Assert.All(sandbox.Shop.Calls.All.Where(c => c.IsWrite), c => Assert.Contains(PostedReads, part => c.PathAndQuery.Contains(part, StringComparison.Ordinal)));
        Assert.Equal(0, Renewals(sandbox.Shop));
        Assert.Equal(409, (await client.ConnectAsync(settings, Channel)).Status);
        var said = string.Join('\n', client.Answers);
        Assert.All([.. Tokens, sandbox.Shop.Settings[AppSecret]], secret => Assert.DoesNotContain(secret, said, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_a_sign_in_nothing_is_asked_and_the_person_is_told_to_sign_in()
    {
        await using var sandbox = await RunningSandbox.StartAsync(options with { Listings = 2, Orders = 0 });
        using var client = await ClientAsync(sandbox.Shop);

        var check = await client.CheckAsync(ChannelSignIn.Settings(sandbox.Shop), Channel);

        Assert.Equal((422, "authorisation.missing"), (check.Status, check.Code));
        Assert.Equal(0, sandbox.Shop.Calls.Total);
    }

    [Fact]
    public async Task A_return_that_is_forged_or_anothers_asks_the_channel_nothing_and_takes_nothing_away()
    {
        await using var sandbox = await RunningSandbox.StartAsync(options with { Listings = 2, Orders = 0 });
        using var client = await ClientAsync(sandbox.Shop);
        using var stranger = await ClientAsync(sandbox.Shop);
        var query = await ChannelSignIn.ConsentAsync(client, sandbox.Shop);
        var forged = query.DeepClone().AsObject();
        forged["state"] = "made-up";
        var without = query.DeepClone().AsObject();
        without.Remove("state");
        sandbox.Shop.Calls.Clear();

        Assert.Equal("authorisation.unknown", (await ChannelSignIn.BackAsync(client, sandbox.Shop, forged)).Code);
        Assert.Equal("authorisation.unknown", (await ChannelSignIn.BackAsync(client, sandbox.Shop, without)).Code);
        Assert.Equal("authorisation.unknown", (await ChannelSignIn.BackAsync(stranger, sandbox.Shop, query)).Code);
        Assert.Equal(0, sandbox.Shop.Calls.Total);
        Assert.Equal(200, (await ChannelSignIn.BackAsync(client, sandbox.Shop, query)).Status);
    }

    [Fact]
    public async Task A_return_that_comes_a_second_time_is_refused_and_the_first_goes_on_working()
    {
        await using var sandbox = await RunningSandbox.StartAsync(options with { Listings = 2, Orders = 0 });
        using var client = await ClientAsync(sandbox.Shop);
        var query = await ChannelSignIn.ConsentAsync(client, sandbox.Shop);
        var first = await ChannelSignIn.BackAsync(client, sandbox.Shop, query);
        sandbox.Shop.Calls.Clear();

        var second = await ChannelSignIn.BackAsync(client, sandbox.Shop, query);

        Assert.Equal("authorisation.used", second.Code);
        Assert.Equal(0, sandbox.Shop.Calls.Total);
        Assert.Equal(200, (await client.CheckAsync(new JsonObject { ["signIn"] = first.Text("signIn") }, Channel)).Status);
    }

    [Fact]
    public async Task A_second_sync_writes_nothing_and_a_sale_comes_with_the_next_look()
    {
        await using var sandbox = await RunningSandbox.StartAsync(options);
        using var client = await ClientAsync(sandbox.Shop);
        var store = await client.ConnectedAsync(await ChannelSignIn.RunAsync(client, sandbox.Shop), Channel);
        await client.CompletedAsync(store);
        var before = await RowsAsync(client, store);

        await client.SyncAgainAsync(store);

        Assert.Equal(before, await RowsAsync(client, store));
        var sold = sandbox.Shop.Data.Products.First(p => p is { Type: "simple", Price: > 0, ManagesStock: true, Stock: > 3, Status: "publish" } && IsOnSale(p)).Id;
        sandbox.Shop.Life.Order(sold, 2, placedAt: TimeProvider.System.GetUtcNow().AddMinutes(-1));
        await client.SyncAgainAsync(store);
        Assert.Equal(Orders(sandbox.Shop), (await client.ListAsync($"orders?storeId={store}")).Count);
    }

    /// <summary>How many sellable things the channel shows of a product.</summary>
    private protected abstract int SkusOf(PracticeProduct product);

    private protected virtual bool IsOrder(PracticeOrder order) => order.Status != "checkout-draft";

    private protected virtual bool IsOnSale(PracticeProduct product) => true;

    /// <summary>A call is refused for its token, which can be renewed.</summary>
    private protected virtual void EndAccess(PracticeShop shop) => shop.Tokens.EndAccess();

    /// <summary>How often new tokens were asked for.</summary>
    private protected virtual int Renewals(PracticeShop shop) => shop.Tokens.Refreshes.Count;

    /// <summary>Of the shops behind one sign-in a person chooses, and another is connected later by the same.</summary>
    /// <param name="renewals">How many renewals serve them all once their tokens have ended.</param>
    private protected async Task SeveralShopsAsync(ShopOptions several, int renewals)
    {
        await using var sandbox = await RunningSandbox.StartAsync(several with { Listings = 5, Orders = 5 });
        using var client = await ClientAsync(sandbox.Shop);
        var (signIn, shops) = await ChannelSignIn.ReturnAsync(client, sandbox.Shop);
        JsonObject Of(string? shop) => shop is null ? new JsonObject { ["signIn"] = signIn } : new JsonObject { ["signIn"] = signIn, ["shop"] = shop };

        Assert.Equal("authorisation.shop", (await client.CheckAsync(Of(null), Channel)).Code);
        Assert.Equal("authorisation.shop", (await client.CheckAsync(Of("1"), Channel)).Code);
        var stores = new List<string>();
        foreach (var shop in shops)
        {
            stores.Add(await client.ConnectedAsync(Of(shop), Channel));
            await client.CompletedAsync(stores[^1]);
            Assert.Equal(409, (await client.ConnectAsync(Of(shop), Channel)).Status);
        }

        var connected = (await client.ListAsync("stores")).SelectMany(s => s["identities"]!.AsArray())
            .Where(i => i!["kind"]!.ToString() == Identity.Kind).Select(i => i!["value"]!.ToString());
        Assert.Equal(shops.Order(), connected.Order());
        EndAccess(sandbox.Shop);
        foreach (var store in stores)
        {
            await client.SyncAgainAsync(store);
        }

        Assert.Equal(renewals, Renewals(sandbox.Shop));
    }

    private async Task<string> RowsAsync(QuaysideClient client, string store)
    {
        var dump = await Dump.OfAsync(client, store);
        return ReceiptsStay ? dump : string.Join('\n', dump.Split('\n').Where(line => !((string[])["listings (", "orders (", "carriers ("]).Any(line.StartsWith)));
    }

    private protected int Skus(PracticeShop shop) => shop.Data.Products.Sum(SkusOf);

    private protected int Orders(PracticeShop shop) =>
        shop.Data.Orders.Count(o => IsOrder(o) && o.PlacedAt >= TimeProvider.System.GetUtcNow().AddDays(-90));

    private protected async Task<QuaysideClient> ClientAsync(params PracticeShop[] shops)
    {
        foreach (var shop in shops)
        {
            app.Services.GetRequiredService<ShopAddresses>().Exempt(shop.Address);
        }

        return QuaysideClient.Of(app, await app.NewSellerAsync($"Seller {Guid.NewGuid():N}"));
    }
}
