using System.Globalization;
using System.Text.Json.Nodes;
using Quayside.Connectors;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Connectors.TikTokShop;

/// <summary>A little TikTok Shop over rows that a test writes down, which gives fewer of them at once than it is asked for.</summary>
internal sealed class SmallTikTok
{
    public const string AppSecret = "tts-made-up-secret-0001";
    public const string ShopId = "7000714532876273420";
    public const string Cipher = "ROW_MADEUPCIPHER0001";

    private const int AtOnce = 3;

    /// <summary>As their details show them.</summary>
    public List<JsonObject> Products { get; } = [];

    public List<JsonObject> Orders { get; } = [];

    /// <summary>By which the shop is called now.</summary>
    public string KnownAs { get; set; } = Cipher;

    /// <summary>The most that a search for products finds.</summary>
    public int Reach { get; set; } = 10_000;

    public static IReadOnlyDictionary<string, string> Settings(string address) =>
        new Dictionary<string, string> { ["appKey"] = "6made0up0key", ["appSecret"] = AppSecret, ["serviceId"] = "7431458374265161478", ["url"] = address };

    public static Connection SignedIn(Connection connection) => connection with
    {
        Settings = new Dictionary<string, string>(connection.Settings) { ["shopId"] = ShopId, ["cipher"] = Cipher },
        Access = new OneToken(),
    };

    public static JsonObject Product(string id, string status = "ACTIVATE", params string[] skus) => new()
    {
        ["id"] = id,
        ["title"] = $"Product {id}",
        ["status"] = status,
        ["create_time"] = 1_780_000_000 + long.Parse(id[^3..], CultureInfo.InvariantCulture),
        ["update_time"] = 1_789_000_000,
        ["description"] = "<p>Made up.</p>",
        ["main_images"] = new JsonArray(new JsonObject { ["uri"] = "tos/a", ["urls"] = new JsonArray("https://img.example/a.jpg") }),
        ["category_chains"] = new JsonArray(
            new JsonObject { ["id"] = "1", ["local_name"] = "Goods", ["is_leaf"] = false },
            new JsonObject { ["id"] = "2", ["local_name"] = "Tools", ["is_leaf"] = true }),
        ["brand"] = new JsonObject { ["id"] = "9", ["name"] = "Made up" },
        ["skus"] = new JsonArray([.. skus.Select(sku => (JsonNode)new JsonObject
        {
            ["id"] = sku,
            ["seller_sku"] = $"SKU-{sku}",
            ["price"] = new JsonObject { ["currency"] = "SGD", ["sale_price"] = "12.50", ["tax_exclusive_price"] = "11.47" },
            ["inventory"] = new JsonArray(new JsonObject { ["warehouse_id"] = "7068517275539719942", ["quantity"] = 4 }),
        })]),
    };

    public static JsonObject Order(string id, DateTimeOffset placedAt, string status = "AWAITING_SHIPMENT", params JsonObject[] units) => new()
    {
        ["id"] = id,
        ["status"] = status,
        ["create_time"] = placedAt.ToUnixTimeSeconds(),
        ["update_time"] = placedAt.ToUnixTimeSeconds() + 60,
        ["paid_time"] = placedAt.ToUnixTimeSeconds() + 30,
        ["payment"] = new JsonObject
        {
            ["currency"] = "SGD",
            ["sub_total"] = "21",
            ["shipping_fee"] = "1.99",
            ["total_amount"] = "22.99",
            ["seller_discount"] = "2",
            ["platform_discount"] = "1",
            ["tax"] = "0",
        },
        ["line_items"] = new JsonArray([.. units.Length > 0 ? units : [Unit($"{id}1"), Unit($"{id}2")]]),
    };

    public static JsonObject Unit(string id, string? standing = null) => new()
    {
        ["id"] = id,
        ["product_id"] = "1729592969712207001",
        ["product_name"] = "Product 1",
        ["sku_id"] = "1729592969712207101",
        ["sku_name"] = "Red, M",
        ["seller_sku"] = "TEE-RED-M",
        ["currency"] = "SGD",
        ["original_price"] = "12",
        ["sale_price"] = "10.5",
        ["seller_discount"] = "1",
        ["platform_discount"] = "0.5",
        ["display_status"] = standing,
    };

    public static FakeAnswer Failure(long code, string message, int status = 200) =>
        FakeAnswer.Json($$"""{"code":{{code}},"message":"{{message}}","request_id":"202609010000000000"}""", status);

    public static FakeAnswer Well(JsonNode data) =>
        FakeAnswer.Json(new JsonObject { ["code"] = 0, ["message"] = "Success", ["request_id"] = "202609010000000000", ["data"] = data.DeepClone() }.ToJsonString());

