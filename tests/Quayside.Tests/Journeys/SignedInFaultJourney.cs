using System.Text.Json.Nodes;
using Quayside.Sandbox;
using Quayside.Tests.Harness;
using Quayside.Tests.Sandbox;

namespace Quayside.Tests.Journeys;

/// <summary>How a store that was signed in to gets over what goes wrong: tokens that end, a sign-in that is lost, limits, faults of every kind.</summary>
public abstract class SignedInFaultJourney(App app, ShopOptions options) : SignedInJourney(app, options)
{
    private static readonly FaultKind[] Faults =
    [
        FaultKind.TooManyRequests, FaultKind.ServerError, FaultKind.BadGateway, FaultKind.CutConnection, FaultKind.HalfBody, FaultKind.TruncatedJson, FaultKind.Html,
    ];

    [Fact]
    public async Task Tokens_that_end_in_the_middle_of_a_sync_are_renewed_once_and_nothing_is_lost()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Options with { Latency = TimeSpan.FromMilliseconds(20) });
        using var client = await ClientAsync(sandbox.Shop);
        var store = await client.ConnectedAsync(await ChannelSignIn.RunAsync(client, sandbox.Shop), Channel);
        await client.UntilAsync(store, s => (int)s.Stage("listings")["discovered"]! > 0);
        EndAccess(sandbox.Shop);

        var session = await client.CompletedAsync(store);

        Assert.Equal(1, Renewals(sandbox.Shop));
        Assert.Equal(Skus(sandbox.Shop), session.Receipt("listings").Stored);
        Assert.Equal(Orders(sandbox.Shop), session.Receipt("orders").Stored);
    }

    [Fact]
    public async Task A_sign_in_that_is_lost_in_the_middle_of_a_sync_needs_a_person_and_only_one_to_the_same_shop_goes_on()
    {
        await using var sandbox = await RunningSandbox.StartAsync(
            Options with { Latency = TimeSpan.FromMilliseconds(200) }, Options with { Key = "other", Seed = Options.Seed + 1 });
        var (shop, other) = (sandbox.Host["harbour"], sandbox.Host["other"]);
        using var client = await ClientAsync(shop, other);
        var store = await client.ConnectedAsync(await ChannelSignIn.RunAsync(client, shop), Channel);
        await client.UntilAsync(store, s => (int)s.Stage("listings")["discovered"]! > 0);
        LoseSignIn(shop);

        var waiting = await client.UntilAsync(store, s => s.State() is "waiting" or "completed" or "failed");
        var told = await client.GetAsync($"stores/{store}");

        Assert.Equal(("waiting", "needsReauth"), (waiting.State(), told.Text("health")));
        Assert.Equal(1, Renewals(shop));
        var listings = await ListingsAsync(client, store);
        shop.Faults.Clear();
        var wrong = await SignInAgainAsync(client, store, other);
        Assert.Equal((409, "store.other_seller"), (wrong.Status, wrong.Code));
        Assert.Equal(200, (await SignInAgainAsync(client, store, shop)).Status);
        var session = await client.CompletedAsync(store);
        Assert.Equal(Orders(shop), session.Receipt("orders").Stored);
        Assert.Subset(await ListingsAsync(client, store), listings);
    }

    // Nearly all of it is waiting, so each kind waits beside the others.
    [Fact]
    public Task A_fault_of_each_kind_on_each_kind_of_call_is_waited_for_and_then_everything_is_there() =>
        Task.WhenAll(Faults.Select(FaultsAreWaitedForAsync));

    private async Task FaultsAreWaitedForAsync(FaultKind kind)
    {
        await using var sandbox = await RunningSandbox.StartAsync(Options with { Listings = 60, Orders = 60 });
        using var client = await ClientAsync(sandbox.Shop);
        var settings = await ChannelSignIn.RunAsync(client, sandbox.Shop);
        var calls = Calls(kind).ToList();
        calls.ForEach(call => sandbox.Shop.Faults.Add(new Fault(kind) { PathContains = call.Part, Skip = call.Skip, Times = 1 }));

        var store = await client.ConnectedAsync(settings, Channel);
        var session = await client.CompletedAsync(store);

        Assert.Equal((kind, Skus(sandbox.Shop)), (kind, session.Receipt("listings").Stored));
        Assert.Equal((kind, Orders(sandbox.Shop)), (kind, session.Receipt("orders").Stored));
        Assert.InRange(sandbox.Shop.Calls.All.Count(c => c.Fault is not null), calls.Count - 1, calls.Count);
    }

    /// <summary>The calls of a sync, by a part of their address, and how many pass before one is struck.</summary>
    private protected abstract IEnumerable<(string Part, int Skip)> Calls(FaultKind kind);

    /// <summary>No token works any more, and none can be had but by signing in.</summary>
    private protected abstract void LoseSignIn(PracticeShop shop);

    /// <summary>Every call in time, and none too many: the shop refuses those above its limit.</summary>
    private protected async Task LimitIsKeptAsync(ShopOptions limited)
    {
        await using var sandbox = await RunningSandbox.StartAsync(limited);
        using var client = await ClientAsync(sandbox.Shop);
        var store = await client.ConnectedAsync(await ChannelSignIn.RunAsync(client, sandbox.Shop), Channel);

        var seen = new HashSet<string?>();
        var session = await client.UntilAsync(store, s => seen.Add(s.State()) && s.State() is "completed" or "failed");

        Assert.Equal("completed", session.State());
        Assert.DoesNotContain("waiting", seen);
        Assert.DoesNotContain(sandbox.Shop.Calls.All, call => call.Status == 429);
    }

    private static async Task<HashSet<string>> ListingsAsync(QuaysideClient client, string store) =>
        [.. (await client.ListAsync($"listings?storeId={store}")).Select(l => l["id"]!.ToString())];

    private static async Task<Reply> SignInAgainAsync(QuaysideClient client, string store, PracticeShop shop) => await client.SendAsync(
        HttpMethod.Put, $"stores/{store}/settings", new JsonObject { ["settings"] = await ChannelSignIn.RunAsync(client, shop) });
}
