using Microsoft.EntityFrameworkCore;
using Quayside.Catalogue;
using Quayside.Connectors;
using Quayside.Database;
using Quayside.SkuLinks;
using Quayside.Stores;
using Quayside.Stores.Sync;
using Quayside.Tests.Harness;
using static Quayside.Tests.Harness.ScriptedShop;

namespace Quayside.Tests.SkuLinks;

public sealed class LinkBySkuKeyTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_same_key_in_two_stores_is_one_stock_item_under_the_sku_as_typed()
    {
        await using var sync = await TwoShopsAsync([Listing("1", "Mug-RED")], [Listing("9", " mug-red ")]);

        await using var db = sync.Read();
        var item = await db.StockItems.SingleAsync(Cancellation);
        Assert.Equal("Mug-RED", item.MasterSku);
        Assert.Equal(2, await db.SkuLinks.CountAsync(l => l.StockItemId == item.Id && l.Origin == LinkOrigin.Exact, Cancellation));
        Assert.Empty(await db.SkuConflicts.ToListAsync(Cancellation));
    }

    [Fact]
    public async Task The_same_key_twice_in_one_store_is_two_items_and_a_conflict()
    {
        await using var sync = await TwoShopsAsync([Listing("1", "DUP"), Listing("2", "dup"), Listing("3", "OK")], [Listing("9", "DUP")]);

        await using var db = sync.Read();
        Assert.Equal(["DUP", "DUP~9", "OK", "dup~2"], await MasterSkusAsync(sync));
        var conflict = await db.SkuConflicts.SingleAsync(Cancellation);
        Assert.Equal(("dup", ConflictReason.TwiceInStore), (conflict.SkuKey, conflict.Reason));
        Assert.Equal(4, await db.SkuLinks.Select(l => l.StockItemId).Distinct().CountAsync(Cancellation));
    }

    [Fact]
    public async Task A_duplicate_in_the_second_store_leaves_the_first_store_alone()
    {
        await using var sync = await TwoShopsAsync([Listing("1", "DUP")], [Listing("8", "DUP"), Listing("9", "DUP")]);

        Assert.Equal(["DUP", "DUP~8", "DUP~9"], await MasterSkusAsync(sync));
    }

    [Theory]
    [InlineData("4006381333931", "036000291452", "Pen", "Pen", ConflictReason.GtinDiffers)]
    [InlineData(null, null, "Pen, pack of 2", "Pen, pack of 3", ConflictReason.PackSizeDiffers)]
    public async Task What_contradicts_is_not_linked(string? gtin, string? otherGtin, string title, string otherTitle, ConflictReason reason)
    {
        await using var sync = await TwoShopsAsync(
            [Listing("1", "PEN", gtin: gtin, title: title)], [Listing("9", "PEN", gtin: otherGtin, title: otherTitle)]);

        await using var db = sync.Read();
        Assert.Equal(["PEN", "PEN~9"], await MasterSkusAsync(sync));
        Assert.Equal(reason, (await db.SkuConflicts.SingleAsync(Cancellation)).Reason);
    }

    [Theory]
    [InlineData("4006381333931", "4006381333930")]
    [InlineData("4006381333931", null)]
    [InlineData("04006381333931", "4006381333931")]
    public async Task A_barcode_that_is_wrong_missing_or_only_written_otherwise_contradicts_nothing(string gtin, string? other)
    {
        await using var sync = await TwoShopsAsync([Listing("1", "PEN", gtin: gtin)], [Listing("9", "PEN", gtin: other)]);

        Assert.Equal(["PEN"], await MasterSkusAsync(sync));
    }

    [Fact]
    public async Task A_blank_sku_and_one_that_echoes_its_parent_get_a_code_that_is_marked_as_made_up()
    {
        await using var sync = await TwoShopsAsync(
            [
                Listing("1"),
                Parent("2", "Shirt", "SHIRT", null, Variation("2", "21", "shirt"), Variation("2", "22", "SHIRT-L")),
            ],
            []);

        await using var db = sync.Read();
        var made = await db.StockItems.Where(i => i.IsGenerated).ToListAsync(Cancellation);
        Assert.Equal(2, made.Count);
        Assert.All(made, i => Assert.StartsWith("NO-SKU-", i.MasterSku, StringComparison.Ordinal));
        Assert.Equal(2, await db.SkuLinks.CountAsync(l => l.Origin == LinkOrigin.Generated, Cancellation));
        Assert.Equal("shirt", (await db.Variations.SingleAsync(v => v.ChannelVariationId == "21", Cancellation)).SellerSku);
        Assert.Contains("SHIRT-L", await MasterSkusAsync(sync));
    }

    [Fact]
    public async Task A_seller_who_really_uses_our_suffix_loses_nothing()
    {
        await using var sync = await TwoShopsAsync([Listing("1", "DUP"), Listing("2", "DUP"), Listing("3", "DUP~2"), Listing("4", "DUP~2~2")], []);

        await using var db = sync.Read();
        Assert.Equal(4, await db.SkuLinks.Select(l => l.StockItemId).Distinct().CountAsync(Cancellation));
        Assert.Equal(4, (await MasterSkusAsync(sync)).Distinct().Count());
    }

    [Fact]
    public async Task A_link_that_a_person_ended_is_not_made_again()
    {
        var shop = new ScriptedChannel();
        shop.Listings.Add(Listing("1", "A"));
        await using var sync = await SyncHarness.StartAsync(database, null, shop);
        var store = await sync.ConnectAsync(shop);
        await sync.RunAsync(store);
        await using var db = sync.Read();
        var variation = await db.Variations.SingleAsync(Cancellation);
        Assert.Null(await new UnlinkVariation(sync.Databases, sync.Clock).RunAsync(sync.Owner, variation.Id, Cancellation));

        await sync.SyncAgainAsync(store);

        Assert.False(await db.SkuLinks.AnyAsync(l => l.EndedAt == null, Cancellation));
        Assert.Equal("owner@example.test", (await db.SkuLinks.AsNoTracking().SingleAsync(Cancellation)).EndedBy);
    }

    [Fact]
    public async Task Two_stores_that_sync_at_once_share_every_item()
    {
        var one = new ScriptedChannel { PageSize = 40 };
        one.Listings.AddRange(Enumerable.Range(1, 400).Select(i => Listing($"{i}", $"SKU-{i}")));
        await using var sync = await SyncHarness.StartAsync(database, null, one);
        var first = await sync.ConnectAsync(one, "First");
        var second = await sync.ConnectAsync(one, "Second");

        await Task.WhenAll(sync.RunAsync(first), sync.RunAsync(second));

        await using var db = sync.Read();
        Assert.Equal(400, await db.StockItems.CountAsync(Cancellation));
        Assert.Equal(800, await db.SkuLinks.CountAsync(Cancellation));
    }

    [Fact]
    public async Task What_was_linked_since_it_was_read_is_left_alone()
    {
        using var databases = TestDatabase.Open(database.Engine, database.ConnectionString);
        var seeds = await Seeds.NewOrganisationAsync(databases);
        var store = seeds.Store();
        var listing = seeds.Listing(store, "Lamp");
        var (taken, ended, waits) = (seeds.Variation(listing, "A"), seeds.Variation(listing, "B"), seeds.Variation(listing, "C"));
        var item = seeds.Item("Z");
        await seeds.SaveAsync();
        await using var write = await WriteTransaction.BeginAsync(databases, store.OrganisationId, Cancellation);
        var read = await LinkBySkuKey.ReadWaitingAsync(write.Db, store.Id, 0, Cancellation);
        Assert.Equal([taken.Id, ended.Id, waits.Id], read.Select(r => r.Id).Order());
        write.Db.AddRange(Link(taken, hasEnded: false), Link(ended, hasEnded: true));
        await write.Db.SaveChangesAsync(Cancellation);

        var target = new ImportTarget(store.OrganisationId, store.Id, store.ConnectedAt, LearnedBy.DeltaSync);
        await using var linking = new LinkBySkuKey(write.Db, target, new HashSet<string>(), 1, Seeds.Then);
        await linking.AddAsync(read, Cancellation);
        var linked = await linking.FinishAsync();

        Assert.Equal(1, linked.Count);
        Assert.Equal(waits.Id, (await write.Db.SkuLinks.SingleAsync(l => l.StockItemId != item.Id, Cancellation)).VariationId);

        SkuLink Link(ListingVariation variation, bool hasEnded) => new()
        {
            OrganisationId = store.OrganisationId,
            VariationId = variation.Id,
            StockItemId = item.Id,
            Quantity = 1,
            Origin = LinkOrigin.Manual,
            LinkedAt = Seeds.Then,
            EndedAt = hasEnded ? Seeds.Then : null,
        };
    }

    [Fact]
    public async Task A_catalogue_of_several_chunks_is_linked_whole_and_counted()
    {
        const int Many = (2 * LinkBySkuKey.ChunkSize) + 1;
        var shop = new ScriptedChannel { PageSize = 500 };
        shop.Listings.AddRange(Enumerable.Range(1, Many).Select(i => Listing($"{i}", i is 1 or Many ? "TWICE" : $"SKU-{i}")));
        await using var sync = await SyncHarness.StartAsync(database, null, shop);

        await sync.RunAsync(await sync.ConnectAsync(shop));

        await using var db = sync.Read();
        Assert.Equal(Many, await db.SkuLinks.Select(l => l.VariationId).Distinct().CountAsync(Cancellation));
        Assert.Equal(Many, (await db.MappingBatches.SingleAsync(Cancellation)).Changes);
        Assert.Equal(ConflictReason.TwiceInStore, (await db.SkuConflicts.SingleAsync(Cancellation)).Reason);
    }

    [Fact]
    public async Task A_code_made_up_in_one_chunk_is_taken_in_the_next()
    {
        var shop = new ScriptedChannel { PageSize = 500 };
        await using var sync = await SyncHarness.StartAsync(database, null, shop);
        var store = await sync.ConnectAsync(shop);
        var madeUp = $"NO-SKU-{store.Id % 10_000:D4}-1";
        shop.Listings.Add(Listing("1"));
        shop.Listings.AddRange(Enumerable.Range(2, LinkBySkuKey.ChunkSize).Select(i => Listing($"{i}", $"SKU-{i}")));
        shop.Listings.Add(Listing("last", madeUp));

        await sync.RunAsync(store);

        Assert.Equal([madeUp, $"{madeUp}~last"], (await MasterSkusAsync(sync)).Where(s => s.StartsWith("NO-SKU", StringComparison.Ordinal)));
    }

    private async Task<SyncHarness> TwoShopsAsync(ChannelListing[] first, ChannelListing[] second)
    {
        var shop = new ScriptedChannel();
        var sync = await SyncHarness.StartAsync(database, null, shop);
        foreach (var listings in new[] { first, second })
        {
            shop.Listings.Clear();
            shop.Listings.AddRange(listings);
            await sync.RunAsync(await sync.ConnectAsync(shop));
        }

        return sync;
    }

    private static async Task<List<string>> MasterSkusAsync(SyncHarness sync)
    {
        await using var db = sync.Read();
        return await db.StockItems.Select(i => i.MasterSku).OrderBy(s => s).ToListAsync(Cancellation);
    }
}
