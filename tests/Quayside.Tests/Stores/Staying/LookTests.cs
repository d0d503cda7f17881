using Microsoft.EntityFrameworkCore;
using Quayside.Catalogue;
using Quayside.Connectors;
using Quayside.Inventory;
using Quayside.Orders;
using Quayside.Sandbox;
using Quayside.Stores;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Stores.Staying;

/// <summary>Looks for changes at a shop that lives on.</summary>
public sealed class LookTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_look_brings_sales_refunds_parcels_and_late_carriers_and_says_how_it_learned_them()
    {
        await using var watched = await WatchedShop.StartAsync(database);
        var good = watched.Product();
        var stock = (await watched.VariationAsync(good)).Quantity;
        var sold = watched.Life.Order(good, 2)!.Value;

        var first = await watched.LookAsync();

        var order = await watched.OrderAsync(sold);
        Assert.Equal((OrderState.ReadyToShip, false, LearnedBy.DeltaSync), (order.State, order.IsHistorical, order.LearnedBy));
        Assert.Empty(await watched.EventsAsync(sold));
        Assert.Equal(stock - 2, (await watched.VariationAsync(good)).Quantity);
        Assert.Equal(1, first.Stages.Single(s => s.Name == StageName.Orders).Changed);

        watched.Life.Refund(sold, 1.5m);
        watched.Life.Ship(sold, "Harbour Couriers", "HC-1");
        await watched.LookAsync();

        order = await watched.OrderAsync(sold);
        Assert.Equal((OrderState.Completed, 150L, "HC-1"), (order.State, order.RefundedMinor, Assert.Single(order.TrackingNumbers)));
        var events = await watched.EventsAsync(sold);
        Assert.Equal(
            [OrderChange.State, OrderChange.ChannelStatus, OrderChange.Refund, OrderChange.Carrier, OrderChange.TrackingNumber],
            events.Select(e => e.Change));
        Assert.All(events, e => Assert.Equal(LearnedBy.DeltaSync, e.LearnedBy));
        Assert.All(events, e => Assert.Equal(order.ChangedAt, e.At));
        Assert.Contains("Harbour Couriers", events.Single(e => e.Change == OrderChange.Carrier).After, StringComparison.Ordinal);
        await watched.ReadAsync(db => db.Carriers.SingleAsync(c => c.Name == "Harbour Couriers", Cancellation));
    }

    [Fact]
    public async Task A_shops_own_sale_moves_stock_by_the_change_and_not_twice()
    {
        await using var watched = await WatchedShop.StartAsync(database);
        var good = watched.Product();
        var item = await ItemAsync(watched, good);
        watched.Life.Order(good, 1);
        await watched.LookAsync();

        var after = await ItemAsync(watched, good);
        Assert.Equal((item.OnHand, item.Reserved + 1, item.Available - 1), (after.OnHand, after.Reserved, after.Available));
        await watched.LookAsync();
        var again = await ItemAsync(watched, good);
        Assert.Equal((after.OnHand, after.Reserved), (again.OnHand, again.Reserved));

        // The seller counts two more: the change is applied, whatever Quayside's own figure is.
        watched.Life.Change(good, stock: (await watched.VariationAsync(good)).Quantity + 2);
        await watched.LookAsync();
        Assert.Equal(after.OnHand + 2, (await ItemAsync(watched, good)).OnHand);
    }

    [Fact]
    public async Task A_new_product_and_a_new_variation_are_linked_by_their_sku()
    {
        await using var watched = await WatchedShop.StartAsync(database, new ShopOptions { Listings = 0, Orders = 0, Seed = 3 });
        Assert.Equal(0, await watched.ReadAsync(db => db.Listings.CountAsync(Cancellation)));

        var product = watched.Life.Add("First thing", "FIRST-1");
        await watched.LookAsync();

        var variation = await watched.VariationAsync(product.Id);
        var linked = await watched.ReadAsync(db => (
            from link in db.SkuLinks join item in db.StockItems on link.StockItemId equals item.Id where link.VariationId == variation.Id select item).SingleAsync(Cancellation));
        Assert.Equal(("FIRST-1", 5m), (linked.MasterSku, linked.OnHand));
    }

    [Fact]
    public async Task A_variation_that_changes_without_its_product_is_seen()
    {
        await using var watched = await WatchedShop.StartAsync(database);
        var parent = watched.Shop.Data.Read(d => d.Products.First(p => p is { Type: "variable", Status: "publish" }));
        var variation = parent.Variations[0].Id;
        var added = watched.Life.AddVariation(parent.Id, "ADDED-1")!.Value;
        watched.Life.Change(variation, price: 77, sku: "SWAPPED");
        var link = await LinkAsync(watched, variation);

        await watched.LookAsync();

        var row = await watched.VariationAsync(variation);
        Assert.Equal(("77", "SWAPPED"), (row.PriceText, row.SellerSku));
        Assert.Equal(link, await LinkAsync(watched, variation));
        Assert.NotNull(await LinkAsync(watched, added));
        var told = await watched.ReadAsync(db => db.ListingEvents.Where(e => e.VariationId == row.Id).Select(e => e.Change).ToListAsync(Cancellation));
        Assert.Equal([ListingChange.SellerSku, ListingChange.Price], told);
    }

    [Fact]
    public async Task Variations_that_share_their_stock_are_sold_out_and_back_with_their_product()
    {
        await using var watched = await WatchedShop.StartAsync(database, readFirst: false);
        var parent = watched.Shop.Data.Read(d => d.Products.First(p => p is { Type: "variable", Status: "publish" }));
        var variation = parent.Variations[0];
        watched.Shop.Data.Edit(_ => (parent.ManagesStock, parent.Stock, variation.ManagesStock) = (true, 3, false));
        WatchedShop.Completed(await watched.Sync.RunAsync(watched.Store));
        Assert.Equal(ListingStatus.Active, (await watched.VariationAsync(variation.Id)).Status);

        foreach (var (pieces, status) in new[] { (0, ListingStatus.OutOfStock), (4, ListingStatus.Active) })
        {
            watched.Clock.Forward(TimeSpan.FromHours(1));
            watched.Life.Change(parent.Id, stock: pieces);
            await watched.LookAsync();
            Assert.Equal(status, (await watched.VariationAsync(variation.Id)).Status);
        }
    }

    [Fact]
    public async Task A_product_made_anew_under_its_old_sku_takes_over_its_stock_item()
    {
        await using var watched = await WatchedShop.StartAsync(database, new ShopOptions { Listings = 0, Orders = 0, Seed = 3 });
        var old = watched.Life.Add("Lamp", "LAMP");
        await watched.LookAsync();
        var item = await LinkAsync(watched, old.Id);

        watched.Life.Delete(old.Id);
        var anew = watched.Life.Add("Lamp, again", "LAMP");
        await watched.LookAsync();

        Assert.Equal(item, await LinkAsync(watched, anew.Id));
        Assert.Equal(ListingStatus.Deleted, (await watched.VariationAsync(old.Id)).Status);
        Assert.Equal(0, await watched.ReadAsync(db => db.SkuConflicts.CountAsync(Cancellation)));
    }

    [Fact]
    public async Task An_order_thrown_away_is_marked_and_reserves_nothing_and_comes_back()
    {
        await using var watched = await WatchedShop.StartAsync(database);
        var good = watched.Product();
        var sold = watched.Life.Order(good, 3)!.Value;
        await watched.LookAsync();
        var reserved = (await ItemAsync(watched, good)).Reserved;

        watched.Life.Trash(sold);
        await watched.LookAsync();

        var order = await watched.OrderAsync(sold);
        Assert.True(order is { DeletedAt: not null, IsOpen: false });
        Assert.Equal(reserved - 3, (await ItemAsync(watched, good)).Reserved);

        watched.Life.Restore(sold);
        await watched.LookAsync();
        order = await watched.OrderAsync(sold);
        Assert.True(order is { DeletedAt: null, IsOpen: true });
        Assert.Equal(reserved, (await ItemAsync(watched, good)).Reserved);
        Assert.Equal([OrderChange.Deleted, OrderChange.Restored], (await watched.EventsAsync(sold)).Select(e => e.Change).Where(c => c is OrderChange.Deleted or OrderChange.Restored));
    }

    private static Task<StockItem> ItemAsync(WatchedShop watched, long sellable) => watched.ReadAsync(db => (
        from variation in db.Variations
        join link in db.SkuLinks on variation.Id equals link.VariationId
        join item in db.StockItems on link.StockItemId equals item.Id
        where variation.ChannelVariationId == $"{sellable}" && link.EndedAt == null
        select item).AsNoTracking().SingleAsync(Cancellation));

    private static Task<long?> LinkAsync(WatchedShop watched, long sellable) => watched.ReadAsync(db => (
        from variation in db.Variations
        join link in db.SkuLinks on variation.Id equals link.VariationId
        where variation.ChannelVariationId == $"{sellable}" && link.EndedAt == null
        select (long?)link.StockItemId).SingleOrDefaultAsync(Cancellation));
}
