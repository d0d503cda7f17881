using Quayside.Catalogue;
using Quayside.Catalogue.Own;
using Quayside.Database;
using Quayside.Stores;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Catalogue.Own;

public sealed class CopyListingsTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private readonly Databases _databases = TestDatabase.Open(database.Engine, database.ConnectionString);
    private OwnCatalogue _stall = null!;
    private Store _shop = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _stall = await OwnCatalogue.OpenAsync(_databases);
        var seeds = _stall.Seeds;
        _shop = seeds.Store();
        var tee = seeds.Listing(_shop, "Tee");
        var (small, medium) = (seeds.Item("TEE-S", 3), seeds.Item("TEE-M", 4));
        seeds.Link(seeds.Variation(tee, "TEE-S", 3), small);
        seeds.Link(seeds.Variation(tee, "TEE-M", 4), medium, 2);
        seeds.Link(seeds.Variation(seeds.Listing(_shop, "Mug"), null, 1), seeds.Item("NO-SKU-1", 1));
        seeds.Variation(seeds.Listing(_shop, "Unlinked"), "UNL-1", 9);
        await seeds.SaveAsync();
    }

    public ValueTask DisposeAsync()
    {
        _databases.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Copies_are_sold_from_the_same_items_and_are_made_once()
    {
        var shown = await CopyAsync(new CopySelection(FromStoreId: _shop.Id), applies: false);
        Assert.Equal(new CopiedListings(3, 4, 0, 0, 0, Done: false), shown);
        Assert.Empty(await ListingsAsync());

        var copied = await CopyAsync(new CopySelection(FromStoreId: _shop.Id), applies: true);

        Assert.Equal(shown with { Done = true }, copied);
        var listings = await ListingsAsync();
        Assert.Equal(["Mug", "Tee", "Unlinked"], listings.Select(l => l.Title));
        Assert.Equal([("TEE-S", 1m), ("TEE-M", 2m)], listings[1].Variations.Select(v => (v.Link!.MasterSku, v.Link.Quantity)));
        Assert.Equal(("NO-SKU-1", "UNL-1"), (listings[0].Variations[0].Link!.MasterSku, listings[2].Variations[0].Link!.MasterSku));
        Assert.Equal(new CopiedListings(0, 0, 3, 1, 0, Done: true), await CopyAsync(new CopySelection(FromStoreId: _shop.Id), applies: true));
        Assert.Equal(3, (await ListingsAsync()).Count);
    }

    [Fact]
    public async Task Stock_items_become_listings_of_their_own_but_for_those_the_store_sells()
    {
        await _stall.AddAsync("Tee, small", new TypedVariation(Sku: "TEE-S"));

        var copied = await CopyAsync(new CopySelection(StockItems: true), applies: true);

        Assert.Equal((2, 2, 1), (copied.Listings, copied.Variations, copied.HaveSku));
        Assert.Equal(["NO-SKU-1", "TEE-M", "TEE-S"], (await ListingsAsync()).Select(l => l.Variations.Single().Link!.MasterSku).Order());
    }

    [Fact]
    public async Task A_price_in_another_currency_is_left_out()
    {
        var dollar = new OwnCatalogue(_databases, _stall.Seeds, OwnCatalogue.AddStore(_stall.Seeds, "Fair", "USD"));
        await _stall.Seeds.SaveAsync();
        await dollar.AddAsync("Bell", new TypedVariation(Sku: "BELL", Price: 5));

        var copied = await CopyAsync(new CopySelection(FromStoreId: dollar.Store.Id, Query: "bell"), applies: true);

        Assert.Equal(new CopiedListings(1, 1, 0, 0, 1, Done: true), copied);
        Assert.Null((await ListingsAsync()).Single().Variations[0].Price);
    }

    [Theory]
    [InlineData(true, "-m tee", 1)]
    [InlineData(false, "s tee-m", 2)]
    [InlineData(false, "tee unl", 0)]
    public async Task What_is_searched_is_copied(bool stockItems, string typed, int variations)
    {
        var copied = await CopyAsync(new CopySelection(FromStoreId: _shop.Id, StockItems: stockItems, Query: typed), applies: false);

        Assert.Equal(variations, copied.Variations);
    }

    private async Task<CopiedListings> CopyAsync(CopySelection selection, bool applies)
    {
        var copied = await new CopyListings(_databases, new StoreNews(), TimeProvider.System)
            .RunAsync(_stall.Seeds.Caller, _stall.Store.Id, selection, applies, Cancellation);
        Assert.Null(copied.Refusal);
        return copied.Value!;
    }

    private async Task<IReadOnlyList<ListingView>> ListingsAsync() => (await new FindListings(_databases)
        .RunAsync(_stall.Seeds.Caller, new ListingFilter(_stall.Store.Id, Sort: ListingSort.Title), null, 50, Cancellation)).Value!.Items;
}
