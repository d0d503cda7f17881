using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Quayside.Connectors;
using Quayside.Connectors.Vendure;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Connectors.Vendure;

/// <summary>A real Vendure, read by the connector and by a plain client, compared field by field.</summary>
public sealed class VendureServerReadingTests(VendureServer vendure) : IAsyncLifetime
{
    private const string VariantFields =
        "id sku enabled price priceWithTax currencyCode trackInventory featuredAsset{preview} "
        + "stockLevels{stockOnHand stockAllocated} options{name group{name}}";

    private readonly VendureConnector _connector = new(TimeProvider.System);
    private readonly HttpClient _plain = new(new SocketsHttpHandler { UseProxy = false, UseCookies = false }, disposeHandler: true);
    private VendureShop? _shop;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private VendureShop Shop => _shop ?? throw new InvalidOperationException("Not started yet.");

    public async ValueTask InitializeAsync()
    {
        _shop = await vendure.ShopAsync();
        var query = new
        {
            query = "mutation($u:String!,$p:String!){login(username:$u,password:$p){__typename}}",
            variables = new { u = Shop.Owner.Username, p = Shop.Owner.Password },
        };
        using var answer = await _plain.PostAsJsonAsync(Shop.AdminApi, query, Cancellation);
        _plain.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", answer.Headers.GetValues("vendure-auth-token").Single());
    }

