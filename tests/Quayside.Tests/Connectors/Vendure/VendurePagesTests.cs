using System.Text.Json.Nodes;
using Quayside.Connectors;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Connectors.Vendure;

public sealed class VendurePagesTests : VendureShopTest
{
    [Fact]
    public async Task A_server_that_allows_fewer_records_is_asked_for_as_many_as_it_allows()
    {
        Shop.ListLimit = 4;
        var connection = Connect();
        await Connector.IdentifyAsync(connection, Cancellation);
        Marketplace.Forget();

        var pages = await FeedReading.OneByOneAsync(c => Connector.ReadListingsAsync(connection, c, Cancellation));

        Assert.Equal(Shop.Products.Select(p => (string)p["id"]!), pages.SelectMany(p => p.Records).Select(r => r.ChannelId));
        Assert.Equal(1 + 2, Marketplace.Requests.Count);
    }

    [Fact]
    public async Task A_page_announces_the_pages_up_to_the_end()
    {
        Shop.ListLimit = 2;

        var page = await Connector.ReadOrdersAsync(Connect(), Always, null, Cancellation);

        Assert.Equal(12, page.Expected);
        Assert.Equal(["2/2/12", "4/2/12", "6/2/12", "8/2/12", "10/2/12"], page.Ahead);
    }

