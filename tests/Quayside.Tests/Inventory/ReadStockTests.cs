using Microsoft.EntityFrameworkCore;
using Quayside.Connectors;
using Quayside.Inventory;
using Quayside.SkuLinks;
using Quayside.Stores;
using Quayside.Tests.Harness;
using static Quayside.Tests.Harness.ScriptedShop;

namespace Quayside.Tests.Inventory;

public sealed class ReadStockTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Right_after_connecting_available_is_what_the_shop_shows()
    {
        await using var shop = await ShopAsync([Listing("1", "A", 5)], Order("1", Now.AddDays(-1), listing: "1", quantity: 3));

        var item = await shop.ItemAsync("A");

        Assert.Equal((8m, 3m, 5m), (item.OnHand, item.Reserved, item.Available));
        await shop.SumsOfMovementsAreRightAsync();
    }

    [Fact]
    public async Task The_shops_own_sale_moves_nothing_twice()
    {
        await using var shop = await ShopAsync([Listing("1", "A", 5)]);
        shop.Channel.Listings[0] = Listing("1", "A", 3);
        shop.Channel.Orders.Add(Order("1", Now.AddSeconds(-1), listing: "1", quantity: 2));

        await shop.SyncAgainAsync();

        var item = await shop.ItemAsync("A");
        Assert.Equal((5m, 2m, 3m), (item.OnHand, item.Reserved, item.Available));
        await shop.SumsOfMovementsAreRightAsync();
    }

    [Fact]
    public async Task A_shipped_order_takes_its_units_from_hand_and_from_reserved()
    {
        await using var shop = await ShopAsync([Listing("1", "A", 5)], Order("1", Now.AddDays(-1), listing: "1", quantity: 3));
        shop.Channel.Orders[0] = Order("1", Now.AddDays(-1), OrderState.Completed, "1", 3);

        await shop.SyncAgainAsync();

        var item = await shop.ItemAsync("A");
        Assert.Equal((5m, 0m, 5m), (item.OnHand, item.Reserved, item.Available));
        await shop.SumsOfMovementsAreRightAsync();
    }

    [Fact]
    public async Task A_delivery_that_the_shop_counted_is_applied_as_a_change()
    {
        await using var shop = await ShopAsync([Listing("1", "A", 5)]);
        shop.Channel.Listings[0] = Listing("1", "A", 25);

        await shop.SyncAgainAsync();

        Assert.Equal(25m, (await shop.ItemAsync("A")).OnHand);
        await using var db = shop.Sync.Read();
        var movements = await db.StockMovements.OrderBy(m => m.Id).ToListAsync(Cancellation);
        Assert.Equal([(5m, MovementReason.Opening), (20m, MovementReason.Observed)], movements.Select(m => (m.OnHandDelta, m.Reason)));
    }

    [Theory]
    [InlineData(-4)]
    [InlineData(0)]
    [InlineData(2.5)]
    public async Task A_figure_is_kept_as_it_is(double quantity)
    {
        await using var shop = await ShopAsync([Listing("1", "A", (decimal)quantity)]);

        Assert.Equal((decimal)quantity, (await shop.ItemAsync("A")).Available);
    }

    [Fact]
    public async Task What_is_not_tracked_or_shared_is_unknown_and_never_zero()
    {
        await using var shop = await ShopAsync(
        [
            Listing("1", "A", null),
            Parent("2", "Shirt", null, 10, Variation("2", "21", "S", null, tracking: StockTracking.Shared), Variation("2", "22", "M", null, tracking: StockTracking.Shared)),
        ]);

        foreach (var sku in new[] { "A", "S", "M" })
        {
            var item = await shop.ItemAsync(sku);
            Assert.Equal((null, null), (item.OnHand, item.Available));
        }

        await using var db = shop.Sync.Read();
        Assert.Equal(10m, (await db.Listings.SingleAsync(l => l.ChannelListingId == "2", Cancellation)).SharedQuantity);
    }

    [Fact]
    public async Task The_store_connected_first_opens_the_stock_also_when_it_syncs_last()
    {
        var channel = new ScriptedChannel();
        channel.Listings.Add(Listing("1", "A", 5));
        await using var sync = await SyncHarness.StartAsync(database, null, channel);
        var first = await sync.ConnectAsync(channel, "First", Now.AddHours(-2));
        var second = await sync.ConnectAsync(channel, "Second", Now.AddHours(-1));
        channel.Listings[0] = Listing("1", "A", 7);
        await sync.RunAsync(second);
        channel.Listings[0] = Listing("1", "A", 5);
        await sync.RunAsync(first);

        await using var db = sync.Read();
        var item = await db.StockItems.SingleAsync(Cancellation);
        Assert.Equal((5m, first.Id), (item.OnHand, item.OpenedByStoreId));
        Assert.Equal(5m, await db.StockMovements.SumAsync(m => m.OnHandDelta, Cancellation));
    }

    [Fact]
    public async Task Another_stores_orders_reserve_and_its_figure_moves_nothing()
    {
        await using var shop = await ShopAsync([Listing("1", "A", 5)]);
        shop.Channel.Listings[0] = Listing("1", "A", 50);
        shop.Channel.Orders.Add(Order("1", Now.AddDays(-1), listing: "1", quantity: 2));

        await shop.Sync.RunAsync(await shop.Sync.ConnectAsync(shop.Channel, "Second"));

        var item = await shop.ItemAsync("A");
        Assert.Equal((5m, 2m, 3m), (item.OnHand, item.Reserved, item.Available));
        await shop.SumsOfMovementsAreRightAsync();
    }

    [Fact]
    public async Task Unlinking_frees_what_was_reserved_and_linking_reserves_it_on_the_other_item()
    {
        await using var shop = await ShopAsync([Listing("1", "A", 5), Listing("2", "B", 9)], Order("1", Now.AddDays(-1), listing: "1", quantity: 3));
        await using var db = shop.Sync.Read();
        var variation = (await db.Variations.SingleAsync(v => v.ChannelVariationId == "1", Cancellation)).Id;
        var other = (await shop.ItemAsync("B")).Id;

        await new LinkVariation(shop.Sync.Databases, shop.Sync.Clock).RunAsync(shop.Sync.Owner, variation, other, 2, Cancellation);

        Assert.Equal((8m, 0m), ((await shop.ItemAsync("A")).OnHand, (await shop.ItemAsync("A")).Reserved));
        Assert.Equal((9m, 6m), ((await shop.ItemAsync("B")).OnHand, (await shop.ItemAsync("B")).Reserved));
        await shop.SyncAgainAsync();
        Assert.Equal((9m, 6m), ((await shop.ItemAsync("B")).OnHand, (await shop.ItemAsync("B")).Reserved));
        await shop.SumsOfMovementsAreRightAsync();
    }

    private async Task<Shop> ShopAsync(ChannelListing[] listings, params ChannelOrder[] orders)
    {
        var channel = new ScriptedChannel();
        channel.Listings.AddRange(listings);
        channel.Orders.AddRange(orders);
        var sync = await SyncHarness.StartAsync(database, null, channel);
        var store = await sync.ConnectAsync(channel);
        await sync.RunAsync(store);
        return new Shop(sync, channel, store);
    }

    private sealed record Shop(SyncHarness Sync, ScriptedChannel Channel, Store Store) : IAsyncDisposable
    {
        public Task SyncAgainAsync() => Sync.SyncAgainAsync(Store);

        public async Task<StockItem> ItemAsync(string sku)
        {
            await using var db = Sync.Read();
            return await db.StockItems.AsNoTracking().SingleAsync(i => i.MasterSku == sku, Cancellation);
        }

        public async Task SumsOfMovementsAreRightAsync()
        {
            await using var db = Sync.Read();
            foreach (var item in await db.StockItems.AsNoTracking().ToListAsync(Cancellation))
            {
                var moved = await db.StockMovements.Where(m => m.StockItemId == item.Id).ToListAsync(Cancellation);
                Assert.Equal((item.OnHand ?? 0, item.Reserved), (moved.Sum(m => m.OnHandDelta), moved.Sum(m => m.ReservedDelta)));
            }
        }

        public ValueTask DisposeAsync() => Sync.DisposeAsync();
    }
}
