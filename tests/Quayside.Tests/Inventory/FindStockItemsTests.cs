using Quayside.Connectors;
using Quayside.Database;
using Quayside.Inventory;
using Quayside.Stores;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Inventory;

public sealed class FindStockItemsTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private readonly Databases _databases = TestDatabase.Open(database.Engine, database.ConnectionString);
    private Seeds _seeds = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _seeds = await Seeds.NewOrganisationAsync(_databases);

    public ValueTask DisposeAsync()
    {
        _databases.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData(StockItemSort.Sku)]
    [InlineData(StockItemSort.Newest)]
    public async Task Every_item_comes_exactly_once(StockItemSort sort)
    {
        var skus = Enumerable.Range(0, 25).Select(n => $"Sku_{n * 7 % 25}").ToList();
        skus.ForEach(sku => _seeds.Item(sku));
        await _seeds.SaveAsync();

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
        var store = _seeds.Store();
        var variation = _seeds.Variation(_seeds.Listing(store, "x"), "A", shown);
        _seeds.Link(variation, _seeds.Item("A", onHand, reserved));
        await _seeds.SaveAsync();

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
        _seeds.Link(_seeds.Variation(_seeds.Listing(_seeds.Store(), "x"), "A", shown), _seeds.Item("A", onHand), quantity: 2);
        await _seeds.SaveAsync();

        Assert.Equal(differs, (await DiscrepanciesAsync()).Length == 1);
    }

    [Fact]
    public async Task What_is_unknown_untracked_unlinked_or_disconnected_differs_from_nothing()
    {
        var (store, gone) = (_seeds.Store(), _seeds.Store(StoreHealth.Disconnected));
        _seeds.Link(_seeds.Variation(_seeds.Listing(store, "not counted"), "A", null, StockTracking.NotTracked), _seeds.Item("A", 4));
        _seeds.Link(_seeds.Variation(_seeds.Listing(store, "shared"), "B", 9, StockTracking.Shared), _seeds.Item("B", 4));
        _seeds.Link(_seeds.Variation(_seeds.Listing(store, "on hand not known"), "C", 9), _seeds.Item("C"));
        _seeds.Link(_seeds.Variation(_seeds.Listing(store, "no longer linked"), "D", 9), _seeds.Item("D", 4), hasEnded: true);
        _seeds.Link(_seeds.Variation(_seeds.Listing(gone, "shop is gone"), "E", 9), _seeds.Item("E", 4));
        await _seeds.SaveAsync();

        Assert.Empty(await DiscrepanciesAsync());
    }

    [Fact]
    public async Task Store_and_words_narrow_the_list()
    {
        var (one, other) = (_seeds.Store(), _seeds.Store());
        _seeds.Link(_seeds.Variation(_seeds.Listing(one, "x"), "RED"), _seeds.Item("RED"));
        _seeds.Link(_seeds.Variation(_seeds.Listing(other, "y"), "RED-2"), _seeds.Item("RED-2"));
        _seeds.Item("BLUE");
        await _seeds.SaveAsync();

        Assert.Equal(["RED"], (await FindAsync(new StockItemFilter(StoreId: one.Id), null, 50)).Value!.Items.Select(i => i.MasterSku));
        Assert.Equal(["RED", "RED-2"], (await FindAsync(new StockItemFilter("red"), null, 50)).Value!.Items.Select(i => i.MasterSku));
    }

    [Fact]
    public async Task An_item_says_what_it_is_sold_as_and_how_its_figures_came_about()
    {
        var listing = _seeds.Listing(_seeds.Store(), "Red rope");
        var variation = _seeds.Variation(listing, "RED", 3);
        var item = _seeds.Item("RED", 3);
        _seeds.Link(variation, item);
        _seeds.Add(new StockMovement
        {
            OrganisationId = _seeds.Caller.OrganisationId,
            StockItemId = item.Id,
            At = Seeds.Then,
            OnHandDelta = 3,
            ReservedDelta = 0,
            Reason = MovementReason.Opening,
        });
        await _seeds.SaveAsync();

        var found = (await new GetStockItem(_databases).RunAsync(_seeds.Caller, item.Id, Cancellation)).Value!;

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
        new FindStockItems(_databases).RunAsync(_seeds.Caller, filter, cursor, limit, Cancellation);
}