    public FakeAnswer Answer(FakeRequest request) => (request.Path, request.Query.GetValueOrDefault("shop_cipher")) switch
    {
        _ when request.Headers.GetValueOrDefault("x-tts-access-token") != OneToken.Token => Failure(105002, "Expired credentials. The `access_token` has expired.", 401),
        ("/authorization/202309/shops", null) => Well(JsonNode.Parse($$"""
            {"shops":[{"id":"{{ShopId}}","name":"Demo Shop","region":"SG","seller_type":"LOCAL","cipher":"{{KnownAs}}","code":"SGLCMADEUP01"}]}
            """)!),
        ("/authorization/202309/shops", _) => Failure(36009004, "Unexpected identifier. The `shop_cipher` query parameter is not required for this request.", 400),
        var (_, cipher) when cipher != KnownAs => Failure(101000, "Invalid query or header. The token does not match the provided `shop_cipher`.", 401),
        ("/product/202502/products/search", _) => Found(request),
        ("/product/202309/inventory/search", _) => Well(Stock(JsonNode.Parse(request.Body)!["product_ids"]!.AsArray())),
        var (path, _) when path.StartsWith("/product/202309/products/", StringComparison.Ordinal) => Detail(path.Split('/')[^1]),
        ("/order/202309/orders/search", _) => Search(request, [.. Orders.Where(o => IsIn(o, request, "lt"))], "orders"),
        ("/order/202309/orders", _) => Well(new JsonObject { ["orders"] = new JsonArray([.. Orders.Where(o => request.Query["ids"].Split(',').Contains($"{o["id"]}")).Select(o => o.DeepClone())]) }),
        ("/logistics/202309/warehouses", _) => Well(JsonNode.Parse("""{"warehouses":[{"id":"61","type":"SALES_WAREHOUSE"},{"id":"62","type":"SALES_WAREHOUSE"},{"id":"63","type":"RETURN_WAREHOUSE"}]}""")!),
        ("/logistics/202309/warehouses/61/delivery_options", _) => Well(JsonNode.Parse("""{"delivery_options":[{"id":"71","name":"Standard"},{"id":"72","name":"By seller"}]}""")!),
        ("/logistics/202309/warehouses/62/delivery_options", _) => Well(JsonNode.Parse("""{"delivery_options":[{"id":"72","name":"By seller"}]}""")!),
        ("/logistics/202309/delivery_options/71/shipping_providers", _) => Failure(21008117, "The delivery is fulfilled by TikTok. No shipping provider will be returned."),
        ("/logistics/202309/delivery_options/72/shipping_providers", _) => Well(JsonNode.Parse("""{"shipping_providers":[{"id":"81","name":"Ninja Van"},{"id":"82","name":"Flash Express"}]}""")!),
        _ => Failure(36009009, "Invalid path. The specified path does not match any available endpoint.", 404),
    };

    private FakeAnswer Found(FakeRequest request)
    {
        var skus = JsonNode.Parse(request.Body)!["sku_ids"]?.AsArray().Select(s => s!.ToString()).ToList();
        var found = Products.Where(p => IsIn(p, request, "le") && (skus is null || p["skus"]!.AsArray().Any(s => skus.Contains(s!["id"]!.ToString())))).ToList();
        return found.Count > Reach ? Failure(12052180, "The total number of search results can not exceed 10000.") : Search(request, found, "products");
    }

    private FakeAnswer Detail(string id) => Products.Find(p => p["id"]!.ToString() == id) switch
    {
        null => Failure(12052032, "The product does not exist"),
        { } product when product["status"]!.ToString() is "FREEZE" or "DELETED" => Failure(12052901, "The product in its current status is not available for this operation."),
        { } product => Well(product),
    };

    private JsonObject Stock(JsonArray ids) => new()
    {
        ["inventory"] = new JsonArray([.. Products.Where(p => ids.Any(id => id!.ToString() == p["id"]!.ToString())).Select(p => (JsonNode)new JsonObject
        {
            ["product_id"] = p["id"]!.DeepClone(),
            ["skus"] = new JsonArray([.. p["skus"]!.AsArray().Select(s => (JsonNode)new JsonObject { ["id"] = s!["id"]!.DeepClone(), ["total_available_quantity"] = 7, ["total_committed_quantity"] = 1 })]),
        })]),
    };

    private static FakeAnswer Search(FakeRequest request, List<JsonObject> found, string name)
    {
        var start = request.Query.TryGetValue("page_token", out var token) ? int.Parse(token["at ".Length..], CultureInfo.InvariantCulture) : 0;
        var size = Math.Min(AtOnce, int.Parse(request.Query["page_size"], CultureInfo.InvariantCulture));
        var end = start + size;
        return Well(new JsonObject
        {
            [name] = new JsonArray([.. found.Skip(start).Take(size).Select(row => row.DeepClone())]),
            ["total_count"] = found.Count,
            ["next_page_token"] = end < found.Count ? $"at {end}" : "",
        });
    }

    private static bool IsIn(JsonObject row, FakeRequest request, string end)
    {
        var filter = JsonNode.Parse(request.Body)!;
        return new[] { "create_time", "update_time" }.All(field =>
            (filter[$"{field}_ge"] is not { } from || (long)row[field]! >= (long)from)
            && (filter[$"{field}_{end}"] is not { } to || (long)row[field]! < (long)to + (end == "le" ? 1 : 0)));
    }

    private sealed class OneToken : IAccess
    {
        public const string Token = "ROW_made-up-access-token";

        public ValueTask<string> TokenAsync(CancellationToken cancellation) => ValueTask.FromResult(Token);

        public ValueTask<string> OtherThanAsync(string refused, CancellationToken cancellation) =>
            throw new ConnectorException(FailureKind.NeedsReauth, "There is no other token.");
    }
}