    [Fact]
    public async Task The_last_page_announces_nothing()
    {
        var page = await Connector.ReadOrdersAsync(Connect(), Always, null, Cancellation);

        Assert.False(page.More);
        Assert.Empty(page.Ahead);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task What_is_deleted_while_we_read_takes_nothing_else_with_it(int deleted)
    {
        Shop.ListLimit = 4;
        var connection = Connect();
        var met = new List<string>();
        var page = await Connector.ReadListingsAsync(connection, null, Cancellation);
        met.AddRange(page.Records.Select(r => r.ChannelId));
        Shop.Products.RemoveRange(0, deleted);
        while (page.More)
        {
            page = await Connector.ReadListingsAsync(connection, page.Cursor, Cancellation);
            met.AddRange(page.Records.Select(r => r.ChannelId));
        }

        Assert.Subset(met.ToHashSet(), Shop.Products.Select(p => (string)p["id"]!).ToHashSet());
    }

    [Fact]
    public async Task Pages_announced_before_a_deletion_still_bring_everything()
    {
        Shop.ListLimit = 2;
        var connection = Connect();
        var first = await Connector.ReadOrdersAsync(connection, Always, null, Cancellation);
        Shop.Orders.RemoveAt(0);
        Shop.Orders.RemoveAt(0);

        var rest = await Task.WhenAll(first.Ahead.Select(c => Connector.ReadOrdersAsync(connection, Always, c, Cancellation)));

        Assert.Subset(
            rest.SelectMany(p => p.Records).Select(r => r.ChannelId).ToHashSet(), Shop.Orders.Select(o => (string)o["id"]!).ToHashSet());
    }

    [Fact]
    public async Task What_is_added_while_we_read_comes_at_the_end()
    {
        Shop.ListLimit = 4;
        var connection = Connect();
        var first = await Connector.ReadOrdersAsync(connection, Always, null, Cancellation);
        var added = Shop.Order("1").DeepClone().AsObject();
        added["id"] = "4711";
        Shop.Orders.Add(added);

        var last = await Connector.ReadOrdersAsync(connection, Always, first.Ahead[^1], Cancellation);
        var beyond = await Connector.ReadOrdersAsync(connection, Always, last.Cursor, Cancellation);

        Assert.True(last.More);
        Assert.Equal(["4711"], beyond.Records.Select(r => r.ChannelId));
    }

    [Fact]
    public async Task A_cursor_of_another_kind_is_refused()
    {
        foreach (var cursor in new[] { "", "1", "0/0/5", "x/100/5", "-1/100/5" })
        {
            var failure = await FailureOf(() => Connector.ReadOrdersAsync(Connect(), Always, cursor, Cancellation));
            Assert.Equal(FailureKind.Refused, failure.Kind);
        }
    }

    [Fact]
    public async Task An_empty_shop_is_an_empty_page()
    {
        Shop.Products.Clear();
        Shop.Orders.Clear();

        var listings = await Connector.ReadListingsAsync(Connect(), null, Cancellation);
        var orders = await Connector.ReadOrdersAsync(Connect(), Always, null, Cancellation);
        var check = await Connector.CheckAsync(Connect(), Cancellation);

        Assert.True(listings is { Records.Count: 0, More: false, Expected: 0 });
        Assert.True(orders is { Records.Count: 0, More: false, Expected: 0 });
        Assert.Equal((0, null), (check.Listings, check.NewestOrderAt));
    }

    [Fact]
    public async Task A_list_that_says_more_than_it_has_ends()
    {
        Marketplace.Fault = request => RecordedVendure.IsSignIn(request) ? null : FakeAnswer.Json(new JsonObject
        {
            ["data"] = new JsonObject(Shop.Shop.DeepClone().AsObject().Select(p => KeyValuePair.Create(p.Key, p.Value?.DeepClone())))
            {
                ["orders0"] = new JsonObject { ["totalItems"] = 5000, ["items"] = new JsonArray() },
            },
        }.ToJsonString());

        var page = await Connector.ReadOrdersAsync(Connect(), Always, null, Cancellation);

        Assert.False(page.More);
    }

    [Fact]
    public async Task Variations_are_expected_and_not_products()
    {
        var page = await Connector.ReadListingsAsync(Connect(), null, Cancellation);

        Assert.Equal(10, page.Expected);
        Assert.Equal(10, page.Records.Sum(r => r.CountedIds.Count));
        Assert.Equal(0, page.NotCounted);
    }

    [Fact]
    public async Task A_product_with_more_variants_than_come_with_it_is_read_whole()
    {
        var variants = Shop.Product("1")["variantList"]!["items"]!.AsArray();
        var pattern = variants[0]!.DeepClone();
        variants.Clear();
        for (var n = 1; n <= 250; n++)
        {
            var variant = pattern.DeepClone();
            variant["id"] = $"{n}";
            variants.Add(variant);
        }

        var connection = Connect();
        await Connector.IdentifyAsync(connection, Cancellation);
        Marketplace.Forget();

        var page = await Connector.ReadListingsAsync(connection, null, Cancellation);

        var record = page.Records.Single(r => r.ChannelId == "1");
        var all = Enumerable.Range(1, 250).Select(n => $"{n}").ToList();
        Assert.Equal(all, record.CountedIds);
        Assert.Equal(all, Assert.IsType<ChannelListing>(record.Value).Variations.Select(v => v.Id));
        Assert.Equal(250, JsonNode.Parse(record.Raw.Span)!["variantList"]!["items"]!.AsArray().Count);
        Assert.Equal(3, Marketplace.Requests.Count);
    }

    [Fact]
    public async Task A_window_begins_with_its_first_moment_and_ends_before_its_last()
    {
        var first = Placed("2");
        var last = Placed("5");

        var page = await Connector.ReadOrdersAsync(Connect(), new OrderWindow(first, last), null, Cancellation);

        Assert.Equal(["2", "3", "4"], page.Records.Select(r => r.ChannelId));
        Assert.Equal(3, page.Expected);
    }

    [Fact]
    public async Task A_window_finer_than_a_millisecond_takes_what_lies_in_it()
    {
        var page = await Connector.ReadOrdersAsync(
            Connect(), new OrderWindow(Placed("2").AddTicks(1), Placed("5").AddTicks(1)), null, Cancellation);

        Assert.Equal(["3", "4", "5"], page.Records.Select(r => r.ChannelId));
    }

    [Fact]
    public async Task What_the_shop_no_longer_has_is_an_empty_page()
    {
        Assert.Empty((await Connector.ReadListingAsync(Connect(), "4711", Cancellation)).Records);
        Assert.Empty((await Connector.ReadOrderAsync(Connect(), "4711", Cancellation)).Records);
    }

    private DateTimeOffset Placed(string id) => (DateTimeOffset)Shop.Order(id)["orderPlacedAt"]!;
}
