using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;

namespace Quayside.Sandbox.TikTokShop;

/// <summary>Products as the search and the detail write them: the search knows neither pictures nor barcodes nor what variations differ in.</summary>
internal sealed class TikTokGoods(TikTokStore store, string pictures)
{
    private readonly TikTokStock _stock = new(store);

    /// <summary>A variation that changes dates its product.</summary>
    public static DateTimeOffset Newest(PracticeProduct product) =>
        product.Variations.Select(variation => variation.ModifiedAt).Append(product.ModifiedAt).Max();

    public static IEnumerable<PracticeSellable> SoldOf(PracticeProduct product) => product.Type == "variable" ? product.Variations : [product];

    public string StatusOf(PracticeProduct product) => TikTokStatuses.Of(product, store.Options.Messy);

    /// <summary>A row of the search.</summary>
    public JsonObject Row(PracticeProduct product)
    {
        var status = StatusOf(product);
        var row = new JsonObject
        {
            ["id"] = store.Ids.Product(product.Id),
            ["title"] = Plain(product.Name),
            ["status"] = status,
            ["create_time"] = TikTokShelves.Second(product.CreatedAt),
            ["update_time"] = TikTokShelves.Second(Newest(product)),
            ["sales_regions"] = new JsonArray(store.Options.Region),
            ["skus"] = new JsonArray([.. SoldOf(product).Select(sold => (JsonNode)Sku(product, sold))]),
            ["is_not_for_sale"] = false,
            ["has_draft"] = false,
            ["audit"] = new JsonObject { ["status"] = AuditOf(status) },
        };
        if (store.Options.Region == "ID")
        {
            row["integrated_platform_statuses"] = new JsonArray(new JsonObject { ["platform"] = "TOKOPEDIA", ["status"] = status });
            if (store.Options.Messy && product.Id % 6 == 0)
            {
                // Listed at Tokopedia alone.
                row.Remove("status");
            }
        }

        return row;
    }

    public JsonObject Detail(PracticeProduct product)
    {
        var row = Row(product);
        foreach (var name in new[] { "sales_regions", "is_not_for_sale" })
        {
            row.Remove(name);
        }

        row["description"] = product.Description;
        row["category_chains"] = Categories(product);
        row["main_images"] = new JsonArray([.. Enumerable.Range(1, product.Images).Select(number => (JsonNode)Picture(product.Id, number))]);
        row["package_dimensions"] = new JsonObject { ["length"] = "10", ["width"] = "10", ["height"] = "10", ["unit"] = "CENTIMETER" };
        row["package_weight"] = new JsonObject { ["value"] = "0.3", ["unit"] = "KILOGRAM" };
        row["skus"] = new JsonArray([.. SoldOf(product).Select(sold => (JsonNode)DetailedSku(product, sold))]);
        if (product.Brand.Length > 0)
        {
            row["brand"] = new JsonObject { ["id"] = $"7082{Number(product.Brand)}", ["name"] = Plain(product.Brand) };
        }

        return row;
    }

    private JsonObject Sku(PracticeProduct product, PracticeSellable sold)
    {
        var sku = new JsonObject
        {
            ["id"] = store.Ids.Sku(sold.Id),
            ["seller_sku"] = sold.Sku,
            ["price"] = Price(sold),
            ["inventory"] = new JsonArray([.. _stock.Of(product, sold).Select(shelf => (JsonNode)new JsonObject
            {
                ["warehouse_id"] = shelf.Warehouse,
                ["quantity"] = shelf.Available,
            })]),
            ["status_info"] = sold is PracticeVariation && sold.Status != product.Status
                ? new JsonObject { ["status"] = "DEACTIVATED", ["deactivation_source"] = "SELLER" }
                : new JsonObject { ["status"] = "NORMAL" },
        };
        if (sold is { SalePrice: not null, RegularPrice: { } usual })
        {
            sku["list_price"] = new JsonObject { ["amount"] = store.Amount(usual), ["currency"] = store.Options.Currency };
        }

        return sku;
    }

    private JsonObject DetailedSku(PracticeProduct product, PracticeSellable sold)
    {
        var sku = Sku(product, sold);
        sku["sales_attributes"] = sold is PracticeVariation variation ? Attributes(product, variation) : new JsonArray();
        if (sold.Gtin.Length > 0)
        {
            sku["identifier_code"] = new JsonObject { ["code"] = sold.Gtin, ["type"] = sold.Gtin.Length == 13 ? "EAN" : "GTIN" };
        }

        var parts = PartsOf(store, sold).ToList();
        if (parts.Count > 0)
        {
            sku["combined_skus"] = new JsonArray([.. parts.Select(part => (JsonNode)new JsonObject
            {
                ["product_id"] = store.Ids.Product(part.Id),
                ["sku_id"] = store.Ids.Sku(part.Id),
                ["sku_count"] = 1,
                ["seller_sku"] = part.Sku,
                ["title"] = Plain(part.Name),
                ["price"] = Price(part),
            })]);
        }

        return sku;
    }

    /// <summary>What a bundle is made of; nothing for what is no bundle. In a messy shop one simple product in twenty-three is one.</summary>
    public static IEnumerable<PracticeProduct> PartsOf(TikTokStore store, PracticeSellable sold) =>
        store.Options.Messy && sold is PracticeProduct && sold.Id % 23 == 0
            ? store.Data.Products.Where(other => other is { Type: "simple", Status: "publish" } && other.Id % 23 != 0).Take(2)
            : [];

    private JsonObject Price(PracticeSellable sold) => new()
    {
        ["currency"] = store.Options.Currency,
        ["sale_price"] = store.Amount(sold.Price ?? 0),
        ["tax_exclusive_price"] = store.Amount(sold.Price ?? 0),
    };

    private JsonArray Attributes(PracticeProduct product, PracticeVariation variation)
    {
        var attributes = new JsonArray();
        foreach (var (option, value) in product.Options.Zip(variation.Choices).Where(pair => pair.Second is not null))
        {
            var attribute = new JsonObject
            {
                ["id"] = $"1000{Number(option.Name)}",
                ["name"] = option.Name,
                ["value_id"] = $"7322{Number(value!)}",
                ["value_name"] = value,
            };
            if (attributes.Count == 0 && variation.HasImage)
            {
                attribute["sku_img"] = Picture(variation.Id, 1);
            }

            attributes.Add((JsonNode)attribute);
        }

        return attributes;
    }

    private static JsonArray Categories(PracticeProduct product) =>
    [
        new JsonObject { ["id"] = "600001", ["parent_id"] = "0", ["local_name"] = "Goods", ["is_leaf"] = false },
        new JsonObject { ["id"] = $"8{Number(product.Category)}", ["parent_id"] = "600001", ["local_name"] = Plain(product.Category), ["is_leaf"] = true },
    ];

    private JsonObject Picture(long id, int number)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{store.Ids.Product(id)}-{number}");
        return new JsonObject
        {
            ["uri"] = name,
            ["width"] = 200,
            ["height"] = 200,
            ["urls"] = new JsonArray($"{pictures}{name}.svg"),
            ["thumb_urls"] = new JsonArray($"{pictures}{name}.svg"),
        };
    }

    private static string AuditOf(string status) => status switch
    {
        "PENDING" => "AUDITING",
        "FAILED" => "FAILED",
        "ACTIVATE" => "APPROVED",
        _ => "NONE",
    };

    private static string Number(string word) =>
        word.Aggregate(7L, (sum, letter) => ((sum * 31) + letter) % 100_000_000_000_000).ToString("D14", CultureInfo.InvariantCulture);

    private static string Plain(string html) => WebUtility.HtmlDecode(html);
}
