using Quayside.Connectors;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Connectors.WooCommerce;

public sealed class WooPagingTests : WooTest
{
    [Fact]
    public async Task A_catalogue_and_its_orders_take_no_request_more_than_their_pages()
    {
        Fill(products: 261, parents: 3, variations: 10);
        Woo.Orders.AddRange(Enumerable.Range(1, 128).Select(Order));
        var connection = await ConnectKnownAsync();

        var listings = await ListingsAsync(connection);
        var orders = await OrdersAsync(connection);

        Assert.Equal(
            ["products 1", "products 2", "products 3", "variations 1", "orders 1", "orders 2"],
            Marketplace.Requests.Select(r => $"{r.Path.Split('/')[^1]} {r.Query["page"]}"));
        Assert.Equal(258 + 10, listings.SelectMany(p => p.Records).SelectMany(r => r.CountedIds).Distinct().Count());
        Assert.Equal(3, listings.Sum(p => p.NotCounted));
        Assert.Equal(271, FeedReading.Expected(listings));
        Assert.Equal(128, FeedReading.Expected(orders));
    }

    [Fact]
    public async Task The_first_page_announces_all_that_follow()
    {
        Fill(products: 450, parents: 3, variations: 210);
        var connection = await ConnectKnownAsync();

        var first = await Connector.ReadListingsAsync(connection, null, Cancellation);
        var variations = await Connector.ReadListingsAsync(connection, first.Ahead[^1], Cancellation);

        Assert.Equal(4 + 1, first.Ahead.Count);
        Assert.Equal("variations", variations.Feed);
        Assert.Equal(2, variations.Ahead.Count);
    }

    [Fact]
    public async Task An_empty_shop_is_read_in_one_request()
    {
        var pages = await ListingsAsync(await ConnectKnownAsync());

        Assert.False(Assert.Single(pages).More);
        Assert.Single(Marketplace.Requests);
        Assert.Equal(0, pages[0].Expected);
    }

