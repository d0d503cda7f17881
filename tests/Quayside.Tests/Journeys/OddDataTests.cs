using Microsoft.Extensions.DependencyInjection;
using Quayside.Sandbox;
using Quayside.Stores;
using Quayside.Tests.Connectors.WooCommerce;
using Quayside.Tests.Harness;
using Quayside.Tests.Sandbox;

namespace Quayside.Tests.Journeys;

/// <summary>What no sane shop holds, in the middle of what every shop holds.</summary>
public sealed class OddDataTests(App app) : IClassFixture<App>
{
    private static readonly DateTimeOffset At = TimeProvider.System.GetUtcNow().AddDays(-3);

    private static int _next = 100;

    private static readonly ShopOptions Tidy = new() { Listings = 12, Orders = 8, Messy = false, Seed = 31 };

    [Fact]
    public async Task What_cannot_be_stored_is_quarantined_and_everything_beside_it_is_there()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Tidy);
        var data = sandbox.Shop.Data;
        var nul = data.AddProduct("Kettle\0red", "NUL", At);
        var huge = data.AddProduct("Endless", "HUGE", At);
        var long5 = data.AddProduct("Long", "LONG", At);
        data.Edit(_ =>
        {
            huge.Stock = 100_000_000_000_000_000_000m;
            long5.Description = "<p>" + new string('x', 5_000_000) + "</p>";
        });
        using var client = await ClientAsync(sandbox);

        var store = await client.SyncedAsync(sandbox.Shop);

        var session = (await client.GetAsync($"stores/{store}/sync")).Body;
        var (discovered, stored, quarantined) = session.Receipt("listings");
        Assert.Equal(discovered, stored + quarantined);
        var listings = await client.ListAsync($"listings?storeId={store}");
        var kept = await client.ListAsync($"stores/{store}/quarantine");
        Assert.Equal(data.Products.Count, listings.Count + kept.Count);
        Assert.Contains(kept, k => k["channelId"]!.ToString() == $"{huge.Id}");
        Assert.All(kept, k => Assert.False(string.IsNullOrWhiteSpace(k["reason"]!.ToString())));
        Assert.Equal(5_000_000, listings.Single(l => l["channelListingId"]!.ToString() == $"{long5.Id}")["description"]!.ToString().Length);
        Assert.Contains(listings, l => l["channelListingId"]!.ToString() == $"{nul.Id}");
    }

    [Fact]
    public async Task Odd_orders_are_all_there_and_add_up()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Tidy);
        var data = sandbox.Shop.Data;
        var product = data.Products.First(p => p.Type == "simple");
        long Add(Func<ShopData, PracticeOrder> make)
        {
            long id = 0;
            data.AddOrder(d =>
            {
                var order = make(d);
                id = order.Id;
                return order;
            });
            return id;
        }

        var points = Add(d => New(d, "PTS", new PracticeOrderLine(d.NextItemId(), "Points", product.Id, 0, 2, 10, 10)));
        var empty = Add(d => New(d, "EUR"));
        var fee = Add(d => Paid(d));
        var back = Add(d => New(d, "EUR", new PracticeOrderLine(d.NextItemId(), "Returned", product.Id, 0, -2, -10, -10)));
        var yen = Add(d => New(d, "JPY", new PracticeOrderLine(d.NextItemId(), "In yen", product.Id, 0, 1, 1250, 1250)));
        var large = Add(d => New(d, "EUR", new PracticeOrderLine(d.NextItemId(), "Dear", product.Id, 0, 1, 90_000_000_000_000_000_000m, 90_000_000_000_000_000_000m)));
        using var client = await ClientAsync(sandbox);

        var store = await client.SyncedAsync(sandbox.Shop);

        var orders = (await client.ListAsync($"orders?storeId={store}")).ToDictionary(o => o["channelOrderId"]!.ToString());
        Assert.Equal("""{"amount":"10.00","currency":"PTS"}""", orders[$"{points}"]["total"]!.ToJsonString());
        Assert.Empty(orders[$"{empty}"]["lines"]!.AsArray());
        Assert.Equal("5.00", orders[$"{fee}"]["feeTotal"]!["amount"]!.ToString());
        Assert.Equal("-2", orders[$"{back}"]["lines"]![0]!["quantity"]!.ToString());
        Assert.Equal("1250", orders[$"{yen}"]["total"]!["amount"]!.ToString());
        Assert.Equal($"{large}", Assert.Single(await client.ListAsync($"stores/{store}/quarantine"))["channelId"]!.ToString());
    }

    [Fact]
    public async Task Text_that_is_none_and_figures_that_cannot_be_meant_stop_nothing_and_stay_as_they_are()
    {
        await using var site = await FakeMarketplace.StartAsync();
        var woo = new PracticeWoo();
        string[] odd =
        [
            With("name", "Kettle \\ud800 red"), With("sku", "A\\udc00B"), With("name", "Nul\\u0000"), With("sku", "N\\u0000L"), With("description", "\\ud83d half"),
            Raw("stock_quantity", "1e20"), Raw("stock_quantity", "-7"), Raw("stock_quantity", "2.5"), Raw("price", "\"1e400\""), Raw("price", "\"-3\""), Raw("name", "{\"a\":1}"),
            Raw("name", "null"), Raw("id", "99999999999999999999999"), Raw("id", "null"), Raw("sku", "12345678901234567890"), Raw("attributes", "{}"), Raw("images", "null"),
            Raw("date_modified_gmt", "\"0000-00-00T00:00:00\""), Raw("status", "\"weird\""), Raw("manage_stock", "\"yes\""), Raw("global_unique_id", "4006381333931"),
            With("sku", new string('S', 4000)), With("name", new string('N', 100_000)), "7", "null", "[]", "{}",
        ];
        site.Shop = request => request.Path.EndsWith("/wc/v3/products", StringComparison.Ordinal)
            ? FakeAnswer.Json($"[{string.Join(',', odd)}]", 200, ("X-WP-Total", $"{odd.Length}"), ("X-WP-TotalPages", "1"))
            : woo.Answer(request);
        app.Services.GetRequiredService<ShopAddresses>().Exempt(new Uri(site.Address));
        var seller = await app.NewSellerAsync("Odd text");
        using var client = QuaysideClient.Of(app, seller);

        var store = await client.ConnectedAsync(new() { ["url"] = site.Address, ["consumerKey"] = "ck_5eed", ["consumerSecret"] = "cs_5eed" });
        var session = await client.CompletedAsync(store);

        var (discovered, stored, quarantined) = session.Receipt("listings");
        Assert.Equal(discovered, stored + quarantined);
        Assert.Equal(odd.Length, discovered);
        var kept = await client.ListAsync($"stores/{store}/quarantine");
        var listings = await client.ListAsync($"listings?storeId={store}");
        Assert.Equal((stored, quarantined), (listings.Count, kept.Count));
        Assert.All(kept, k => Assert.True(k["reason"]!.ToString().Length > 15));
        Assert.NotEmpty(await client.ListAsync("stock-items"));
        Assert.Contains(listings, l => l["variations"]![0]!["quantity"]?.ToString() == "-7");
        await using var db = app.Databases.Open(seller.OrganisationId);
        var before = await Rows.OfAsync(db);
        await client.SyncAgainAsync(store);
        Assert.Equal(before, await Rows.OfAsync(db));
    }

    private static string With(string field, string text) => Raw(field, $"\"{text}\"");

    private static string Raw(string field, string json)
    {
        var product = PracticeWoo.Product(Interlocked.Increment(ref _next));
        product[field] = "HERE";
        return product.ToJsonString().Replace("\"HERE\"", json, StringComparison.Ordinal);
    }

    private static PracticeOrder New(ShopData data, string currency, params PracticeOrderLine[] lines) =>
        new() { Id = data.NextId(), Currency = currency, PlacedAt = At, ModifiedAt = At, Lines = [.. lines] };

    private static PracticeOrder Paid(ShopData data)
    {
        var order = New(data, "EUR");
        order.Fees.Add(new PracticeFee(data.NextItemId(), "Deposit", 5));
        return order;
    }

    private async Task<QuaysideClient> ClientAsync(RunningSandbox sandbox)
    {
        app.Services.GetRequiredService<ShopAddresses>().Exempt(sandbox.Shop.Address);
        return QuaysideClient.Of(app, await app.NewSellerAsync($"Odd {sandbox.Shop.Address.Port}"));
    }
}
