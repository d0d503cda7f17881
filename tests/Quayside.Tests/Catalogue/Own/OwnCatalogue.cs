using Microsoft.EntityFrameworkCore;
using Quayside.Catalogue;
using Quayside.Catalogue.Own;
using Quayside.Database;
using Quayside.Inventory;
using Quayside.Stores;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Catalogue.Own;

/// <summary>An offline store and what people do with its catalogue.</summary>
internal sealed class OwnCatalogue(Databases databases, Seeds seeds, Store store)
{
    private readonly GetListing _get = new(databases);
    private readonly StoreNews _news = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public Store Store => store;

    public Seeds Seeds => seeds;

    public static async Task<OwnCatalogue> OpenAsync(Databases databases)
    {
        var seeds = await Seeds.NewOrganisationAsync(databases);
        var store = AddStore(seeds, "Market stall");
        await seeds.SaveAsync();
        return new OwnCatalogue(databases, seeds, store);
    }

    public static Store AddStore(Seeds seeds, string name, string currency = "EUR") => seeds.Add(new Store
    {
        OrganisationId = seeds.Caller.OrganisationId,
        Channel = Store.OfflineChannel,
        Mode = StoreMode.Offline,
        Name = name,
        ShopName = name,
        Country = "DE",
        Currency = currency,
        Settings = [],
        HistoryDays = 0,
        ConnectedAt = Seeds.Then,
    });

    public Task<Outcome<ListingView>> AddAsync(params TypedVariation[] variations) => AddAsync("Mug", variations);

    public Task<Outcome<ListingView>> AddAsync(string title, params TypedVariation[] variations) =>
        new AddListing(databases, _get, _news, TimeProvider.System).RunAsync(seeds.Caller, store.Id, new TypedListing(title, variations), Cancellation);

    public async Task<ListingView> AddedAsync(params TypedVariation[] variations)
    {
        var added = await AddAsync(variations);
        Assert.Null(added.Refusal);
        return added.Value!;
    }

    public Task<Outcome<ListingView>> ChangeAsync(long id, TypedListing listing) =>
        new ChangeListing(databases, _get, _news, TimeProvider.System).RunAsync(seeds.Caller, id, listing, Cancellation);

    public Task<Refusal?> DeleteAsync(long id) => new DeleteListing(databases, _news, TimeProvider.System).RunAsync(seeds.Caller, id, Cancellation);

    public async Task<StockItem> ItemAsync(ListingView listing, int variation = 0)
    {
        await using var db = Read();
        return await db.StockItems.AsNoTracking().SingleAsync(i => i.Id == listing.Variations[variation].Link!.StockItemId, Cancellation);
    }

    public QuaysideDb Read() => databases.Open(seeds.Caller.OrganisationId);

    /// <summary>Every row of the domain that belongs to the organisation, for comparing before and after.</summary>
    public async Task<string> RowsAsync()
    {
        await using var db = Read();
        var lines = new List<string>();
        foreach (var id in await db.Listings.OrderBy(l => l.Id).Select(l => l.Id).ToListAsync(Cancellation))
        {
            var listing = (await _get.RunAsync(seeds.Caller, id, Cancellation)).Value!;
            lines.Add(System.Text.Json.JsonSerializer.Serialize(listing));
        }

        lines.Add($"items {await db.StockItems.CountAsync(Cancellation)}, links {await db.SkuLinks.CountAsync(Cancellation)}, moved {await db.StockMovements.CountAsync(Cancellation)}, events {await db.ListingEvents.CountAsync(Cancellation)}, decisions {await db.MappingBatches.CountAsync(Cancellation)}");
        return string.Join('\n', lines);
    }
}
