using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Quayside.Sandbox;
using Quayside.Stores;
using Quayside.Tests.Harness;
using Quayside.Tests.Sandbox;

namespace Quayside.Tests.Journeys;

/// <summary>Two shops with partly the same goods: what links, what stands in conflict, and whose figures count.</summary>
public sealed class SecondStoreTests(App app) : IClassFixture<App>
{
    private const string OneGtin = "4006381333931";
    private const string OtherGtin = "9780201379624";

    private static readonly DateTimeOffset At = TimeProvider.System.GetUtcNow().AddDays(-2);

    private static readonly ShopOptions Empty = new() { Listings = 0, Orders = 0, Messy = false };

    [Fact]
    public async Task Equal_sku_keys_link_where_nothing_contradicts_them_and_conflict_where_something_does()
    {
        await using var sandbox = await TwoAsync();
        var (a, b) = (sandbox.Host.Shops[0], sandbox.Host.Shops[1]);
        Fill(a, ("Kettle", "KET-1"), ("Cup", "cup 2"), ("Zero", "007"), ("Ean", "EAN"), ("Tea, pack of 6", "TEA"), ("Twin one", "TWIN"), ("Twin two", "twin "), ("Blank", ""), ("Only a", "ONLY-A"), ("Half EAN", "HALF"));
        Fill(b, ("Kettle", "ket-1"), ("Cup", "  CUP  2\u200B"), ("Seven", "7"), ("Ean", "EAN"), ("Tea, pack of 12", "TEA"), ("Twin", "TWIN"), ("Blank", "  "), ("Half EAN", "HALF"), ("Twice b one", "ONLY-A"), ("Twice b two", "ONLY-A"));
        a.Data.Edit(d => (Good(d, "EAN").Gtin, Good(d, "HALF").Gtin) = (OneGtin, OneGtin));
        b.Data.Edit(d => Good(d, "EAN").Gtin = OtherGtin);
        using var client = await ClientAsync(sandbox);

        var first = await client.SyncedAsync(a);
        var second = await client.SyncedAsync(b);

        var ofA = await LinksAsync(client, first);
        var ofB = await LinksAsync(client, second);
        foreach (var (left, right) in ((string, string)[])[("KET-1", "ket-1"), ("cup 2", "  CUP  2\u200B"), ("HALF", "HALF")])
        {
            Assert.Equal(Of(ofA, left).Item, Of(ofB, right).Item);
            Assert.Null(Of(ofB, right).Conflict);
        }

        Assert.NotEqual(Of(ofA, "007").Item, Of(ofB, "7").Item);
        Assert.Equal(("gtinDiffers", "gtinDiffers"), (Of(ofA, "EAN").Conflict, Of(ofB, "EAN").Conflict));
        Assert.Equal(("packSizeDiffers", "packSizeDiffers"), (Of(ofA, "TEA").Conflict, Of(ofB, "TEA").Conflict));
        Assert.Equal("twiceInStore", Of(ofB, "TWIN").Conflict);
        Assert.Equal("twiceInStore", Of(ofA, "ONLY-A").Conflict);
        var items = ofA.Concat(ofB).GroupBy(l => l.Item).ToList();
        Assert.Equal(17, items.Count); // 20 variations, three pairs of which are one thing
        Assert.All(items.SelectMany(i => i), l => Assert.NotNull(l.Item));

        var stock = await client.ListAsync("stock-items");
        Assert.Equal(17, stock.Count);
        Assert.Equal(stock.Count, stock.Select(i => i["masterSku"]!.ToString().ToLowerInvariant()).Distinct().Count());
        foreach (var blank in ofA.Concat(ofB).Where(l => l.Sku is null))
        {
            var item = stock.Single(i => i["id"]!.ToString() == blank.Item);
            Assert.Equal(("true", "generated"), (item["generated"]!.ToString(), blank.Origin));
        }

        Assert.Equal(2, ofA.Concat(ofB).Count(l => l.Sku is null));
        Assert.Equal(["EAN", "ONLY-A", "TEA", "TWIN", "twin "], (await client.ListAsync($"listings?storeId={first}&link=conflict"))
            .Select(l => l["variations"]![0]!["sellerSku"]!.ToString()).Order(StringComparer.Ordinal));
        Assert.Equal(0, a.Calls.Writes + b.Calls.Writes);
    }

