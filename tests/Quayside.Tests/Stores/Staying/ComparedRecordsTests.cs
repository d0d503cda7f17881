using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Quayside.Connectors.WooCommerce;
using Quayside.Stores;
using Quayside.Tests.Connectors.WooCommerce;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Stores.Staying;

/// <summary>What a comparison makes of a shop's odd rows.</summary>
public sealed class ComparedRecordsTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private readonly PracticeWoo _woo = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Stock_that_variations_share_is_compared_whatever_the_date_of_their_product_says()
    {
        var parent = PracticeWoo.Product(1);
        (parent["type"], parent["variations"], parent["stock_quantity"]) = ("variable", new JsonArray(11, 12), 30);
        _woo.Products.Add(parent);
        _woo.Variations.AddRange([Sharing(11), Sharing(12)]);
        await using var marketplace = await FakeMarketplace.StartAsync();
        await using var sync = await SyncHarness.StartAsync(database, null, new WooConnector(TimeProvider.System));
        var store = await ConnectedAsync(marketplace, sync);

        parent["stock_quantity"] = 27;
        Completed(await sync.SyncAgainAsync(store));

        await using var db = sync.Read();
        Assert.Equal(27, (await db.Listings.SingleAsync(Cancellation)).SharedQuantity);
    }

    [Fact]
    public async Task What_cannot_be_read_is_counted_where_it_was_met_and_is_not_called_fetched()
    {
        _woo.Products.AddRange(Enumerable.Range(1, 6).Select(i => PracticeWoo.Product(i)));
        _woo.Products[1]["stock_quantity"] = "many"; // in the short list, too
        _woo.Products[2]["price"] = "ask us"; // in the whole record alone
        _woo.Orders.AddRange(Enumerable.Range(1, 5).Select(Order));
        _woo.Orders[1]["total"] = "much";
        _woo.Orders[2]["currency"] = "";
        await using var marketplace = await FakeMarketplace.StartAsync();
        await using var sync = await SyncHarness.StartAsync(database, null, new WooConnector(TimeProvider.System));
        var store = await ConnectedAsync(marketplace, sync);

        for (var times = 0; times < 2; times++)
        {
            var session = await sync.SyncAgainAsync(store);

            Completed(session);
            var listings = session.Stages.Single(s => s.Name == StageName.Listings);
            var orders = session.Stages.Single(s => s.Name == StageName.Orders);
            Assert.Equal((6, 4, 2), (listings.Discovered, listings.Stored, listings.Quarantined));
            Assert.Equal((5, 3, 2), (orders.Discovered, orders.Stored, orders.Quarantined));
            Assert.Equal((0, 0, null), (listings.Missed, orders.Missed, orders.Text));
            Assert.Null(listings.Text);
        }
    }

    private static void Completed(SyncSession session) => Assert.True(session.State == SyncState.Completed, $"{session.State}: {session.Text}");

    private static JsonObject Sharing(long id)
    {
        var variation = PracticeWoo.Variation(id, 1);
        (variation["manage_stock"], variation["stock_quantity"]) = ("parent", 30);
        return variation;
    }

    private static JsonObject Order(int id)
    {
        var order = Recording.Row("orders.json", 437);
        var at = TimeProvider.System.GetUtcNow().AddDays(-id).ToString("s", System.Globalization.CultureInfo.InvariantCulture);
        (order["id"], order["date_created_gmt"], order["date_modified_gmt"]) = (id, at, at);
        return order;
    }

    private async Task<Store> ConnectedAsync(FakeMarketplace marketplace, SyncHarness sync)
    {
        marketplace.Shop = _woo.Answer;
        var store = await sync.ConnectAsync(sync.Connectors.Get("woocommerce"), settings: WooTest.Settings(marketplace.Address));
        Completed(await sync.RunAsync(store));
        return store;
    }
}
