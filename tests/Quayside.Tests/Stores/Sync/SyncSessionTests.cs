using Microsoft.EntityFrameworkCore;
using Quayside.Connectors;
using Quayside.Stores;
using Quayside.Tests.Harness;
using static Quayside.Tests.Harness.ScriptedShop;

namespace Quayside.Tests.Stores.Sync;

public sealed class SyncSessionTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Everything_in_the_shop_is_there_afterwards()
    {
        var shop = new ScriptedChannel();
        shop.Listings.AddRange(Enumerable.Range(1, 7).Select(i => Listing($"{i}", $"SKU-{i}", i)));
        shop.Orders.AddRange(Enumerable.Range(1, 5).Select(i => Order($"{i}", Now.AddDays(-i), listing: $"{i}")));
        shop.Carriers.Add(new ChannelCarrier("Post", [new ChannelCarrierService("post:1", "Letter")]));
        await using var sync = await SyncHarness.StartAsync(database, null, shop);

        var session = await sync.RunAsync(await sync.ConnectAsync(shop));

        Assert.Equal(SyncState.Completed, session.State);
        Assert.Equal((7, 7, 0, 7L), Receipt(session, StageName.Listings));
        Assert.Equal((5, 5, 0, 5L), Receipt(session, StageName.Orders));
        Assert.Equal((1, 1, 0, null), Receipt(session, StageName.Carriers));
        await using var db = sync.Read();
        Assert.Equal(7, await db.StockItems.CountAsync(Cancellation));
        Assert.Equal(5, await db.RawOrders.CountAsync(Cancellation));
        Assert.All(await db.Orders.ToListAsync(Cancellation), o => Assert.True(o.IsHistorical));
    }

    [Fact]
    public async Task A_second_sync_of_an_unchanged_shop_writes_no_row()
    {
        var shop = new ScriptedChannel();
        shop.Listings.AddRange(Enumerable.Range(1, 9).Select(i => Listing($"{i}", i % 3 == 0 ? null : $"SKU-{i % 4}", i)));
        shop.Orders.AddRange(Enumerable.Range(1, 5).Select(i => Order($"{i}", Now.AddDays(-i), listing: $"{i}", shipping: new ChannelShipping("Post", "p:1", "Post"))));
        await using var sync = await SyncHarness.StartAsync(database, null, shop);
        var store = await sync.ConnectAsync(shop);
        await sync.RunAsync(store);
        var before = await Rows.OfAsync(sync);

        var session = await sync.SyncAgainAsync(store);

        Assert.Equal(SyncState.Completed, session.State);
        Assert.Equal(before, await Rows.OfAsync(sync));
    }

    [Fact]
    public async Task An_empty_shop_is_finished_and_says_so()
    {
        var shop = new ScriptedChannel();
        await using var sync = await SyncHarness.StartAsync(database, null, shop);

        var session = await sync.RunAsync(await sync.ConnectAsync(shop));

        Assert.Equal(SyncState.Completed, session.State);
        Assert.Contains("nothing to sync yet", session.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_stopped_at_any_page_is_taken_up_and_ends_with_the_same_rows()
    {
        var shop = FullShop();
        await using var whole = await SyncHarness.StartAsync(database, null, shop);
        await whole.RunAsync(await whole.ConnectAsync(shop, connectedAt: Now));
        var expected = await Rows.WithoutIdsAsync(whole);

        for (var stopAt = 1; stopAt <= shop.Calls; stopAt++)
        {
            var cut = FullShop();
            await using var sync = await SyncHarness.StartAsync(database, null, cut);
            var store = await sync.ConnectAsync(cut, connectedAt: Now);
            using var stop = new CancellationTokenSource();
            var calls = 0;
            cut.BeforePage = (_, _, _) => Interlocked.Increment(ref calls) == stopAt ? stop.CancelAsync() : Task.CompletedTask;
            await sync.RunUntilAsync(store, stop.Token);
            cut.BeforePage = (_, _, _) => Task.CompletedTask;

            var session = await sync.RunAsync(store);

            Assert.Equal(SyncState.Completed, session.State);
            Assert.Equal(expected, await Rows.WithoutIdsAsync(sync));
        }
    }

    [Fact]
    public async Task A_record_that_cannot_be_read_is_kept_apart_and_stops_nothing()
    {
        var shop = FullShop();
        shop.Unreadable["3"] = "The price is not a number.";
        await using var sync = await SyncHarness.StartAsync(database, null, shop);
        var store = await sync.ConnectAsync(shop);

        var session = await sync.RunAsync(store);

        Assert.Equal(SyncState.Completed, session.State);
        var (discovered, stored, quarantined, _) = Receipt(session, StageName.Listings);
        Assert.Equal((8, 7, 1), (discovered, stored, quarantined));
        await using var db = sync.Read();
        var record = await db.Quarantine.SingleAsync(q => q.Stage == StageName.Listings, Cancellation);
        Assert.Equal(("3", "The price is not a number."), (record.ChannelId, record.Reason));
        Assert.NotEmpty(Packed.Unpack(record.Raw));
    }

    [Fact]
    public async Task A_record_that_no_table_takes_is_kept_apart_and_its_neighbours_are_stored()
    {
        var shop = FullShop();
        shop.Listings[2] = Listing("3", "SKU-3", 12_345_678_901_234_567_890m);
        await using var sync = await SyncHarness.StartAsync(database, null, shop);

        var session = await sync.RunAsync(await sync.ConnectAsync(shop));

        var (discovered, stored, quarantined, _) = Receipt(session, StageName.Listings);
        Assert.Equal((8, 7, 1), (discovered, stored, quarantined));
    }

    [Fact]
    public async Task A_retried_record_is_stored_and_leaves_the_quarantine()
    {
        var shop = FullShop();
        shop.Unreadable["3"] = "The price is not a number.";
        await using var sync = await SyncHarness.StartAsync(database, null, shop);
        var store = await sync.ConnectAsync(shop);
        await sync.RunAsync(store);
        shop.Unreadable.Clear();
        await using var db = sync.Read();
        var ids = await db.Quarantine.Select(q => q.Id).ToArrayAsync(Cancellation);

        Assert.Null(await sync.Runs.StartRetry(store.Id, ids, Cancellation));

        Assert.False(await db.Quarantine.AnyAsync(Cancellation));
        Assert.True(await db.Variations.AnyAsync(v => v.ChannelVariationId == "3", Cancellation));
        Assert.Equal(8, await db.SkuLinks.CountAsync(l => l.EndedAt == null, Cancellation));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_page_that_repeats_for_ever_ends_the_stage_with_a_sentence(bool tellsAhead)
    {
        var shop = FullShop();
        shop.TellsAhead = tellsAhead;
        shop.RepeatsFirstPage = true;
        await using var sync = await SyncHarness.StartAsync(database, null, shop);

        var session = await sync.RunAsync(await sync.ConnectAsync(shop));

        Assert.Equal(SyncState.Failed, session.State);
        Assert.All(session.Stages.Where(s => s.Name != StageName.Carriers), s => Assert.Equal(StageState.Failed, s.State));
        Assert.Contains("same page over and over", session.Text, StringComparison.Ordinal);
        Assert.True(shop.Calls < 60, $"It asked {shop.Calls} times.");
    }

    [Fact]
    public async Task A_throttled_shop_is_waited_for_and_what_was_read_is_kept()
    {
        var shop = FullShop();
        shop.BeforePage = (stage, page, _) => stage == "listings" && page == 3
            ? throw new ConnectorException(FailureKind.Throttled, "The shop asked us to slow down.") { RetryAfter = TimeSpan.FromMinutes(7) }
            : Task.CompletedTask;
        await using var sync = await SyncHarness.StartAsync(database, null, shop);
        var store = await sync.ConnectAsync(shop);

        var session = await sync.RunAsync(store);

        Assert.Equal(SyncState.Waiting, session.State);
        Assert.InRange(session.ResumesAt!.Value - Now, TimeSpan.FromMinutes(7), TimeSpan.FromMinutes(8));
        await using var db = sync.Read();
        var row = await db.Stores.SingleAsync(Cancellation);
        Assert.Equal((StoreHealth.Waiting, session.ResumesAt), (row.Health, row.DueAt));
        Assert.Equal(4, await db.Variations.CountAsync(Cancellation));
    }

    [Fact]
    public async Task A_lost_sign_in_waits_for_a_person_and_goes_on_from_there()
    {
        var shop = FullShop();
        shop.BeforePage = (stage, _, _) => stage == "orders"
            ? throw new ConnectorException(FailureKind.NeedsReauth, "The shop refused the key.")
            : Task.CompletedTask;
        await using var sync = await SyncHarness.StartAsync(database, null, shop);
        var store = await sync.ConnectAsync(shop);

        var session = await sync.RunAsync(store);

        Assert.Equal((SyncState.Waiting, null), (session.State, session.ResumesAt));
        await using var db = sync.Read();
        var row = await db.Stores.SingleAsync(Cancellation);
        Assert.Equal((StoreHealth.NeedsReauth, (DateTimeOffset?)null), (row.Health, row.DueAt));
        Assert.Equal(8, await db.SkuLinks.CountAsync(Cancellation));
        shop.BeforePage = (_, _, _) => Task.CompletedTask;
        Assert.Equal(SyncState.Completed, (await sync.RunAsync(store)).State);
    }

    [Fact]
    public async Task A_holder_whose_lease_was_taken_over_writes_nothing_more()
    {
        var shop = FullShop();
        await using var sync = await SyncHarness.StartAsync(database, null, shop);
        var store = await sync.ConnectAsync(shop);
        shop.BeforePage = async (_, page, _) =>
        {
            if (page == 2)
            {
                await using var other = sync.Read();
                await other.Stores.ExecuteUpdateAsync(s => s.SetProperty(x => x.Lease, x => x.Lease + 1), Cancellation);
            }
        };
        shop.TellsAhead = false;

        var session = await sync.RunAsync(store);

        Assert.Equal(SyncState.Running, session.State);
        await using var db = sync.Read();
        Assert.Equal(session.Stages.Single(s => s.Name == StageName.Listings).Stored, await db.Variations.CountAsync(Cancellation));
        Assert.True(await db.Variations.CountAsync(Cancellation) <= 2);
    }

    private static ScriptedChannel FullShop()
    {
        var shop = new ScriptedChannel();
        shop.Listings.AddRange(Enumerable.Range(1, 8).Select(i => Listing($"{i}", i == 5 ? null : $"SKU-{(i == 8 ? 1 : i)}", i)));
        shop.Orders.AddRange(Enumerable.Range(1, 5).Select(i => Order(
            $"{i}", Now.AddDays(-i), i == 2 ? OrderState.Completed : OrderState.ReadyToShip, $"{i}", shipping: new ChannelShipping("Post", "p:1", "Post"))));
        return shop;
    }

    private static (int Discovered, int Stored, int Quarantined, long? Expected) Receipt(SyncSession session, StageName stage)
    {
        var row = session.Stages.Single(s => s.Name == stage);
        return ((int)row.Discovered, (int)row.Stored, (int)row.Quarantined, row.Expected);
    }
}
