using Quayside.Connectors;
using Quayside.Connectors.Lazada;
using Quayside.Sandbox;
using Quayside.Tests.Sandbox;

namespace Quayside.Tests.Connectors.Lazada;

/// <summary>The connector in front of the practice marketplace, which shares no code with it and checks every signature itself.</summary>
public sealed class LazadaPracticeStoreTests
{
    private static readonly LazadaConnector Connector = new(TimeProvider.System);
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();
    private static readonly ShopOptions Usual = new() { Channel = "lazada", Listings = 130, Orders = 230, Now = Now };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_store_of_130_products_and_230_orders_is_read_whole_in_thirteen_requests()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Usual);
        var shop = sandbox.Shop;
        var connection = (await SignedInStore.AtAsync(shop, Connector, Cancellation)).Connection;
        shop.Calls.Clear();

        var read = await ReadAllAsync(connection);

        var orders = shop.Data.Orders.Count(order => order.Status != "checkout-draft");
        Assert.InRange(orders, 201, 230);
        Assert.True(1 + 3 + 3 + 5 + 1 == shop.Calls.Total, string.Join('\n', shop.Calls.All.Select(call => call.PathAndQuery)));
        Assert.Equal(0, shop.Calls.Writes);
        Assert.Equal(orders, Counted(read.Orders));
        Assert.Equal(orders, FeedReading.Expected(read.Orders));
        Assert.Equal(Skus(shop).Order(), read.Listings.SelectMany(p => p.Records).SelectMany(r => r.CountedIds).Order());
        Assert.All(read.Listings.SelectMany(p => p.Records), record => Assert.Null(record.Problem));
        Assert.All(read.Orders.SelectMany(p => p.Records), record => Assert.Null(record.Problem));
        Assert.All(read.Orders.SelectMany(p => p.Records), record => AddsUp(record.Value!));
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task A_store_that_holds_more_than_can_be_paged_through_is_cut_into_spans_and_lost_at_no_edge(bool boundsAreIncluded, bool tellsTotal)
    {
        var reach = new LazadaOptions
        {
            LargestOrderOffset = 4900,
            LargestProductOffset = 9950,
            BoundsAreIncluded = boundsAreIncluded,
            TellsOrderTotal = tellsTotal,
        };
        await using var sandbox = await RunningSandbox.StartAsync(Usual with { Listings = 10, Orders = 17_000, Lazada = reach });
        var shop = sandbox.Shop;
        var connection = (await SignedInStore.AtAsync(shop, Connector, Cancellation)).Connection;
        shop.Calls.Clear();
        var window = new OrderWindow(Now.AddDays(-90), Now);

        var pages = await FeedReading.AheadAsync(c => Connector.ListOrdersAsync(connection, window, c, Cancellation));

        var expected = shop.Data.Orders
            .Where(order => order.Status != "checkout-draft" && order.PlacedAt >= window.From && order.PlacedAt < window.To)
            .Select(order => order.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)).ToList();
        var read = pages.SelectMany(p => p.Records).Select(r => r.ChannelId).ToList();
        Assert.True(expected.Count > 10_000);
        Assert.Equal(expected.Order(), (tellsTotal ? read : read.Distinct()).Order());
        Assert.DoesNotContain(shop.Calls.All, call => call.Status != 200);
        Assert.InRange(shop.Calls.Total, 0, (expected.Count / 100) + 15);
        if (tellsTotal)
        {
            Assert.Equal(expected.Count, FeedReading.Expected(pages) - pages.Sum(p => p.NotCounted));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_order_on_the_edge_of_a_span_is_read_once_by_the_span_that_begins_there(bool boundsAreIncluded)
    {
        await using var sandbox = await RunningSandbox.StartAsync(
            Usual with { Listings = 10, Orders = 0, Messy = false, Lazada = new LazadaOptions { BoundsAreIncluded = boundsAreIncluded } });
        var shop = sandbox.Shop;
        var (from, middle, to) = (Second(-30), Second(-20), Second(-10));
        DateTimeOffset[] inside = [from, middle.AddSeconds(-1), middle, to.AddSeconds(-1)];
        var good = shop.Data.Products.First(product => product is { Type: "simple", Status: "publish", Price: > 0 }).Id;
        foreach (var at in inside.Append(from.AddSeconds(-1)).Append(to))
        {
            shop.Life.Order(good, placedAt: at);
        }

        var connection = (await SignedInStore.AtAsync(shop, Connector, Cancellation)).Connection;
        var window = new OrderWindow(from, to);
        var span = LazadaSpan.Of(from, to);
        var cut = LazadaCursor.First(LazadaList.OrdersByCreation, span) with { Ends = [middle.ToUnixTimeSeconds(), span.To] };

        var whole = await FeedReading.OneByOneAsync(c => Connector.ReadOrdersAsync(connection, window, c, Cancellation));
        var inTwo = await FeedReading.OneByOneAsync(c => Connector.ReadOrdersAsync(connection, window, c ?? cut.ToString(), Cancellation));

        Assert.Equal(inside, whole.SelectMany(p => p.Records).Select(r => r.Value!.PlacedAt));
        Assert.Equal(inside, inTwo.SelectMany(p => p.Records).Select(r => r.Value!.PlacedAt));
        Assert.Equal(inside.Length, FeedReading.Expected(whole) - whole.Sum(p => p.NotCounted));
    }

    [Fact]
    public async Task A_catalogue_beyond_the_largest_offset_is_read_whole()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Usual with { Listings = 10_600, Variations = 0, Orders = 0, Messy = false });
        var shop = sandbox.Shop;
        var connection = (await SignedInStore.AtAsync(shop, Connector, Cancellation)).Connection;
        shop.Calls.Clear();

        var pages = await FeedReading.AheadAsync(c => Connector.ListListingsAsync(connection, c, Cancellation));

        Assert.Equal(10_600, pages.SelectMany(p => p.Records).Where(r => r.Value is { IsVariation: false }).Select(r => r.ChannelId).Distinct().Count());
        Assert.InRange(shop.Calls.Total, 212, 240);
    }

    [Theory]
    [InlineData(FaultKind.RowDeleted)]
    [InlineData(FaultKind.RowAdded)]
    [InlineData(FaultKind.MorePagesThanAnnounced)]
    public async Task A_store_that_moves_or_miscounts_while_it_is_read_loses_nothing(FaultKind kind)
    {
        var options = Usual with { Listings = 260, Variations = 0, Orders = 420 };
        await using var sandbox = await RunningSandbox.StartAsync(options, options with { Key = "calm" });
        var moving = (await SignedInStore.AtAsync(sandbox.Shop, Connector, Cancellation)).Connection;
        var calm = (await SignedInStore.AtAsync(sandbox.Host["calm"], Connector, Cancellation)).Connection;
        var expected = await ReadAllAsync(calm);
        sandbox.Shop.Faults.Add(new Fault(kind) { PathContains = "/products/get", Skip = 1, Times = 3 });
        sandbox.Shop.Faults.Add(new Fault(kind) { PathContains = "/orders/get", Skip = 1, Times = 3 });

        var read = await ReadAllAsync(moving);

        // The oldest products are last in their list: they go before they are read. The oldest orders are first and were read.
        Assert.InRange(Ids(expected.Listings).Except(Ids(read.Listings)).Count(), 0, kind == FaultKind.RowDeleted ? 3 : 0);
        Assert.Empty(Ids(expected.Orders).Except(Ids(read.Orders)));
    }

    [Fact]
    public async Task What_changed_is_found_in_two_requests_when_nothing_did()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Usual);
        var shop = sandbox.Shop;
        var connection = (await SignedInStore.AtAsync(shop, Connector, Cancellation)).Connection;
        var before = shop.Now.AddSeconds(-2);
        shop.Calls.Clear();
        var quiet = new ChangeWindow(Now.AddYears(1), Now.AddYears(1).AddHours(1));

        Assert.Empty((await Connector.ReadListingChangesAsync(connection, quiet, null, Cancellation)).Records);
        Assert.Empty((await Connector.ReadOrderChangesAsync(connection, quiet, null, Cancellation)).Records);
        Assert.Equal(2, shop.Calls.Total);

        var sold = shop.Data.Products.First(product => product is { Type: "simple", Status: "publish", Price: > 0 });
        var order = shop.Life.Order(sold.Id, quantity: 3)!.Value;
        shop.Life.Change(sold.Id, price: 77);
        var window = new ChangeWindow(before, shop.Now.AddSeconds(2));

        var listing = Assert.IsType<ChannelListing>(Assert.Single(
            (await Connector.ReadListingChangesAsync(connection, window, null, Cancellation)).Records, r => r.ChannelId == Text(sold.Id)).Value);
        Assert.Equal("77", Assert.Single(listing.Variations).Price!.Text);
        var changed = Assert.Single((await Connector.ReadOrderChangesAsync(connection, window, null, Cancellation)).Records, r => r.ChannelId == Text(order));
        Assert.Equal(3, Assert.Single(changed.Value!.Lines).Quantity);
    }

    [Fact]
    public async Task What_is_listed_is_marked_as_what_is_read()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Usual);
        var connection = (await SignedInStore.AtAsync(sandbox.Shop, Connector, Cancellation)).Connection;
        var window = new OrderWindow(Now.AddDays(-90), Now);

        var listed = (await FeedReading.OneByOneAsync(c => Connector.ListOrdersAsync(connection, window, c, Cancellation))).SelectMany(p => p.Records).ToList();
        var byId = (await Connector.ReadOrdersByIdAsync(connection, [.. listed.Take(20).Select(r => r.ChannelId)], Cancellation)).Records;
        var read = (await FeedReading.OneByOneAsync(c => Connector.ReadOrdersAsync(connection, window, c, Cancellation))).SelectMany(p => p.Records).ToList();

        Assert.Equal(read.Select(r => (r.ChannelId, r.Value!.Mark, r.Value.ChangedAt)), listed.Select(r => (r.ChannelId, r.Value!.Mark, r.Value.ChangedAt)));
        Assert.Equal(read.Take(20).Select(r => (r.ChannelId, r.Value!.Mark, r.Value.Total)), byId.Select(r => (r.ChannelId, r.Value!.Mark, r.Value.Total)));
    }

    [Fact]
    public async Task A_product_read_alone_is_what_the_list_says()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Usual);
        var connection = (await SignedInStore.AtAsync(sandbox.Shop, Connector, Cancellation)).Connection;

        var page = await Connector.ReadListingsAsync(connection, null, Cancellation);
        var alone = await Connector.ReadListingsByIdAsync(connection, [.. page.Records.Select(r => r.ChannelId)], Cancellation);

        Assert.Equal(page.Records.Select(Comparable), alone.Records.Select(Comparable));
        Assert.Empty((await Connector.ReadListingAsync(connection, "123456789", Cancellation)).Records);
        Assert.Empty((await Connector.ReadOrderAsync(connection, "123456789", Cancellation)).Records);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_list_of_carriers_may_be_gone(bool isThere)
    {
        await using var sandbox = await RunningSandbox.StartAsync(Usual with { Lazada = new LazadaOptions { ListsCarriers = isThere } });
        var connection = (await SignedInStore.AtAsync(sandbox.Shop, Connector, Cancellation)).Connection;

        var carriers = await Connector.ReadCarriersAsync(connection, null, Cancellation);

        Assert.Equal(isThere ? ["LEX SG", "Ninja Van", "SingPost"] : [], carriers.Records.Select(r => r.Value!.Name));
    }

    [Fact]
    public async Task One_order_whose_items_lazada_does_not_give_leaves_its_neighbours_alone()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Usual with { Orders = 120 });
        var connection = (await SignedInStore.AtAsync(sandbox.Shop, Connector, Cancellation)).Connection;
        var vanishing = sandbox.Shop.Data.Orders.First(order => order.Status != "checkout-draft" && order.PlacedAt > Now.AddDays(-80));
        connection = connection with { Http = new HttpClient(new Vanishing(sandbox.Shop, vanishing.Id) { InnerHandler = new SocketsHttpHandler() }) };

        var pages = await FeedReading.OneByOneAsync(c => Connector.ReadOrdersAsync(connection, new OrderWindow(Now.AddDays(-90), Now), c, Cancellation));

        FeedReading.OneStandsAlone(Text(vanishing.Id), pages);
    }

    private static object Comparable(Record<CatalogueRecord> record)
    {
        var listing = (ChannelListing)record.Value!;
        var variations = listing.Variations.Select(v => $"{v.Id} {v.SellerSku} {v.Gtin} {v.Price?.Text} {v.Quantity} {v.Status} {v.Image} {string.Join(';', v.Options)}");
        return (listing.Id, listing.Title, listing.Description, listing.Status, listing.Brand, listing.ChangedAt, string.Join(',', listing.Images), string.Join('|', variations));
    }

    private static void AddsUp(ChannelOrder order) => Assert.Equal(
        order.Total.MinorUnits, order.Lines.Sum(line => line.Total.MinorUnits) + order.ShippingTotal.MinorUnits + (order.TaxTotal?.MinorUnits ?? 0));

    private static async Task<(List<Page<CatalogueRecord>> Listings, List<Page<ChannelOrder>> Orders)> ReadAllAsync(Connection connection)
    {
        connection = connection with { Facts = (await Connector.IdentifyAsync(connection, Cancellation)).Facts };
        var listings = await FeedReading.AheadAsync(c => Connector.ReadListingsAsync(connection, c, Cancellation));
        var orders = await FeedReading.AheadAsync(c => Connector.ReadOrdersAsync(connection, new OrderWindow(Now.AddDays(-365), Now.AddDays(1)), c, Cancellation));
        await Connector.ReadCarriersAsync(connection, null, Cancellation);
        return (listings, orders);
    }

    private static IEnumerable<string> Skus(PracticeShop shop) => shop.Data.Products.Where(product => product.Status != "trash")
        .SelectMany(product => product.Type == "variable" ? product.Variations.Select(v => v.Id) : [product.Id]).Select(id => Text(10_000_000_000 + id));

    private static int Counted<T>(List<Page<T>> pages)
        where T : class => pages.SelectMany(p => p.Records).SelectMany(r => r.CountedIds).Distinct().Count();

    private static List<string> Ids<T>(List<Page<T>> pages)
        where T : class => [.. pages.SelectMany(p => p.Records).Select(r => r.ChannelId).Distinct().Order()];

    private static DateTimeOffset Second(int days) => DateTimeOffset.FromUnixTimeSeconds(Now.AddDays(days).ToUnixTimeSeconds());

    private static string Text(long id) => id.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The order is gone by the time its items are asked for.</summary>
    private sealed class Vanishing(PracticeShop shop, long id) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.RequestUri!.AbsolutePath.EndsWith("/orders/items/get", StringComparison.Ordinal))
            {
                shop.Data.RemoveOrder(id);
            }

            return base.SendAsync(request, cancellationToken);
        }
    }
}
