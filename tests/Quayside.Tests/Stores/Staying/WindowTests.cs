using Microsoft.EntityFrameworkCore;
using Quayside.Sandbox;
using Quayside.Stores;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Stores.Staying;

/// <summary>The edges of windows: seconds, pages, clocks, zones, stops.</summary>
public sealed class WindowTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static readonly ShopOptions Small = new() { Listings = 4, Orders = 0, Seed = 5, Messy = false };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Orders_of_one_second_at_a_pages_edge_all_come()
    {
        await using var watched = await WatchedShop.StartAsync(database, Small);
        var good = watched.Product();
        var at = watched.Clock.GetUtcNow().AddMinutes(-1);
        var ids = Enumerable.Range(0, 205).Select(_ => watched.Life.Order(good)!.Value).ToList();
        watched.Shop.Data.Edit(d => d.Orders.ForEach(o => o.ModifiedAt = at));

        await watched.LookAsync();

        Assert.Equal(ids.Select(id => $"{id}").Order(), await OrdersAsync(watched));
    }

    [Fact]
    public async Task A_change_in_the_second_that_ends_a_window_is_in_one_of_the_two()
    {
        await using var watched = await WatchedShop.StartAsync(database, Small);
        var good = watched.Product();
        var first = await watched.LookAsync();

        // Twenty seconds around the end of that window, one order in each.
        var ids = new List<string>();
        for (var second = -10; second <= 10; second++)
        {
            var id = watched.Life.Order(good)!.Value;
            var at = first.WindowTo.AddSeconds(second);
            watched.Shop.Data.Edit(d => d.FindOrder(id)!.ModifiedAt = at);
            ids.Add($"{id}");
        }

        var second2 = await watched.LookAsync();
        Assert.True(second2.WindowFrom < first.WindowTo);
        Assert.Equal(ids.Order(), await OrdersAsync(watched));
    }

    [Fact]
    public async Task No_window_reaches_up_to_now()
    {
        await using var watched = await WatchedShop.StartAsync(database, Small);
        var good = watched.Product();
        var session = await watched.LookAsync();
        Assert.True(session.WindowTo <= session.StartedAt - TimeSpan.FromSeconds(5));
        Assert.Equal(session.WindowTo, (await CursorAsync(watched, StageName.Orders)).ReadUpTo);

        // A sale of this very second is left for the next look.
        watched.Life.Order(good);
        Assert.Equal(SyncState.Completed, (await watched.Sync.LookAsync(watched.Store)).State);
        Assert.Empty(await OrdersAsync(watched));
        await watched.LookAsync();
        Assert.Single(await OrdersAsync(watched));
    }

    [Theory]
    [InlineData(60)]
    [InlineData(-60)]
    public async Task A_shop_whose_clock_is_an_hour_off_loses_no_change(int minutes)
    {
        await using var watched = await WatchedShop.StartAsync(database, Small, ahead: TimeSpan.FromMinutes(minutes));
        var good = watched.Product();
        var ids = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            ids.Add($"{watched.Life.Order(good)}");
            await watched.LookAsync();
            Assert.Equal(ids.Order(), await OrdersAsync(watched));
        }
    }

    [Theory]
    [InlineData(60, 0)]
    [InlineData(0, 60)]
    [InlineData(0, -60)]
    public async Task A_clock_that_is_set_while_we_watch_loses_no_change(int before, int after)
    {
        await using var watched = await WatchedShop.StartAsync(database, Small, ahead: TimeSpan.FromMinutes(before));
        var good = watched.Product();
        await watched.LookAsync();
        var ids = new List<string> { $"{watched.Life.Order(good)}" };
        watched.Clock.Forward(TimeSpan.FromMinutes(5));
        watched.Shop.ClockAhead = TimeSpan.FromMinutes(after);
        ids.Add($"{watched.Life.Order(good)}");

        await watched.LookAsync();
        await watched.LookAsync();
        for (var hour = 0; hour < 5; hour++)
        {
            await watched.LookAsync(); // what was dated an hour ahead comes when that hour has passed
        }

        Assert.Equal(ids.Order(), await OrdersAsync(watched));
    }

    [Fact]
    public async Task A_run_stopped_between_rows_and_cursor_goes_on_with_the_same_window()
    {
        await using var watched = await WatchedShop.StartAsync(database, Small);
        var good = watched.Product();
        watched.Life.Change(good, price: 31);
        var id = watched.Life.Order(good);
        var before = await CursorAsync(watched, StageName.Orders);

        // The listings are written, the orders are not: the shop is away by then.
        watched.Shop.Faults.Add(new Fault(FaultKind.BadGateway) { PathContains = "/orders" });
        watched.Clock.Forward(TimeSpan.FromMinutes(15));
        var waiting = await watched.Sync.LookAsync(watched.Store);
        Assert.Equal(SyncState.Waiting, waiting.State);
        Assert.Equal("31", (await watched.VariationAsync(good)).PriceText);
        Assert.Equal(before.ReadUpTo, (await CursorAsync(watched, StageName.Orders)).ReadUpTo);
        Assert.Equal(waiting.WindowTo, (await CursorAsync(watched, StageName.Listings)).ReadUpTo);

        watched.Shop.Faults.Clear();
        watched.Clock.Forward(TimeSpan.FromHours(2));
        var done = await watched.Sync.RunAsync(watched.Store);
        Assert.Equal((waiting.Id, SyncState.Completed), (done.Id, done.State));
        Assert.Equal([$"{id}"], await OrdersAsync(watched));
        Assert.Equal(waiting.WindowTo, (await CursorAsync(watched, StageName.Orders)).ReadUpTo);

        // What was held up is looked for at once.
        var store = await watched.ReadAsync(db => db.Stores.SingleAsync(Cancellation));
        Assert.True(store.DueAt <= watched.Clock.GetUtcNow());
    }

    [Fact]
    public async Task An_order_from_before_the_window_that_changes_is_not_fetched_and_a_known_one_follows()
    {
        await using var watched = await WatchedShop.StartAsync(database, Small);
        var good = watched.Product();
        var old = watched.Life.Order(good, placedAt: watched.Clock.GetUtcNow().AddDays(-100));
        var within = watched.Life.Order(good, placedAt: watched.Clock.GetUtcNow().AddDays(-80))!.Value;

        var session = await watched.LookAsync();

        Assert.NotNull(old);
        Assert.Equal([$"{within}"], await OrdersAsync(watched));
        var orders = session.Stages.Single(s => s.Name == StageName.Orders);
        Assert.Equal((1L, 1L), (orders.Discovered, orders.Stored));
        Assert.True((await watched.OrderAsync(within)).IsHistorical);
    }

    [Fact]
    public async Task Runs_stopped_at_random_end_with_every_row_once()
    {
        await using var watched = await WatchedShop.StartAsync(database, Small with { Latency = TimeSpan.FromMilliseconds(5) });
        var good = watched.Product();
        var dice = new Random(7);
        var ids = new List<string>();
        for (var round = 0; round < 12; round++)
        {
            ids.AddRange(Enumerable.Range(0, 120).Select(_ => $"{watched.Life.Order(good)}"));
            watched.Clock.Forward(TimeSpan.FromMinutes(15));
            await watched.Sync.MakeDueAsync(watched.Store);
            using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(dice.Next(1, 120)));
            await watched.Sync.RunUntilAsync(watched.Store, stop.Token);
        }

        WatchedShop.Completed(await watched.Sync.RunAsync(watched.Store));
        await watched.LookAsync();
        await watched.LookAsync();
        Assert.Equal(ids.Order(), await OrdersAsync(watched));
        Assert.Equal(ids.Count, await watched.ReadAsync(db => db.OrderLines.CountAsync(Cancellation)));
    }

    private static Task<List<string>> OrdersAsync(WatchedShop watched) =>
        watched.ReadAsync(async db => (await db.Orders.Select(o => o.ChannelOrderId).ToListAsync(Cancellation)).Order().ToList());

    private static Task<SyncCursor> CursorAsync(WatchedShop watched, StageName feed) =>
        watched.ReadAsync(db => db.SyncCursors.AsNoTracking().SingleAsync(c => c.Feed == feed, Cancellation));
}
