using Quayside.Connectors;
using Quayside.Connectors.WooCommerce;
using Quayside.Sandbox;
using Quayside.Tests.Harness;
using Quayside.Tests.Sandbox;

namespace Quayside.Tests.Connectors.WooCommerce;

/// <summary>The connector in front of the practice marketplace, which shares no code with it and checks signatures itself.</summary>
public sealed class WooPracticeShopTests
{
    private static readonly WooConnector Connector = new(TimeProvider.System);
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_shop_of_261_products_10_variations_and_128_orders_is_read_whole_in_twelve_requests()
    {
        await using var sandbox = await RunningSandbox.StartAsync(new ShopOptions { Listings = 261, Variations = 10, Orders = 128, Now = Now });
        var shop = sandbox.Shop;

        var read = await ReadAllAsync(shop);

        Assert.True(shop.Calls.Total <= 12, string.Join('\n', shop.Calls.All.Select(call => call.PathAndQuery)));
        Assert.Equal(0, shop.Calls.Writes);
        Assert.Equal(261, read.Listings.SelectMany(p => p.Records).Count(r => r.Value is ChannelListing));
        Assert.Equal(10, read.Listings.SelectMany(p => p.Records).Count(r => r.Value is ChannelVariation));
        Assert.Equal(FeedReading.Expected(read.Listings) - read.Listings.Sum(p => p.NotCounted), Counted(read.Listings));
        Assert.Equal(FeedReading.Expected(read.Orders), Counted(read.Orders));
        Assert.All(read.Listings.SelectMany(p => p.Records), record => Assert.Null(record.Problem));
        Assert.All(read.Orders.SelectMany(p => p.Records), record => Assert.Null(record.Problem));
        Assert.All(read.Orders.SelectMany(p => p.Records), record => AddsUp(record.Value!));
    }

    [Theory]
    [InlineData("older")]
    [InlineData("plain permalinks")]
    [InlineData("limited key")]
    [InlineData("another name")]
    public async Task Every_kind_of_shop_brings_the_same_rows(string kind)
    {
        var usual = new ShopOptions { Listings = 180, Orders = 40, Now = Now };
        var other = usual with
        {
            Key = "other",
            FlatVariations = kind != "older",
            PlainPermalinks = kind == "plain permalinks",
            MayManageShop = kind != "limited key",
            HomeUrl = kind == "another name" ? "http://www.Practice.example" : null,
        };
        await using var sandbox = await RunningSandbox.StartAsync(usual, other);

        var expected = await ReadAllAsync(sandbox.Host["harbour"]);
        var read = await ReadAllAsync(sandbox.Host["other"]);

        Assert.Equal(Ids(expected.Listings), Ids(read.Listings));
        Assert.Equal(Ids(expected.Orders), Ids(read.Orders));
    }

    [Theory]
    [InlineData(FaultKind.RowDeleted)]
    [InlineData(FaultKind.RowAdded)]
    [InlineData(FaultKind.MorePagesThanAnnounced)]
    [InlineData(FaultKind.NoticeBeforeJson)]
    public async Task A_shop_that_moves_or_miscounts_while_it_is_read_loses_nothing(FaultKind kind)
    {
        var options = new ShopOptions { Listings = 350, Variations = 0, Orders = 0, Now = Now };
        await using var sandbox = await RunningSandbox.StartAsync(options, options with { Key = "calm" });
        sandbox.Shop.Faults.Add(new Fault(kind) { PathContains = "/products" });

        var missing = Ids((await ReadAllAsync(sandbox.Host["calm"])).Listings).Except(Ids((await ReadAllAsync(sandbox.Shop)).Listings)).ToList();

        Assert.True(missing.Count <= (kind == FaultKind.RowDeleted ? 1 : 0), "Missing: " + string.Join(',', missing)); // the first is gone before it is read
    }

    private static void AddsUp(ChannelOrder order)
    {
        var sum = order.Lines.Select(line => line.Total).Aggregate(new Money(0, order.Total.Currency), (a, b) => a + b)
            + order.ShippingTotal + order.FeeTotal + (order.TaxTotal ?? new Money(0, order.Total.Currency));
        Assert.Equal(order.Total, sum);
    }

    private static async Task<(List<Page<CatalogueRecord>> Listings, List<Page<ChannelOrder>> Orders)> ReadAllAsync(PracticeShop shop)
    {
        var settings = WooTest.Settings(shop.Address.AbsoluteUri).ToDictionary();
        (settings["consumerKey"], settings["consumerSecret"]) = (shop.ConsumerKey, shop.ConsumerSecret);
        var connection = new Connection(settings, FakeMarketplace.NewClient(), ShopFacts.None, new TokensInMemory());
        connection = connection with { Facts = (await Connector.IdentifyAsync(connection, Cancellation)).Facts };

        var listings = await FeedReading.AheadAsync(c => Connector.ReadListingsAsync(connection, c, Cancellation));
        var window = new OrderWindow(Now.AddDays(-365), Now.AddDays(1));
        var orders = await FeedReading.AheadAsync(c => Connector.ReadOrdersAsync(connection, window, c, Cancellation));
        await Connector.ReadCarriersAsync(connection, null, Cancellation);
        return (listings, orders);
    }

    private static int Counted<T>(List<Page<T>> pages)
        where T : class => pages.SelectMany(p => p.Records).SelectMany(r => r.CountedIds).Distinct().Count();

    private static List<string> Ids<T>(List<Page<T>> pages)
        where T : class => [.. pages.SelectMany(p => p.Records).Select(r => r.ChannelId).Distinct().Order()];
}
