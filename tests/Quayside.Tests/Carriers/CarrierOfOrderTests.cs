using Microsoft.EntityFrameworkCore;
using Quayside.Carriers;
using Quayside.Connectors;
using Quayside.Orders;
using Quayside.Stores;
using Quayside.Tests.Harness;
using Quayside.Ui;
using static Quayside.Tests.Harness.ScriptedShop;

namespace Quayside.Tests.Carriers;

/// <summary>The channel's carrier wins, then the one chosen for the order, then the store's default; with none an open order needs a person.</summary>
public sealed class CarrierOfOrderTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static readonly ChannelShipping Post = new("Post", "p:1", "Letter");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    [Fact]
    public async Task A_default_is_used_until_the_channel_names_a_carrier_and_the_choice_for_an_order_goes_before_it()
    {
        var shop = Shop(Order("1", Now.AddDays(-1)), Order("2", Now.AddDays(-2), shipping: Post));
        await using var sync = await SyncHarness.StartAsync(database, null, shop);
        var store = await sync.ConnectAsync(shop);
        await sync.RunAsync(store);
        Assert.Equal((null, null), await CarrierAsync(sync, "1"));
        Assert.Equal(("Post", CarrierFrom.Channel), await CarrierAsync(sync, "2"));

        var (van, bike) = (await AddAsync(sync, "Van"), await AddAsync(sync, "Bike"));
        await DefaultAsync(sync, store, van);
        Assert.Equal(("Van", CarrierFrom.Default), await CarrierAsync(sync, "1"));
        Assert.Equal(("Post", CarrierFrom.Channel), await CarrierAsync(sync, "2"));

        Assert.Null(await ChooseAsync(sync, "1", bike));
        Assert.Equal(("Bike", CarrierFrom.Chosen), await CarrierAsync(sync, "1"));
        await sync.SyncAgainAsync(store);
        Assert.Equal(("Bike", CarrierFrom.Chosen), await CarrierAsync(sync, "1"));

        shop.Orders[0] = Order("1", shop.Orders[0].PlacedAt, shipping: Post);
        await sync.SyncAgainAsync(store);
        Assert.Equal(("Post", CarrierFrom.Channel), await CarrierAsync(sync, "1"));
        Assert.Equal("order.carrier_is_channels", (await ChooseAsync(sync, "1", van))?.Code);
        Assert.Equal("order.carrier_is_channels", (await ChooseAsync(sync, "1", null))?.Code);
        Assert.Equal(("Post", CarrierFrom.Channel), await CarrierAsync(sync, "1"));
    }

    [Fact]
    public async Task A_choice_is_told_in_the_orders_timeline_once_and_taken_back()
    {
        var shop = Shop(Order("1", Now.AddDays(-1)));
        await using var sync = await SyncHarness.StartAsync(database, null, shop);
        var store = await sync.ConnectAsync(shop);
        await sync.RunAsync(store);
        var (van, bike) = (await AddAsync(sync, "Van"), await AddAsync(sync, "Bike"));
        await DefaultAsync(sync, store, van);

        await ChooseAsync(sync, "1", bike);
        await ChooseAsync(sync, "1", bike);
        await ChooseAsync(sync, "1", null);

        Assert.Equal(("Van", CarrierFrom.Default), await CarrierAsync(sync, "1"));
        await using var db = sync.Read();
        var events = await db.OrderEvents.OrderBy(e => e.Id).ToListAsync(Cancellation);
        Assert.Equal([("Van", "Bike"), ("Bike", "Van")], events.Select(e => (e.Before, e.After)));
        Assert.All(events, e => Assert.Equal((OrderChange.Carrier, LearnedBy.Person, sync.Owner.Name), (e.Change, e.LearnedBy, e.Who)));
    }

    [Fact]
    public async Task Orders_without_a_carrier_wait_and_a_default_resolves_all_of_them_without_a_row_of_orders_written()
    {
        var shop = Shop(
            Order("1", Now.AddDays(-1)), Order("2", Now.AddDays(-2)), Order("3", Now.AddDays(-3), OrderState.Completed),
            Order("4", Now.AddDays(-4), shipping: Post), Order("5", Now.AddDays(-5)) with { IsCollected = true },
            Order("6", Now.AddDays(-6)) with { Lines = [] });
        await using var sync = await SyncHarness.StartAsync(database, null, shop);
        var store = await sync.ConnectAsync(shop);
        await sync.RunAsync(store);
        Assert.Equal(["1", "2"], await WaitingAsync(sync));
        Assert.True((await OneAsync(sync, "6")).Open);
        Assert.Equal(2, await CountedAsync(sync));
        var attention = Assert.Single((await OneAsync(sync, "1")).Attention, a => a.Reason == AttentionReason.NoCarrier);
        Assert.Contains("Set a default carrier for Shop", attention.Text, StringComparison.Ordinal);
        Assert.Equal($"/stores/{store.Id}#carrier", attention.Remedy?.Href);
        var van = await AddAsync(sync, "Van");
        var before = await OrdersAsync(sync);

        await DefaultAsync(sync, store, van);

        Assert.Empty(await WaitingAsync(sync));
        Assert.Equal(0, await CountedAsync(sync));
        Assert.Equal(before, await OrdersAsync(sync));
        Assert.Equal((null, null), await CarrierAsync(sync, "5"));

        await DefaultAsync(sync, store, null);
        Assert.Equal(["1", "2"], await WaitingAsync(sync));
        await ChooseAsync(sync, "2", van);
        Assert.Equal(["1"], await WaitingAsync(sync));
        shop.Orders[0] = Order("1", shop.Orders[0].PlacedAt, shipping: Post);
        await sync.SyncAgainAsync(store);
        Assert.Empty(await WaitingAsync(sync));
    }

    [Fact]
    public async Task A_connected_store_whose_orders_never_name_a_carrier_is_left_in_peace_and_an_offline_one_is_not()
    {
        var shop = Shop(Order("1", Now.AddDays(-1)), Order("2", Now.AddDays(-2)));
        await using var sync = await SyncHarness.StartAsync(database, null, shop);
        var store = await sync.ConnectAsync(shop);
        await sync.RunAsync(store);
        Assert.Empty(await WaitingAsync(sync));

        await using (var db = sync.Read())
        {
            await db.Stores.ExecuteUpdateAsync(set => set.SetProperty(s => s.Mode, StoreMode.Offline), Cancellation);
        }

        Assert.Equal(["1", "2"], await WaitingAsync(sync));
    }

    [Fact]
    public async Task A_carrier_that_was_joined_into_another_is_that_one_wherever_it_was_chosen()
    {
        var shop = Shop(Order("1", Now.AddDays(-1)), Order("2", Now.AddDays(-2)), Order("3", Now.AddDays(-3), shipping: new ChannelShipping("JNT", null, null)));
        await using var sync = await SyncHarness.StartAsync(database, null, shop);
        var store = await sync.ConnectAsync(shop);
        await sync.RunAsync(store);
        long jnt;
        await using (var db = sync.Read())
        {
            jnt = await db.Carriers.Select(c => c.Id).SingleAsync(Cancellation);
        }

        await DefaultAsync(sync, store, jnt);
        await ChooseAsync(sync, "2", jnt);

        var merged = await new MergeCarriers(sync.Databases, new StoreNews(), sync.Clock)
            .RunAsync(sync.Owner, new("J&T Express", [new(store.Id, "JNT")]), Cancellation);

        Assert.NotEqual(jnt, merged.Value!.Id);
        Assert.Equal(("J&T Express", CarrierFrom.Default), await CarrierAsync(sync, "1"));
        Assert.Equal(("J&T Express", CarrierFrom.Chosen), await CarrierAsync(sync, "2"));
        Assert.Equal(("J&T Express", CarrierFrom.Channel), await CarrierAsync(sync, "3"));
        Assert.Equal(merged.Value.Id, (await OneAsync(sync, "2")).CarrierId);
    }

    private static ScriptedChannel Shop(params ChannelOrder[] orders)
    {
        var shop = new ScriptedChannel();
        shop.Orders.AddRange(orders);
        return shop;
    }

    private static async Task<long> AddAsync(SyncHarness sync, string name) =>
        (await new AddCarrier(sync.Databases, sync.Clock).RunAsync(sync.Owner, new(name), Cancellation)).Value!.Id;

    private static async Task DefaultAsync(SyncHarness sync, Store store, long? carrierId) =>
        Assert.Null((await new ChooseDefaultCarrier(sync.Databases, new StoreNews(), sync.Clock).RunAsync(sync.Owner, store.Id, carrierId, Cancellation)).Refusal);

    private static async Task<Refusal?> ChooseAsync(SyncHarness sync, string order, long? carrierId) =>
        await new ChooseOrderCarrier(sync.Databases, new StoreNews(), sync.Clock).RunAsync(sync.Owner, (await OneAsync(sync, order)).Id, carrierId, Cancellation);

    private static async Task<OrderView> OneAsync(SyncHarness sync, string id) =>
        (await FindAsync(sync, new OrderFilter())).Single(o => o.ChannelOrderId == id);

    private static async Task<(string? Name, CarrierFrom? From)> CarrierAsync(SyncHarness sync, string id)
    {
        var order = await OneAsync(sync, id);
        return (order.Carrier, order.CarrierFrom);
    }

    private static async Task<IReadOnlyList<OrderView>> FindAsync(SyncHarness sync, OrderFilter filter) =>
        (await new FindOrders(sync.Databases).RunAsync(sync.Owner, filter, null, 50, Cancellation)).Value!.Items;

    // The list by its reason, the list of all that need attention, and what each order says: one definition.
    private static async Task<List<string>> WaitingAsync(SyncHarness sync)
    {
        var found = (await FindAsync(sync, new OrderFilter(Reason: AttentionReason.NoCarrier))).Select(o => o.ChannelOrderId).Order(StringComparer.Ordinal).ToList();
        var said = (await FindAsync(sync, new OrderFilter(Attention: true))).Where(o => o.Attention.Any(a => a.Reason == AttentionReason.NoCarrier))
            .Select(o => o.ChannelOrderId).Order(StringComparer.Ordinal);
        Assert.Equal(found, said);
        return found;
    }

    private static async Task<int> CountedAsync(SyncHarness sync) =>
        (await new GetOverview(sync.Databases).NeedsAsync(sync.Owner, Cancellation)).Orders[AttentionReason.NoCarrier];

    private static async Task<string> OrdersAsync(SyncHarness sync) =>
        string.Join('\n', (await Rows.OfAsync(sync)).Split('\n').Where(row => row.StartsWith("order", StringComparison.Ordinal)));
}
