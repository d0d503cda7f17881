using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Quayside.Sandbox;
using Quayside.Stores;
using Quayside.Tests.Harness;
using Quayside.Tests.Sandbox;

namespace Quayside.Tests.Journeys;

/// <summary>What sellers do to their SKUs and products in the shop: links follow the channel's ids, and a person decides the rest.</summary>
public sealed class SkuChangeTests(App app) : IClassFixture<App>
{
    private static readonly ShopOptions Shop = new() { Listings = 0, Orders = 0, Seed = 5 };

    private PracticeShop _shop = null!;
    private QuaysideClient _client = null!;
    private string _store = null!;

    [Fact]
    public async Task Two_variations_that_swap_their_SKUs_are_two_changes_with_a_choice()
    {
        await using var sandbox = await ConnectAsync("swap", shop => Variable(shop, "Shirt", "SHIRT-A", "SHIRT-B"));
        var (one, other) = (_shop.Data.Variations[0], _shop.Data.Variations[1]);
        var (before, items) = (await LinksAsync(), await ItemsAsync());

        Edit(_ => (one.Sku, other.Sku) = (other.Sku, one.Sku), one, other);
        await _client.SyncAgainAsync(_store);

        Assert.Equal(before, await LinksAsync());
        Assert.Equal(items, await ItemsAsync());
        var changes = await _client.ListAsync("sku-changes?open=true");
        Assert.Equal(
            [("SHIRT-A", "SHIRT-B", "SHIRT-A"), ("SHIRT-B", "SHIRT-A", "SHIRT-B")],
            changes.Select(c => ($"{c["from"]}", $"{c["to"]}", $"{c["masterSku"]}")).Order());

        var viewer = await DecideAsync(changes[0], "kept");
        Assert.Equal(200, viewer.Status);
        Assert.Equal(before, await LinksAsync());
        Assert.Equal((200, 409), ((await DecideAsync(changes[0], "kept")).Status, (await DecideAsync(changes[0], "relinked")).Status));
        Assert.Equal(200, (await DecideAsync(changes[1], "relinked")).Status);

        // The other variation has not been decided to move, so both are the one item now: what the person said, and no more.
        Assert.Equal([$"{changes[1]["to"]}", $"{changes[1]["to"]}"], (await LinksAsync()).Values.Order());
        Assert.Equal(items, await ItemsAsync());
        Assert.Empty(await _client.ListAsync("sku-changes?open=true"));
        Assert.Equal(2, (await _client.ListAsync("sku-changes?open=false")).Count);
        await _client.SyncAgainAsync(_store);
        Assert.Empty(await _client.ListAsync("sku-changes?open=true"));
    }

    [Fact]
    public async Task A_new_SKU_is_another_product_only_when_a_person_says_so()
    {
        await using var sandbox = await ConnectAsync("renamed", shop => shop.Data.AddProduct("Kettle", "KET-1", shop.Options.Now));
        var product = _shop.Data.Products[0];
        Edit(_ => product.Sku = "KET-2", product);
        await _client.SyncAgainAsync(_store);
        Edit(_ => product.Sku = "KET-3", product);
        await _client.SyncAgainAsync(_store);
        var change = Assert.Single(await _client.ListAsync("sku-changes?open=true"));
        Assert.Equal(("KET-1", "KET-3", "KET-1"), ($"{change["from"]}", $"{change["to"]}", $"{change["masterSku"]}"));
        Assert.Equal(["KET-1"], await ItemsAsync());

        await DecideAsync(change, "relinked");

        Assert.Equal(["KET-3"], (await LinksAsync()).Values);
        Assert.Equal(["KET-1", "KET-3"], await ItemsAsync());
        var made = (await _client.ListAsync("stock-items")).Single(i => i["masterSku"]!.ToString() == "KET-3");
        Assert.Equal(product.Stock, made["available"]!.GetValue<decimal>());
        await _client.SyncAgainAsync(_store);
        var after = (await _client.ListAsync("stock-items")).Single(i => i["masterSku"]!.ToString() == "KET-3");
        Assert.Equal((made["onHand"]!.ToString(), made["available"]!.ToString()), (after["onHand"]!.ToString(), after["available"]!.ToString()));
    }

    [Fact]
    public async Task A_SKU_that_changes_back_was_no_change_and_one_in_other_letters_is_none()
    {
        await using var sandbox = await ConnectAsync("back", shop => shop.Data.AddProduct("Kettle", "KET-1", shop.Options.Now));
        var product = _shop.Data.Products[0];
        Edit(_ => product.Sku = " ket-1", product);
        await _client.SyncAgainAsync(_store);
        Assert.Empty(await _client.ListAsync("sku-changes"));
        Edit(_ => product.Sku = "KET-2", product);
        await _client.SyncAgainAsync(_store);
        Assert.Single(await _client.ListAsync("sku-changes"));

        Edit(_ => product.Sku = "KET-1", product);
        await _client.SyncAgainAsync(_store);

        Assert.Empty(await _client.ListAsync("sku-changes"));
        Assert.Equal(["KET-1"], (await LinksAsync()).Values);
    }

