using Microsoft.EntityFrameworkCore;
using Quayside.Catalogue;
using Quayside.Catalogue.Own;
using Quayside.Connectors;
using Quayside.Database;
using Quayside.Inventory;
using Quayside.SkuLinks;
using Quayside.SkuLinks.Decisions;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Catalogue.Own;

public sealed class OwnListingTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private readonly Databases _databases = TestDatabase.Open(database.Engine, database.ConnectionString);
    private OwnCatalogue _stall = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _stall = await OwnCatalogue.OpenAsync(_databases);

    public ValueTask DisposeAsync()
    {
        _databases.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_product_gets_a_stock_item_of_its_sku_and_its_opening_quantity()
    {
        var listing = await _stall.AddedAsync(new TypedVariation(Sku: "MUG-1", Gtin: "4006381333931", Price: 12.5m, OpeningQuantity: 7));

        var only = Assert.Single(listing.Variations);
        Assert.Equal((listing.ChannelListingId, "12.50", "EUR"), (only.ChannelVariationId, only.Price!.Text, only.Price.Currency.Code));
        Assert.Null(only.Quantity);
        Assert.True(only.Tracked);
        var item = await _stall.ItemAsync(listing);
        Assert.Equal(("MUG-1", false, 7m, "04006381333931"), (item.MasterSku, item.IsGenerated, item.OnHand, item.Gtin));
        await using var db = _stall.Read();
        var movement = await db.StockMovements.SingleAsync(m => m.StockItemId == item.Id, Cancellation);
        Assert.Equal((7m, MovementReason.Opening, "test"), (movement.OnHandDelta, movement.Reason, movement.Who));
        Assert.Equal("test", (await db.SkuLinks.SingleAsync(l => l.StockItemId == item.Id, Cancellation)).LinkedBy);
    }

    [Fact]
    public async Task The_same_sku_in_a_connected_shop_is_the_same_stock_item_whose_figures_stay()
    {
        var shop = _stall.Seeds.Store();
        var item = _stall.Seeds.Item("MUG-1", onHand: 5);
        _stall.Seeds.Link(_stall.Seeds.Variation(_stall.Seeds.Listing(shop, "Mug"), "MUG-1", 5), item);
        await _stall.Seeds.SaveAsync();

        var listing = await _stall.AddedAsync(new TypedVariation(Sku: " mug-1 ", OpeningQuantity: 90));

        Assert.Equal((item.Id, LinkOrigin.Exact), (listing.Variations[0].Link!.StockItemId, listing.Variations[0].Link!.Origin));
        Assert.Equal(5m, (await _stall.ItemAsync(listing)).OnHand);
    }

    [Fact]
    public async Task A_barcode_that_contradicts_makes_a_conflict_and_an_item_of_its_own()
    {
        var item = _stall.Seeds.Item("MUG-1", onHand: 5);
        item.Gtin = "00036000291452";
        _stall.Seeds.Link(_stall.Seeds.Variation(_stall.Seeds.Listing(_stall.Seeds.Store(), "Mug"), "MUG-1", 5), item);
        await _stall.Seeds.SaveAsync();

        var listing = await _stall.AddedAsync(new TypedVariation(Sku: "MUG-1", Gtin: "4006381333931"));

        Assert.NotEqual(item.Id, listing.Variations[0].Link!.StockItemId);
        Assert.Equal(ConflictReason.GtinDiffers, listing.Variations[0].Conflict);
    }

    [Fact]
    public async Task Without_a_sku_its_stock_items_code_is_made_up()
    {
        var listing = await _stall.AddedAsync(new TypedVariation(Sku: "  "));

        Assert.Null(listing.Variations[0].SellerSku);
        Assert.Equal(LinkOrigin.Generated, listing.Variations[0].Link!.Origin);
        Assert.True((await _stall.ItemAsync(listing)).IsGenerated);
    }

    [Fact]
    public async Task Variations_have_options_and_items_of_their_own()
    {
        var listing = await _stall.AddedAsync(
            new TypedVariation(Sku: "TEE-S", Options: Size("S"), OpeningQuantity: 1), new TypedVariation(Sku: "TEE-M", Options: Size("M"), OpeningQuantity: 0));

        Assert.Equal(["S", "M"], listing.Variations.Select(v => v.Options["Size"]));
        Assert.Equal((1m, 0m), ((await _stall.ItemAsync(listing)).OnHand, (await _stall.ItemAsync(listing, 1)).OnHand));
        Assert.DoesNotContain(listing.Variations, v => v.ChannelVariationId == listing.ChannelListingId);
    }

    [Fact]
    public async Task A_kit_is_made_of_stock_items_and_has_none_of_its_own()
    {
        var (cup, saucer) = (_stall.Seeds.Item("CUP", 10), _stall.Seeds.Item("SAUCER", 8));
        await _stall.Seeds.SaveAsync();

        var listing = await _stall.AddedAsync(new TypedVariation(Sku: "SET", Components: [new KitComponent(cup.Id, 2), new KitComponent(saucer.Id, 2)]));

        Assert.Equal([(cup.Id, 2m), (saucer.Id, 2m)], listing.Variations[0].Link!.Components.Select(c => (c.StockItemId, c.Quantity)));
        await using var db = _stall.Read();
        Assert.False(await db.StockItems.AnyAsync(i => i.MasterSkuKey == "set", Cancellation));
        Assert.All(await db.SkuLinks.Where(l => l.VariationId == listing.Variations[0].Id).ToListAsync(Cancellation), l => Assert.True(l.IsComponent));
    }

    [Fact]
    public async Task What_was_linked_with_it_stands_in_the_history_and_is_undone_there()
    {
        var listing = await _stall.AddedAsync(new TypedVariation(Sku: "MUG-1"));
        await using var db = _stall.Read();
        var batch = await db.MappingBatches.SingleAsync(Cancellation);
        Assert.Equal((MappingOrigin.Catalogue, "test", "Added Mug to Market stall", 1), (batch.Origin, batch.Who, batch.Text, batch.Changes));

        var undone = await new UndoMapping(_databases, TimeProvider.System).RunAsync(_stall.Seeds.Caller, batch.Id, Cancellation);

        Assert.Equal(1, undone.Value!.Undone);
        Assert.Null((await new GetListing(_databases).RunAsync(_stall.Seeds.Caller, listing.Id, Cancellation)).Value!.Variations[0].Link);
    }

    [Fact]
    public async Task A_store_has_each_sku_once()
    {
        await _stall.AddedAsync(new TypedVariation(Sku: "MUG-1"));

        Assert.Equal("listing.sku_taken", (await _stall.AddAsync(new TypedVariation(Sku: "mug-1"))).Refusal?.Code);
        Assert.Equal("listing.sku_taken", (await _stall.AddAsync(
            new TypedVariation(Sku: "X", Options: Size("S")), new TypedVariation(Sku: "x ", Options: Size("M")))).Refusal?.Code);
    }

    [Fact]
    public async Task Two_people_who_add_the_same_sku_at_once_leave_one_listing()
    {
        var added = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => _stall.AddAsync(new TypedVariation(Sku: "MUG-1", OpeningQuantity: 3)))));

        Assert.Equal(1, added.Count(a => a.Refusal is null));
        Assert.All(added.Where(a => a.Refusal is not null), a => Assert.Equal("listing.sku_taken", a.Refusal!.Code));
        Assert.Equal(3m, (await _stall.ItemAsync(added.Single(a => a.Refusal is null).Value!)).OnHand);
    }

    [Theory]
    [InlineData("listing.gtin", "4006381333932", null, null, null)]
    [InlineData("listing.price", null, -1.0, null, null)]
    [InlineData("listing.opening", null, null, -1.0, null)]
    [InlineData("listing.opening", null, null, 0.0001, null)]
    [InlineData("listing.image", null, null, null, "javascript:alert(1)")]
    public async Task What_a_listing_cannot_say_is_refused_and_nothing_is_kept(string code, string? gtin, double? price, double? opening, string? image)
    {
        var refused = await _stall.AddAsync(new TypedVariation(
            Sku: "MUG-1", Gtin: gtin, Price: (decimal?)price, OpeningQuantity: (decimal?)opening, Image: image));

        Assert.Equal(code, refused.Refusal?.Code);
        await using var db = _stall.Read();
        Assert.False(await db.Listings.AnyAsync(Cancellation));
    }

    [Fact]
    public async Task A_connected_shops_listings_are_changed_there()
    {
        var shop = _stall.Seeds.Store();
        var listing = _stall.Seeds.Listing(shop, "Mug");
        var variation = _stall.Seeds.Variation(listing, "MUG-1", 5);
        await _stall.Seeds.SaveAsync();
        var typed = new TypedListing("Other", [new TypedVariation(variation.Id, "MUG-1")]);

        Assert.Equal("listing.observed", (await _stall.ChangeAsync(listing.Id, typed)).Refusal?.Code);
        Assert.Equal("listing.observed", (await _stall.DeleteAsync(listing.Id))?.Code);
        Assert.Equal("listing.observed", (await new AddListing(_databases, new GetListing(_databases), new(), TimeProvider.System)
            .RunAsync(_stall.Seeds.Caller, shop.Id, typed, Cancellation)).Refusal?.Code);
    }

    [Fact]
    public async Task A_change_is_told_keeps_links_and_repeats_to_nothing()
    {
        var listing = await _stall.AddedAsync(new TypedVariation(Sku: "MUG-1", Price: 12));
        var link = listing.Variations[0].Link!.StockItemId;
        var typed = new TypedListing("Large mug", [new TypedVariation(listing.Variations[0].Id, "MUG-L", Price: 14), new TypedVariation(Sku: "MUG-XL", Options: Size("XL"))]);

        var changed = (await _stall.ChangeAsync(listing.Id, typed)).Value!;

        Assert.Equal(("Large mug", link, "MUG-L"), (changed.Title, changed.Variations[0].Link!.StockItemId, changed.Variations[0].SellerSku));
        Assert.Equal(2, changed.Variations.Count);
        await using var db = _stall.Read();
        Assert.Equal(
            [ListingChange.Title, ListingChange.SellerSku, ListingChange.Price, ListingChange.Added],
            await db.ListingEvents.OrderBy(e => e.Id).Select(e => e.Change).ToListAsync(Cancellation));
        Assert.False(await db.SkuChanges.AnyAsync(Cancellation));
        var before = await _stall.RowsAsync();
        await _stall.ChangeAsync(listing.Id, typed with { Variations = [typed.Variations[0], typed.Variations[1] with { Id = changed.Variations[1].Id }] });
        Assert.Equal(before, await _stall.RowsAsync());
    }

    [Fact]
    public async Task A_variation_that_open_orders_need_is_not_deleted()
    {
        var listing = await _stall.AddedAsync(new TypedVariation(Sku: "A", Options: Size("S")), new TypedVariation(Sku: "B", Options: Size("M")));
        var order = _stall.Seeds.Order(_stall.Store, "1001");
        var line = _stall.Seeds.Line(order, null);
        await _stall.Seeds.SaveAsync();
        await using (var db = _stall.Read())
        {
            await db.OrderLines.Where(l => l.Id == line.Id).ExecuteUpdateAsync(l => l.SetProperty(x => x.VariationId, listing.Variations[0].Id), Cancellation);
        }

        var without = new TypedListing("Mug", [new TypedVariation(listing.Variations[1].Id, "B", Options: Size("M"))]);
        Assert.Equal("listing.open_orders", (await _stall.DeleteAsync(listing.Id))?.Code);
        Assert.Equal("listing.open_orders", (await _stall.ChangeAsync(listing.Id, without)).Refusal?.Code);

        await using (var db = _stall.Read())
        {
            await db.OrderLines.Where(l => l.Id == line.Id).ExecuteUpdateAsync(l => l.SetProperty(x => x.OpenQuantity, 0), Cancellation);
        }

        Assert.Equal([ListingStatus.Deleted, ListingStatus.Active], (await _stall.ChangeAsync(listing.Id, without)).Value!.Variations.Select(v => v.Status));
        Assert.Null(await _stall.DeleteAsync(listing.Id));
        Assert.Null((await _stall.AddAsync(new TypedVariation(Sku: "A"))).Refusal);
    }

    private static Dictionary<string, string> Size(string size) => new() { ["Size"] = size };
}
