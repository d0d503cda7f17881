using System.Globalization;
using System.Text.Json.Nodes;
using Quayside.Connectors;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Connectors.Lazada;

/// <summary>A little Lazada over rows that a test writes down, which gives fewer of them at once than it is asked for.</summary>
internal sealed class SmallLazada
{
    public const string AppSecret = "laz-made-up-secret-0001";
    public const string SellerId = "500176629136";

    private const int AtOnce = 3;

    public List<JsonObject> Products { get; } = [];

    public List<JsonObject> Orders { get; } = [];

    public static IReadOnlyDictionary<string, string> Settings(string address) =>
        new Dictionary<string, string> { ["appKey"] = "501234", ["appSecret"] = AppSecret, ["url"] = address };

    public static Connection SignedIn(Connection connection) => connection with
    {
        Settings = new Dictionary<string, string>(connection.Settings) { ["country"] = "sg", ["sellerId"] = SellerId },
        Access = new OneToken(),
    };

    public static JsonObject Product(long id, params long[] skus) => new()
    {
        ["item_id"] = id,
        ["created_time"] = "1645176573000",
        ["updated_time"] = "1653463851000",
        ["images"] = new JsonArray("https://sg-live.example/p/1.jpg"),
        ["status"] = "Active",
        ["attributes"] = new JsonObject { ["name"] = $"Product {id}", ["brand"] = "No Brand" },
        ["variation"] = new JsonObject(),
        ["skus"] = new JsonArray([.. skus.Select(sku => (JsonNode)new JsonObject
        {
            ["SkuId"] = sku, ["SellerSku"] = $"SKU-{sku}", ["Status"] = "active", ["price"] = 10.5, ["special_price"] = 0.0, ["Available"] = 4, ["quantity"] = 4,
        })]),
    };

    public static JsonObject Order(long id, DateTimeOffset placedAt) => new()
    {
        ["order_id"] = id,
        ["order_number"] = id,
        ["created_at"] = Time(placedAt),
        ["updated_at"] = Time(placedAt.AddMinutes(5)),
        ["price"] = "21.00",
        ["voucher"] = 0,
        ["shipping_fee"] = 1.99,
        ["statuses"] = new JsonArray("pending"),
    };

    public static FakeAnswer Failure(string code, string message) =>
        FakeAnswer.Json($$"""{"type":"ISV","code":"{{code}}","message":"{{message}}","request_id":"0ba2887315178178017221014"}""");

    public FakeAnswer Answer(FakeRequest request) => request.Path["/rest".Length..] switch
    {
        _ when request.Query.GetValueOrDefault("access_token") != OneToken.Token => Failure("IllegalAccessToken", "The specified access token is invalid or expired"),
        "/seller/get" => Well($$$"""{"seller_id":{{{SellerId}}},"name":"Demo Store","short_code":"SG1015W","status":"ACTIVE"}"""),
        "/products/get" => List(Products, request, "products", "total_products"),
        "/product/item/get" => One(Products, request, "item_id", "208"),
        "/orders/get" => List([.. Orders.Where(order => IsIn(order, request))], request, "orders", "countTotal"),
        "/order/get" => One(Orders, request, "order_id", "16"),
        "/orders/items/get" => Well(Items(JsonNode.Parse(request.Query["order_ids"])!.AsArray()).ToJsonString()),
        "/shipment/providers/get" => Well("""{"shipment_providers":[{"name":"LEX SG","is_default":1},{"name":"Ninja Van"}]}"""),
        _ => Failure("InvalidApiPath", "The specified API path is invalid"),
    };

    private static FakeAnswer Well(string data) => FakeAnswer.Json($$"""{"data":{{data}},"code":"0","request_id":"0ba2887315178178017221014"}""");

    private static FakeAnswer List(List<JsonObject> rows, FakeRequest request, string name, string total)
    {
        var page = rows.Skip(int.Parse(request.Query["offset"], CultureInfo.InvariantCulture)).Take(Math.Min(AtOnce, int.Parse(request.Query["limit"], CultureInfo.InvariantCulture)));
        return Well(new JsonObject { [name] = new JsonArray([.. page.Select(row => row.DeepClone())]), [total] = rows.Count.ToString(CultureInfo.InvariantCulture) }.ToJsonString());
    }

    private static FakeAnswer One(List<JsonObject> rows, FakeRequest request, string name, string missing) =>
        rows.Find(row => row[name]!.ToString() == request.Query[name]) is { } found ? Well(found.ToJsonString()) : Failure(missing, "not there");

    private static JsonArray Items(JsonArray orders) => new([.. orders.Select(id => (JsonNode)new JsonObject
    {
        ["order_id"] = id!.DeepClone(),
        ["order_items"] = new JsonArray([.. Enumerable.Range(1, 2).Select(n => (JsonNode)new JsonObject
        {
            ["order_item_id"] = long.Parse(id.ToString(), CultureInfo.InvariantCulture) * 10 + n,
            ["sku_id"] = "11", ["product_id"] = "1", ["sku"] = "SKU-11", ["name"] = "Product 1", ["status"] = "pending", ["currency"] = "SGD", ["item_price"] = 10.5, ["paid_price"] = 10.5,
        })]),
    })]);

    private static bool IsIn(JsonObject order, FakeRequest request)
    {
        var placed = DateTimeOffset.ParseExact(order["created_at"]!.ToString(), "yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture);
        return placed >= DateTimeOffset.Parse(request.Query["created_after"], CultureInfo.InvariantCulture)
            && (!request.Query.TryGetValue("created_before", out var before) || placed <= DateTimeOffset.Parse(before, CultureInfo.InvariantCulture));
    }

    private static string Time(DateTimeOffset time) =>
        time.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture);

    private sealed class OneToken : IAccess
    {
        public const string Token = "50000made0up0access0token";

        public ValueTask<string> TokenAsync(CancellationToken cancellation) => ValueTask.FromResult(Token);

        public ValueTask<string> OtherThanAsync(string refused, CancellationToken cancellation) => TokenAsync(cancellation);
    }
}