    public ValueTask DisposeAsync()
    {
        _plain.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_product_and_variant_is_as_the_shop_says(bool inSecondChannel)
    {
        var asked = (await AskAsync(
            $"{{products(options:{{take:500,sort:{{id:ASC}}}}){{items{{id name enabled featuredAsset{{preview}} variants{{{VariantFields}}}}}}}}}",
            inSecondChannel)).GetProperty("products").GetProperty("items").EnumerateArray().ToList();

        var pages = await FeedReading.OneByOneAsync(c => _connector.ReadListingsAsync(Connect(inSecondChannel), c, Cancellation));

        var listings = pages.SelectMany(p => p.Records).Select(r => Assert.IsType<ChannelListing>(r.Value)).ToList();
        Assert.Equal(inSecondChannel ? Shop.SecondChannel.Products : VendureShop.Products, listings.Count);
        Assert.Equal(asked.Select(p => VendureTold.Text(p, "id")), listings.Select(l => l.Id));
        Assert.Equal(pages[^1].Expected, listings.Sum(l => l.Variations.Count));
        foreach (var (product, listing) in asked.Zip(listings))
        {
            Assert.Equal(VendureTold.Text(product, "name"), listing.Title);
            Assert.Equal(VendureTold.Picture(product), listing.Images.Count > 0 ? listing.Images[0] : null);
            Assert.Equal(product.GetProperty("enabled").GetBoolean(), listing.Status == ListingStatus.Active);
            Assert.Equal(
                product.GetProperty("variants").EnumerateArray().Select(v => VendureTold.OfShop(v, pricesWithTax: inSecondChannel)),
                listing.Variations.Select(VendureTold.OfQuayside));
        }
    }

    [Fact]
    public async Task Every_order_of_ninety_days_is_as_the_shop_says()
    {
        var to = TimeProvider.System.GetUtcNow();
        var from = to.AddDays(-90);
        var asked = (await AskAsync("""
            {orders(options:{take:500,sort:{id:ASC}}){items{id code state orderPlacedAt currencyCode total totalWithTax shipping
            surcharges{price} discounts{amount} payments{refunds{total state}} customer{firstName lastName emailAddress}
            shippingAddress{fullName postalCode countryCode} shippingLines{shippingMethod{name}}
            fulfillments{state method trackingCode lines{orderLineId quantity}}
            lines{id quantity unitPrice proratedLinePrice productVariant{id sku name productId}}}}}
            """)).GetProperty("orders").GetProperty("items").EnumerateArray()
            .Where(o => o.GetProperty("orderPlacedAt") is { ValueKind: JsonValueKind.String } at && at.GetDateTimeOffset() >= from).ToList();

        var pages = await FeedReading.OneByOneAsync(c => _connector.ReadOrdersAsync(Connect(), new OrderWindow(from, to), c, Cancellation));

        var orders = pages.SelectMany(p => p.Records).Select(r => r.Value ?? throw new InvalidOperationException(r.Problem)).ToList();
        Assert.Equal(VendureShop.PlacedOrders - 1, orders.Count);
        Assert.Equal(orders.Count, pages[^1].Expected);
        Assert.Equal(asked.Select(VendureTold.OfShop), orders.Select(VendureTold.OfQuayside));
    }

    [Fact]
    public async Task What_is_open_in_all_orders_is_what_the_shop_has_allocated()
    {
        var always = new OrderWindow(DateTimeOffset.UnixEpoch, TimeProvider.System.GetUtcNow());
        var orders = (await FeedReading.OneByOneAsync(c => _connector.ReadOrdersAsync(Connect(), always, c, Cancellation)))
            .SelectMany(p => p.Records).Select(r => r.Value!).ToList();
        var listings = (await FeedReading.OneByOneAsync(c => _connector.ReadListingsAsync(Connect(), c, Cancellation)))
            .SelectMany(p => p.Records).Select(r => (ChannelListing)r.Value!).ToList();
        var levels = (await AskAsync("{productVariants(options:{take:1000}){items{id stockLevels{stockOnHand stockAllocated}}}}"))
            .GetProperty("productVariants").GetProperty("items").EnumerateArray().ToDictionary(v => VendureTold.Text(v, "id")!);

        var open = orders.SelectMany(o => o.Lines).ToLookup(l => l.VariationId, l => l.OpenQuantity);

        foreach (var variation in listings.SelectMany(l => l.Variations).Where(v => v.Tracking == StockTracking.Tracked))
        {
            var level = levels[variation.Id].GetProperty("stockLevels").EnumerateArray().ToList();
            Assert.Equal(level.Sum(l => l.GetProperty("stockAllocated").GetDecimal()), open[variation.Id].Sum());
            Assert.Equal(level.Sum(l => l.GetProperty("stockOnHand").GetDecimal()), variation.Quantity + open[variation.Id].Sum());
        }
    }

    [Fact]
    public async Task Carriers_are_the_shops_shipping_methods()
    {
        var page = await _connector.ReadCarriersAsync(Connect(), null, Cancellation);

        Assert.Equal(["Standard Shipping", "Express Shipping"], page.Records.Select(r => r.Value!.Name));
        Assert.Equal(["standard-shipping", "express-shipping"], page.Records.Select(r => r.Value!.Services.Single().Code));
    }

    [Fact]
    public async Task Two_channels_and_two_users_of_one_server_are_two_shops_and_not_four()
    {
        var reader = await _connector.IdentifyAsync(Connect(), Cancellation);
        var owner = await _connector.IdentifyAsync(Connect(login: Shop.Owner), Cancellation);
        var second = await _connector.IdentifyAsync(Connect(inSecondChannel: true, login: Shop.Owner), Cancellation);

        Assert.Equal(reader.Identities, owner.Identities);
        Assert.Empty(reader.Identities.Intersect(second.Identities));
        Assert.Equal(("USD", Shop.SecondChannel.Currency), (reader.Currency?.Code, second.Currency?.Code));
    }

    [Fact]
    public async Task A_user_who_may_not_read_everything_is_told_what_is_missing()
    {
        var failure = await Assert.ThrowsAsync<ConnectorException>(
            () => _connector.CheckAsync(Connect(login: Shop.Cataloguer), Cancellation));

        Assert.Equal(FailureKind.NeedsReauth, failure.Kind);
        Assert.Contains("ReadOrder, ReadSettings", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_channel_token_and_a_wrong_password_are_refused()
    {
        var connection = Connect();
        var unknown = connection with { Settings = new Dictionary<string, string>(connection.Settings) { ["channelToken"] = "made-up-unknown" } };
        var wrong = connection with { Settings = new Dictionary<string, string>(connection.Settings) { ["password"] = "not-the-password" } };

        foreach (var (bad, words) in new[] { (unknown, "no channel with the token"), (wrong, "does not accept this user name and password") })
        {
            var failure = await Assert.ThrowsAsync<ConnectorException>(() => _connector.CheckAsync(bad, Cancellation));
            Assert.Equal(FailureKind.NeedsReauth, failure.Kind);
            Assert.Contains(words, failure.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_record_read_again_is_the_record_of_the_list()
    {
        var connection = Connect();
        var always = new OrderWindow(DateTimeOffset.UnixEpoch, TimeProvider.System.GetUtcNow());
        var order = (await _connector.ReadOrdersAsync(connection, always, null, Cancellation)).Records[^1];
        var listing = (await _connector.ReadListingsAsync(connection, null, Cancellation)).Records[0];

        var orderAgain = Assert.Single((await _connector.ReadOrderAsync(connection, order.ChannelId, Cancellation)).Records);
        var listingAgain = Assert.Single((await _connector.ReadListingAsync(connection, listing.ChannelId, Cancellation)).Records);

        Assert.Equal(VendureTold.OfQuayside(order.Value!), VendureTold.OfQuayside(orderAgain.Value!));
        Assert.Equal(listing.CountedIds, listingAgain.CountedIds);
        Assert.Equal(listing.Raw.ToArray(), listingAgain.Raw.ToArray());
    }

    private Connection Connect(bool inSecondChannel = false, VendureLogin? login = null)
    {
        var (username, password) = login ?? (inSecondChannel ? Shop.Owner : Shop.Reader);
        var settings = new Dictionary<string, string> { ["url"] = Shop.Address.ToString(), ["username"] = username, ["password"] = password };
        if (inSecondChannel)
        {
            settings["channelToken"] = Shop.SecondChannel.Token;
        }

        return new Connection(settings, FakeMarketplace.NewClient(), ShopFacts.None, new TokensInMemory());
    }

    private async Task<JsonElement> AskAsync(string query, bool inSecondChannel = false)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Shop.AdminApi) { Content = JsonContent.Create(new { query }) };
        if (inSecondChannel)
        {
            request.Headers.Add("vendure-token", Shop.SecondChannel.Token);
        }

        using var answer = await _plain.SendAsync(request, Cancellation);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        Assert.False(body.TryGetProperty("errors", out var errors), errors.ToString());
        return body.GetProperty("data");
    }
}
