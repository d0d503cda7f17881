using Microsoft.Extensions.Time.Testing;
using Quayside.Inventory;
using Quayside.SkuLinks.Decisions;
using Quayside.Stores;
using Quayside.Tests.Harness;
using Quayside.Tests.SkuLinks;
using static Quayside.Tests.Harness.ScriptedShop;

namespace Quayside.Tests.Inventory;

/// <summary>Orders taken here are reserved in a warehouse; what they take follows what is decided about links, there too.</summary>
public sealed class LevelsFollowLinksTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_relink_takes_open_orders_along_in_their_warehouse_and_its_undo_brings_them_back()
    {
        await using var world = await MappingWorld.StartAsync(database, new ShopGoods(Listing("1", "A", 10), Listing("2", "B", 10)));
        var (shed, stall) = await StallAsync(world, ("A", 4), ("B", 6));
        var variation = await stall.SellAsync((await world.ItemAsync("A"), 1));
        await stall.TakeAsync(variation, 3);

        var batch = await world.ApplyAsync(new LinkChange(variation, (await world.ItemAsync("B")).Id, 2));

        Assert.Equal(("4 0", "6 6"), (await LevelAsync(world, "A", shed), await LevelAsync(world, "B", shed)));
        Assert.Equal(("10 0 10", "10 6 4"), (await world.FiguresAsync("A"), await world.FiguresAsync("B")));
        await OwnOrders.CheckAsync(world);
        await world.UndoAsync(batch.Id);
        Assert.Equal(("4 3", "6 0"), (await LevelAsync(world, "A", shed), await LevelAsync(world, "B", shed)));
        await OwnOrders.CheckAsync(world);
    }

    [Fact]
    public async Task Orders_that_stay_where_they_were_stay_promised_there()
    {
        await using var world = await MappingWorld.StartAsync(database, new ShopGoods(Listing("1", "A", 10), Listing("2", "B", 10)));
        var (shed, stall) = await StallAsync(world, ("A", 4), ("B", 6));
        var variation = await stall.SellAsync((await world.ItemAsync("A"), 1));
        await stall.TakeAsync(variation, 3);

        await world.ApplyAsync([new LinkChange(variation, (await world.ItemAsync("B")).Id)], OpenOrders.FromNowOn);
        await stall.TakeAsync(variation, 2);

        Assert.Equal(("4 3", "6 2"), (await LevelAsync(world, "A", shed), await LevelAsync(world, "B", shed)));
        await OwnOrders.CheckAsync(world);
    }

    [Fact]
    public async Task Merging_takes_what_stands_in_other_warehouses_along_and_undoing_brings_it_back()
    {
        await using var world = await MappingWorld.StartAsync(database, new ShopGoods(Listing("1", "A", 10), Listing("2", "B", 20)));
        var (shed, stall) = await StallAsync(world, ("A", 4), ("B", 6));
        await stall.TakeAsync(await stall.SellAsync((await world.ItemAsync("B"), 1)), 5);

        var batch = await world.ApplyAsync(new MergeChange([(await world.ItemAsync("B")).Id], (await world.ItemAsync("A")).Id));

        Assert.Equal(("30 5 25", "10 5"), (await world.FiguresAsync("A"), await LevelAsync(world, "A", shed)));
        Assert.Equal(("0 0 0", "0 0"), (await world.FiguresAsync("B"), await LevelAsync(world, "B", shed)));
        await OwnOrders.CheckAsync(world);
        await world.UndoAsync(batch.Id);
        Assert.Equal(("4 0", "6 5"), (await LevelAsync(world, "A", shed), await LevelAsync(world, "B", shed)));
        Assert.Equal(("10 0 10", "20 5 15"), (await world.FiguresAsync("A"), await world.FiguresAsync("B")));
        await OwnOrders.CheckAsync(world);
    }

    [Fact]
    public async Task A_kit_takes_its_components_from_the_orders_warehouse()
    {
        await using var world = await MappingWorld.StartAsync(database, new ShopGoods(Listing("1", "A", 10), Listing("2", "B", 20)));
        var (shed, stall) = await StallAsync(world, ("A", 4), ("B", 6));
        var kit = await stall.SellAsync((await world.ItemAsync("A"), 1), (await world.ItemAsync("B"), 2));

        var order = await stall.TakeAsync(kit, 3);

        Assert.Equal("stock.short", (await stall.TryTakeAsync(kit, 1)).Refusal!.Code);
        Assert.Equal(("4 3", "6 6"), (await LevelAsync(world, "A", shed), await LevelAsync(world, "B", shed)));
        await stall.EndAsync(order, 2, isSent: true);
        await stall.EndAsync(order, 1, isSent: false);
        Assert.Equal(("2 0", "2 0"), (await LevelAsync(world, "A", shed), await LevelAsync(world, "B", shed)));
        Assert.Equal(("8 0 8", "16 0 16"), (await world.FiguresAsync("A"), await world.FiguresAsync("B")));
        await OwnOrders.CheckAsync(world);
    }

    [Fact]
    public async Task A_reading_after_an_order_of_ours_finds_nothing_to_change()
    {
        var goods = new ShopGoods(Listing("1", "A", 10));
        await using var world = await MappingWorld.StartAsync(database, goods);
        var (shed, stall) = await StallAsync(world, ("A", 4));
        var order = await stall.TakeAsync(await stall.SellAsync((await world.ItemAsync("A"), 1.5m)), 2);
        var before = await MovementsAsync(world);

        await world.SyncAsync(0, goods);

        Assert.Equal(before, await MovementsAsync(world));
        await stall.EndAsync(order, 2, isSent: true);
        await world.SyncAsync(0, goods);
        Assert.Equal(("7 0 7", "1 0"), (await world.FiguresAsync("A"), await LevelAsync(world, "A", shed)));
        await OwnOrders.CheckAsync(world);
    }

    [Fact]
    public async Task What_people_counted_is_not_overwritten_by_a_stores_first_figure_and_moves_with_its_next()
    {
        var goods = new ShopGoods(Listing("1", "A", null));
        await using var world = await MappingWorld.StartAsync(database, goods);
        await CountAsync(world, "A", 12, null);

        goods.Listings[0] = Listing("1", "A", 9);
        await world.SyncAsync(0, goods);
        Assert.Equal("12 0 12", await world.FiguresAsync("A"));
        goods.Listings[0] = Listing("1", "A", 7);
        await world.SyncAsync(0, goods);

        Assert.Equal("10 0 10", await world.FiguresAsync("A"));
        await OwnOrders.CheckAsync(world);
    }

    [Theory]
    [InlineData("A", "B")]
    [InlineData("B", "A")]
    public async Task Beside_a_stores_count_of_the_same_thing_what_people_counted_is_right(string from, string into)
    {
        await using var world = await MappingWorld.StartAsync(database, new ShopGoods(Listing("1", "A", null), Listing("2", "B", 20)));
        await CountAsync(world, "A", 12, null);

        var batch = await world.ApplyAsync(new MergeChange([(await world.ItemAsync(from)).Id], (await world.ItemAsync(into)).Id));

        Assert.Equal("12 0 12", await world.FiguresAsync(into));
        await OwnOrders.CheckAsync(world);
        await world.UndoAsync(batch.Id);
        Assert.Equal(("12 0 12", "20 0 20"), (await world.FiguresAsync("A"), await world.FiguresAsync("B")));
        await OwnOrders.CheckAsync(world);
    }

    [Fact]
    public async Task What_people_moved_while_items_were_one_is_not_undone_with_the_merge()
    {
        await using var world = await MappingWorld.StartAsync(database, new ShopGoods(Listing("1", "A", 10)), new ShopGoods(Listing("2", "B", 20)));
        var batch = await world.ApplyAsync(new MergeChange([(await world.ItemAsync("A")).Id], (await world.ItemAsync("B")).Id));
        Assert.Equal("10 0 10", await world.FiguresAsync("B"));
        await CountAsync(world, "B", 7, null);

        await world.UndoAsync(batch.Id);

        Assert.Equal(("10 0 10", "17 0 17"), (await world.FiguresAsync("A"), await world.FiguresAsync("B")));
        await OwnOrders.CheckAsync(world);
    }

    [Fact]
    public async Task Two_counts_by_people_add_up()
    {
        await using var world = await MappingWorld.StartAsync(database, new ShopGoods(Listing("1", "A", null), Listing("2", "B", null)));
        var shed = await OwnOrders.WarehouseAsync(world, "Shed");
        await CountAsync(world, "A", 2, null);
        await CountAsync(world, "A", 3, shed);
        await CountAsync(world, "B", 4, shed);

        var batch = await world.ApplyAsync(new MergeChange([(await world.ItemAsync("B")).Id], (await world.ItemAsync("A")).Id));

        Assert.Equal(("9 0 9", "7 0"), (await world.FiguresAsync("A"), await LevelAsync(world, "A", shed)));
        await world.UndoAsync(batch.Id);
        Assert.Equal(("5 0 5", "4 0 4"), (await world.FiguresAsync("A"), await world.FiguresAsync("B")));
        Assert.Equal(("3 0", "4 0"), (await LevelAsync(world, "A", shed), await LevelAsync(world, "B", shed)));
        await OwnOrders.CheckAsync(world);
    }

    [Fact]
    public async Task What_moved_names_the_decision_it_moved_for_also_where_two_are_as_old_as_each_other()
    {
        await using var world = await MappingWorld.StartAsync(
            database, new ShopGoods(Listing("1", "A", 10), Listing("2", "B", 20), Listing("3", "C", 30), Listing("4", "D", 40)));
        var apply = new ApplyMapping(world.Sync.Databases, new FakeTimeProvider(world.Sync.Clock.GetUtcNow()));

        var first = await apply.RunAsync(
            world.Sync.Owner, [new MergeChange([(await world.ItemAsync("B")).Id], (await world.ItemAsync("A")).Id)], OpenOrders.Backwards, Cancellation);
        var second = await apply.RunAsync(
            world.Sync.Owner, [new MergeChange([(await world.ItemAsync("D")).Id], (await world.ItemAsync("C")).Id)], OpenOrders.Backwards, Cancellation);

        Assert.Equal((first.Value!.Id, second.Value!.Id), (await DecisionAsync(world, "A"), await DecisionAsync(world, "C")));
        await world.UndoAsync(second.Value.Id);
        Assert.Null(await DecisionAsync(world, "C"));
    }

    [Fact]
    public async Task Where_a_merge_leaves_the_main_warehouse_short_its_preview_says_so()
    {
        await using var world = await MappingWorld.StartAsync(database, new ShopGoods(Listing("1", "A", 3)), new ShopGoods(Listing("2", "B", 10)));
        var (shed, _) = await StallAsync(world, ("B", 8));
        var merge = new MergeChange([(await world.ItemAsync("B")).Id], (await world.ItemAsync("A")).Id);

        var told = (await world.PreviewAsync([merge])).Value!.Stock.Single(s => s.MasterSku == "A").Text;
        await world.ApplyAsync(merge);

        Assert.StartsWith("Not a sum", told, StringComparison.Ordinal);
        Assert.EndsWith("The others hold more than that: the main warehouse is left with -5 until it is counted.", told, StringComparison.Ordinal);
        Assert.Equal(("3 0 3", "8 0"), (await world.FiguresAsync("A"), await LevelAsync(world, "A", shed)));
        await CountAsync(world, "A", 4, null);
        Assert.Equal(("12 0 12", "8 0"), (await world.FiguresAsync("A"), await LevelAsync(world, "A", shed)));
        await OwnOrders.CheckAsync(world);
    }

    [Fact]
    public async Task Where_the_main_warehouse_keeps_enough_a_merge_says_nothing_of_it()
    {
        await using var world = await MappingWorld.StartAsync(database, new ShopGoods(Listing("1", "A", 10)), new ShopGoods(Listing("2", "B", 10)));
        await StallAsync(world, ("B", 8));

        var told = (await world.PreviewAsync([new MergeChange([(await world.ItemAsync("B")).Id], (await world.ItemAsync("A")).Id)])).Value!.Stock;

        Assert.DoesNotContain("main warehouse", told.Single(s => s.MasterSku == "A").Text!, StringComparison.Ordinal);
    }

    // Of the newest movement.
    private static async Task<long?> DecisionAsync(MappingWorld world, string sku) => (await new FindMovements(world.Sync.Databases)
        .RunAsync(world.Sync.Owner, (await world.ItemAsync(sku)).Id, new MovementFilter(), null, 1, Cancellation)).Value!.Items[0].BatchId;

    // A stall that sells from a shed, into which pieces of items were carried.
    private static async Task<(Warehouse Shed, OwnOrders Stall)> StallAsync(MappingWorld world, params (string Sku, decimal Pieces)[] carried)
    {
        var shed = await OwnOrders.WarehouseAsync(world, "Shed");
        foreach (var (sku, pieces) in carried)
        {
            Assert.Null(await new TransferStock(world.Sync.Databases, new StoreNews(), world.Sync.Clock)
                .RunAsync(world.Sync.Owner, (await world.ItemAsync(sku)).Id, null, shed.Id, pieces, null, Cancellation));
        }

        return (shed, await OwnOrders.OpenAsync(world, shed));
    }

    private static async Task CountAsync(MappingWorld world, string sku, decimal counted, Warehouse? warehouse) =>
        Assert.Null(await new CountStock(world.Sync.Databases, new StoreNews(), world.Sync.Clock)
            .RunAsync(world.Sync.Owner, (await world.ItemAsync(sku)).Id, warehouse?.Id, counted, null, Cancellation));

    private static Task<string> LevelAsync(MappingWorld world, string sku, Warehouse warehouse) => OwnOrders.LevelAsync(world, sku, warehouse);

    private static async Task<int> MovementsAsync(MappingWorld world)
    {
        await using var db = world.Sync.Read();
        return await Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions.CountAsync(db.StockMovements, Cancellation);
    }
}
