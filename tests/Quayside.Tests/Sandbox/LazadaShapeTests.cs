using System.Text.Json.Nodes;
using Quayside.Sandbox;

namespace Quayside.Tests.Sandbox;

/// <summary>What the practice store sends is held against the names of the official reference and samples.</summary>
public sealed class LazadaShapeTests
{
    private static readonly Dictionary<string, HashSet<string>> Reference = File
        .ReadLines(Path.Combine(AppContext.BaseDirectory, "Sandbox", "Recorded", "lazada-fields.txt"))
        .Where(line => !line.StartsWith('#')).Select(line => line.Split(' '))
        .GroupBy(parts => parts[0]).ToDictionary(g => g.Key, g => g.Select(parts => parts[1]).ToHashSet(StringComparer.Ordinal));

    // Seen in recorded answers or named in guides, and not in the tables: the product's number beside the SKU's, the end of special prices in
    // the list, the properties that SKUs differ in, and whatever a category adds to a SKU.
    private static readonly string[] Beside =
        ["product_id", "special_from_time", "special_to_time", "special_time_format", "variation", "barcode_ean", "extra_attributes", "remarks", "buyer_id", "is_reroute"];

    [Fact]
    public async Task What_the_practice_store_sends_is_named_as_the_reference_says()
    {
        await using var sandbox = await RunningSandbox.StartAsync(new ShopOptions { Channel = "lazada", Listings = 40, Orders = 40, Messy = false });
        var shop = sandbox.Shop;
        var caller = new LazadaCaller(shop);
        var orders = shop.Data.Orders.Select(order => order.Id).Take(40).ToList();

        Compare("/auth/token/create", await caller.SignInAsync());
        Compare("/seller/get", await caller.GetAsync("/seller/get"));
        Compare("/products/get", await caller.GetAsync("/products/get", ("filter", "all"), ("limit", "50")));
        Compare("/product/item/get", await caller.GetAsync("/product/item/get", ("item_id", $"{shop.Data.Products.First(p => p.Status == "publish").Id}")));
        Compare("/orders/get", await caller.GetAsync("/orders/get", ("created_after", "2020-01-01T00:00:00+08:00")));
        Compare("/order/get", await caller.GetAsync("/order/get", ("order_id", $"{orders[0]}")));
        Compare("/orders/items/get", await caller.GetAsync("/orders/items/get", ("order_ids", $"[{string.Join(',', orders)}]")));
    }

    private static void Compare(string call, JsonObject answer)
    {
        Assert.Equal("0", answer["code"]!.ToString());
        var options = new HashSet<string> { "color_family", "size", "finish", "side", "theme" };
        var unknown = Names(answer, "").Distinct()
            .Where(path => path is not ("code" or "request_id") && !Reference[call].Contains(path))
            .Where(path => !path.Split('.').Any(part => Beside.Contains(part) || options.Contains(part))).ToList();

        Assert.True(unknown.Count == 0, $"{call}: {string.Join(", ", unknown)}");
    }

    private static IEnumerable<string> Names(JsonNode? node, string path) => node switch
    {
        JsonObject item => item.SelectMany(member => Names(member.Value, path.Length == 0 ? member.Key : $"{path}.{member.Key}")
            .Prepend(path.Length == 0 ? member.Key : $"{path}.{member.Key}")),
        JsonArray list => list.SelectMany(one => Names(one, path)),
        _ => [],
    };
}
