using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Quayside.Sandbox;

namespace Quayside.Tests.Sandbox;

/// <summary>What the practice shop sends is held against the names and types of the official reference.</summary>
public sealed class TikTokShapeTests
{
    private static readonly Dictionary<string, Dictionary<string, string>> Reference = File
        .ReadLines(Path.Combine(AppContext.BaseDirectory, "Sandbox", "Recorded", "tiktok-fields.txt"))
        .Where(line => !line.StartsWith('#')).Select(line => line.Split(' '))
        .GroupBy(parts => parts[0]).ToDictionary(g => g.Key, g => g.ToDictionary(parts => parts[1], parts => parts[2]));

    [Fact]
    public async Task What_the_practice_shop_sends_is_named_and_typed_as_the_reference_says()
    {
        await using var sandbox = await RunningSandbox.StartAsync(new ShopOptions { Channel = "tiktokshop", Listings = 100, Orders = 100, Region = "ID", Currency = "IDR" });
        var caller = new TikTokCaller(sandbox.Shop);
        await caller.SignInAsync();
        var orders = await caller.SearchAsync(TikTokCaller.Orders, "{}", ("page_size", "100"));
        var products = await caller.SearchAsync(TikTokCaller.Products, "{}", ("page_size", "100"));
        var ids = products["data"]!["products"]!.AsArray().Where(p => p!["integrated_platform_statuses"]![0]!["status"]!.ToString() is not ("FREEZE" or "DELETED")).Select(p => p!["id"]!.ToString()).ToList();
        var warehouses = await caller.OfShopAsync("/logistics/202309/warehouses");
        var options = await caller.OfShopAsync($"/logistics/202309/warehouses/{First(warehouses, "warehouses")}/delivery_options");
        var bySeller = options["data"]!["delivery_options"]!.AsArray().Single(o => o!["type"]!.ToString() == "SEND_BY_SELLER")!["id"]!;

        Compare(TikTokCaller.Shops, await caller.GetAsync(TikTokCaller.Shops));
        Compare(TikTokCaller.Orders, orders);
        Compare("/order/202507/orders", await caller.OfShopAsync("/order/202507/orders", ("ids", First(orders, "orders"))));
        Compare(TikTokCaller.Products, products);
        foreach (var id in ids)
        {
            Compare("/product/202309/products/{product_id}", await caller.OfShopAsync($"/product/202309/products/{id}"));
        }

        Compare("/product/202309/inventory/search", await caller.SearchAsync("/product/202309/inventory/search", $$"""{"product_ids":["{{ids[0]}}"]}"""));
        Compare("/logistics/202309/warehouses", warehouses);
        Compare("/logistics/202309/warehouses/{warehouse_id}/delivery_options", options);
        Compare(
            "/logistics/202309/delivery_options/{delivery_option_id}/shipping_providers",
            await caller.OfShopAsync($"/logistics/202309/delivery_options/{bySeller}/shipping_providers"));
    }

    [Fact]
    public async Task Frozen_and_deleted_products_are_listed_and_have_no_detail()
    {
        await using var sandbox = await RunningSandbox.StartAsync(new ShopOptions { Channel = "tiktokshop", Currency = "SGD", Listings = 20, Orders = 5, Messy = false });
        var caller = new TikTokCaller(sandbox.Shop);
        await caller.SignInAsync();
        var (frozen, deleted) = (sandbox.Shop.Data.Products[0].Id, sandbox.Shop.Data.Products[1].Id);
        sandbox.Shop.Life.Change(frozen, status: "FREEZE");
        sandbox.Shop.Life.Trash(deleted);

        var rows = (await caller.SearchAsync(TikTokCaller.Products, "{}", ("page_size", "100")))["data"]!["products"]!.AsArray();
        var gone = rows.Where(row => row!["status"]!.ToString() is "FREEZE" or "DELETED").Select(row => row!["id"]!.ToString()).ToList();

        Assert.Equal(2, gone.Count);
        foreach (var id in gone)
        {
            Assert.Equal(12052901, (await caller.OfShopAsync($"/product/202309/products/{id}"))["code"]!.GetValue<int>());
        }

        Assert.Equal(12052032, (await caller.OfShopAsync("/product/202309/products/1"))["code"]!.GetValue<int>());
    }