    [Fact]
    public async Task A_shops_own_sale_moves_nothing_twice_and_only_the_opener_moves_on_hand()
    {
        await using var sandbox = await TwoAsync();
        var (a, b) = (sandbox.Host.Shops[0], sandbox.Host.Shops[1]);
        Fill(a, ("Kettle", "KET"), ("Short", "NEG"), ("Uncounted", "FREE"));
        Fill(b, ("Kettle", "KET"));
        a.Data.Edit(d =>
        {
            (Good(d, "KET").Stock, Good(d, "NEG").Stock, Good(d, "NEG").Backorders) = (5, -3, "yes");
            (Good(d, "FREE").ManagesStock, Good(d, "FREE").Stock) = (false, null);
            d.Orders.Add(Order(d, "KET", 2, "processing"));
            d.Orders.Add(Order(d, "KET", 4, "completed"));
            d.Orders.Add(Order(d, "KET", 8, "cancelled"));
        });
        b.Data.Edit(d =>
        {
            Good(d, "KET").Stock = 9;
            d.Orders.Add(Order(d, "KET", 1, "on-hold"));
        });
        using var client = await ClientAsync(sandbox);

        var first = await client.SyncedAsync(a);
        Assert.Equal("7 2 5 -", await StockAsync(client, "KET"));
        Assert.Equal("-3 0 -3 -", await StockAsync(client, "NEG"));
        Assert.Equal("? 0 ? -", await StockAsync(client, "FREE"));
        var second = await client.SyncedAsync(b);
        Assert.Equal("7 3 4 5,9", await StockAsync(client, "KET"));

        // A sells one itself: the shop takes it off and has the order.
        a.Data.Edit(d =>
        {
            Good(d, "KET").Stock = 4;
            d.Orders.Add(Order(d, "KET", 1, "processing"));
        });
        await client.SyncAgainAsync(first);
        Assert.Equal("7 4 3 4,9", await StockAsync(client, "KET"));

        // It ships both: gone from the shelf, no longer reserved.
        a.Data.Edit(d =>
        {
            foreach (var order in d.Orders)
            {
                order.Status = order.Status == "processing" ? "completed" : order.Status;
            }
        });
        await client.SyncAgainAsync(first);
        Assert.Equal("4 1 3 4,9", await StockAsync(client, "KET"));

        // Ten more arrive there; what b counts is b's affair.
        a.Data.Edit(d => Good(d, "KET").Stock = 14);
        b.Data.Edit(d => Good(d, "KET").Stock = 20);
        await client.SyncAgainAsync(second);
        Assert.Equal("4 1 3 4,20", await StockAsync(client, "KET"));
        await client.SyncAgainAsync(first);
        Assert.Equal("14 1 13 14,20", await StockAsync(client, "KET"));

        // The shop stops counting, and counts again: neither is an arrival.
        a.Data.Edit(d => (Good(d, "KET").ManagesStock, Good(d, "KET").Stock) = (false, null));
        await client.SyncAgainAsync(first);
        Assert.Equal("14 1 13 20", await StockAsync(client, "KET"));
        Assert.Equal(0, a.Calls.Writes + b.Calls.Writes);
    }

    [Fact]
    public async Task Stock_that_variations_share_is_counted_once_and_an_echoed_sku_is_a_blank_one()
    {
        await using var sandbox = await TwoAsync();
        var a = sandbox.Host.Shops[0];
        a.Data.Edit(d =>
        {
            var id = d.NextId();
            var parent = new PracticeProduct
            {
                Id = id,
                Name = "Shirt",
                Slug = "shirt",
                Sku = "SHIRT",
                Type = "variable",
                RegularPrice = 10,
                ManagesStock = true,
                Stock = 12,
                CreatedAt = At,
                ModifiedAt = At,
                Options = { new PracticeOption(0, "Size", ["S", "L"]) },
            };
            foreach (var size in (string[])["S", "L"])
            {
                parent.Variations.Add(new PracticeVariation { Id = d.NextId(), Parent = parent, Choices = [size], RegularPrice = 10, CreatedAt = At, ModifiedAt = At });
            }

            d.Products.Add(parent);
        });
        using var client = await ClientAsync(sandbox);

        var store = await client.SyncedAsync(a);

        var listing = Assert.Single(await client.ListAsync($"listings?storeId={store}"));
        Assert.Equal("12", listing["sharedQuantity"]!.ToString());
        var variations = listing["variations"]!.AsArray();
        Assert.Equal(2, variations.Count);
        Assert.All(variations, v =>
        {
            Assert.Equal((null, "true", "SHIRT", "generated"), (v!["quantity"]?.ToString(), v["tracked"]!.ToString(), v["sellerSku"]!.ToString(), v["link"]!["origin"]!.ToString()));
        });
        Assert.All(await client.ListAsync("stock-items"), i => Assert.Null(i["onHand"]));
        Assert.Equal((2, 2, 0), (await client.GetAsync($"stores/{store}/sync")).Body.Receipt("listings"));
    }

