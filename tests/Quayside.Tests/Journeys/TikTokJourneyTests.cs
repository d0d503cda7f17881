using System.Text.Json.Nodes;
using System.Web;
using Quayside.Sandbox;
using Quayside.Tests.Connectors.TikTokShop;
using Quayside.Tests.Harness;
using Quayside.Tests.Sandbox;

namespace Quayside.Tests.Journeys;

public sealed class TikTokJourneyTests(App app) : SignedInFaultJourney(app, TikTokPractice.Options with { Listings = 130, Orders = 150, Seed = 93 })
{
    private protected override (string Kind, string Value) Identity => ("shop_id", "");

    private protected override HashSet<string> Carriers => ["J&T Express", "Ninja Van", "Flash Express"];

    private protected override string[] PostedReads => ["/search"];

    private protected override string[] Tokens => ["ROW_"];

    [Fact]
    public async Task Everything_is_there_after_the_fewest_requests()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Options);
        using var client = await ClientAsync(sandbox.Shop);
        var settings = await ChannelSignIn.RunAsync(client, sandbox.Shop);
        sandbox.Shop.Calls.Clear();

        await client.CompletedAsync(await client.ConnectedAsync(settings, "tiktokshop"));

        var calls = sandbox.Shop.Calls.All;
        var details = calls.Count(c => c.PathAndQuery.Contains("/product/202309/products/", StringComparison.Ordinal));
        Assert.True(1 + 2 + details + 2 + 2 + 6 == calls.Count, string.Join('\n', calls.Select(c => c.PathAndQuery.Split('?')[0])));
    }

    [Fact]
    public async Task A_seller_who_cancels_is_told_so()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Options with { Listings = 2, Orders = 0 });
        using var client = await ClientAsync(sandbox.Shop);
        var state = HttpUtility.ParseQueryString((await ChannelSignIn.BeginAsync(client, sandbox.Shop)).Query)["state"];

        var cancelled = await ChannelSignIn.BackAsync(
            client, sandbox.Shop, new JsonObject { ["code"] = "null", ["error"] = "auth_denied", ["state"] = state });

        Assert.Equal("authorisation.failed", cancelled.Code);
        Assert.Contains("not confirmed", cancelled.Body.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public Task Shops_behind_one_sign_in_are_a_choice_and_share_one_pair_of_tokens() =>
        SeveralShopsAsync(Options with { TikTok = new TikTokOptions { Shops = 2 } }, renewals: 1);

    [Fact]
    public Task The_limit_that_TikTok_Shop_states_is_kept_and_is_all_that_is_waited_for() =>
        LimitIsKeptAsync(Options with { CallsPerSecond = 50 });

    // What is no page is asked for again a few times only, in a row: then the calls that come one by one are spared.
    private protected override IEnumerable<(string Part, int Skip)> Calls(FaultKind kind)
    {
        string[] onePerPage = ["/products/search", "/inventory/search", "/orders/search", "/delivery_options?"];
        string[] others = ["/202309/products/", "/warehouses?", "/shipping_providers"];
        return (kind == FaultKind.Html ? onePerPage : [.. onePerPage, .. others]).Select(part => (part, 0));
    }

    private protected override int SkusOf(PracticeProduct product) => product.Type switch
    {
        "simple" => 1,
        "variable" => product.Variations.Count,
        _ => 0,
    };

    private protected override bool IsOnSale(PracticeProduct product) => product.Id % 37 != 0; // the others are frozen

    private protected override void LoseSignIn(PracticeShop shop)
    {
        shop.Faults.Add(new Fault(FaultKind.AnswerLost) { PathContains = "token/refresh" });
        shop.Tokens.EndAccess();
    }
}
