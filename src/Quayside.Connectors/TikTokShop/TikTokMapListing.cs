using System.Text.Json;
using Quayside.Connectors.Http;

namespace Quayside.Connectors.TikTokShop;

/// <summary>Products and what can be sold of them into our words. Pure: no HTTP, no clock.</summary>
internal static class TikTokMapListing
{
    /// <summary>Ids of a product's SKUs, read off the wire.</summary>
    public static IReadOnlyList<string> SkuIds(JsonElement product, string id) => product.ValueKind == JsonValueKind.Object
        ? [.. product.Parts("skus"u8).Select((sku, n) => Reading.Safely(() => sku.Id("id"u8), null) ?? $"{id}, variation {n + 1}")]
        : [id];

    /// <param name="product">As its details or the list show it.</param>
    /// <param name="inventory">What the inventory says of it; undefined where it says nothing.</param>
    /// <exception cref="FormatException">A field is missing or holds what cannot be meant; the message names it.</exception>
    public static ChannelListing Listing(JsonElement product, JsonElement inventory)
    {
        var id = product.Id("id"u8).Need("id");
        var status = Status(product);
        var changed = product.Time("update_time"u8);
        var images = product.Parts("main_images"u8).Select(image => image.Picture()).OfType<string>().ToList();
        var sellable = inventory.Parts("skus"u8).Where(sku => sku.Id("id"u8) is not null)
            .DistinctBy(sku => sku.Id("id"u8)).ToDictionary(sku => sku.Id("id"u8)!, sku => sku.Number("total_available_quantity"u8));
        List<ChannelVariation> variations =
        [
            .. product.Parts("skus"u8).Select(sku => Variation(
                sku, id, status, changed, images.FirstOrDefault(), sku.Id("id"u8) is { } known ? sellable.GetValueOrDefault(known) : null)),
        ];
        return new ChannelListing(
            Id: id,
            Title: HtmlText.Line(product.Text("title"u8)) ?? "",
            Description: HtmlText.Paragraphs(product.Text("description"u8)),
            Status: status == ListingStatus.Active && variations.Count > 0 && variations.All(v => v.Status == ListingStatus.OutOfStock)
                ? ListingStatus.OutOfStock
                : status,
            Brand: HtmlText.Line(product.Part("brand"u8).Text("name"u8)),
            Category: HtmlText.Line(product.Parts("category_chains"u8).LastOrDefault(c => c.IsTrue("is_leaf"u8)).Text("local_name"u8)),
            SellerSku: null,
            Images: images,
            SharedQuantity: null,
            ChangedAt: changed,
            Variations: variations);
    }

    /// <summary>A product of the list and its SKUs as they are compared with ours.</summary>
    /// <exception cref="FormatException">As <see cref="Listing"/>.</exception>
    public static IEnumerable<ListedListing> Listed(JsonElement product)
    {
        var id = product.Id("id"u8).Need("id");
        var changed = product.Time("update_time"u8);
        yield return new ListedListing(id, id, false, changed, null);
        foreach (var sku in product.Parts("skus"u8))
        {
            var quantity = InWarehouses(sku);
            yield return new ListedListing(sku.Id("id"u8).Need("skus.id"), id, true, changed, quantity is null ? null : new ListedStock(quantity, StockTracking.Tracked));
        }
    }

    private static ChannelVariation Variation(
        JsonElement sku, string listingId, ListingStatus ofListing, DateTimeOffset? changed, string? mainImage, decimal? sellable)
    {
        var quantity = sellable ?? InWarehouses(sku);
        var attributes = sku.Parts("sales_attributes"u8).ToList();
        return new ChannelVariation(
            Id: sku.Id("id"u8).Need("skus.id"),
            ListingId: listingId,
            SellerSku: sku.Filled("seller_sku"u8),
            Gtin: sku.Part("identifier_code"u8).Filled("code"u8)?.Trim(),
            Mpn: null,
            Price: Price(sku.Part("price"u8)),
            Quantity: quantity,
            Tracking: quantity is null ? StockTracking.Unknown : StockTracking.Tracked,
            Options: [.. attributes.Select(Option).OfType<VariationOption>()],
            Image: attributes.Select(a => a.Part("sku_img"u8).Picture()).FirstOrDefault(i => i is not null) ?? mainImage,
            Status: Status(sku, ofListing, quantity),
            ChangedAt: changed);
    }

    // The list and the details say it by warehouse; documented as the same figure that the inventory sums up.
    private static decimal? InWarehouses(JsonElement sku) =>
        sku.Parts("inventory"u8).Select(place => place.Number("quantity"u8)).OfType<decimal>().ToList() is { Count: > 0 } places ? places.Sum() : null;

    // What buyers see. Where the list leaves it out, the price before tax is what they see.
    private static UnitPrice? Price(JsonElement price) =>
        (price.DecimalText("sale_price"u8) ?? price.DecimalText("tax_exclusive_price"u8)) is { } amount && price.Filled("currency"u8) is { } currency
            ? new UnitPrice(amount, new Currency(currency))
            : null;

    private static VariationOption? Option(JsonElement attribute) =>
        HtmlText.Line(attribute.Text("name"u8)) is { } name && HtmlText.Line(attribute.Text("value_name"u8)) is { } value ? new VariationOption(name, value) : null;

    // In Indonesia a product may be for sale at Tokopedia alone: then only that platform's status is told.
    private static ListingStatus Status(JsonElement product) =>
        (product.Filled("status"u8) ?? product.Parts("integrated_platform_statuses"u8).Select(p => p.Filled("status"u8)).FirstOrDefault(s => s is not null))?.Trim() switch
        {
            "ACTIVATE" => ListingStatus.Active,
            "SELLER_DEACTIVATED" => ListingStatus.Inactive,
            "PLATFORM_DEACTIVATED" or "FREEZE" or "FAILED" => ListingStatus.Banned,
            "DRAFT" or "PENDING" => ListingStatus.Draft,
            "DELETED" => ListingStatus.Deleted,
            _ => ListingStatus.Unknown,
        };

    private static ListingStatus Status(JsonElement sku, ListingStatus ofListing, decimal? quantity)
    {
        var info = sku.Part("status_info"u8);
        return info.Filled("status"u8)?.Trim() switch
        {
            _ when ofListing != ListingStatus.Active => ofListing,
            "DEACTIVATED" => info.Filled("deactivation_source"u8)?.Trim() == "PLATFORM" ? ListingStatus.Banned : ListingStatus.Inactive,
            "NORMAL" or null => quantity <= 0 ? ListingStatus.OutOfStock : ofListing,
            _ => ListingStatus.Unknown,
        };
    }
}
