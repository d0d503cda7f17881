using Microsoft.Extensions.Time.Testing;
using Quayside.Connectors;
using Quayside.Connectors.Shopee;
using Quayside.Sandbox;
using Quayside.Tests.Sandbox;

namespace Quayside.Tests.Connectors.Shopee;

public sealed class ShopeePracticeShopTests
{
    private static readonly ShopeeConnector Connector = new(TimeProvider.System);
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();
    private static readonly OrderWindow Days90 = new(Now.AddDays(-90), Now.AddMinutes(1));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_shop_is_read_in_as_few_requests_as_the_page_sizes_allow()
    {
        await using var sandbox = await RunningSandbox.StartAsync(ShopeePractice.Options with { Listings = 230, Variations = 12, Orders = 260, Messy = false, Now = Now });
        var connection = await ShopeePractice.SignedInAsync(Connector, sandbox.Shop);
        var withModels = sandbox.Shop.Data.Products.Count(p => p.Variations.Count > 0);
        sandbox.Shop.Calls.Clear();

        var listings = await FeedReading.AheadAsync(c => Connector.ReadListingsAsync(connection, c, Cancellation));
        Assert.Equal(3 + 5 + withModels, sandbox.Shop.Calls.Total); // lists of 100, base info of 50, models where there are some
        sandbox.Shop.Calls.Clear();
        var orders = await FeedReading.AheadAsync(c => Connector.ReadOrdersAsync(connection, Days90, c, Cancellation));
        await Connector.ReadCarriersAsync(connection, null, Cancellation);

        var asked = sandbox.Shop.Calls.All.GroupBy(call => call.PathAndQuery.Split('?')[0].Split('/')[^1]).ToDictionary(g => g.Key, g => g.Count());
        Assert.Equal(7, asked["get_order_list"]); // spans of less than fifteen days, none of which has more than a hundred
        Assert.Equal(orders.Count - 7, asked["get_order_detail"]);
        Assert.InRange(asked["get_mass_tracking_number"], 1, asked["get_order_detail"]);
        Assert.Equal(1, asked["get_channel_list"]);
        Assert.Equal(230, Records(listings).Count);
        Assert.All(Records(listings), record => Assert.Null(record.Problem));
        Assert.All(Records(orders), record => Assert.Null(record.Problem));
        Assert.All(Records(orders), record => AddsUp(record.Value!));
    }

    [Fact]
    public async Task Everything_that_is_there_is_read_and_nothing_twice()
    {
        await using var sandbox = await RunningSandbox.StartAsync(ShopeePractice.Options with { Listings = 150, Orders = 300, Now = Now });
        var connection = await ShopeePractice.SignedInAsync(Connector, sandbox.Shop);

        var listings = Records(await FeedReading.OneByOneAsync(c => Connector.ReadListingsAsync(connection, c, Cancellation)));
        var orders = Records(await FeedReading.OneByOneAsync(c => Connector.ReadOrdersAsync(connection, Days90, c, Cancellation)));

        var data = sandbox.Shop.Data;
        Assert.Equal(
            data.Products.Where(p => p.Status != "trash").SelectMany(p => p.Variations.Count > 0 ? p.Variations.Select(v => v.Id) : [p.Id]).Select(id => $"{id}").Order(),
            listings.SelectMany(r => r.CountedIds).Order());
        Assert.Equal(
            data.Orders.Count(o => o.Status is not ("trash" or "checkout-draft") && o.PlacedAt >= Days90.From), orders.Select(r => r.ChannelId).Distinct().Count());
        Assert.Equal(orders.Count, orders.Select(r => r.ChannelId).Distinct().Count());
        Assert.DoesNotContain(listings, r => ((ChannelListing?)r.Value)?.Status == ListingStatus.Deleted);
        Assert.Contains(listings, r => ((ChannelListing?)r.Value)?.Status == ListingStatus.Banned);
        Assert.Contains(orders, r => r.Value!.TrackingNumbers.Count > 0);
    }

