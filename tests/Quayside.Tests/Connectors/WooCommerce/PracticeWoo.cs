using System.Globalization;
using System.Text.Json.Nodes;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Connectors.WooCommerce;

/// <summary>A little WooCommerce over recorded rows: pages, totals, windows and statuses as the real one counts them.</summary>
internal sealed class PracticeWoo
{
    public List<JsonObject> Products { get; } = [];

    public List<JsonObject> Variations { get; } = [];

    public List<JsonObject> Orders { get; } = [];

    public JsonObject Index { get; set; } = Recording.Object("index.json");

    public JsonObject SystemStatus { get; set; } = Recording.Object("system-status.json");

    /// <summary>Rows in a page at most, however many are asked for.</summary>
    public int MostPerPage { get; set; } = 100;

    public bool HasVariationList { get; set; } = true;

    /// <summary>Some proxies drop what they do not know.</summary>
    public bool HasTotals { get; set; } = true;

    public static PracticeWoo Recorded()
    {
        var shop = new PracticeWoo();
        shop.Products.AddRange(Recording.Rows("products.json"));
        shop.Variations.AddRange(Recording.Rows("variations.json"));
        shop.Orders.AddRange(Recording.Rows("orders.json"));
        return shop;
    }

    public static JsonObject Product(long id, string name = "Made up") => new()
    {
        ["id"] = id,
        ["parent_id"] = 0,
        ["name"] = name,
        ["type"] = "simple",
        ["status"] = "publish",
        ["sku"] = $"SKU-{id}",
        ["price"] = "1.50",
        ["manage_stock"] = true,
        ["stock_quantity"] = 3,
        ["stock_status"] = "instock",
        ["variations"] = new JsonArray(),
        ["date_modified_gmt"] = "2026-11-01T10:00:00",
    };

    public static JsonObject Variation(long id, long parent) => new()
    {
        ["id"] = id,
        ["parent_id"] = parent,
        ["type"] = "variation",
        ["status"] = "publish",
        ["sku"] = $"SKU-{id}",
        ["price"] = "2.00",
        ["manage_stock"] = false,
        ["stock_quantity"] = null,
        ["stock_status"] = "instock",
        ["attributes"] = new JsonArray(),
    };

    public FakeAnswer Answer(FakeRequest request)
    {
        var path = request.Path.Trim('/');
        if (path == "wp-json")
        {
            return FakeAnswer.Json(Index.ToJsonString());
        }

        var parts = path.Replace("wp-json/wc/v3/", "", StringComparison.Ordinal).Split('/');
        return parts switch
        {
            _ when !IsSignedIn(request) => Recording.Failure("error-noauth"),
            ["system_status"] => FakeAnswer.Json(SystemStatus.ToJsonString()),
            ["products"] => List(request, Products),
            ["products", var id] => One(Products.Concat(Variations), id, "error-notfound-product"),
            ["products", var id, "variations"] => List(request, Variations.Where(v => v["parent_id"]!.ToString() == id)),
            ["variations"] when HasVariationList => List(request, Variations),
            ["orders"] => List(request, Orders.Where(order => Matches(order, request))),
            ["orders", var id] => One(Orders, id, "error-notfound-order"),
            ["reports", "orders", "totals"] => FakeAnswer.Json(Recording.Text("order-statuses.json")),
            ["data", "currencies", "current"] => FakeAnswer.Json("""{"code":"EUR"}"""),
            ["shipping", "zones"] => FakeAnswer.Json(Recording.Text("shipping-zones.json")),
            ["shipping", "zones", var zone, "methods"] => FakeAnswer.Json(Recording.Object("zone-methods.json")[zone]!.ToJsonString()),
            _ => Recording.Failure("error-no-route"),
        };
    }

    private static bool IsSignedIn(FakeRequest request) =>
        request.Headers.TryGetValue("Authorization", out var header) && header.StartsWith("OAuth oauth_consumer_key=\"ck_", StringComparison.Ordinal);

    private static FakeAnswer One(IEnumerable<JsonObject> rows, string id, string missing) =>
        rows.FirstOrDefault(row => row["id"]!.ToString() == id) is { } found ? FakeAnswer.Json(found.ToJsonString()) : Recording.Failure(missing);

    private static bool Matches(JsonObject order, FakeRequest request)
    {
        var statuses = request.Query.GetValueOrDefault("status", "any").Split(',');
        var created = order["date_created_gmt"]!.ToString();
        bool Beyond(string bound, int sign) =>
            !request.Query.TryGetValue(bound, out var limit) || Math.Sign(string.CompareOrdinal(created, limit)) == sign;
        return (statuses.Contains("any") || statuses.Contains(order["status"]!.ToString())) && Beyond("after", 1) && Beyond("before", -1);
    }

    private FakeAnswer List(FakeRequest request, IEnumerable<JsonObject> matching)
    {
        var included = request.Query.GetValueOrDefault("include")?.Split(',');
        var ascending = matching.Where(row => included?.Contains(row["id"]!.ToString()) ?? true).OrderBy(row => long.Parse(row["id"]!.ToString(), CultureInfo.InvariantCulture));
        var rows = (request.Query.GetValueOrDefault("order") == "desc" ? ascending.Reverse() : ascending).ToList();
        var size = Math.Min(Number(request, "per_page", 10), MostPerPage);
        var skipped = request.Query.ContainsKey("offset") ? Number(request, "offset", 0) : (Number(request, "page", 1) - 1) * size;
        var page = new JsonArray([.. rows.Skip(skipped).Take(size).Select(row => row.DeepClone())]);
        var pages = (rows.Count + size - 1) / size;
        return HasTotals
            ? FakeAnswer.Json(page.ToJsonString(), 200, ("X-WP-Total", Text(rows.Count)), ("X-WP-TotalPages", Text(pages)))
            : FakeAnswer.Json(page.ToJsonString());
    }

    private static int Number(FakeRequest request, string name, int otherwise) =>
        request.Query.TryGetValue(name, out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
