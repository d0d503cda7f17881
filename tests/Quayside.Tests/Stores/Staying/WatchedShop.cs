using Microsoft.EntityFrameworkCore;
using Quayside.Connectors.WooCommerce;
using Quayside.Sandbox;
using Quayside.Stores;
using Quayside.Tests.Harness;
using Quayside.Tests.Sandbox;

namespace Quayside.Tests.Stores.Staying;

/// <summary>A practice shop, a store of it that came in whole, and a clock that both go by.</summary>
internal sealed class WatchedShop : IAsyncDisposable
{
    private readonly RunningSandbox _sandbox;

    private WatchedShop(TestClock clock, RunningSandbox sandbox, SyncHarness sync, Store store) =>
        (Clock, _sandbox, Sync, Store) = (clock, sandbox, sync, store);

    public TestClock Clock { get; }

    public SyncHarness Sync { get; }

    public Store Store { get; }

    public PracticeShop Shop => _sandbox.Shop;

    public ShopLife Life => Shop.Life;

    public ShopClient Client => _sandbox.Client;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <param name="readFirst">false leaves the initial session open.</param>
    public static async Task<WatchedShop> StartAsync(TestDatabase database, ShopOptions? options = null, bool readFirst = true, TimeSpan ahead = default)
    {
        var clock = new TestClock();
        var sandbox = await RunningSandbox.StartAsync((options ?? new ShopOptions { Listings = 12, Variations = 8, Orders = 14, Seed = 41, Messy = false }) with { Clock = clock });
        sandbox.Shop.ClockAhead = ahead;
        var sync = await SyncHarness.StartAsync(database, clock, new WooConnector(clock));
        var store = await sync.ConnectAsync(sync.Connectors.Get("woocommerce"), settings: Settings(sandbox.Shop));
        var watched = new WatchedShop(clock, sandbox, sync, store);
        if (readFirst)
        {
            Completed(await sync.RunAsync(store));
            clock.Forward(TimeSpan.FromMinutes(1));
        }

        return watched;
    }

    public static Dictionary<string, string> Settings(PracticeShop shop) => new()
    {
        ["url"] = shop.Address.ToString(),
        ["consumerKey"] = shop.ConsumerKey,
        ["consumerSecret"] = shop.ConsumerSecret,
    };

    /// <summary>A quarter of an hour later, the next look.</summary>
    public async Task<SyncSession> LookAsync()
    {
        Clock.Forward(TimeSpan.FromMinutes(15));
        var session = await Sync.LookAsync(Store);
        Assert.Equal(SyncKind.Delta, session.Kind);
        Completed(session);
        return session;
    }

    /// <summary>A day later, the comparison of both sides.</summary>
    public async Task<SyncSession> CompareAsync()
    {
        Clock.Forward(TimeSpan.FromHours(1));
        var session = await Sync.LookAsync(Store, compare: true);
        Assert.Equal(SyncKind.Reconcile, session.Kind);
        return session;
    }

    public static void Completed(SyncSession session) => Assert.True(session.State == SyncState.Completed, $"{session.Kind} {session.State}: {session.Text}");

    /// <summary>Ids of products with so many variations, in the shop.</summary>
    public long Product(bool variable = false) => Shop.Data.Read(d => d.Products.First(p => p.Status == "publish" && p.Type == (variable ? "variable" : "simple") && p.ManagesStock == !variable).Id);

    public async Task<T> ReadAsync<T>(Func<Quayside.Database.QuaysideDb, Task<T>> read)
    {
        await using var db = Sync.Read();
        return await read(db);
    }

    public Task<Quayside.Orders.Order> OrderAsync(long id) => ReadAsync(db => db.Orders.AsNoTracking().SingleAsync(o => o.ChannelOrderId == $"{id}", Cancellation));

    public Task<List<Quayside.Orders.OrderEvent>> EventsAsync(long orderId) => ReadAsync(db => (
        from happened in db.OrderEvents.AsNoTracking()
        join order in db.Orders on happened.OrderId equals order.Id
        where order.ChannelOrderId == $"{orderId}"
        orderby happened.Id
        select happened).ToListAsync(Cancellation));

    public Task<Quayside.Catalogue.ListingVariation> VariationAsync(long id) =>
        ReadAsync(db => db.Variations.AsNoTracking().SingleAsync(v => v.ChannelVariationId == $"{id}", Cancellation));

    public async ValueTask DisposeAsync()
    {
        await Sync.DisposeAsync();
        await _sandbox.DisposeAsync();
    }
}