    [Theory]
    [InlineData("shopee.time_to_exclusive")]
    [InlineData("shopee.expire_in_absolute")]
    [InlineData("shopee.refuses_gaps")]
    public async Task Whichever_way_Shopee_goes_where_its_reference_leaves_two_open_the_rows_are_the_same(string quirk)
    {
        var usual = ShopeePractice.Options with { Now = Now };
        await using var sandbox = await RunningSandbox.StartAsync(usual, usual with { Key = "other", Quirks = new HashSet<string> { quirk } });

        Assert.Equal(await ReadAllAsync(sandbox.Host["harbour"]), await ReadAllAsync(sandbox.Host["other"]));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_order_on_the_edge_of_two_spans_is_read_once(bool excludesTheEnd)
    {
        var quirks = excludesTheEnd ? new HashSet<string> { "shopee.time_to_exclusive" } : [];
        await using var sandbox = await RunningSandbox.StartAsync(ShopeePractice.Options with { Orders = 0, Now = Now, Quirks = quirks });
        var window = new OrderWindow(DateTimeOffset.FromUnixTimeSeconds(1_790_000_000), DateTimeOffset.FromUnixTimeSeconds(1_790_000_000).AddDays(90));
        var edges = ShopeeTimes.Parts(window.From, window.To).Select(part => part.From).Append(window.To).ToList();
        var good = sandbox.Shop.Data.Products.First(p => p is { Type: "simple", Price: > 0 }).Id;
        edges.ForEach(edge => sandbox.Shop.Life.Order(good, placedAt: edge));
        var connection = await ShopeePractice.SignedInAsync(Connector, sandbox.Shop);

        var orders = Records(await FeedReading.OneByOneAsync(c => Connector.ReadOrdersAsync(connection, window, c, Cancellation)));

        Assert.Equal(edges.SkipLast(1), orders.Select(r => r.Value!.PlacedAt).Order()); // its own end belongs to the next window
    }

    [Fact]
    public async Task What_changed_in_a_span_is_found_and_what_was_sold_with_it()
    {
        await using var sandbox = await RunningSandbox.StartAsync(ShopeePractice.Options with { Now = Now, Messy = false, Orders = 0 });
        var connection = await ShopeePractice.SignedInAsync(Connector, sandbox.Shop);
        var changed = sandbox.Shop.Data.Products.First(p => p.Type == "simple").Id;
        var parent = sandbox.Shop.Data.Products.First(p => p.Type == "variable");
        sandbox.Shop.Life.Change(changed, stock: 77);
        sandbox.Shop.Life.Change(parent.Variations[0].Id, price: 99);
        sandbox.Shop.Life.Order(changed);
        var window = new ChangeWindow(TimeProvider.System.GetUtcNow().AddMinutes(-1), TimeProvider.System.GetUtcNow().AddMinutes(1));

        var listings = Records(await FeedReading.OneByOneAsync(c => Connector.ReadListingChangesAsync(connection, window, c, Cancellation)));
        var orders = Records(await FeedReading.OneByOneAsync(c => Connector.ReadOrderChangesAsync(connection, window, c, Cancellation)));

        Assert.Equal(new[] { $"{changed}", $"{parent.Id}" }.Order(), listings.Select(r => r.ChannelId).Order());
        Assert.Equal($"{changed}", Assert.Single(Assert.Single(orders).Value!.Lines).ListingId);
    }

    [Fact]
    public async Task What_was_thrown_away_is_absent_when_it_is_asked_for()
    {
        await using var sandbox = await RunningSandbox.StartAsync(ShopeePractice.Options with { Now = Now, Messy = false });
        var connection = await ShopeePractice.SignedInAsync(Connector, sandbox.Shop);
        var ids = sandbox.Shop.Data.Products.Take(2).Select(p => $"{p.Id}").ToList();
        sandbox.Shop.Life.Trash(sandbox.Shop.Data.Products[0].Id);

        var page = await Connector.ReadListingsByIdAsync(connection, [.. ids, "424242"], Cancellation);

        Assert.Equal([ids[1]], page.Records.Select(r => r.ChannelId));
    }

    [Fact]
    public async Task A_row_that_moves_over_the_edge_of_a_page_while_the_list_is_read_is_not_lost()
    {
        await using var sandbox = await RunningSandbox.StartAsync(ShopeePractice.Options with { Listings = 250, Variations = 0, Orders = 0, Messy = false, Now = Now });
        var connection = await ShopeePractice.SignedInAsync(Connector, sandbox.Shop);
        var gone = $"{sandbox.Shop.Data.Products[0].Id}";
        var all = sandbox.Shop.Data.Products.Select(p => $"{p.Id}").ToList();
        sandbox.Shop.Faults.Add(new Fault(FaultKind.RowDeleted) { PathContains = "get_item_list", Skip = 1, Times = 1 });

        var read = Records(await FeedReading.OneByOneAsync(c => Connector.ReadListingsAsync(connection, c, Cancellation))).Select(r => r.ChannelId).Distinct();

        Assert.Empty(all.Except(read).Except([gone]));
    }

    [Fact]
    public async Task An_account_over_several_shops_offers_them_and_each_renews_for_itself()
    {
        await using var sandbox = await RunningSandbox.StartAsync(ShopeePractice.Options with { ShopsBehindSignIn = 3 });
        var grant = await ShopeePractice.GrantAsync(Connector, sandbox.Shop);

        Assert.Equal(3, grant.Shops.Select(s => s.Id).Distinct().Count());
        Assert.All(grant.Shops, shop => Assert.Contains("SG", shop.Name, StringComparison.Ordinal));
        var pairs = await Task.WhenAll(grant.Shops.Select(s => Connector.RefreshAsync(ShopeePractice.Unsigned(sandbox.Shop), s.Account, grant.Tokens, Cancellation)));
        Assert.Equal(3, pairs.Select(p => p.Refresh).Distinct().Count());
        var again = await Assert.ThrowsAsync<ConnectorException>(
            () => Connector.RefreshAsync(ShopeePractice.Unsigned(sandbox.Shop), grant.Shops[0].Account, grant.Tokens, Cancellation));
        Assert.Equal((FailureKind.NeedsReauth, true), (again.Kind, again.HadNoEffect));
        var identities = await Task.WhenAll(grant.Shops.Zip(pairs, (shop, pair) =>
            Connector.IdentifyAsync(ShopeePractice.For(sandbox.Shop, shop, pair.Access), Cancellation)));
        Assert.Equal(grant.Shops.Select(s => s.Id), identities.Select(i => Assert.Single(i.Identities).Value));
    }

    [Theory]
    [InlineData(FaultKind.ServerError, FailureKind.Unavailable, true)]
    [InlineData(FaultKind.TooManyRequests, FailureKind.Throttled, true)]
    [InlineData(FaultKind.Unavailable, FailureKind.Throttled, true)]
    [InlineData(FaultKind.BadGateway, FailureKind.Unavailable, false)]
    [InlineData(FaultKind.AnswerLost, FailureKind.Unavailable, false)]
    [InlineData(FaultKind.HalfBody, FailureKind.Unavailable, false)]
    [InlineData(FaultKind.Html, FailureKind.Unreadable, false)]
    public async Task A_failed_renewal_says_whether_the_token_may_be_spent(FaultKind fault, FailureKind expected, bool hadNoEffect)
    {
        await using var sandbox = await RunningSandbox.StartAsync(ShopeePractice.Options);
        var grant = await ShopeePractice.GrantAsync(Connector, sandbox.Shop);
        sandbox.Shop.Faults.Add(new Fault(fault) { PathContains = "access_token/get" });

        var failure = await Assert.ThrowsAsync<ConnectorException>(
            () => Connector.RefreshAsync(ShopeePractice.Unsigned(sandbox.Shop), grant.Shops[0].Account, grant.Tokens, Cancellation));

        Assert.Equal((expected, hadNoEffect), (failure.Kind, failure.HadNoEffect));
    }

    [Fact]
    public async Task A_clock_that_is_off_and_a_wrong_key_are_told_apart()
    {
        await using var sandbox = await RunningSandbox.StartAsync(ShopeePractice.Options);
        var grant = await ShopeePractice.GrantAsync(Connector, sandbox.Shop);
        var connection = ShopeePractice.For(sandbox.Shop, grant.Shops[0], grant.Tokens.Access);
        var late = new ShopeeConnector(new FakeTimeProvider(TimeProvider.System.GetUtcNow().AddMinutes(-6)));
        var wrong = new Dictionary<string, string>(connection.Settings) { ["partnerKey"] = "5eed" };

        Assert.Equal(FailureKind.Unavailable, (await Assert.ThrowsAsync<ConnectorException>(() => late.IdentifyAsync(connection, Cancellation))).Kind);
        Assert.Equal(
            FailureKind.NeedsReauth,
            (await Assert.ThrowsAsync<ConnectorException>(() => Connector.IdentifyAsync(connection with { Settings = wrong }, Cancellation))).Kind);
        await late.IdentifyAsync(connection with { Clock = new ShopClock { Ahead = TimeSpan.FromMinutes(6) } }, Cancellation);
    }

    private static async Task<List<string>> ReadAllAsync(PracticeShop shop)
    {
        var connection = await ShopeePractice.SignedInAsync(Connector, shop);
        var listings = await FeedReading.AheadAsync(c => Connector.ReadListingsAsync(connection, c, Cancellation));
        var orders = await FeedReading.AheadAsync(c => Connector.ReadOrdersAsync(connection, Days90, c, Cancellation));
        var byId = await Connector.ReadOrdersByIdAsync(connection, [.. Records(orders).Take(3).Select(r => r.ChannelId), "260101ZZZZZZZZ"], Cancellation);
        return
        [
            .. Records(listings).SelectMany(r => r.CountedIds).Order(), .. Records(orders).Select(r => r.ChannelId).Order(),
            .. byId.Records.Select(r => r.ChannelId).Order(),
        ];
    }

    private static List<Record<T>> Records<T>(IEnumerable<Page<T>> pages)
        where T : class => [.. pages.SelectMany(page => page.Records)];

    private static void AddsUp(ChannelOrder order) => Assert.Equal(
        order.Total, order.Lines.Select(l => l.Total).Aggregate(order.ShippingTotal + order.FeeTotal, (sum, line) => sum + line));
}
