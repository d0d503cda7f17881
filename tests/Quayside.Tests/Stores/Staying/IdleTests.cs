using Microsoft.EntityFrameworkCore;
using Quayside.Sandbox;
using Quayside.Stores;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Stores.Staying;

/// <summary>What it costs to look at shops in which nothing happens.</summary>
public sealed class IdleTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private int Stores => database.Drawn(200);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_look_without_changes_costs_three_requests_and_leaves_one_session()
    {
        await using var watched = await WatchedShop.StartAsync(database);
        await watched.LookAsync();
        var (before, rows) = (await Rows.OfAsync(watched.Sync), await SessionRowsAsync(watched));
        for (var look = 1; look <= 8; look++)
        {
            var calls = watched.Shop.Calls.Total;

            var session = await watched.LookAsync();

            Assert.Equal(3, watched.Shop.Calls.Total - calls);
            Assert.Equal((3, look), (session.Requests, session.QuietLooks));
            Assert.Equal(rows, await SessionRowsAsync(watched));
        }

        Assert.Equal(before, await Rows.OfAsync(watched.Sync));
    }

    [Fact]
    public async Task A_look_that_found_something_is_kept()
    {
        await using var watched = await WatchedShop.StartAsync(database);
        await watched.LookAsync();
        watched.Life.Order(watched.Product());
        await watched.LookAsync();
        await watched.LookAsync();
        await watched.LookAsync();

        var kinds = await watched.ReadAsync(db => db.SyncSessions.OrderBy(s => s.Id).Select(s => s.QuietLooks).ToListAsync(Cancellation));
        Assert.Equal([0, 0, 0, 1], kinds); // the first sync, a quiet look, the sale, two quiet ones in one
    }

    [Fact]
    public async Task Many_idle_stores_for_an_hour_send_and_keep_little()
    {
        await using var watched = await WatchedShop.StartAsync(database, new ShopOptions { Listings = 1, Orders = 1, Seed = 8, Messy = false });
        var stores = new List<Store>();
        var count = Stores;
        for (var i = 0; i < count; i++)
        {
            var store = await watched.Sync.ConnectAsync(watched.Sync.Connectors.Get("woocommerce"), $"Shop {i}", settings: WatchedShop.Settings(watched.Shop));
            WatchedShop.Completed(await watched.Sync.RunAsync(store));
            stores.Add(store);
        }

        var (calls, before) = (watched.Shop.Calls.Total, await SessionRowsAsync(watched));
        for (var look = 0; look < 4; look++)
        {
            watched.Clock.Forward(TimeSpan.FromMinutes(15));
            foreach (var store in stores)
            {
                WatchedShop.Completed(await watched.Sync.LookAsync(store));
            }
        }

        var (sent, kept) = (watched.Shop.Calls.Total - calls, await SessionRowsAsync(watched) - before);
        TestContext.Current.TestOutputHelper!.WriteLine($"{Stores} idle stores for an hour: {sent} requests, {kept} rows more");

        Assert.Equal(Stores * 4 * 3, sent); // products, variations, orders
        Assert.Equal(Stores * 3, kept); // each store has one session with its two stages, however often it was looked at
    }

    private static Task<int> SessionRowsAsync(WatchedShop watched) => watched.ReadAsync(async db =>
        await db.SyncSessions.CountAsync(Cancellation) + await db.SyncStages.CountAsync(Cancellation)
        + await db.SyncPages.CountAsync(p => db.SyncSessions.Any(s => s.Id == p.SessionId && s.Kind == SyncKind.Delta), Cancellation));
}
