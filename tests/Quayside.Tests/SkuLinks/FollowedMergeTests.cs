using Microsoft.EntityFrameworkCore;
using Quayside.Connectors;
using Quayside.SkuLinks.Decisions;
using Quayside.Tests.Harness;
using static Quayside.Tests.Harness.ScriptedShop;

namespace Quayside.Tests.SkuLinks;

/// <summary>A listing that comes to an item by the SKU of one that was merged into it, from a store whose figures the item follows and that
/// sells none of it just then: its first figure moves nothing, and undoing the merge leaves what would be there without it.</summary>
public sealed class FollowedMergeTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private readonly DateTimeOffset _placed = TimeProvider.System.GetUtcNow().AddMinutes(-5);

    [Fact]
    public async Task An_open_order_that_comes_with_the_listing_goes_back_with_it()
    {
        var goods = Goods();
        await using var world = await StartAsync(goods);
        var merge = await MergeBehindAsync(world);

        await SellAsync(world, goods);

        Assert.Equal("10 2 8", await world.FiguresAsync("A"));
        await world.UndoAsync(merge.Id);
        Assert.Equal(("10 0 10", "20 2 18"), (await world.FiguresAsync("A"), await world.FiguresAsync("B")));
        await world.CheckAsync();
    }

    [Fact]
    public async Task What_the_shop_counts_later_goes_back_with_it_as_well()
    {
        var goods = Goods();
        await using var world = await StartAsync(goods);
        var merge = await MergeBehindAsync(world);
        await SellAsync(world, goods);

        goods.Listings[^1] = Listing("9", "B", 1);
        goods.Orders[0] = Order("1", _placed, OrderState.Completed, "9", 2);
        await world.SyncAsync(0, goods);

        Assert.Equal("4 0 4", await world.FiguresAsync("A"));
        await world.UndoAsync(merge.Id);
        Assert.Equal(("10 0 10", "20 0 20"), (await world.FiguresAsync("A"), await world.FiguresAsync("B")));
        await world.CheckAsync();
    }

    [Fact]
    public async Task A_listing_that_its_shop_begins_to_count_later_is_measured_then()
    {
        var goods = Goods();
        await using var world = await StartAsync(goods);
        var merge = await MergeBehindAsync(world);
        goods.Listings.Add(Listing("9", "B", quantity: null));
        await world.SyncAsync(0, goods);

        goods.Listings[^1] = Listing("9", "B", 5);
        await world.SyncAsync(0, goods);
        goods.Listings[^1] = Listing("9", "B", 4);
        await world.SyncAsync(0, goods);

        Assert.Equal("9 0 9", await world.FiguresAsync("A"));
        await world.UndoAsync(merge.Id);
        Assert.Equal(("10 0 10", "20 0 20"), (await world.FiguresAsync("A"), await world.FiguresAsync("B")));
    }

    [Fact]
    public async Task An_order_that_is_stored_and_not_read_yet_goes_back_with_it_too()
    {
        var goods = Goods();
        await using var world = await StartAsync(goods);
        var merge = await MergeBehindAsync(world);
        goods.Orders.Add(Order("2", _placed, listing: "3"));
        (world.Channel.PageSize, world.Channel.TellsAhead) = (1, false);
        world.Channel.BeforePage = async (stage, page, _) =>
        {
            if (stage == "orders" && page == 3)
            {
                await StoredAsync(world, 2);
                await world.UndoAsync(merge.Id);
            }
        };

        goods.Orders.Add(Order("1", _placed, listing: "9", quantity: 2));
        goods.Orders.Add(Order("3", _placed, listing: "3"));
        goods.Listings.Add(Listing("9", "B", 5));
        await world.SyncAsync(0, goods);

        Assert.Equal(("10 0 10", "20 2 18"), (await world.FiguresAsync("A"), await world.FiguresAsync("B")));
        await world.CheckAsync();
    }

    private static async Task StoredAsync(MappingWorld world, int orders)
    {
        await using var db = world.Sync.Read();
        while (await db.Orders.CountAsync(TestContext.Current.CancellationToken) < orders)
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }

    private static ShopGoods Goods() => new(Listing("1", "A", 10), Listing("3", "C", 30));

    private Task<MappingWorld> StartAsync(ShopGoods goods) => MappingWorld.StartAsync(database, goods, new ShopGoods(Listing("2", "B", 20)));

    // A listing under the merged SKU comes to the first shop, two pieces of it ordered already.
    private async Task SellAsync(MappingWorld world, ShopGoods goods)
    {
        goods.Listings.Add(Listing("9", "B", 5));
        goods.Orders.Add(Order("1", _placed, listing: "9", quantity: 2));
        await world.SyncAsync(0, goods);
    }

    /// <summary>The first shop sells none of A from here on, whose stock it opened, and B of the second shop is part of A.</summary>
    private static async Task<MappingBatch> MergeBehindAsync(MappingWorld world)
    {
        await world.ApplyAsync(new LinkChange((await world.VariationAsync(0, "1")).Id, (await world.ItemAsync("C")).Id));
        return await world.ApplyAsync(new MergeChange([(await world.ItemAsync("B")).Id], (await world.ItemAsync("A")).Id));
    }
}