    [Fact]
    public async Task Products_without_any_variation_on_a_single_page_ask_for_none()
    {
        Fill(products: 40, parents: 0, variations: 0);

        await ListingsAsync(await ConnectKnownAsync());

        Assert.Single(Marketplace.Requests);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_deletion_between_two_pages_loses_nobody(int beforePage)
    {
        Fill(products: 300, parents: 0, variations: 0);
        Before("products", beforePage, () => Woo.Products.RemoveRange(10, 3));

        var ids = Ids(await ListingsAsync(await ConnectKnownAsync()));

        Assert.Superset(Woo.Products.Select(p => p["id"]!.ToString()).ToHashSet(), ids.ToHashSet());
    }

    [Fact]
    public async Task A_deletion_is_made_good_when_pages_were_asked_for_ahead_too()
    {
        Fill(products: 300, parents: 0, variations: 0);
        var connection = await ConnectKnownAsync();
        var first = await Connector.ReadListingsAsync(connection, null, Cancellation);
        Woo.Products.RemoveRange(0, 150);

        var rest = await Task.WhenAll(first.Ahead.Take(2).Select(c => Connector.ReadListingsAsync(connection, c, Cancellation)));

        var ids = Ids([first, .. rest]);
        Assert.Superset(Woo.Products.Select(p => p["id"]!.ToString()).ToHashSet(), ids.ToHashSet());
        Assert.All(rest, page => Assert.Equal(page.Records.Count, page.Records.DistinctBy(r => r.ChannelId).Count()));
    }

    [Fact]
    public async Task Without_a_change_nothing_is_read_twice()
    {
        Fill(products: 300, parents: 1, variations: 101);

        await ListingsAsync(await ConnectKnownAsync());

        Assert.Equal(3 + 1 + 2, Marketplace.Requests.Count); // a full last page is asked for its successor
        Assert.DoesNotContain(Marketplace.Requests, r => r.Query.ContainsKey("offset"));
    }

    [Fact]
    public async Task More_pages_than_expected_are_read_to_their_end()
    {
        Fill(products: 200, parents: 1, variations: 2);
        Before("products", 2, () => Woo.Products.AddRange(Enumerable.Range(90_000, 205).Select(i => PracticeWoo.Product(i))));

        var pages = await ListingsAsync(await ConnectKnownAsync());

        Assert.Superset(Woo.Products.Select(p => p["id"]!.ToString()).ToHashSet(), Ids(pages).ToHashSet());
        Assert.Equal(405 + 2, FeedReading.Expected(pages));
    }

    [Theory]
    [InlineData(100)]
    [InlineData(200)]
    [InlineData(261)]
    public async Task A_count_that_tells_a_page_too_few_hides_nothing(int products)
    {
        Fill(products, parents: 0, variations: 0);
        var pages = (products + 99) / 100;
        Marketplace.Fault = r => r.Path.EndsWith("/products", StringComparison.Ordinal)
            ? Woo.Answer(r).With(("X-WP-Total", $"{products - 100}"), ("X-WP-TotalPages", $"{pages - 1}"))
            : null;

        var read = await ListingsAsync(await ConnectKnownAsync());

        Assert.Equal(products, Ids(read).Distinct().Count());
        Assert.Equal(products, FeedReading.Expected(read));
    }

    [Fact]
    public async Task Rows_added_to_the_last_page_are_there()
    {
        Fill(products: 250, parents: 0, variations: 0);
        Before("products", 3, () => Woo.Products.Add(PracticeWoo.Product(90_000)));

        Assert.Contains("90000", Ids(await ListingsAsync(await ConnectKnownAsync())));
    }

    [Fact]
    public async Task A_short_page_in_the_middle_is_not_the_last()
    {
        Fill(products: 300, parents: 0, variations: 0);
        Marketplace.Fault = r => r.Query.GetValueOrDefault("page") == "2" && r.Path.EndsWith("/products", StringComparison.Ordinal)
            ? FakeAnswer.Json("[]", 200, ("X-WP-Total", "300"), ("X-WP-TotalPages", "3"))
            : null;

        var ids = Ids(await ListingsAsync(await ConnectKnownAsync()));

        Assert.Equal(200, ids.Count);
    }

    [Fact]
    public async Task Where_a_proxy_drops_the_totals_pages_are_read_until_an_empty_one()
    {
        Fill(products: 250, parents: 1, variations: 120);
        Woo.HasTotals = false;

        var pages = await ListingsAsync(await ConnectKnownAsync());

        Assert.Equal(370, Ids(pages).Count);
        Assert.All(pages, page => Assert.Null(page.Expected));
        Assert.All(pages, page => Assert.Empty(page.Ahead));
        Assert.Equal(4 + 3, Marketplace.Requests.Count);
    }

    [Theory]
    [InlineData(150)]
    [InlineData(200)]
    [InlineData(261)]
    public async Task A_cache_that_answers_page_one_for_every_page_is_no_catalogue(int products)
    {
        Fill(products, parents: 0, variations: 0);
        Marketplace.Fault = r => Woo.Answer(r with { Query = r.Query.Where(q => q.Key != "page").ToDictionary() });
        var first = await Connector.ReadListingsAsync(await ConnectKnownAsync(), null, Cancellation);

        foreach (var cursor in first.Ahead.Take((products + 99) / 100 - 1))
        {
            var failure = await Assert.ThrowsAsync<ConnectorException>(() => Connector.ReadListingsAsync(Connect(), cursor, Cancellation));

            Assert.Equal(FailureKind.Unreadable, failure.Kind);
            Assert.Contains("the same page", failure.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_page_that_came_again_once_is_read_when_it_is_asked_for_again()
    {
        Fill(products: 261, parents: 0, variations: 0);
        var first = await Connector.ReadListingsAsync(await ConnectKnownAsync(), null, Cancellation);
        Marketplace.Fault = r => Woo.Answer(r with { Query = r.Query.Where(q => q.Key != "page").ToDictionary() });
        await Assert.ThrowsAsync<ConnectorException>(() => Connector.ReadListingsAsync(Connect(), first.Ahead[0], Cancellation));
        Marketplace.Fault = null;

        var rest = await FeedReading.OneByOneAsync(cursor => Connector.ReadListingsAsync(Connect(), cursor ?? first.Ahead[0], Cancellation));

        Assert.Equal(261, Ids([first, .. rest]).Distinct().Count());
    }

    [Theory]
    [InlineData("")]
    [InlineData("list=products&page=0")]
    [InlineData("list=other&page=1&api=https%3A%2F%2Fshop.example")]
    [InlineData("{\"page\":2}")]
    public async Task A_place_that_is_none_is_refused(string cursor)
    {
        var failure = await Assert.ThrowsAsync<ConnectorException>(() => Connector.ReadListingsAsync(Connect(), cursor, Cancellation));

        Assert.Equal(FailureKind.Refused, failure.Kind);
    }

    [Fact]
    public async Task A_place_stands_alone_without_facts()
    {
        Fill(products: 150, parents: 0, variations: 0);
        var first = await Connector.ReadListingsAsync(await ConnectKnownAsync(), null, Cancellation);
        Marketplace.Forget();

        await Connector.ReadListingsAsync(Connect(), first.Cursor, Cancellation);

        Assert.Single(Marketplace.Requests);
    }

    [Fact]
    public async Task Facts_that_are_too_old_are_asked_for_again_once()
    {
        Woo.Orders.AddRange(Enumerable.Range(1, 150).Select(Order));
        var connection = await ConnectKnownAsync();
        Clock.Advance(TimeSpan.FromMinutes(61));

        await OrdersAsync(connection);

        Assert.Equal(["/wp-json/", "/wp-json/wc/v3/orders", "/wp-json/wc/v3/orders"], Marketplace.Requests.Select(r => r.Path));
    }

    private static List<string> Ids(IEnumerable<Page<CatalogueRecord>> pages) =>
        [.. pages.SelectMany(p => p.Records).Select(r => r.ChannelId)];

    private static System.Text.Json.Nodes.JsonObject Order(int id)
    {
        var order = Recording.Row("orders.json", 437);
        order["id"] = id;
        return order;
    }

    private void Fill(int products, int parents, int variations)
    {
        Woo.Products.AddRange(Enumerable.Range(1, products).Select(i => PracticeWoo.Product(i)));
        Woo.Variations.AddRange(Enumerable.Range(0, variations).Select(i => PracticeWoo.Variation(10_000 + i, 1 + (i % Math.Max(1, parents)))));
        foreach (var parent in Woo.Products.Take(parents))
        {
            var ids = Woo.Variations.Where(v => v["parent_id"]!.ToString() == parent["id"]!.ToString()).Select(v => v["id"]!.DeepClone());
            parent["type"] = "variable";
            parent["variations"] = new System.Text.Json.Nodes.JsonArray([.. ids]);
        }
    }

    private void Before(string list, int page, Action change)
    {
        var done = false;
        Marketplace.Fault = r =>
        {
            if (!done && r.Path.EndsWith("/" + list, StringComparison.Ordinal) && r.Query.GetValueOrDefault("page") == $"{page}")
            {
                done = true;
                change();
            }

            return null;
        };
    }
}
