using System.Globalization;
using System.Text.Json.Nodes;

namespace Quayside.Sandbox.Lazada;

/// <summary>Products as GetProducts and GetProductItem write them.</summary>
internal sealed class LazadaGoods(ShopOptions options, LazadaSeller seller, string pictures)
{
    private const long SkuIdsFrom = 10_000_000_000;

    public static long SkuId(PracticeSellable sold) => SkuIdsFrom + sold.Id;

    public string ShopSku(long itemId, long skuId) => $"{itemId}_{seller.Site}-{skuId}";

    public static string StatusOf(PracticeProduct product) => product.Status switch
    {
        "trash" => "Deleted",
        "pending" => "Pending QC",
        "publish" => "Active",
        _ => "InActive",
    };

    /// <param name="isDetail">GetProductItem spells some names otherwise.</param>
    public JsonObject Write(PracticeProduct product, bool isDetail)
    {
        var images = new JsonArray([.. Enumerable.Range(1, product.Images).Select(n => (JsonNode)Picture(product.Id, n))]);
        var sold = product.Type == "variable" ? product.Variations.Cast<PracticeSellable>() : [product];
        return new JsonObject
        {
            [isDetail ? "itemId" : "item_id"] = product.Id,
            [isDetail ? "primaryCategory" : "primary_category"] = 8707,
            [isDetail ? "createdTime" : "created_time"] = Epoch(product.CreatedAt),
            [isDetail ? "updatedTime" : "updated_time"] = Epoch(Newest(product)),
            [isDetail ? "productImageList" : "images"] = images,
            [isDetail ? "marketImageList" : "marketImages"] = new JsonArray(),
            ["status"] = StatusOf(product),
            ["subStatus"] = null,
            ["trialProduct"] = false,
            ["rejectReason"] = null,
            ["suspendedSkus"] = new JsonArray([.. sold.Where(IsSuspended).Select(one => (JsonNode)Sku(product, one))]),
            ["variation"] = Variation(product, isDetail),
            ["attributes"] = new JsonObject
            {
                ["name"] = product.Name,
                ["short_description"] = "",
                ["description"] = product.Description,
                ["brand"] = product.Brand.Length > 0 ? product.Brand : "No Brand",
                ["source"] = "asc",
            },
            ["skus"] = new JsonArray([.. sold.Where(one => !IsSuspended(one)).Select(one => (JsonNode)Sku(product, one))]),
        };
    }

    /// <summary>A variation that changes dates its product: Lazada dates products alone.</summary>
    public static DateTimeOffset Newest(PracticeProduct product) =>
        product.Variations.Count == 0 ? product.ModifiedAt : product.Variations.Max(one => one.ModifiedAt) is var newest && newest > product.ModifiedAt ? newest : product.ModifiedAt;

    // One SKU in forty was taken off sale by Lazada.
    private bool IsSuspended(PracticeSellable sold) => options.Messy && sold is PracticeVariation && sold.Id % 40 == 0;

    private JsonObject Sku(PracticeProduct product, PracticeSellable sold)
    {
        var id = SkuId(sold);
        var sku = new JsonObject
        {
            ["SkuId"] = id,
            ["ShopSku"] = ShopSku(product.Id, id),
            ["SellerSku"] = sold.Sku,
            ["Status"] = sold.Status == "publish" ? "active" : sold.Status == "trash" ? "deleted" : "inactive",
            ["Url"] = $"https://www.lazada.example/-i{product.Id}-s{id}.html",
            ["Images"] = sold is PracticeVariation { HasImage: true } ? new JsonArray(Picture(sold.Id, 1)) : new JsonArray(""),
            ["package_width"] = "10.00",
            ["package_height"] = "10.00",
            ["package_length"] = "10.00",
            ["package_weight"] = "0.3",
            ["fblWarehouseInventories"] = new JsonArray(),
            ["channelInventories"] = new JsonArray(),
        };
        AddStock(sku, product, sold);
        AddPrice(sku, sold);
        if (sold.Gtin.Length > 0)
        {
            sku["barcode_ean"] = sold.Gtin;
        }

        if (sold is PracticeVariation variation)
        {
            foreach (var (option, value) in product.Options.Zip(variation.Choices))
            {
                sku[PropertyName(option)] = value ?? "";
            }
        }

        return sku;
    }

    private void AddStock(JsonObject sku, PracticeProduct product, PracticeSellable sold)
    {
        var counted = sold is PracticeVariation { SharesStock: true } ? product : sold;
        var sellable = counted.ManagesStock ? Math.Max(0, (long)(counted.Stock ?? 0)) : counted.UncountedStatus == "outofstock" ? 0 : 999;
        var occupied = options.Messy ? sold.Id % 4 : 0;
        sku["quantity"] = sellable;
        sku["Available"] = sellable;
        sku["multiWarehouseInventories"] = new JsonArray(new JsonObject
        {
            ["warehouseCode"] = "dropshipping",
            ["quantity"] = sellable,
            ["sellableQuantity"] = sellable,
            ["totalQuantity"] = sellable + occupied,
            ["occupyQuantity"] = occupied,
            ["withholdQuantity"] = 0,
        });
    }

    private void AddPrice(JsonObject sku, PracticeSellable sold)
    {
        sku["price"] = sold.RegularPrice ?? 0;
        sku["special_price"] = sold.SalePrice ?? 0m;
        if (sold.SalePrice is not null)
        {
            sku["special_from_time"] = sold.CreatedAt.ToOffset(seller.Offset).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
            sku["special_to_time"] = "2122-07-11 17:43";
            sku["special_time_format"] = "yyyy-MM-dd HH:mm";
        }
    }

    private static JsonObject Variation(PracticeProduct product, bool isDetail)
    {
        var variation = new JsonObject();
        for (var at = 0; at < product.Options.Count && product.Type == "variable"; at++)
        {
            var property = new JsonObject
            {
                ["name"] = PropertyName(product.Options[at]),
                ["options"] = new JsonArray([.. product.Options[at].Values.Select(value => (JsonNode)value)]),
                ["hasImage"] = at == 0,
                ["customize"] = false,
            };
            if (isDetail)
            {
                property["label"] = product.Options[at].Name;
            }

            variation[string.Create(CultureInfo.InvariantCulture, $"Variation{at + 1}")] = property;
        }

        return variation;
    }

    private static string PropertyName(PracticeOption option) => option.Name == "Colour" ? "color_family" : Words.Slug(option.Name).Replace('-', '_');

    private string Picture(long id, int number) => string.Create(CultureInfo.InvariantCulture, $"{pictures}{id}-{number}.svg");

    private static string Epoch(DateTimeOffset time) => time.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
}
