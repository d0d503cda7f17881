using System.Data.Common;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Quayside.Connectors;
using Quayside.Orders;
using Quayside.SkuLinks.Decisions;
using Quayside.Tests.Harness;
using static Quayside.Tests.Harness.ScriptedShop;

namespace Quayside.Tests.SkuLinks;

public sealed class MappingTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static readonly DateTimeOffset Before = TimeProvider.System.GetUtcNow().AddMinutes(-5);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_counts_of_one_store_add_up_and_come_apart_with_what_was_sold_since()
    {
        var goods = new ShopGoods(Listing("1", "A", 5), Listing("2", "B", 7));
        await using var world = await MappingWorld.StartAsync(database, goods);

        var batch = await world.ApplyAsync(new MergeChange([(await world.ItemAsync("B")).Id], (await world.ItemAsync("A")).Id));

        Assert.Equal("12 0 12", await world.FiguresAsync("A"));
        Assert.Equal("0 0 0", await world.FiguresAsync("B"));
        goods.Listings[1] = Listing("2", "B", 4);
        await world.SyncAsync(0, goods);
        Assert.Equal("9 0 9", await world.FiguresAsync("A"));
        await world.UndoAsync(batch.Id);
        Assert.Equal(("5 0 5", "4 0 4"), (await world.FiguresAsync("A"), await world.FiguresAsync("B")));
        await world.CheckAsync();
    }

    [Theory]
    [InlineData("A", "B")]
    [InlineData("B", "A")]
    public async Task Of_two_stores_counts_the_one_connected_first_is_right_whichever_item_stays(string from, string into)
    {
        await using var world = await MappingWorld.StartAsync(database, new ShopGoods(Listing("1", "A", 5)), new ShopGoods(Listing("2", "B", 7)));
        MergeChange merge = new([(await world.ItemAsync(from)).Id], (await world.ItemAsync(into)).Id);

        var told = (await world.PreviewAsync([merge])).Value!.Stock.Single(s => s.MasterSku == into);
        var batch = await world.ApplyAsync(merge);

        Assert.Equal(5, told.After.OnHand);
        Assert.StartsWith("Not a sum: Shop 1", told.Text!.Replace("Shop 2 and ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal("5 0 5", await world.FiguresAsync(into));
        await world.UndoAsync(batch.Id);
        Assert.Equal(("5 0 5", "7 0 7"), (await world.FiguresAsync("A"), await world.FiguresAsync("B")));
    }

    [Fact]
    public async Task A_kit_reserves_its_parts_and_what_the_shop_shows_of_it_moves_nothing()
    {
        var goods = new ShopGoods(Listing("1", "A", 5), Listing("2", "B", 7), Listing("3", "SET", 2));
        await using var world = await MappingWorld.StartAsync(database, goods);
        var set = await world.VariationAsync(0, "3");
        await world.ApplyAsync(new KitChange(set.Id, [new((await world.ItemAsync("A")).Id, 1), new((await world.ItemAsync("B")).Id, 2)]));

        goods.Listings[2] = Listing("3", "SET", 90);
        goods.Orders.Add(Order("1", Before, listing: "3", quantity: 2));
        await world.SyncAsync(0, goods);

        Assert.Equal(("5 2 3", "7 4 3"), (await world.FiguresAsync("A"), await world.FiguresAsync("B")));
        goods.Orders[0] = Order("1", Before, OrderState.Completed, "3", 2);
        await world.SyncAsync(0, goods);
        Assert.Equal(("5 0 5", "7 0 7"), (await world.FiguresAsync("A"), await world.FiguresAsync("B")));
        await world.CheckAsync();
    }

    [Fact]
    public async Task A_waiting_order_is_resolved_by_linking_and_waits_again_when_that_is_undone()
    {
        await using var world = await MappingWorld.StartAsync(
            database, new ShopGoods(Listing("1", "A", 5)).With(Order("1", Before, listing: "1", quantity: 2)));
        var (variation, item) = ((await world.VariationAsync(0, "1")).Id, (await world.ItemAsync("A")).Id);
        await world.ApplyAsync(new UnlinkChange(variation));
        Assert.Single(await WaitingAsync(world));

        var told = (await world.PreviewAsync([new LinkChange(variation, item)])).Value!;
        var batch = await world.ApplyAsync(new LinkChange(variation, item));

        Assert.Equal((1, 0, 0), (told.ResolvedOrders, told.WaitingOrders, told.MovedOrders));
        Assert.Empty(await WaitingAsync(world));
        await world.UndoAsync(batch.Id);
        Assert.Single(await WaitingAsync(world));
    }

    [Fact]
    public async Task Open_orders_stay_reserved_where_they_were_when_a_link_is_for_later_ones_only()
    {
        var goods = new ShopGoods(Listing("1", "A", 5), Listing("2", "B", 9)).With(Order("1", Before, listing: "1", quantity: 2));
        await using var world = await MappingWorld.StartAsync(database, goods);
        LinkChange change = new((await world.VariationAsync(0, "1")).Id, (await world.ItemAsync("B")).Id);

        Assert.Equal((1, 0), ((await world.PreviewAsync([change])).Value!.MovedOrders, (await world.PreviewAsync([change], OpenOrders.FromNowOn)).Value!.MovedOrders));
        var batch = (await world.ApplyAsync([change], OpenOrders.FromNowOn)).Value!;

        Assert.Equal(("7 2 5", "9 0 9"), (await world.FiguresAsync("A"), await world.FiguresAsync("B")));
        goods.Orders.Add(Order("2", Before, listing: "1"));
        goods.Listings[0] = Listing("1", "A", 4);
        await world.SyncAsync(0, goods);
        Assert.Equal(("7 2 5", "9 1 8"), (await world.FiguresAsync("A"), await world.FiguresAsync("B")));
        goods.Orders[0] = Order("1", Before, OrderState.Completed, "1", 2);
        await world.SyncAsync(0, goods);
        Assert.Equal(("5 0 5", "9 1 8"), (await world.FiguresAsync("A"), await world.FiguresAsync("B")));
        await world.UndoAsync(batch.Id);
        Assert.Equal(("5 1 4", "9 0 9"), (await world.FiguresAsync("A"), await world.FiguresAsync("B")));
        await world.CheckAsync();
    }

    [Fact]
    public async Task Open_orders_that_were_kept_stay_where_they_are_when_what_was_unlinked_is_linked_for_later_ones_only()
    {
        var goods = new ShopGoods(Listing("1", "A", 5), Listing("2", "B", 9)).With(Order("1", Before, listing: "1", quantity: 2));
        await using var world = await MappingWorld.StartAsync(database, goods);
        var variation = (await world.VariationAsync(0, "1")).Id;
        var unlink = (await world.ApplyAsync([new UnlinkChange(variation)], OpenOrders.FromNowOn)).Value!;

        var link = (await world.ApplyAsync([new LinkChange(variation, (await world.ItemAsync("B")).Id)], OpenOrders.FromNowOn)).Value!;

        Assert.Equal(("7 2 5", "9 0 9"), (await world.FiguresAsync("A"), await world.FiguresAsync("B")));
        await world.UndoAsync(link.Id);
        await world.UndoAsync(unlink.Id);
        Assert.Equal(("7 2 5", "9 0 9"), (await world.FiguresAsync("A"), await world.FiguresAsync("B")));
        await world.CheckAsync();
    }

    [Fact]
    public async Task A_sku_leads_to_the_item_it_was_merged_into_or_that_was_renamed_also_for_a_store_that_comes_later()
    {
        await using var world = await MappingWorld.StartAsync(database, new ShopGoods(Listing("1", "A", 5), Listing("2", "B", 7), Listing("3", "C", 9)));
        var merge = await world.ApplyAsync(new MergeChange([(await world.ItemAsync("B")).Id], (await world.ItemAsync("A")).Id));
        await world.ApplyAsync(new RenameChange((await world.ItemAsync("C")).Id, "SEA"));

        var later = await world.ConnectAsync(new ShopGoods(Listing("8", "B", 1), Listing("9", "C", 1)));

        Assert.Equal(["A", "SEA"], await later.SoldAsync());
        await world.UndoAsync(merge.Id);
        Assert.Equal(["B", "SEA"], await later.SoldAsync());
    }

    [Fact]
    public async Task A_sku_that_comes_twice_after_its_item_was_renamed_leaves_the_name_to_that_item()
    {
        var goods = new ShopGoods(Listing("1", "A", 5));
        await using var world = await MappingWorld.StartAsync(database, goods);
        var rename = await world.ApplyAsync(new RenameChange((await world.ItemAsync("A")).Id, "SEA"));

        goods.Listings.Add(Listing("2", "A", 7));
        await world.SyncAsync(0, goods);

        Assert.Equal(("5 0 5", "7 0 7"), (await world.FiguresAsync("SEA"), await world.FiguresAsync("A~2")));
        Assert.Empty((await world.UndoAsync(rename.Id)).Kept);
        Assert.Equal("5 0 5", await world.FiguresAsync("A"));
    }

    [Fact]
    public async Task Undoing_a_sync_unlinks_what_nobody_touched_and_no_sync_links_it_again()
    {
        var goods = new ShopGoods(Listing("1", "A", 5), Listing("2", "B", 7));
        await using var world = await MappingWorld.StartAsync(database, goods);
        var touched = await world.VariationAsync(0, "2");
        var mine = await world.ApplyAsync(new LinkChange(touched.Id, (await world.ItemAsync("A")).Id, 2));
        await using var db = world.Sync.Read();
        var sync = await db.MappingBatches.SingleAsync(b => b.Origin == MappingOrigin.Sync, Cancellation);
        Assert.Equal(2, sync.Changes);

        var undone = await world.UndoAsync(sync.Id);
        await world.SyncAsync(0, goods);

        Assert.Equal((1, touched.Id), (undone.Undone, Assert.Single(undone.Kept).VariationId));
        Assert.Equal("2 A Manual", Assert.Single((await world.PictureAsync()).Split('\n'), l => l.StartsWith("0/2:", StringComparison.Ordinal))[5..]);
        await world.UndoAsync(mine.Id);
        Assert.False(await db.SkuLinks.AnyAsync(l => l.EndedAt == null, Cancellation));
    }

    [Fact]
    public async Task What_people_decided_since_stays_and_is_named()
    {
        await using var world = await MappingWorld.StartAsync(database, new ShopGoods(Listing("1", "A", 5), Listing("2", "B", 7), Listing("3", "C", 9)));
        var (one, two) = ((await world.VariationAsync(0, "1")).Id, (await world.VariationAsync(0, "2")).Id);
        var (a, b, c) = ((await world.ItemAsync("A")).Id, (await world.ItemAsync("B")).Id, (await world.ItemAsync("C")).Id);
        var both = await world.ApplyAsync(new LinkChange(one, c), new LinkChange(two, c));
        var since = await world.ApplyAsync(new LinkChange(one, b));

        var undone = await world.UndoAsync(both.Id);

        var kept = Assert.Single(undone.Kept);
        Assert.Equal((1, one, since.Id, true), (undone.Undone, kept.VariationId, kept.UndoFirst, kept.Undoable));
        Assert.Contains("“Linked 1 variation”", kept.Text, StringComparison.Ordinal);
        Assert.Equal([b, b], await LinkedAsync(world, one, two));
        await world.UndoAsync(since.Id);
        Assert.Equal([c, b], await LinkedAsync(world, one, two));
        await world.UndoAsync(both.Id);
        Assert.Equal([a, b], await LinkedAsync(world, one, two));
    }

    [Fact]
    public async Task Of_two_merges_into_one_item_the_older_is_undone_alone_where_the_stock_stays_the_same_stores()
    {
        await using var world = await MappingWorld.StartAsync(
            database, new ShopGoods(Listing("1", "A", 5)), new ShopGoods(Listing("2", "B", 7)), new ShopGoods(Listing("3", "C", 9)));
        var (a, b, c) = ((await world.ItemAsync("A")).Id, (await world.ItemAsync("B")).Id, (await world.ItemAsync("C")).Id);
        var second = await world.ApplyAsync(new MergeChange([b], a));
        await world.ApplyAsync(new MergeChange([c], a));

        var undone = await world.UndoAsync(second.Id);

        Assert.Empty(undone.Kept);
        Assert.Equal(("5 0 5", "7 0 7"), (await world.FiguresAsync("A"), await world.FiguresAsync("B")));
        Assert.Equal([b, a], await LinkedAsync(world, (await world.VariationAsync(1, "2")).Id, (await world.VariationAsync(2, "3")).Id));
    }

    [Fact]
    public async Task A_merge_that_changed_whose_figures_an_item_has_waits_for_those_that_came_later_to_be_undone()
    {
        await using var world = await MappingWorld.StartAsync(
            database, new ShopGoods(Listing("1", "A", 5)), new ShopGoods(Listing("2", "B", 7), Listing("3", "C", 9)));
        var (a, b, c) = ((await world.ItemAsync("A")).Id, (await world.ItemAsync("B")).Id, (await world.ItemAsync("C")).Id);
        var taken = await world.ApplyAsync(new MergeChange([a], b));
        var since = await world.ApplyAsync(new MergeChange([c], b));

        var refused = await world.UndoAsync(taken.Id);

        Assert.Equal((0, since.Id), (refused.Undone, Assert.Single(refused.Kept).UndoFirst));
        Assert.Equal("5 0 5", await world.FiguresAsync("B"));
        Assert.Empty((await world.UndoAsync(since.Id)).Kept);
        Assert.Empty((await world.UndoAsync(taken.Id)).Kept);
        Assert.Equal(("5 0 5", "7 0 7", "9 0 9"), (await world.FiguresAsync("A"), await world.FiguresAsync("B"), await world.FiguresAsync("C")));
    }

    [Fact]
    public async Task People_and_syncs_at_the_same_moment_leave_sums_that_are_right()
    {
        var goods = new ShopGoods([.. Enumerable.Range(1, 30).Select(i => Listing($"{i}", $"SKU-{i}", i))]);
        goods.Orders.AddRange(Enumerable.Range(1, 30).Select(i => Order($"{i}", Before, listing: $"{i}", quantity: 2)));
        await using var world = await MappingWorld.StartAsync(database, goods);
        await using var db = world.Sync.Read();
        var items = await db.StockItems.OrderBy(i => i.Id).Select(i => i.Id).ToListAsync(Cancellation);
        var variations = await db.Variations.OrderBy(v => v.Id).Select(v => v.Id).ToListAsync(Cancellation);

        await Task.WhenAll(
        [
            .. Enumerable.Range(0, 4).Select(person => PersonAsync(new Random(person))),
            world.SyncAsync(0, goods),
        ]);
        await world.SyncAsync(0, goods);

        await world.CheckAsync();

        async Task PersonAsync(Random dice)
        {
            for (var i = 0; i < 6; i++)
            {
                MappingChange change = dice.Next(3) == 0
                    ? new MergeChange([items[dice.Next(30)]], items[dice.Next(30)])
                    : new LinkChange(variations[dice.Next(30)], items[dice.Next(30)], 2);
                if ((await world.ApplyAsync([change], (OpenOrders)dice.Next(2))).Value is { } batch && dice.Next(2) == 0)
                {
                    await new UndoMapping(world.Sync.Databases, world.Sync.Clock).RunAsync(world.Sync.Owner, batch.Id, Cancellation);
                }
            }
        }
    }

    [Fact]
    public async Task Five_thousand_changes_are_made_and_undone_in_bulk()
    {
        await using var world = await MappingWorld.StartAsync(database, new ShopGoods([.. Enumerable.Range(1, 5000).Select(i => Listing($"{i}", $"SKU-{i}", 3))]));
        await using var db = world.Sync.Read();
        var items = await db.StockItems.OrderBy(i => i.Id).Select(i => i.Id).ToListAsync(Cancellation);
        var variations = await db.Variations.OrderBy(v => v.Id).Select(v => v.Id).ToListAsync(Cancellation);
        List<MappingChange> changes = [.. variations.Select((v, at) => new LinkChange(v, items[(at + 1) % items.Count]))];
        using var commands = new CountCommands(db.Database.GetDbConnection());
        var watch = Stopwatch.StartNew();

        var batch = (await world.ApplyAsync(changes)).Value!;
        var applied = commands.Count;
        await world.UndoAsync(batch.Id);

        TestContext.Current.TestOutputHelper?.WriteLine($"{applied} commands to apply, {commands.Count - applied} to undo, {watch.Elapsed}");
        Assert.InRange(applied, 1, 300);
        Assert.InRange(commands.Count - applied, 1, 300);
    }

    private static async Task<List<Order>> WaitingAsync(MappingWorld world)
    {
        var found = await new FindOrders(world.Sync.Databases).RunAsync(world.Sync.Owner, new OrderFilter(Attention: true), null, 50, Cancellation);
        await using var db = world.Sync.Read();
        var ids = found.Value!.Items.Where(o => o.Attention is [{ Reason: AttentionReason.UnlinkedSku }]).Select(o => o.Id).ToList();
        return await db.Orders.Where(o => ids.Contains(o.Id)).ToListAsync(Cancellation);
    }

    private static async Task<List<long>> LinkedAsync(MappingWorld world, params long[] variations)
    {
        await using var db = world.Sync.Read();
        var links = await db.SkuLinks.Where(l => l.EndedAt == null).ToListAsync(Cancellation);
        return [.. variations.Select(v => links.Single(l => l.VariationId == v).StockItemId)];
    }

    /// <summary>How many commands go to one database.</summary>
    private sealed class CountCommands : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
    {
        private readonly (string, string) _database;
        private readonly List<IDisposable> _listening = [];
        private int _count;

        public CountCommands(DbConnection connection)
        {
            _database = Of(connection);
            _listening.Add(DiagnosticListener.AllListeners.Subscribe(this));
        }

        public int Count => Volatile.Read(ref _count);

        public void OnNext(DiagnosticListener value)
        {
            if (value.Name == DbLoggerCategory.Name)
            {
                _listening.Add(value.Subscribe(this));
            }
        }

        public void OnNext(KeyValuePair<string, object?> value)
        {
            if (value.Value is CommandEventData { Command.Connection: { } connection }
                && value.Key == RelationalEventId.CommandExecuting.Name && Of(connection) == _database)
            {
                Interlocked.Increment(ref _count);
            }
        }

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }

        public void Dispose() => _listening.ForEach(l => l.Dispose());

        // Not the connection string: once opened it no longer tells the password.
        private static (string, string) Of(DbConnection connection) => (connection.DataSource, connection.Database);
    }
}
