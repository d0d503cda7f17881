using Microsoft.EntityFrameworkCore;
using Quayside.Carriers;
using Quayside.Connectors;
using Quayside.Stores;
using Quayside.Tests.Harness;
using static Quayside.Tests.Harness.ScriptedShop;

namespace Quayside.Tests.Carriers;

/// <summary>Carriers under several names: proposed, made one by a person, kept so by later syncs, and taken apart again.</summary>
public sealed class MergeCarriersTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    [Fact]
    public async Task Names_of_ninety_days_are_proposed_as_one_with_their_stores_and_orders()
    {
        var shop = Shop("J&T", "J&T Express", "J&T Express", "JNT", "UPS", "USPS");
        await using var sync = await SyncHarness.StartAsync(database, null, shop);
        var store = await ConnectedAsync(sync, shop);
        await using (var db = sync.Read())
        {
            await db.Orders.Where(o => o.ChannelOrderId == "1").ExecuteUpdateAsync(set => set.SetProperty(o => o.PlacedAt, Now.AddDays(-91)), Cancellation);
        }

        var cluster = Assert.Single(await ClustersAsync(sync));

        Assert.Equal("J&T Express", cluster.Name);
        Assert.Equal([("J&T Express", 2), ("JNT", 1), ("J&T", 0)], cluster.Texts.Select(t => (t.Text, t.Orders)));
        Assert.All(cluster.Texts, t => Assert.Equal(store.Id, t.StoreId));
        Assert.Equal(3, cluster.Carriers.Count);
    }

    [Fact]
    public async Task What_a_person_confirmed_is_one_carrier_and_stays_so_in_later_syncs()
    {
        var shop = Shop("J&T", "J&T Express", "JNT");
        shop.Carriers.Add(new ChannelCarrier("JNT", [new ChannelCarrierService("jnt:1", "Next day")]));
        await using var sync = await SyncHarness.StartAsync(database, null, shop);
        var store = await ConnectedAsync(sync, shop);

        var merged = await MergeAsync(sync, new("J&T Express", [.. Texts(store, "J&T", "J&T Express", "JNT")]));

        Assert.Empty(await ClustersAsync(sync));
        var one = Assert.Single(await CarriersAsync(sync));
        Assert.Equal((merged.Id, "J&T Express"), (one.Id, one.Name));
        Assert.Equal(["J&T", "J&T Express", "JNT"], one.Texts.Select(t => t.Text));
        Assert.Contains(one.Services, s => s.Code == "jnt:1");
        var before = await Rows.OfAsync(sync);
        await sync.SyncAgainAsync(store);
        Assert.Equal(before, await Rows.OfAsync(sync));

        // The same words from another store mean the same carrier.
        Rewrite(shop, "jnt", "J&T  Express");
        var other = await ConnectedAsync(sync, shop, "Other");
        one = Assert.Single(await CarriersAsync(sync));
        Assert.Equal(merged.Id, one.Id);
        Assert.Equal(["J&T  Express", "JNT", "jnt"], one.Texts.Where(t => t.StoreId == other.Id).Select(t => t.Text));
    }

    [Fact]
    public async Task A_text_that_was_left_out_stays_what_it_was_and_is_not_proposed_again()
    {
        var shop = Shop("J&T", "J&T Express", "JNT");
        await using var sync = await SyncHarness.StartAsync(database, null, shop);
        var store = await ConnectedAsync(sync, shop);

        await MergeAsync(sync, new("J&T Express", [.. Texts(store, "J&T", "J&T Express")], [.. Texts(store, "JNT")]));

        Assert.Equal(["J&T Express", "JNT"], (await CarriersAsync(sync)).Select(c => c.Name));
        Assert.Empty(await ClustersAsync(sync));
    }

    [Fact]
    public async Task Carriers_that_somebody_called_different_are_not_proposed_again()
    {
        var shop = Shop("Kerry Express", "Kerry");
        await using var sync = await SyncHarness.StartAsync(database, null, shop);
        await ConnectedAsync(sync, shop);
        var ids = Assert.Single(await ClustersAsync(sync)).Carriers.Select(c => c.Id).ToList();
        var apart = new SetCarriersApart(sync.Databases, sync.Clock);

        Assert.Null(await apart.RunAsync(sync.Owner, ids, Cancellation));

        Assert.Empty(await ClustersAsync(sync));
        Assert.Equal("carrier.apart", (await apart.RunAsync(sync.Owner, [ids[0]], Cancellation))?.Code);
        Assert.Equal("not_found", (await apart.RunAsync(sync.Owner, [ids[0], 1], Cancellation))?.Code);
    }

    [Fact]
    public async Task A_carrier_that_a_person_added_takes_the_shops_names()
    {
        var shop = Shop("JNT", "j&t-express");
        await using var sync = await SyncHarness.StartAsync(database, null, shop);
        var store = await ConnectedAsync(sync, shop);
        var own = (await new AddCarrier(sync.Databases, sync.Clock)
            .RunAsync(sync.Owner, new("J&T Express", "https://jt.example/{number}"), Cancellation)).Value!;

        var cluster = Assert.Single(await ClustersAsync(sync));
        Assert.Equal("J&T Express", cluster.Name);
        await MergeAsync(sync, new(cluster.Name, [.. cluster.Texts.Select(t => new CarrierText(t.StoreId, t.Text))]));

        var one = Assert.Single(await CarriersAsync(sync));
        Assert.Equal((own.Id, CarrierSource.Manual, "https://jt.example/{number}", 2), (one.Id, one.Source, one.TrackingUrl, one.Texts.Count));
        Assert.Equal(store.Id, Assert.Single(one.Stores));
    }

    [Fact]
    public async Task A_new_name_keeps_the_old_ones_in_mind_and_what_was_said_of_them()
    {
        var shop = Shop("SF", "SF Express");
        await using var sync = await SyncHarness.StartAsync(database, null, shop);
        var store = await ConnectedAsync(sync, shop);
        var sf = (await CarriersAsync(sync)).Single(c => c.Name == "SF").Id;
        await new ChangeCarrier(sync.Databases, sync.Clock).RunAsync(sync.Owner, sf, new("SF", "https://sf.example/{number}", ["Hong Kong"], ["Fresh"]), Cancellation);

        var merged = await MergeAsync(sync, new("Shun Feng", [.. Texts(store, "SF", "SF Express")]));

        var one = Assert.Single(await CarriersAsync(sync));
        Assert.Equal((merged.Id, "https://sf.example/{number}", CarrierSource.Manual), (one.Id, one.TrackingUrl, one.Source));
        Assert.Equal(["Hong Kong"], one.Regions);
        Assert.Contains(one.Services, s => s is { StoreId: null, Name: "Fresh" });
        var taken = await new AddCarrier(sync.Databases, sync.Clock).RunAsync(sync.Owner, new("sf express"), Cancellation);
        Assert.Equal("carrier.name_taken", taken.Refusal?.Code);
        Assert.Contains("another name of Shun Feng", taken.Refusal!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_is_split_off_again_and_syncs_keep_to_that_too()
    {
        var shop = Shop("J&T", "J&T Express", "JNT");
        shop.Carriers.Add(new ChannelCarrier("JNT", [new ChannelCarrierService("jnt:1", "Next day")]));
        await using var sync = await SyncHarness.StartAsync(database, null, shop);
        var store = await ConnectedAsync(sync, shop);
        var jnt = (await CarriersAsync(sync)).Single(c => c.Name == "JNT").Id;
        var merged = await MergeAsync(sync, new("J&T Express", [.. Texts(store, "J&T", "J&T Express", "JNT")]));
        var split = new SplitCarrier(sync.Databases, new StoreNews(), sync.Clock);

        var made = await split.RunAsync(sync.Owner, merged.Id, new(store.Id, "JNT"), Cancellation);

        Assert.Equal((null, jnt), (made.Refusal, made.Value?.Id));
        Assert.Equal(["J&T Express", "JNT"], (await CarriersAsync(sync)).Select(c => c.Name));
        Assert.Empty(await ClustersAsync(sync));
        await sync.SyncAgainAsync(store);
        Assert.Equal(["JNT"], (await CarriersAsync(sync)).Single(c => c.Id == jnt).Texts.Select(t => t.Text));
        Assert.Equal("not_found", (await split.RunAsync(sync.Owner, merged.Id, new(store.Id, "JNT"), Cancellation)).Refusal?.Code);
        Assert.Equal("carrier.same", (await split.RunAsync(sync.Owner, merged.Id, new(store.Id, "J&T Express"), Cancellation)).Refusal?.Code);
        var named = await split.RunAsync(sync.Owner, merged.Id, new(store.Id, "J&T Express", "J&T Cargo"), Cancellation);
        Assert.Equal("J&T Cargo", named.Value?.Name);
        Assert.Equal(["J&T"], (await CarriersAsync(sync)).Single(c => c.Id == merged.Id).Texts.Select(t => t.Text));
    }

    [Fact]
    public async Task A_store_whose_text_stays_keeps_its_services_where_the_text_is()
    {
        var shop = Shop("Ninja Van");
        await using var sync = await SyncHarness.StartAsync(database, null, shop);
        var store = await ConnectedAsync(sync, shop);
        Rewrite(shop, "NINJA VAN");
        var other = await ConnectedAsync(sync, shop, "Other");
        var ninja = Assert.Single(await CarriersAsync(sync));
        Assert.Equal(2, ninja.Texts.Count);

        var moved = await MergeAsync(sync, new("Ninja Point", [new(other.Id, ninja.Texts.Single(t => t.StoreId == other.Id).Text)]));

        var carriers = await CarriersAsync(sync);
        Assert.Equal([store.Id], carriers.Single(c => c.Id == ninja.Id).Stores);
        Assert.Equal([other.Id], carriers.Single(c => c.Id == moved.Id).Stores);
    }

    [Fact]
    public async Task What_is_not_there_or_says_nothing_is_refused_and_repeating_changes_nothing()
    {
        var shop = Shop("SF", "SF Express");
        await using var sync = await SyncHarness.StartAsync(database, null, shop);
        var store = await ConnectedAsync(sync, shop);
        var merge = new MergeCarriers(sync.Databases, new StoreNews(), sync.Clock);

        Assert.Equal("carrier.texts", (await merge.RunAsync(sync.Owner, new("SF", []), Cancellation)).Refusal?.Code);
        Assert.Equal("carrier.name", (await merge.RunAsync(sync.Owner, new(" ", [.. Texts(store, "SF")]), Cancellation)).Refusal?.Code);
        Assert.Equal("not_found", (await merge.RunAsync(sync.Owner, new("SF", [.. Texts(store, "nobody")]), Cancellation)).Refusal?.Code);
        Assert.Equal("not_found", (await merge.RunAsync(sync.Owner, new("SF", [new(1, "SF")]), Cancellation)).Refusal?.Code);

        await MergeAsync(sync, new("SF", [.. Texts(store, "SF", "SF Express")]));
        var before = await Rows.OfAsync(sync);
        await MergeAsync(sync, new("SF", [.. Texts(store, "SF", "SF Express")]));
        Assert.Equal(before, await Rows.OfAsync(sync));
    }

    private static ScriptedChannel Shop(params string[] carriers)
    {
        var shop = new ScriptedChannel();
        shop.Orders.AddRange(carriers.Select((carrier, n) => Sold($"{n + 1}", carrier, Now.AddDays(-n - 1))));
        return shop;
    }

    // Every store of a test reads the one shop: another one sees what it holds by then.
    private static void Rewrite(ScriptedChannel shop, params string[] carriers)
    {
        shop.Orders.Clear();
        shop.Orders.AddRange(Shop(carriers).Orders);
    }

    private static ChannelOrder Sold(string id, string carrier, DateTimeOffset at) =>
        Order(id, at, OrderState.Completed, shipping: new ChannelShipping(carrier, null, null));

    private static async Task<Store> ConnectedAsync(SyncHarness sync, ScriptedChannel shop, string name = "Shop")
    {
        var store = await sync.ConnectAsync(shop, name);
        Assert.Equal(SyncState.Completed, (await sync.RunAsync(store)).State);
        return store;
    }

    private static IEnumerable<CarrierText> Texts(Store store, params string[] texts) => texts.Select(t => new CarrierText(store.Id, t));

    private static Task<IReadOnlyList<CarrierCluster>> ClustersAsync(SyncHarness sync) =>
        new FindClusters(sync.Databases, sync.Clock).RunAsync(sync.Owner, Cancellation);

    private static async Task<IReadOnlyList<CarrierView>> CarriersAsync(SyncHarness sync) =>
        (await new FindCarriers(sync.Databases).RunAsync(sync.Owner, null, null, 50, Cancellation)).Value!.Items;

    private static async Task<Carrier> MergeAsync(SyncHarness sync, MergeRequest request)
    {
        var (carrier, refusal) = await new MergeCarriers(sync.Databases, new StoreNews(), sync.Clock).RunAsync(sync.Owner, request, Cancellation);
        Assert.Null(refusal);
        return carrier!;
    }
}
