using Quayside.Connectors;
using Quayside.Database;
using Quayside.Inventory;
using Quayside.Stores;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Inventory;

public sealed class FindStockItemsTests(TestDatabase database) : SeededTest(database)
{
    [Theory]
    [InlineData(StockItemSort.Sku)]
    [InlineData(StockItemSort.Newest)]
    public async Task Every_item_comes_exactly_once(StockItemSort sort)
    {
        var skus = Enumerable.Range(0, 25).Select(n => $"Sku_{n * 7 % 25}").ToList();
        skus.ForEach(sku => Seeds.Item(sku));
        await Seeds.SaveAsync();

        var all = await Paging.AllAsync(cursor => FindAsync(new StockItemFilter(Sort: sort), cursor, limit: 4));

        Assert.Equal(skus.Order(StringComparer.Ordinal), all.Select(i => i.MasterSku).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(4, 1, 3, null)]
    [InlineData(4, 1, 4, 3)]
    [InlineData(-2, 0, -2, null)]
    [InlineData(-2, 0, 0, -2)]
    public async Task A_shop_that_shows_another_figure_than_is_available_is_a_discrepancy(
        int onHand, int reserved, int shown, int? available)
    {
        var store = Seeds.Store();
        var variation = Seeds.Variation(Seeds.Listing(store, "x"), "A", shown);
        Seeds.Link(variation, Seeds.Item("A", onHand, reserved));
        await Seeds.SaveAsync();

        Discrepancy[] expected = available is null ? [] : [new Discrepancy(store.Id, variation.Id, shown, available.Value)];
        Assert.Equal(expected, await DiscrepanciesAsync());
    }

    [Theory]
    [InlineData(2, 5, false)]
    [InlineData(3, 5, true)]
    [InlineData(0, -1, false)]
    [InlineData(-1, -1, true)]
    public async Task A_pack_shows_whole_packs(int shown, int onHand, bool differs)
    {
        Seeds.Link(Seeds.Variation(Seeds.Listing(Seeds.Store(), "x"), "A", shown), Seeds.Item("A", onHand), quantity: 2);
        await Seeds.SaveAsync();

        Assert.Equal(differs, (await DiscrepanciesAsync()).Length == 1);
    }

    [Fact]
    public async Task What_is_unknown_untracked_unlinked_or_disconnected_differs_from_nothing()
    {
        var (store, gone) = (Seeds.Store(), Seeds.Store(StoreHealth.Disconnected));
        Seeds.Link(Seeds.Variation(Seeds.Listing(store, "not counted"), "A", null, StockTracking.NotTracked), Seeds.Item("A", 4));
        Seeds.Link(Seeds.Variation(Seeds.Listing(store, "shared"), "B", 9, StockTracking.Shared), Seeds.Item("B", 4));
        Seeds.Link(Seeds.Variation(Seeds.Listing(store, "on hand not known"), "C", 9), Seeds.Item("C"));
        Seeds.Link(Seeds.Variation(Seeds.Listing(store, "no longer linked"), "D", 9), Seeds.Item("D", 4), hasEnded: true);
        Seeds.Link(Seeds.Variation(Seeds.Listing(gone, "shop is gone"), "E", 9), Seeds.Item("E", 4));
        await Seeds.SaveAsync();

        Assert.Empty(await DiscrepanciesAsync());
    }

    [Fact]
    public async Task Store_and_words_narrow_the_list()
    {
        var (one, other) = (Seeds.Store(), Seeds.Store());
        Seeds.Link(Seeds.Variation(Seeds.Listing(one, "x"), "RED"), Seeds.Item("RED"));
        Seeds.Link(Seeds.Variation(Seeds.Listing(other, "y"), "RED-2"), Seeds.Item("RED-2"));
        Seeds.Item("BLUE");
        Seeds.Item("Shirt, blue").SearchText = SearchText.Of("SH-9", "Shirt, blue");
        await Seeds.SaveAsync();

        Assert.Equal(["RED"], (await FindAsync(new StockItemFilter(StoreId: one.Id), null, 50)).Value!.Items.Select(i => i.MasterSku));
        Assert.Equal(["RED", "RED-2"], (await FindAsync(new StockItemFilter("red"), null, 50)).Value!.Items.Select(i => i.MasterSku));
        Assert.Equal(["Shirt, blue"], (await FindAsync(new StockItemFilter("blue sh-9 SHIRT"), null, 50)).Value!.Items.Select(i => i.MasterSku));
    }

    [Fact]
    public async Task An_item_says_what_it_is_sold_as_and_how_its_figures_came_about()
    {
        var listing = Seeds.Listing(Seeds.Store(), "Red rope");
        var variation = Seeds.Variation(listing, "RED", 3);
        var item = Seeds.Item("RED", 3);
        Seeds.Link(variation, item);
        Seeds.Add(new StockMovement
        {
            OrganisationId = Seeds.Caller.OrganisationId,
            StockItemId = item.Id,
            At = Seeds.Then,
            OnHandDelta = 3,
            ReservedDelta = 0,
            Reason = MovementReason.Opening,
        });
        await Seeds.SaveAsync();

        var found = (await new GetStockItem(Databases).RunAsync(Seeds.Caller, item.Id, Cancellation)).Value!;

        var sold = Assert.Single(found.SoldAs);
        Assert.Equal((variation.Id, listing.Id, "Red rope", 3m), (sold.VariationId, sold.ListingId, sold.Title, sold.Quantity));
        Assert.Equal((3m, MovementReason.Opening), (Assert.Single(found.Movements).OnHandDelta, found.Movements[0].Reason));
        Assert.Equal((1, 3m), (found.Variations, found.Available));
    }

    // Both ways to them must agree: the filter of the list, and what is said of each item.
    private async Task<Discrepancy[]> DiscrepanciesAsync()
    {
        var all = (await FindAsync(new StockItemFilter(), null, 50)).Value!.Items.Where(i => i.Discrepancies.Count > 0).ToList();
        var only = (await FindAsync(new StockItemFilter(OnlyDiscrepancies: true), null, 50)).Value!.Items;
        Assert.Equal(all.Select(i => i.Id), only.Select(i => i.Id));
        return [.. all.SelectMany(i => i.Discrepancies)];
    }

    private Task<Outcome<Slice<StockItemView>>> FindAsync(StockItemFilter filter, string? cursor, int limit) =>
        new FindStockItems(Databases).RunAsync(Seeds.Caller, filter, cursor, limit, Cancellation);
}
