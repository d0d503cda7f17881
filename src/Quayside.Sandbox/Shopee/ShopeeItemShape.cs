using System.Net;
using System.Text.Json.Nodes;

namespace Quayside.Sandbox.Shopee;

/// <summary>Items and their models as Shopee shows them.</summary>
internal sealed class ShopeeItemShape(ShopOptions options, string origin)
{
    // Countries whose barcodes the API shows at models; elsewhere the field is empty.
    private readonly bool _showsGtin = options.Region is "TW" or "BR";

    public JsonObject Item(PracticeProduct product)
    {
        var hasModel = HasModel(product);
        var item = new JsonObject
        {
            ["item_id"] = product.Id,
            ["category_id"] = 100_000 + product.Category.Length,
            ["item_name"] = Plain(product.Name),
            ["description"] = Plain(product.Description),
            ["item_sku"] = product.Sku,
            ["create_time"] = product.CreatedAt.ToUnixTimeSeconds(),
            ["update_time"] = Changed(product).ToUnixTimeSeconds(),
            ["image"] = new JsonObject
            {
                ["image_id_list"] = new JsonArray([.. Enumerable.Range(0, product.Images).Select(n => JsonValue.Create($"{product.Slug}-{n}"))]),
                ["image_url_list"] = new JsonArray([.. Enumerable.Range(0, product.Images).Select(n => JsonValue.Create(Picture($"{product.Slug}-{n}")))]),
            },
            ["weight"] = "0.5",
            ["dimension"] = new JsonObject { ["package_length"] = 11, ["package_width"] = 11, ["package_height"] = 11 },
            ["condition"] = "NEW",
            ["item_status"] = ShopeeStatuses.OfItem(product),
            ["has_model"] = hasModel,
            ["brand"] = new JsonObject { ["brand_id"] = product.Brand.Length, ["original_brand_name"] = product.Brand.Length > 0 ? Plain(product.Brand) : "NoBrand" },
            ["tag"] = new JsonObject { ["kit"] = false },
            ["description_type"] = "normal",
            ["is_fulfillment_by_shopee"] = false,
        };
        if (!hasModel)
        {
            item["price_info"] = Price(product);
            item["stock_info_v2"] = Stock(product);
            item["gtin_code"] = _showsGtin ? product.Gtin.Length > 0 ? product.Gtin : "00" : "";
        }

        return item;
    }

    public JsonObject Models(PracticeProduct product) => new()
    {
        ["tier_variation"] = new JsonArray([.. product.Options.Select((option, tier) => (JsonNode)Tier(product, option, tier))]),
        ["model"] = new JsonArray([.. product.Variations.Select(variation => (JsonNode)Model(product, variation))]),
    };

    public static bool HasModel(PracticeProduct product) => product.Type == "variable" && product.Variations.Count > 0;

    /// <summary>A change of a model's price or stock counts as one of its item.</summary>
    public static DateTimeOffset Changed(PracticeProduct product) =>
        product.Variations.Select(variation => variation.ModifiedAt).Append(product.ModifiedAt).Max();

    public string Picture(string name) => $"{origin}/file/{name}.svg";

    private JsonObject Tier(PracticeProduct product, PracticeOption option, int tier) => new()
    {
        ["name"] = option.Name,
        ["option_list"] = new JsonArray([.. option.Values.Select((value, number) =>
        {
            var shown = new JsonObject { ["option"] = value };
            if (tier == 0)
            {
                shown["image"] = new JsonObject { ["image_id"] = $"{product.Slug}-o{number}", ["image_url"] = Picture($"{product.Slug}-o{number}") };
            }

            return (JsonNode)shown;
        })]),
    };

    private JsonObject Model(PracticeProduct product, PracticeVariation variation) => new()
    {
        ["model_id"] = variation.Id,
        ["tier_index"] = new JsonArray([.. product.Options.Zip(variation.Choices)
            .Select(pair => JsonValue.Create(Math.Max(0, pair.Second is null ? 0 : pair.First.Values.ToList().IndexOf(pair.Second))))]),
        ["model_sku"] = variation.Sku,
        ["model_status"] = variation.Status == "private" ? "MODEL_UNAVAILABLE" : "MODEL_NORMAL",
        ["price_info"] = Price(variation),
        ["stock_info_v2"] = Stock(variation),
        ["gtin_code"] = _showsGtin ? variation.Gtin : "",
        ["weight"] = "0.25",
        ["is_fulfillment_by_shopee"] = false,
    };

    private JsonArray Price(PracticeSellable sellable) =>
    [
        new JsonObject
        {
            ["currency"] = options.Currency,
            ["original_price"] = sellable.RegularPrice ?? 1,
            ["current_price"] = sellable.Price ?? 1,
        },
    ];

    // Shopee counts everything, and never below nothing.
    private static JsonObject Stock(PracticeSellable sellable)
    {
        var counted = sellable is PracticeVariation { SharesStock: true } shared ? shared.Parent : sellable;
        var stock = counted.ManagesStock ? Math.Max(0, (long)(counted.Stock ?? 0)) : counted.UncountedStatus == "outofstock" ? 0 : 100;
        return new JsonObject
        {
            ["summary_info"] = new JsonObject { ["total_reserved_stock"] = 0, ["total_available_stock"] = stock },
            ["seller_stock"] = new JsonArray(new JsonObject { ["location_id"] = "SGZ", ["stock"] = stock, ["if_saleable"] = true }),
            ["shopee_stock"] = new JsonArray(),
        };
    }

    private static string Plain(string html) => WebUtility.HtmlDecode(html.Replace("<p>", "", StringComparison.Ordinal).Replace("</p>", "", StringComparison.Ordinal));
}