    [Fact]
    public async Task A_product_that_gets_variations_keeps_what_it_was_as_history()
    {
        await using var sandbox = await ConnectAsync("split", shop => shop.Data.AddProduct("Mug", "MUG", shop.Options.Now));
        var product = _shop.Data.Products[0];
        Edit(data =>
        {
            (product.Type, product.ManagesStock, product.Stock, product.Sku) = ("variable", false, null, "");
            product.Options.Add(new PracticeOption(0, "Colour", ["Red", "Blue"]));
            Add(data, product, "MUG-R", "Red");
            Add(data, product, "MUG-B", "Blue");
        }, product);
        await _client.SyncAgainAsync(_store);

        var variations = await VariationsAsync();
        Assert.Equal(
            [("MUG", "deleted"), ("MUG-B", "active"), ("MUG-R", "active")],
            variations.Select(v => ($"{v["link"]!["masterSku"]}", $"{v["status"]}")).Order());
        Assert.Equal(["MUG", "MUG-B", "MUG-R"], await ItemsAsync());

        // And back again: it is the same variation as before, with its link.
        Edit(_ =>
        {
            product.Variations.Clear();
            product.Options.Clear();
            (product.Type, product.ManagesStock, product.Stock, product.Sku) = ("simple", true, 4, "MUG");
        }, product);
        await _client.SyncAgainAsync(_store);
        Assert.Equal(
            [("MUG", "active"), ("MUG-B", "deleted"), ("MUG-R", "deleted")],
            (await VariationsAsync()).Select(v => ($"{v["link"]!["masterSku"]}", $"{v["status"]}")).Order());
    }

    [Fact]
    public async Task A_variation_that_moves_to_another_product_keeps_its_link_and_its_orders()
    {
        await using var sandbox = await ConnectAsync("moved", shop =>
        {
            Variable(shop, "Shirt", "SHIRT-A", "SHIRT-B");
            Variable(shop, "Jersey", "JERSEY-A");
            shop.Data.AddOrder(data => Order(data, data.Products[0].Variations[0], shop.Options.Now.AddDays(-1)));
        });
        var (from, to) = (_shop.Data.Products[0], _shop.Data.Products[1]);
        var moving = from.Variations[0];
        var (before, items) = (await LinksAsync(), await ItemsAsync());
        var order = (await _client.ListAsync("orders"))[0];

        Edit(_ =>
        {
            from.Variations.Remove(moving);
            to.Variations.Add(new PracticeVariation
            {
                Id = moving.Id,
                Parent = to,
                Choices = ["A"],
                Sku = moving.Sku,
                RegularPrice = 10,
                ManagesStock = true,
                Stock = 5,
                CreatedAt = moving.CreatedAt,
                ModifiedAt = moving.ModifiedAt.AddMinutes(1),
            });
        }, from, to);
        await _client.SyncAgainAsync(_store);

        Assert.Equal(before, await LinksAsync());
        Assert.Equal(items, await ItemsAsync());
        var listing = (await _client.ListAsync("listings")).Single(l => l["channelListingId"]!.ToString() == $"{to.Id}");
        Assert.Contains(listing["variations"]!.AsArray(), v => v!["channelVariationId"]!.ToString() == $"{moving.Id}" && $"{v["status"]}" != "deleted");
        Assert.Equal(
            order["lines"]![0]!["variationId"]!.ToString(),
            (await _client.GetAsync($"orders/{order["id"]}")).Body["lines"]![0]!["variationId"]?.ToString());
        Assert.Empty(await _client.ListAsync("sku-changes"));
    }

    private async Task<RunningSandbox> ConnectAsync(string key, Action<PracticeShop> fill)
    {
        var sandbox = await RunningSandbox.StartAsync(Shop with { Key = key });
        _shop = sandbox.Shop;
        fill(_shop);
        app.Services.GetRequiredService<ShopAddresses>().Exempt(_shop.Address);
        _client = QuaysideClient.Of(app, await app.NewSellerAsync(key));
        _store = await _client.SyncedAsync(_shop);
        return sandbox;
    }

    private void Edit(Action<ShopData> change, params IReadOnlyList<PracticeSellable> touched) => _shop.Data.Edit(data =>
    {
        change(data);
        foreach (var row in touched)
        {
            row.ModifiedAt = row.ModifiedAt.AddMinutes(1);
        }
    });

    private static void Variable(PracticeShop shop, string name, params IReadOnlyList<string> skus)
    {
        var parent = shop.Data.AddProduct(name, "", shop.Options.Now);
        shop.Data.Edit(data =>
        {
            (parent.Type, parent.ManagesStock, parent.Stock) = ("variable", false, null);
            parent.Options.Add(new PracticeOption(0, "Kind", [.. skus]));
            foreach (var sku in skus)
            {
                Add(data, parent, sku, sku);
            }
        });
    }

    private static void Add(ShopData data, PracticeProduct parent, string sku, string choice) => parent.Variations.Add(new PracticeVariation
    {
        Id = data.NextId(),
        Parent = parent,
        Choices = [choice],
        Sku = sku,
        RegularPrice = 10,
        ManagesStock = true,
        Stock = 5,
        CreatedAt = parent.CreatedAt,
        ModifiedAt = parent.ModifiedAt,
    });

    private static PracticeOrder Order(ShopData data, PracticeVariation sold, DateTimeOffset at) => new()
    {
        Id = data.NextId(),
        Currency = "EUR",
        PlacedAt = at,
        ModifiedAt = at,
        Lines = { new PracticeOrderLine(data.NextItemId(), "Shirt", sold.Parent.Id, sold.Id, 1, 10, 10) },
    };

    private Task<Reply> DecideAsync(JsonObject change, string decision) =>
        _client.SendAsync(HttpMethod.Put, $"sku-changes/{change["id"]}", new JsonObject { ["decision"] = decision });

    private async Task<List<JsonNode>> VariationsAsync() =>
        [.. (await _client.ListAsync("listings")).SelectMany(l => l["variations"]!.AsArray()).Select(v => v!)];

    private async Task<Dictionary<string, string>> LinksAsync() =>
        (await VariationsAsync()).ToDictionary(v => v["channelVariationId"]!.ToString(), v => $"{v["link"]?["masterSku"]}");

    private async Task<List<string>> ItemsAsync() =>
        [.. (await _client.ListAsync("stock-items")).Select(i => i["masterSku"]!.ToString()).Order()];
}