    [Fact]
    public async Task Linking_and_unlinking_one_variation_moves_what_is_reserved_and_survives_a_sync()
    {
        await using var sandbox = await TwoAsync();
        var a = sandbox.Host.Shops[0];
        Fill(a, ("Kettle", "KET"), ("Pot", "POT"));
        a.Data.Edit(d => d.Orders.Add(Order(d, "KET", 2, "processing")));
        using var client = await ClientAsync(sandbox);
        var store = await client.SyncedAsync(a);
        var kettle = (await client.ListAsync($"listings?storeId={store}")).SelectMany(l => l["variations"]!.AsArray()).Single(v => v!["sellerSku"]!.ToString() == "KET")!;

        Assert.Equal(204, (await client.SendAsync(HttpMethod.Delete, $"variations/{kettle["id"]}/link")).Status);
        var order = Assert.Single(await client.ListAsync($"orders?storeId={store}"));
        Assert.Equal("unlinkedSku", order["attention"]![0]!["reason"]!.ToString());
        Assert.Equal("0", (await ItemAsync(client, "KET"))["reserved"]!.ToString());

        await client.SyncAgainAsync(store);
        order = Assert.Single(await client.ListAsync($"orders?storeId={store}"));
        Assert.Equal("unlinkedSku", order["attention"]![0]!["reason"]!.ToString());

        var calls = a.Calls.Total;
        var pot = await ItemAsync(client, "POT");
        var linked = await client.SendAsync(
            HttpMethod.Put, $"variations/{kettle["id"]}/link", new JsonObject { ["stockItemId"] = pot["id"]!.ToString(), ["quantity"] = 3 });
        Assert.Equal(200, linked.Status);
        Assert.Equal("6", (await ItemAsync(client, "POT"))["reserved"]!.ToString());
        Assert.Empty(Assert.Single(await client.ListAsync($"orders?storeId={store}"))["attention"]!.AsArray());
        Assert.Equal(calls, a.Calls.Total);
    }

    private static async Task<JsonObject> ItemAsync(QuaysideClient client, string sku) =>
        (await client.ListAsync("stock-items")).Single(i => i["masterSku"]!.ToString() == sku);

    /// <summary>"on hand, reserved, available, what shops show instead".</summary>
    private static async Task<string> StockAsync(QuaysideClient client, string sku)
    {
        var item = await ItemAsync(client, sku);
        var others = string.Join(',', item["discrepancies"]!.AsArray().Select(d => d!["quantity"]!.ToString()).OrderBy(decimal.Parse));
        return $"{item["onHand"]?.ToString() ?? "?"} {item["reserved"]} {item["available"]?.ToString() ?? "?"} {(others.Length == 0 ? "-" : others)}";
    }

    private static async Task<List<Linked>> LinksAsync(QuaysideClient client, string store) =>
        [.. (await client.ListAsync($"listings?storeId={store}")).SelectMany(l => l["variations"]!.AsArray()).Select(v => new Linked(
            v!["sellerSku"]?.ToString(), v["link"]?["stockItemId"]?.ToString(), v["link"]?["origin"]?.ToString(), v["conflict"]?.ToString()))];

    private static Linked Of(List<Linked> links, string sku) => links.First(l => l.Sku == sku);

    private static void Fill(PracticeShop shop, params (string Title, string Sku)[] goods)
    {
        foreach (var (title, sku) in goods)
        {
            shop.Data.AddProduct(title, sku, At);
        }
    }

    private static PracticeProduct Good(ShopData data, string sku) => data.Products.First(p => p.Sku == sku);

    private static PracticeOrder Order(ShopData data, string sku, decimal quantity, string status) => new()
    {
        Id = data.NextId(),
        Currency = "EUR",
        Status = status,
        PlacedAt = At,
        ModifiedAt = At,
        Lines = { new PracticeOrderLine(data.NextItemId(), sku, Good(data, sku).Id, 0, quantity, 10 * quantity, 10 * quantity) },
    };

    private static Task<RunningSandbox> TwoAsync() =>
        RunningSandbox.StartAsync(Empty with { Key = "a", Seed = 1 }, Empty with { Key = "b", Seed = 2 });

    private async Task<QuaysideClient> ClientAsync(RunningSandbox sandbox)
    {
        foreach (var shop in sandbox.Host.Shops)
        {
            app.Services.GetRequiredService<ShopAddresses>().Exempt(shop.Address);
        }

        return QuaysideClient.Of(app, await app.NewSellerAsync($"Second {Guid.NewGuid():N}"));
    }

    private sealed record Linked(string? Sku, string? Item, string? Origin, string? Conflict);
}
