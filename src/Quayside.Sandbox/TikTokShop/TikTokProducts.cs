using System.Text.Json.Nodes;

namespace Quayside.Sandbox.TikTokShop;

/// <summary>Answers about products: the search, the detail of one, and the stock of many.</summary>
internal sealed class TikTokProducts(TikTokStore store, string pictures)
{
    private const int MostOnPage = 100;
    private const int MostFiltered = 10;
    private const int MostProductsOfStock = 100;
    private const int MostSkusOfStock = 600;

    private readonly TikTokGoods _goods = new(store, pictures);
    private readonly TikTokStock _stock = new(store);

    public TikTokAnswer Search(TikTokCall call)
    {
        if (call.Number("page_size") is not (>= 1 and <= MostOnPage and var size))
        {
            return TikTokRefusal.ProductPageSize;
        }

        if (TikTokPage.PlaceOf(call, store) is not { } place)
        {
            return TikTokRefusal.ProductPage;
        }

        var filter = call.Filter()!;
        if (TikTokSpan.Of(filter, "create_time_ge", "create_time_le", isLastIncluded: true, call.Now) is not { } made)
        {
            return TikTokRefusal.ProductCreated;
        }

        if (TikTokSpan.Of(filter, "update_time_ge", "update_time_le", isLastIncluded: true, call.Now) is not { } changed)
        {
            return TikTokRefusal.ProductUpdated;
        }

        if (TextsOf(filter, "seller_skus") is not { } sellerSkus || TextsOf(filter, "sku_ids") is not { } skuIds
            || (filter["status"]?.ToString() ?? "ALL") is var status && status != "ALL" && !TikTokStatuses.OfProducts.Contains(status))
        {
            return TikTokRefusal.ProductFilter;
        }

        if (sellerSkus.Count > MostFiltered || skuIds.Count > MostFiltered)
        {
            return sellerSkus.Count > MostFiltered ? TikTokRefusal.TooManySellerSkus : TikTokRefusal.TooManySkuIds;
        }

        var found = store.Shelves.Products().Where(product =>
            made.Holds(product.CreatedAt) && changed.Holds(TikTokGoods.Newest(product))
            && (status == "ALL" || _goods.StatusOf(product) == status)
            && (sellerSkus.Count == 0 || TikTokGoods.SoldOf(product).Any(sold => sellerSkus.Contains(sold.Sku)))
            && (skuIds.Count == 0 || TikTokGoods.SoldOf(product).Any(sold => skuIds.Contains(store.Ids.Sku(sold.Id))))).ToList();
        var most = store.Options.TikTok.MostProductsFound;
        return found.Count > most && (store.Options.TikTok.RefusesLargeSearchAtOnce || place + size > most)
            ? TikTokRefusal.TooManyFound
            : TikTokPage.Write(call, store, "products", found, place, (int)size, product => _goods.Row(product));
    }

    public TikTokAnswer Detail(string id) =>
        store.Ids.ProductOf(id) is not { } number || store.Data.FindProduct(number) is not { } product || !TikTokStatuses.IsProduct(product) ? TikTokRefusal.NoProduct
        : _goods.StatusOf(product) is "FREEZE" or "DELETED" ? TikTokRefusal.ProductStatus
        : _goods.Detail(product);

    /// <summary>The stock of the SKUs that are named, else of all SKUs of the products that are named. What there is not is left out.</summary>
    public TikTokAnswer Stock(TikTokCall call)
    {
        var filter = call.Filter()!;
        if (TextsOf(filter, "product_ids") is not { } products || TextsOf(filter, "sku_ids") is not { } skus
            || products.Concat(skus).Any(id => !TikTokIds.IsNumber(id)) || products.Count + skus.Count == 0)
        {
            return TikTokRefusal.StockProductId;
        }

        if (products.Count > MostProductsOfStock || skus.Count > MostSkusOfStock)
        {
            return products.Count > MostProductsOfStock ? TikTokRefusal.StockProducts : TikTokRefusal.StockSkus;
        }

        var asked = skus.Count > 0
            ? skus.Select(store.Ids.SkuOf).Select(id => id is { } number ? (PracticeSellable?)store.Data.FindVariation(number) ?? store.Data.FindProduct(number) : null)
                .OfType<PracticeSellable>()
            : products.Select(store.Ids.ProductOf).Select(id => id is { } number ? store.Data.FindProduct(number) : null)
                .OfType<PracticeProduct>().SelectMany(TikTokGoods.SoldOf);
        return new JsonObject
        {
            ["inventory"] = new JsonArray([.. asked
                .GroupBy(sold => sold is PracticeVariation variation ? variation.Parent : (PracticeProduct)sold)
                .Where(group => _goods.StatusOf(group.Key) != "DELETED")
                .Select(group => (JsonNode)_stock.Write(group.Key, group))]),
        };
    }

    private static List<string>? TextsOf(JsonObject filter, string name) =>
        filter[name] is not { } node ? []
        : node is JsonArray list && list.All(one => one is JsonValue value && value.TryGetValue(out string? _)) ? [.. list.Select(one => one!.ToString()).Distinct()]
        : null;
}
