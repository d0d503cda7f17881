using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Quayside.Sandbox;
using Quayside.Stores;
using Quayside.Tests.Harness;
using Quayside.Tests.Sandbox;

namespace Quayside.Tests.Journeys;

/// <summary>Every product, variation and order of a messy shop: what its own API says beside what ours says.</summary>
public sealed class WooFieldByFieldTests(App app) : IClassFixture<App>
{
    // As many as the shop that the project is measured against: 261 products, 10 variations, 128 orders.
    private static readonly ShopOptions Shop = new()
    {
        Listings = 261,
        Variations = 30,
        Orders = 128,
        Seed = 91,
        AnyListsCheckoutDrafts = true,
        GmtOffsetHours = 5.5,
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_field_is_as_the_shop_says_it_and_a_second_sync_changes_no_row()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Shop);
        app.Services.GetRequiredService<ShopAddresses>().Exempt(sandbox.Shop.Address);
        var seller = await app.NewSellerAsync("Field by field");
        using var client = QuaysideClient.Of(app, seller);

        var store = await client.SyncedAsync(sandbox.Shop);
        var session = (await client.GetAsync($"stores/{store}/sync")).Body;
        Assert.InRange(sandbox.Shop.Calls.Total, 1, 12);
        Assert.Equal(sandbox.Shop.Calls.All.Count(c => c.Status > 0), (int)session["requests"]! + Identification(sandbox.Shop));

        var from = DateTimeOffset.Parse(session["window"]!["from"]!.ToString(), CultureInfo.InvariantCulture);
        await ShopComparison.ListingsAreAlikeAsync(client, store, sandbox.Client);
        Assert.InRange(await ShopComparison.OrdersAreAlikeAsync(client, store, sandbox.Client, from), 60, 128);
        Assert.All(await client.ListAsync($"orders?storeId={store}"), o => Assert.Equal("true", o["historical"]!.ToString()));
        await ShopComparison.CarriersAreAlikeAsync(client, store, sandbox.Client);

        await using var db = app.Databases.Open(seller.OrganisationId);
        var before = await Rows.OfAsync(db);
        await client.SyncAgainAsync(store);
        Assert.Equal(before, await Rows.OfAsync(db));
        Assert.Equal(0, sandbox.Shop.Calls.Writes);
    }

    private static int Identification(PracticeShop shop) => shop.Calls.All.Count(c =>
        c.PathAndQuery.Contains("system_status", StringComparison.Ordinal) || c.PathAndQuery.Contains("namespaces", StringComparison.Ordinal));
}
