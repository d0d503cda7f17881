using System.Globalization;
using Quayside.Connectors;
using Quayside.Connectors.TikTokShop;
using Quayside.Sandbox;
using Quayside.Tests.Sandbox;

namespace Quayside.Tests.Connectors.TikTokShop;

public sealed class TikTokPracticeShopTests
{
    private static readonly TikTokConnector Connector = new(TimeProvider.System);
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();
    private static readonly OrderWindow Days90 = new(Now.AddDays(-90), Now.AddMinutes(1));
    private static readonly ShopOptions Usual = TikTokPractice.Options with { Now = Now };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_shop_is_read_in_as_few_requests_as_the_page_sizes_allow()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Usual with { Listings = 230, Orders = 320 });
        var shop = sandbox.Shop;
        var connection = (await TikTokPractice.SignInAsync(Connector, shop)).Connection();
        shop.Calls.Clear();

        var read = await ReadAllAsync(connection);

        var products = Products(shop).ToList();
        var orders = Orders(shop).ToList();
        var detailed = products.Count(p => StatusOf(shop, p) is not ("FREEZE" or "DELETED"));
        var asked = shop.Calls.All.GroupBy(call => Template(call.PathAndQuery)).ToDictionary(g => g.Key, g => g.Count());
        Assert.InRange(products.Count, 201, 230);
        Assert.InRange(orders.Count, 201, 300);
        Assert.InRange(detailed, 150, products.Count - 3);
        Assert.Equal(1, asked["/authorization/202309/shops"]);
        Assert.Equal(3, asked["/product/202502/products/search"]); // a hundred in each
        Assert.Equal(detailed, asked["/product/202309/products/*"]);
        Assert.Equal(3, asked["/product/202309/inventory/search"]);
        Assert.Equal(3, asked["/order/202309/orders/search"]);
        Assert.Equal(1 + 2 + 3, asked.Where(a => a.Key.StartsWith("/logistics/", StringComparison.Ordinal)).Sum(a => a.Value)); // warehouses, those that ship, delivery options
        Assert.Equal(1 + 3 + detailed + 3 + 3 + 6, shop.Calls.Total);
        Assert.All(shop.Calls.All, call => Assert.Null(call.Fault));
        Assert.Equal(products.SelectMany(Sold).Count(), read.Listings.SelectMany(r => r.CountedIds).Distinct().Count());
        Assert.Equal(orders.Count, read.Orders.Select(r => r.ChannelId).Distinct().Count());
    }

    [Fact]
    public async Task Everything_is_read_as_it_is_and_nothing_twice()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Usual with { Listings = 230, Orders = 320 });
        var connection = (await TikTokPractice.SignInAsync(Connector, sandbox.Shop)).Connection();

        var read = await ReadAllAsync(connection);

        Assert.All(read.Listings, record => Assert.Null(record.Problem));
        Assert.All(read.Orders, record => Assert.Null(record.Problem));
        Assert.Equal(Products(sandbox.Shop).Select(p => Theirs(sandbox.Shop, p)).Order(), read.Listings.Select(r => Ours((ChannelListing)r.Value!)).Order());
        Assert.Equal(Orders(sandbox.Shop).Select(Theirs).Order(), read.Orders.Select(r => Ours(r.Value!)).Order());
        Assert.All(read.Orders, record => AddsUp(record.Value!));
        Assert.Contains(read.Orders, record => record.Value is { Status: "ON_HOLD", State: OrderState.New });
        Assert.Contains(read.Orders, record => record.Value!.State == OrderState.CancelRequested);
        Assert.Contains(read.Orders, record => record.Value!.TrackingNumbers.Count > 0);
        Assert.Equal(["Flash Express", "J&T Express", "Ninja Van"], read.Carriers.Order());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_catalogue_beyond_what_a_search_finds_is_read_whole_whichever_way_it_is_refused(bool atOnce)
    {
        var options = new TikTokOptions { MostProductsFound = 120, RefusesLargeSearchAtOnce = atOnce };
        await using var sandbox = await RunningSandbox.StartAsync(Usual with { Listings = 700, Variations = 0, Orders = 0, TikTok = options });
        var connection = (await TikTokPractice.SignInAsync(Connector, sandbox.Shop)).Connection();

        var pages = await FeedReading.AheadAsync(c => Connector.ListListingsAsync(connection, c, Cancellation));

        var listed = pages.SelectMany(p => p.Records).Where(r => r.Value is { IsVariation: false }).Select(r => r.ChannelId[^9..]).ToList();
        Assert.Equal(Products(sandbox.Shop).Where(p => StatusOf(sandbox.Shop, p) != "DELETED").Select(p => Text(p.Id)).Order(), listed.Distinct().Order());
        Assert.Contains(sandbox.Shop.Calls.All, call => call.PathAndQuery.Contains("products/search", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Many_orders_are_cut_into_spans_that_touch_and_each_is_met_once()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Usual with { Listings = 20, Orders = 4000 });
        var connection = (await TikTokPractice.SignInAsync(Connector, sandbox.Shop)).Connection();
        sandbox.Shop.Calls.Clear();

        var pages = await FeedReading.AheadAsync(c => Connector.ReadOrdersAsync(connection, Days90, c, Cancellation));

        var expected = Orders(sandbox.Shop).OrderBy(o => o.PlacedAt.ToUnixTimeSeconds()).ThenBy(o => o.Id).Select(o => Text(o.Id)).ToList();
        Assert.InRange(expected.Count, 2000, 4000);
        Assert.Equal(expected, pages.SelectMany(p => p.Records).Select(r => r.ChannelId[^9..]));
        Assert.InRange(pages.Count, 4, 12);
        Assert.InRange(sandbox.Shop.Calls.Total, expected.Count / 100, (expected.Count / 100) + 1 + (2 * pages.Count));
        Assert.All(pages, page => Assert.Equal(expected.Count, page.Expected));
    }

    [Fact]
    public async Task What_changed_is_found_in_two_requests_when_nothing_did()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Usual);
        var shop = sandbox.Shop;
        var connection = (await TikTokPractice.SignInAsync(Connector, shop)).Connection();
        var quiet = new ChangeWindow(Now.AddYears(1), Now.AddYears(1).AddHours(1));
        shop.Calls.Clear();

        Assert.Empty((await Connector.ReadListingChangesAsync(connection, quiet, null, Cancellation)).Records);
        Assert.Empty((await Connector.ReadOrderChangesAsync(connection, quiet, null, Cancellation)).Records);
        Assert.Equal(2, shop.Calls.Total);

        var sold = Products(shop).First(p => p is { Type: "simple", Price: > 0 } && StatusOf(shop, p) == "ACTIVATE");
        var order = shop.Life.Order(sold.Id, quantity: 3)!.Value;
        shop.Life.Change(sold.Id, price: 77);
        var window = new ChangeWindow(shop.Now.AddSeconds(-20), shop.Now.AddSeconds(2));

        var listings = (await FeedReading.OneByOneAsync(c => Connector.ReadListingChangesAsync(connection, window, c, Cancellation))).SelectMany(p => p.Records);
        var orders = (await FeedReading.OneByOneAsync(c => Connector.ReadOrderChangesAsync(connection, window, c, Cancellation))).SelectMany(p => p.Records);

        var listing = (ChannelListing)Assert.Single(listings, r => r.ChannelId.EndsWith(Text(sold.Id), StringComparison.Ordinal)).Value!;
        Assert.Equal("77", Assert.Single(listing.Variations).Price!.Text);
        Assert.Equal(3, Assert.Single(orders, r => r.ChannelId.EndsWith(Text(order), StringComparison.Ordinal)).Value!.Lines.Sum(l => l.Quantity));
    }

    [Fact]
    public async Task What_is_listed_is_marked_as_what_is_read()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Usual with { Listings = 150 });
        var connection = (await TikTokPractice.SignInAsync(Connector, sandbox.Shop)).Connection();

        var read = await ReadAllAsync(connection);
        var orders = (await FeedReading.OneByOneAsync(c => Connector.ListOrdersAsync(connection, Days90, c, Cancellation))).SelectMany(p => p.Records);
        var listings = (await FeedReading.OneByOneAsync(c => Connector.ListListingsAsync(connection, c, Cancellation))).SelectMany(p => p.Records);
        var byId = (await Connector.ReadOrdersByIdAsync(connection, [.. read.Orders.Take(50).Select(r => r.ChannelId)], Cancellation)).Records;

        Assert.Equal(read.Orders.Select(r => (r.ChannelId, r.Value!.Mark, r.Value.ChangedAt)), orders.Select(r => (r.ChannelId, r.Value!.Mark, r.Value.ChangedAt)));
        Assert.Equal(read.Orders.Take(50).Select(r => Ours(r.Value!)).Order(), byId.Select(r => Ours(r.Value!)).Order());
        var known = read.Listings.Select(r => (ChannelListing)r.Value!).Where(l => l.Status != ListingStatus.Deleted).ToList();
        Assert.Equal(
            known.SelectMany(l => l.Variations).Select(v => (v.Id, v.ListingId, v.ChangedAt, v.Quantity, v.Tracking)).Order(),
            listings.Where(r => r.Value!.IsVariation).Select(r => (r.ChannelId, r.Value!.ListingId, r.Value.ChangedAt, r.Value.Stock!.Quantity, r.Value.Stock.Tracking)).Order());
    }

    [Fact]
    public async Task A_product_read_alone_is_what_the_list_says_also_one_without_details()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Usual);
        var connection = (await TikTokPractice.SignInAsync(Connector, sandbox.Shop)).Connection();
        var read = (await ReadAllAsync(connection)).Listings.Select(r => (ChannelListing)r.Value!).ToList();

        foreach (var listing in read)
        {
            var alone = (await Connector.ReadListingAsync(connection, listing.Id, Cancellation)).Records;
            Assert.Equal(listing.Status == ListingStatus.Deleted ? [] : [Ours(listing)], alone.Select(r => Ours((ChannelListing)r.Value!)));
        }

        Assert.Contains(read, listing => StatusOf(sandbox.Shop, Products(sandbox.Shop).Single(p => Text(p.Id) == listing.Id[^9..])) == "FREEZE");
        Assert.Empty((await Connector.ReadListingAsync(connection, "1729000000000000001", Cancellation)).Records);
        Assert.Empty((await Connector.ReadOrderAsync(connection, "5764000000000000001", Cancellation)).Records);
    }

    [Theory]
    [InlineData(FaultKind.RowDeleted)]
    [InlineData(FaultKind.RowAdded)]
    [InlineData(FaultKind.MorePagesThanAnnounced)]
    public async Task A_shop_that_moves_or_miscounts_while_it_is_read_loses_nothing(FaultKind kind)
    {
        var options = Usual with { Listings = 420, Variations = 0, Orders = 420 };
        await using var sandbox = await RunningSandbox.StartAsync(options, options with { Key = "calm" });
        var moving = (await TikTokPractice.SignInAsync(Connector, sandbox.Host["harbour"])).Connection();
        var calm = (await TikTokPractice.SignInAsync(Connector, sandbox.Host["calm"])).Connection();
        var expected = await ReadAllAsync(calm);
        sandbox.Host["harbour"].Faults.Add(new Fault(kind) { PathContains = "/products/search", Skip = 1, Times = 2 });
        sandbox.Host["harbour"].Faults.Add(new Fault(kind) { PathContains = "/orders/search", Skip = 1, Times = 2 });

        var read = await ReadAllAsync(moving);

        Assert.InRange(Ids(expected.Listings).Except(Ids(read.Listings)).Count(), 0, kind == FaultKind.RowDeleted ? 2 : 0);
        Assert.InRange(Ids(expected.Orders).Except(Ids(read.Orders)).Count(), 0, kind == FaultKind.RowDeleted ? 2 : 0);
    }

    private static IEnumerable<PracticeProduct> Products(PracticeShop shop) => shop.Data.Products.Where(p => p.Type is "simple" or "variable");

    private static IEnumerable<PracticeSellable> Sold(PracticeProduct product) => product.Type == "variable" ? product.Variations : [product];

    private static IEnumerable<PracticeOrder> Orders(PracticeShop shop) => shop.Data.Orders.Where(
        o => o.Status != "checkout-draft" && o.PlacedAt >= Days90.From && o.PlacedAt < Days90.To);

    // As docs/sandbox.md tells of a messy shop.
    private static string StatusOf(PracticeShop shop, PracticeProduct product) => product.Status switch
    {
        "publish" when shop.Options.Messy && product.Id % 37 == 0 => "FREEZE",
        "publish" when shop.Options.Messy && product.Id % 31 == 0 => "PLATFORM_DEACTIVATED",
        "publish" => "ACTIVATE",
        "trash" => "DELETED",
        _ => product.Status,
    };

    private static string Theirs(PracticeShop shop, PracticeProduct product)
    {
        var hasDetails = StatusOf(shop, product) is not ("FREEZE" or "DELETED");
        return $"{Text(product.Id)} {Plain(product.Name)} {(hasDetails ? product.Images : 0)} "
            + string.Join('|', Sold(product).Select(sold => $"{Text(sold.Id)} {Filled(sold.Sku)} {(hasDetails ? Filled(sold.Gtin) : "")} {sold.Price ?? 0:0.####} {Stock(product, sold)}"));
    }

    private static string Ours(ChannelListing listing) =>
        $"{listing.Id[^9..]} {listing.Title} {listing.Images.Count} "
        + string.Join('|', listing.Variations.Select(v => $"{v.Id[^9..]} {v.SellerSku} {v.Gtin} {v.Price!.Text} {v.Quantity}"));

    private static long Stock(PracticeProduct product, PracticeSellable sold)
    {
        var counted = sold is PracticeVariation { SharesStock: true } ? product : sold;
        return counted.ManagesStock ? Math.Max(0, (long)(counted.Stock ?? 0)) : counted.UncountedStatus == "outofstock" ? 0 : 999;
    }

    private static string Theirs(PracticeOrder order)
    {
        var total = order.Lines.Sum(l => l.Total) + order.Shipping.Sum(s => s.Total);
        return $"{Text(order.Id)} {order.PlacedAt.ToUnixTimeSeconds()} {total:0.00} {order.Lines.Sum(l => (int)l.Quantity)}";
    }

    private static string Ours(ChannelOrder order) =>
        $"{order.Id[^9..]} {order.PlacedAt.ToUnixTimeSeconds()} {order.Total} {order.Lines.Sum(l => (int)l.Quantity)}";

    private static void AddsUp(ChannelOrder order) => Assert.Equal(
        order.Total.MinorUnits,
        order.Lines.Sum(l => l.Total.MinorUnits) + order.ShippingTotal.MinorUnits + order.FeeTotal.MinorUnits + (order.TaxTotal?.MinorUnits ?? 0));

    private static async Task<(List<Record<CatalogueRecord>> Listings, List<Record<ChannelOrder>> Orders, List<string> Carriers)> ReadAllAsync(Connection connection)
    {
        connection = connection with { Facts = (await Connector.IdentifyAsync(connection, Cancellation)).Facts };
        var listings = await FeedReading.AheadAsync(c => Connector.ReadListingsAsync(connection, c, Cancellation));
        var orders = await FeedReading.AheadAsync(c => Connector.ReadOrdersAsync(connection, Days90, c, Cancellation));
        var carriers = await Connector.ReadCarriersAsync(connection, null, Cancellation);
        return ([.. listings.SelectMany(p => p.Records)], [.. orders.SelectMany(p => p.Records)], [.. carriers.Records.Select(r => r.Value!.Name)]);
    }

    private static IEnumerable<string> Ids<T>(IEnumerable<Record<T>> records)
        where T : class => records.Select(r => r.ChannelId[^9..]).Distinct();

    private static string Template(string pathAndQuery)
    {
        var path = pathAndQuery.Split('?')[0];
        return path.StartsWith("/product/202309/products/", StringComparison.Ordinal) ? "/product/202309/products/*" : path;
    }

    private static string Plain(string html) => string.Join(' ', System.Net.WebUtility.HtmlDecode(html)
        .Replace("<b>", "", StringComparison.Ordinal).Replace("</b>", "", StringComparison.Ordinal).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string? Filled(string text) => string.IsNullOrWhiteSpace(text) ? null : text;

    private static string Text(long id) => id.ToString("D9", CultureInfo.InvariantCulture);
}
