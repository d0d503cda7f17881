using System.Text.Json.Nodes;
using Quayside.Connectors;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Connectors.Shopee;

/// <summary>A little Shopee over rows that a test writes down, in the shapes of the official reference.</summary>
internal sealed class SmallShopee
{
    public const string PartnerKey = "4f6d614b65644b65793031323334353637383941424344454600112233445566";
    public const string ShopId = "700123456";

    public List<JsonObject> Items { get; } = [];

    public Dictionary<string, JsonObject> Models { get; } = [];

    public List<JsonObject> Orders { get; } = [];

    public static IReadOnlyDictionary<string, string> Settings(string address) =>
        new Dictionary<string, string> { ["partnerId"] = "1999001", ["partnerKey"] = PartnerKey, ["url"] = address };

    public static Connection SignedIn(Connection connection) => connection with
    {
        Settings = new Dictionary<string, string>(connection.Settings) { ["shopId"] = ShopId },
        Access = new OneToken(),
    };

    public static JsonObject Item(long id, string sku = "", bool hasModel = false, string status = "NORMAL") => new()
    {
        ["item_id"] = id,
        ["category_id"] = 100001,
        ["item_name"] = $"Item {id}",
        ["description"] = "Made up.",
        ["item_sku"] = sku,
        ["create_time"] = 1_780_000_000,
        ["update_time"] = 1_789_000_000,
        ["image"] = new JsonObject { ["image_url_list"] = new JsonArray("https://cf.shopee.example/file/a"), ["image_id_list"] = new JsonArray("a") },
        ["item_status"] = status,
        ["has_model"] = hasModel,
        ["brand"] = new JsonObject { ["brand_id"] = 0, ["original_brand_name"] = "NoBrand" },
        ["price_info"] = hasModel ? null : Price(19.9m, 17.5m),
        ["stock_info_v2"] = hasModel ? null : Stock(14),
        ["gtin_code"] = "",
    };

    public static JsonObject Model(long id, int tier, string sku, decimal stock = 3) => new()
    {
        ["model_id"] = id,
        ["tier_index"] = new JsonArray(tier),
        ["model_sku"] = sku,
        ["model_status"] = "MODEL_NORMAL",
        ["price_info"] = Price(9.9m, 9.9m),
        ["stock_info_v2"] = Stock(stock),
    };

    public static JsonObject ModelsOf(params JsonObject[] models) => new()
    {
        ["tier_variation"] = new JsonArray(new JsonObject
        {
            ["name"] = "Colour",
            ["option_list"] = new JsonArray(
                new JsonObject { ["option"] = "Red", ["image"] = new JsonObject { ["image_id"] = "r", ["image_url"] = "https://cf.shopee.example/file/r" } },
                new JsonObject { ["option"] = "Blue" }),
        }),
        ["model"] = new JsonArray([.. models]),
    };

    public static JsonObject Order(string number, long createdAt, string status = "READY_TO_SHIP") => new()
    {
        ["order_sn"] = number,
        ["region"] = "SG",
        ["currency"] = "SGD",
        ["cod"] = false,
        ["order_status"] = status,
        ["create_time"] = createdAt,
        ["update_time"] = createdAt + 60,
        ["total_amount"] = 21.4m,
        ["buyer_username"] = "a_buyer",
        ["pay_time"] = createdAt + 30,
        ["shipping_carrier"] = "Standard Delivery",
        ["item_list"] = new JsonArray(Line(1000, 2000, 2, 9.9m, 9.9m)),
        ["package_list"] = new JsonArray(new JsonObject
        {
            ["package_number"] = $"OFG{number}",
            ["logistics_status"] = "LOGISTICS_READY",
            ["logistics_channel_id"] = 18099,
            ["shipping_carrier"] = "Standard Delivery",
        }),
    };

    public static JsonObject Line(long item, long model, int quantity, decimal original, decimal discounted) => new()
    {
        ["item_id"] = item,
        ["item_name"] = $"Item {item}",
        ["item_sku"] = "",
        ["model_id"] = model,
        ["model_name"] = model > 0 ? "Red" : "",
        ["model_sku"] = model > 0 ? $"SKU-{model}" : "",
        ["model_quantity_purchased"] = quantity,
        ["model_original_price"] = original,
        ["model_discounted_price"] = discounted,
        ["order_item_id"] = item,
        ["promotion_type"] = "",
    };