    [Fact]
    public async Task Each_piece_is_a_line_of_its_own_and_amounts_add_up_as_the_reference_says()
    {
        await using var sandbox = await RunningSandbox.StartAsync(new ShopOptions { Channel = "tiktokshop", Currency = "SGD", Listings = 40, Orders = 90 });
        var caller = new TikTokCaller(sandbox.Shop);
        await caller.SignInAsync();
        var rows = (await caller.SearchAsync(TikTokCaller.Orders, "{}", ("page_size", "100")))["data"]!["orders"]!.AsArray();

        foreach (var row in rows)
        {
            var order = sandbox.Shop.Data.FindOrder(long.Parse(row!["id"]!.ToString()[^9..], CultureInfo.InvariantCulture))!;
            var lines = row["line_items"]!.AsArray();
            decimal Paid(string name) => decimal.Parse(row["payment"]![name]!.ToString(), CultureInfo.InvariantCulture);

            Assert.Equal(order.Lines.Sum(line => line.Quantity), lines.Count);
            Assert.Equal(lines.Count, lines.Select(line => line!["id"]!.ToString()).Distinct().Count());
            Assert.Equal(Paid("sub_total"), lines.Sum(line => decimal.Parse(line!["sale_price"]!.ToString(), CultureInfo.InvariantCulture)));
            Assert.Equal(Paid("sub_total"), Paid("original_total_product_price") - Paid("seller_discount") - Paid("platform_discount"));
            Assert.Equal(Paid("total_amount"), Paid("sub_total") + Paid("shipping_fee"));
        }

        Assert.Contains(rows, row => row!["payment"]!["platform_discount"]!.ToString() != "0" || row["payment"]!["seller_discount"]!.ToString() != "0");
        Assert.Contains(rows, row => row!["line_items"]![0]!["id"]!.ToString().Length == 20);
        Assert.All(rows, row => Assert.DoesNotContain("Made-up Street", row!["recipient_address"]!.ToJsonString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_status_of_the_reference_occurs_in_a_messy_shop()
    {
        await using var sandbox = await RunningSandbox.StartAsync(new ShopOptions { Channel = "tiktokshop", Currency = "SGD", Listings = 400, Orders = 400 });
        var caller = new TikTokCaller(sandbox.Shop);
        await caller.SignInAsync();

        foreach (var status in new[] { "UNPAID", "ON_HOLD", "AWAITING_SHIPMENT", "PARTIALLY_SHIPPING", "AWAITING_COLLECTION", "IN_TRANSIT", "DELIVERED", "COMPLETED", "CANCELLED" })
        {
            var found = (await caller.SearchAsync(TikTokCaller.Orders, $$"""{"order_status":"{{status}}"}"""))["data"]!;
            Assert.True(found["total_count"]!.GetValue<int>() > 0, status);
            Assert.All(found["orders"]!.AsArray(), order => Assert.Equal((status, status == "ON_HOLD"), (order!["status"]!.ToString(), order["is_on_hold_order"]!.GetValue<bool>())));
        }

        foreach (var status in new[] { "DRAFT", "PENDING", "FAILED", "ACTIVATE", "SELLER_DEACTIVATED", "PLATFORM_DEACTIVATED", "FREEZE", "DELETED" })
        {
            var found = (await caller.SearchAsync(TikTokCaller.Products, $$"""{"status":"{{status}}"}""", ("page_size", "1")))["data"]!;
            Assert.True(found["total_count"]!.GetValue<int>() > 0, status);
        }
    }

    private static string First(JsonObject answer, string name) => answer["data"]![name]![0]!["id"]!.ToString();

    private static void Compare(string call, JsonObject answer)
    {
        Assert.Equal(0, answer["code"]!.GetValue<int>());
        var unknown = Fields(answer["data"], "").Distinct()
            .Where(field => !Reference[call].TryGetValue(field.Path, out var type) || !Fits(type, field.Kind)).ToList();

        Assert.True(unknown.Count == 0, $"{call}: {string.Join(", ", unknown)}");
    }

    private static bool Fits(string type, JsonValueKind kind) => (type.Replace("[]", "", StringComparison.Ordinal), kind) switch
    {
        (_, JsonValueKind.Array) => type.StartsWith("[]", StringComparison.Ordinal),
        ("object", JsonValueKind.Object) or ("string", JsonValueKind.String) or ("int", JsonValueKind.Number) or ("bool", JsonValueKind.True or JsonValueKind.False) => true,
        _ => false,
    };

    private static IEnumerable<(string Path, JsonValueKind Kind)> Fields(JsonNode? node, string path) => node switch
    {
        JsonObject item => item.SelectMany(member =>
        {
            var name = path.Length == 0 ? member.Key : $"{path}.{member.Key}";
            return Fields(member.Value, name).Prepend((name, member.Value?.GetValueKind() ?? JsonValueKind.Null));
        }),
        JsonArray list => list.SelectMany(one => Fields(one, path)),
        _ => [],
    };
}
