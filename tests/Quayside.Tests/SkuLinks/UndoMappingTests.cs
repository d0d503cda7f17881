using Quayside.SkuLinks.Decisions;
using Quayside.Tests.Harness;
using static Quayside.Tests.Harness.ScriptedShop;

namespace Quayside.Tests.SkuLinks;

/// <summary>What undoing a decision leaves, in sequences that were drawn and then made short.</summary>
public sealed class UndoMappingTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task Orders_that_were_kept_on_an_item_go_back_to_it_when_its_merge_is_undone_with_a_link_made_after_it()
    {
        await using var world = await MappingWorld.StartAsync(
            database, new ShopGoods(Listing("1", "A", 10), Listing("2", "B", 20)),
            new ShopGoods(Listing("7", "G", 41)).With(Order("1", TimeProvider.System.GetUtcNow().AddMinutes(-5), listing: "7", quantity: 3)));
        var (variation, a, b, g) = ((await world.VariationAsync(1, "7")).Id, (await world.ItemAsync("A")).Id, (await world.ItemAsync("B")).Id, (await world.ItemAsync("G")).Id);
        await world.ApplyAsync([new UnlinkChange(variation)], OpenOrders.FromNowOn);

        var batch = await world.ApplyAsync(new MergeChange([g], a), new LinkChange(variation, b));
        await world.UndoAsync(batch.Id);

        Assert.Equal(("10 0 10", "20 0 20", "44 3 41"), (await world.FiguresAsync("A"), await world.FiguresAsync("B"), await world.FiguresAsync("G")));
        await world.CheckAsync();
    }

    [Theory]
    [InlineData("A", "G")]
    [InlineData("G", "A")]
    public async Task An_item_that_a_shop_begins_to_count_while_it_is_merged_is_counted_when_that_is_undone(string from, string into)
    {
        var goods = new ShopGoods(Listing("1", "A", 10));
        await using var world = await MappingWorld.StartAsync(database, goods, new ShopGoods(Listing("7", "G", quantity: null)));
        var batch = await world.ApplyAsync(new MergeChange([(await world.ItemAsync(from)).Id], (await world.ItemAsync(into)).Id));
        goods.Listings.Add(Listing("9", "G", 42));
        await world.SyncAsync(0, goods);

        await world.UndoAsync(batch.Id);

        Assert.Equal(("10 0 10", "42 0 42"), (await world.FiguresAsync("A"), await world.FiguresAsync("G")));
        await world.SyncAsync(0, goods);
        Assert.Equal(("10 0 10", "42 0 42"), (await world.FiguresAsync("A"), await world.FiguresAsync("G")));
        await world.CheckAsync();
    }

    [Fact]
    public async Task A_split_from_what_took_in_an_item_that_its_store_sells_no_more_goes_back_with_what_was_sold_since()
    {
        var goods = new ShopGoods(Listing("1", "A", 10), Listing("3", "C", 30));
        await using var world = await MappingWorld.StartAsync(database, goods, new ShopGoods(Listing("2", "A", 11)));
        var (a, c) = ((await world.ItemAsync("A")).Id, (await world.ItemAsync("C")).Id);
        await world.ApplyAsync(new UnlinkChange((await world.VariationAsync(0, "1")).Id));
        var batch = await world.ApplyAsync(new MergeChange([a], c), new SplitChange(c, [(await world.VariationAsync(0, "3")).Id], "SEA"));
        goods.Listings[1] = Listing("3", "C", 27);
        await world.SyncAsync(0, goods);
        Assert.Equal(("11 0 11", "27 0 27"), (await world.FiguresAsync("C"), await world.FiguresAsync("SEA")));

        await world.UndoAsync(batch.Id);

        Assert.Equal(("10 0 10", "27 0 27"), (await world.FiguresAsync("A"), await world.FiguresAsync("C")));
        await world.CheckAsync();
    }

    [Fact]
    public async Task What_a_sync_has_stored_and_not_read_stays_with_the_item_whose_listing_is_linked_otherwise_just_then()
    {
        var goods = new ShopGoods(Listing("1", "A", 10), Listing("2", "B", 20), Listing("3", "C", 30));
        await using var world = await MappingWorld.StartAsync(database, goods);
        MappingBatch? batch = null;
        world.Channel.BeforePage = async (stage, _, _) =>
        {
            if (stage == "orders")
            {
                batch = await world.ApplyAsync(new LinkChange((await world.VariationAsync(0, "1")).Id, (await world.ItemAsync("B")).Id));
            }
        };
        (goods.Listings[0], goods.Listings[1], goods.Listings[2]) = (Listing("1", "A", 13), Listing("2", "B", 21), Listing("3", "C", 33));
        await world.SyncAsync(0, goods);
        Assert.Equal(("13 0 13", "21 0 21", "33 0 33"), (await world.FiguresAsync("A"), await world.FiguresAsync("B"), await world.FiguresAsync("C")));

        await world.UndoAsync(batch!.Id);

        Assert.Equal(("13 0 13", "21 0 21"), (await world.FiguresAsync("A"), await world.FiguresAsync("B")));
        await world.CheckAsync();
    }
}