    public FakeAnswer Answer(FakeRequest request) => request.Path switch
    {
        "/api/v2/shop/get_shop_info" => Whole(new JsonObject { ["shop_name"] = "kedai_contoh", ["region"] = "SG", ["status"] = "NORMAL" }),
        "/api/v2/product/get_item_list" => ItemList(request),
        "/api/v2/product/get_item_base_info" => Of(new JsonObject { ["item_list"] = Chosen(request, "item_id_list", Items, "item_id") }),
        "/api/v2/product/get_model_list" => Of(Models[request.Query["item_id"]].DeepClone()),
        "/api/v2/order/get_order_list" => OrderList(request),
        "/api/v2/order/get_order_detail" => Of(new JsonObject { ["order_list"] = Chosen(request, "order_sn_list", Orders, "order_sn") }),
        "/api/v2/logistics/get_channel_list" => Of(JsonNode.Parse("""
            {"logistics_channel_list":[{"logistics_channel_id":18099,"logistics_channel_name":"Standard Delivery","enabled":true},
            {"logistics_channel_id":10021,"logistics_channel_name":"Own Fleet","enabled":false}]}
            """)!),
        "/api/v2/logistics/get_mass_tracking_number" => Of(new JsonObject { ["success_list"] = new JsonArray(), ["fail_list"] = new JsonArray() }),
        _ => Error("error_param", "Permission denied. This API is currently offline or the request path is incorrect."),
    };

    public static FakeAnswer Error(string error, string message, int status = 200) =>
        FakeAnswer.Json(new JsonObject { ["request_id"] = "r1", ["error"] = error, ["message"] = message }.ToJsonString(), status);

    private FakeAnswer ItemList(FakeRequest request)
    {
        var (offset, size) = (int.Parse(request.Query["offset"], null), Math.Min(2, int.Parse(request.Query["page_size"], null)));
        var page = Items.Skip(offset).Take(size).Select(item => (JsonNode)new JsonObject { ["item_id"] = item["item_id"]!.DeepClone() });
        return Of(new JsonObject
        {
            ["item"] = new JsonArray([.. page]),
            ["total_count"] = Items.Count,
            ["has_next_page"] = offset + size < Items.Count,
            ["next_offset"] = offset + size,
        });
    }

    private FakeAnswer OrderList(FakeRequest request)
    {
        long Asked(string name) => long.Parse(request.Query[name], null);
        var field = request.Query["time_range_field"];
        var rows = Orders.Where(o => o[field]!.GetValue<long>() is var at && at >= Asked("time_from") && at <= Asked("time_to")).ToList();
        var skip = request.Query["cursor"].Length == 0 ? 0 : int.Parse(request.Query["cursor"], null);
        return Of(new JsonObject
        {
            ["more"] = skip + 2 < rows.Count,
            ["next_cursor"] = skip + 2 < rows.Count ? $"{skip + 2}" : "",
            ["order_list"] = new JsonArray([.. rows.Skip(skip).Take(2).Select(o => (JsonNode)new JsonObject { ["order_sn"] = o["order_sn"]!.DeepClone() })]),
        });
    }

    private static JsonArray Chosen(FakeRequest request, string parameter, List<JsonObject> rows, string id)
    {
        var ids = request.Query[parameter].Split(',');
        return new JsonArray([.. rows.Where(row => ids.Contains(row[id]!.ToString())).Select(row => row.DeepClone())]);
    }

    private static FakeAnswer Of(JsonNode response) => Whole(new JsonObject { ["response"] = response });

    private static FakeAnswer Whole(JsonObject data)
    {
        (data["error"], data["message"], data["request_id"]) = ("", "", "r1");
        return FakeAnswer.Json(data.ToJsonString());
    }

    private static JsonArray Price(decimal original, decimal current) =>
        [new JsonObject { ["currency"] = "SGD", ["original_price"] = original, ["current_price"] = current }];

    private static JsonObject Stock(decimal available) => new()
    {
        ["summary_info"] = new JsonObject { ["total_reserved_stock"] = 0, ["total_available_stock"] = available },
    };

    private sealed class OneToken : IAccess
    {
        public ValueTask<string> TokenAsync(CancellationToken cancellation) => ValueTask.FromResult("made-up-access-token");

        public ValueTask<string> OtherThanAsync(string refused, CancellationToken cancellation) =>
            throw new ConnectorException(FailureKind.NeedsReauth, "There is no other token.");
    }
}
