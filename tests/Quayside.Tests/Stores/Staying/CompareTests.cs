using Microsoft.EntityFrameworkCore;
using Quayside.Connectors;
using Quayside.Inventory;
using Quayside.Orders;
using Quayside.Sandbox;
using Quayside.SkuLinks;
using Quayside.Stores;
using Quayside.Stores.Coverage;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Stores.Staying;

/// <summary>Both sides compared: what was missed, what differs, what is gone, and the calendar that says so.</summary>
public sealed class CompareTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Equal_sides_are_proven_complete_day_by_day_and_nothing_is_written()
    {
        await using var watched = await WatchedShop.StartAsync(database);
        var before = await Rows.OfAsync(watched.Sync);

        var session = await watched.CompareAsync();

        WatchedShop.Completed(session);
        Assert.Equal(before, await Rows.OfAsync(watched.Sync));
        var days = await DaysAsync(watched);
        Assert.Equal(91, days.Count); // of the first a part, of today another
        Assert.All(days, d => Assert.Equal((CoverageState.Complete, d.Theirs, d.TheirFingerprint), (d.State, d.Ours, d.OurFingerprint)));
        Assert.Equal(await watched.ReadAsync(db => db.Orders.CountAsync(o => o.DeletedAt == null && o.PlacedAt >= session.StartedAt.AddDays(-90), Cancellation)), days.Sum(d => d.Ours));
        Assert.InRange(days.Sum(d => d.Ours), 5, 14);
        Assert.All(session.Stages, s => Assert.Equal(s.Discovered, s.Stored + s.Quarantined));
    }

    [Theory]
    [InlineData("DELETE")]
    [InlineData("TOTAL")]
    [InlineData("LINE")]
    [InlineData("STATUS")]
    [InlineData("FORGED")]
    public async Task A_day_tampered_with_here_turns_red_and_heals(string how)
    {
        await using var watched = await WatchedShop.StartAsync(database);
        WatchedShop.Completed(await watched.CompareAsync());
        var expected = await ContentAsync(watched);
        var day = await TamperAsync(watched, how);
        Assert.NotEqual(expected, await ContentAsync(watched));

        // The list can be read, and what differs cannot be yet: so the day is red and stays so.
        watched.Shop.Faults.Add(new Fault(FaultKind.BadGateway) { PathContains = "include=" });
        Assert.Equal(SyncState.Waiting, (await watched.CompareAsync()).State);
        var red = (await DaysAsync(watched)).Where(d => d.State == CoverageState.Partial).ToList();
        Assert.Equal([day], red.Select(d => d.Day));
        Assert.NotEqual(red[0].TheirFingerprint, red[0].OurFingerprint);
        Assert.True(red[0] is { DifferedAt: not null, HealedAt: null, Text: not null });

        watched.Shop.Faults.Clear();
        WatchedShop.Completed(await watched.Sync.RunAsync(watched.Store));
        var healed = (await DaysAsync(watched)).Single(d => d.Day == day);
        Assert.Equal((CoverageState.Healed, healed.TheirFingerprint, healed.Theirs), (healed.State, healed.OurFingerprint, healed.Ours));
        Assert.NotNull(healed.HealedAt);
        Assert.Equal(expected, await ContentAsync(watched));
        Assert.All((await DaysAsync(watched)).Where(d => d.Day != day), d => Assert.Equal(CoverageState.Complete, d.State));
    }

    [Fact]
    public async Task What_changed_since_the_last_look_is_news_and_no_gap()
    {
        await using var watched = await WatchedShop.StartAsync(database);
        WatchedShop.Completed(await watched.CompareAsync());
        var sold = watched.Life.Order(watched.Product())!.Value;
        var old = await watched.ReadAsync(db => db.Orders.Where(o => o.DeletedAt == null).OrderBy(o => o.PlacedAt).Select(o => o.ChannelOrderId).FirstAsync(Cancellation));
        watched.Life.Refund(long.Parse(old, System.Globalization.CultureInfo.InvariantCulture), 1);

        var session = await watched.CompareAsync();

        WatchedShop.Completed(session);
        Assert.NotNull(await watched.OrderAsync(sold));
        Assert.All(await DaysAsync(watched), d => Assert.Equal(CoverageState.Complete, d.State));
        var orders = session.Stages.Single(s => s.Name == StageName.Orders);
        Assert.Equal((1L, 1L), (orders.Missed, orders.Differed));
        Assert.Equal("1 order was missing here and fetched; 1 order differed and was read again.", orders.Text);
        Assert.Equal(LearnedBy.Reconciliation, (await watched.OrderAsync(sold)).LearnedBy);
    }

    [Fact]
    public async Task What_the_shop_deleted_is_marked_and_stays_with_its_links_and_comes_back()
    {
        await using var watched = await WatchedShop.StartAsync(database);
        var good = watched.Product();
        var parent = watched.Shop.Data.Read(d => d.Products.First(p => p is { Type: "variable", Status: "publish" } && p.Variations.Count > 1));
        var variation = parent.Variations[0].Id;
        var order = watched.Life.Order(good, 2)!.Value;
        await watched.LookAsync();
        var item = await ItemAsync(watched, good);

        watched.Life.Trash(good);
        watched.Life.Delete(variation);
        watched.Life.Delete(order);
        var added = watched.Life.Add("In its place", "IN-ITS-PLACE"); // the count stays as it was
        var session = await watched.CompareAsync();

        WatchedShop.Completed(session);
        Assert.Equal(ListingStatus.Deleted, (await watched.VariationAsync(good)).Status);
        Assert.Equal(ListingStatus.Deleted, (await watched.VariationAsync(variation)).Status);
        Assert.NotNull(await watched.VariationAsync(added.Id));
        Assert.True((await watched.OrderAsync(order)) is { DeletedAt: not null, IsOpen: false });
        Assert.Equal((2L, 1L), (session.Stages.Single(s => s.Name == StageName.Listings).Deleted, session.Stages.Single(s => s.Name == StageName.Orders).Deleted));

        // The figure went away and moved nothing; the link is there; the order reserves nothing any more.
        var after = await ItemAsync(watched, good);
        Assert.Equal((item.OnHand, item.Reserved - 2), (after.OnHand, after.Reserved));
        Assert.All(await DaysAsync(watched), d => Assert.Equal(CoverageState.Complete, d.State));

        watched.Life.Restore(good);
        WatchedShop.Completed(await watched.CompareAsync());
        Assert.Equal(ListingStatus.Active, (await watched.VariationAsync(good)).Status);
        Assert.Equal((after.OnHand, after.Reserved), ((await ItemAsync(watched, good)).OnHand, (await ItemAsync(watched, good)).Reserved));
    }

    [Fact]
    public async Task A_listing_that_goes_away_takes_no_pieces_from_the_item_that_another_sells_too()
    {
        await using var watched = await WatchedShop.StartAsync(database);
        var (stays, goes) = watched.Shop.Data.Read(d => d.Products.Where(p => p is { Status: "publish", Type: "simple", ManagesStock: true, Stock: > 0 }).Select(p => p.Id).Take(2).ToList())
            is [var first, var second] ? (first, second) : default;
        var item = await ItemAsync(watched, stays);
        var linked = await new LinkVariation(watched.Sync.Databases, watched.Sync.Clock)
            .RunAsync(watched.Sync.Owner, (await watched.VariationAsync(goes)).Id, item.Id, 1, Cancellation);
        Assert.Null(linked.Refusal);
        var before = await ItemAsync(watched, stays);

        watched.Life.Delete(goes);
        watched.Life.Change(stays, stock: (await watched.VariationAsync(stays)).Quantity + 2);
        WatchedShop.Completed(await watched.CompareAsync());

        Assert.Equal(before.OnHand + 2, (await ItemAsync(watched, stays)).OnHand);
    }

    [Fact]
    public async Task Stock_and_states_that_a_plugin_changed_without_a_date_are_found()
    {
        await using var watched = await WatchedShop.StartAsync(database);
        var good = watched.Product();
        var sold = watched.Life.Order(good)!.Value;
        await watched.LookAsync();
        watched.Life.Change(good, stock: 99, dated: false);
        watched.Shop.Data.Edit(d => d.FindOrder(sold)!.Status = "cancelled");
        await watched.LookAsync();
        Assert.Equal(OrderState.ReadyToShip, (await watched.OrderAsync(sold)).State);

        WatchedShop.Completed(await watched.CompareAsync());

        Assert.Equal(99, (await watched.VariationAsync(good)).Quantity);
        Assert.Equal(OrderState.Cancelled, (await watched.OrderAsync(sold)).State);
    }

    [Fact]
    public async Task A_listing_that_changes_once_more_in_the_second_it_was_read_in_is_read_again()
    {
        await using var watched = await WatchedShop.StartAsync(database);
        var good = watched.Product();
        watched.Life.Order(good);
        watched.Clock.Forward(TimeSpan.FromSeconds(10));
        watched.Life.Change(good, price: 11);
        WatchedShop.Completed(await watched.Sync.LookAsync(watched.Store)); // the sale is old enough to be seen, and brings what it sold
        Assert.Equal("11", (await watched.VariationAsync(good)).PriceText);

        watched.Life.Change(good, price: 12, dated: false); // the date is that second's already
        WatchedShop.Completed(await watched.CompareAsync());

        Assert.Equal("12", (await watched.VariationAsync(good)).PriceText);
    }

    [Fact]
    public async Task An_order_that_changes_once_more_in_the_second_it_was_read_in_is_read_again()
    {
        await using var watched = await WatchedShop.StartAsync(database);
        var order = watched.Life.Order(watched.Product())!.Value;
        watched.Clock.Forward(TimeSpan.FromSeconds(10));
        watched.Life.Refund(order, 1);
        WatchedShop.Completed(await watched.Sync.LookAsync(watched.Store, compare: true));
        Assert.Equal(100, (await watched.OrderAsync(order)).RefundedMinor);

        watched.Shop.Data.Edit(d => d.FindOrder(order)!.Refunds.Add(new PracticeRefund(d.NextId(), watched.Clock.GetUtcNow(), 1, 0, "returned", [])));
        WatchedShop.Completed(await watched.CompareAsync());

        Assert.Equal(200, (await watched.OrderAsync(order)).RefundedMinor);
    }

    [Fact]
    public async Task A_list_that_leaves_something_out_deletes_nothing()
    {
        await using var watched = await WatchedShop.StartAsync(database, new ShopOptions { Listings = 150, Variations = 0, Orders = 130, Seed = 6, Messy = false });
        var before = await Rows.OfAsync(watched.Sync);
        watched.Shop.Faults.Add(new Fault(FaultKind.MorePagesThanAnnounced));

        var session = await watched.CompareAsync();

        WatchedShop.Completed(session);
        Assert.Equal(before, await Rows.OfAsync(watched.Sync));
    }

    [Fact]
    public async Task Another_shop_at_the_address_is_not_taken_for_ours()
    {
        await using var watched = await WatchedShop.StartAsync(database);
        await watched.ReadAsync(async db =>
        {
            db.StoreIdentities.Add(new StoreIdentity
            {
                OrganisationId = db.OrganisationId,
                StoreId = watched.Store.Id,
                Channel = "woocommerce",
                Kind = "store_id",
                Value = "somebody-else",
                Strong = true,
            });
            return await db.SaveChangesAsync(Cancellation);
        });
        var before = await Rows.OfAsync(watched.Sync);

        var session = await watched.CompareAsync();

        Assert.Equal(SyncState.Waiting, session.State);
        Assert.Contains("Another shop", session.Text, StringComparison.Ordinal);
        Assert.Equal(before, await Rows.OfAsync(watched.Sync));
        Assert.Equal(StoreHealth.NeedsReauth, await watched.ReadAsync(db => db.Stores.Select(s => s.Health).SingleAsync(Cancellation)));
    }

    private static Task<List<CoverageDay>> DaysAsync(WatchedShop watched) =>
        watched.ReadAsync(db => db.CoverageDays.AsNoTracking().OrderBy(d => d.Day).ToListAsync(Cancellation));

    private static async Task<DateOnly> TamperAsync(WatchedShop watched, string how) => await watched.ReadAsync(async db =>
    {
        var order = await db.Orders.AsNoTracking().Where(o => o.DeletedAt == null && db.OrderLines.Any(l => l.OrderId == o.Id)).OrderByDescending(o => o.PlacedAt).FirstAsync(Cancellation);
        await (how switch
        {
            "DELETE" => RemoveAsync(db, order.Id),
            "TOTAL" => db.Orders.Where(o => o.Id == order.Id).ExecuteUpdateAsync(o => o.SetProperty(x => x.TotalMinor, x => x.TotalMinor + 1), Cancellation),
            "LINE" => db.OrderLines.Where(l => l.OrderId == order.Id).ExecuteUpdateAsync(l => l.SetProperty(x => x.Quantity, 41m), Cancellation),
            "STATUS" => db.Orders.Where(o => o.Id == order.Id).ExecuteUpdateAsync(o => o.SetProperty(x => x.State, OrderState.Returned), Cancellation),
            _ => db.Orders.Where(o => o.Id == order.Id).ExecuteUpdateAsync(o => o.SetProperty(x => x.ChannelOrderId, "999999999"), Cancellation),
        });
        return OrderDays.DayOf(order.PlacedAt);
    });

    private static async Task<int> RemoveAsync(Quayside.Database.QuaysideDb db, long orderId)
    {
        await db.OrderLines.Where(l => l.OrderId == orderId).ExecuteDeleteAsync(Cancellation);
        await db.RawOrders.Where(r => r.OrderId == orderId).ExecuteDeleteAsync(Cancellation);
        return await db.Orders.Where(o => o.Id == orderId).ExecuteDeleteAsync(Cancellation);
    }

    private static Task<string> ContentAsync(WatchedShop watched) => watched.ReadAsync(async db =>
    {
        var orders = await db.Orders.AsNoTracking().Where(o => o.DeletedAt == null).OrderBy(o => o.ChannelOrderId).ToListAsync(Cancellation);
        var lines = (await db.OrderLines.AsNoTracking().ToListAsync(Cancellation)).ToLookup(l => l.OrderId);
        return string.Join('\n', orders.Select(o => $"{o.ChannelOrderId} {OrderFingerprint.Of(o, lines[o.Id])}"));
    });

    private static Task<StockItem> ItemAsync(WatchedShop watched, long sellable) => watched.ReadAsync(db => (
        from variation in db.Variations
        join link in db.SkuLinks on variation.Id equals link.VariationId
        join item in db.StockItems on link.StockItemId equals item.Id
        where variation.ChannelVariationId == $"{sellable}" && link.EndedAt == null
        select item).AsNoTracking().SingleAsync(Cancellation));
}
