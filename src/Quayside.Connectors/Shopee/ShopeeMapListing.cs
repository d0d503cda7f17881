using System.Text.Json;
using Quayside.Connectors.Http;

namespace Quayside.Connectors.Shopee;

/// <summary>Items and models into our words. Pure: no HTTP, no clock.</summary>
internal static class ShopeeMapListing
{
    /// <summary>What a seller enters to say that a thing has no barcode.</summary>
    private const string NoGtin = "00";

    public static IEnumerable<Record<CatalogueRecord>> Records(ShopeeItem item)
    {
        var id = item.Id ?? "an item without an id";
        return [Reading.Record<CatalogueRecord>(id, item.Raw, () => Listing(item), Counted(item))];
    }

    /// <summary>The item and its models, as they are listed to be compared.</summary>
    public static IEnumerable<Record<ListedListing>> Listed(ShopeeItem item)
    {
        if (item.Id is not { } id)
        {
            yield break;
        }

        var changed = Reading.Safely(() => item.Json.Time("update_time"u8), null);
        if (!HasModels(item))
        {
            yield return Row(id, id, true, changed, Reading.Safely(() => Stock(item.Json), (null, StockTracking.Unknown)));
            yield break;
        }

        yield return Row(id, id, false, changed, null) with { CountedIds = [] };
        foreach (var model in item.Models.Items("model"u8))
        {
            if (Reading.Safely(() => model.Id("model_id"u8), null) is { } own)
            {
                yield return Row(own, id, true, changed, Reading.Safely(() => Stock(model), (null, StockTracking.Unknown)));
            }
        }
    }

    /// <exception cref="FormatException">A field is missing or holds what cannot be meant; the message names it.</exception>
    public static ChannelListing Listing(ShopeeItem item)
    {
        var json = item.Json;
        var id = item.Id.Need("item_id");
        var status = Status(json.Text("item_status"u8));
        var images = Images(json).ToList();
        var changed = json.Time("update_time"u8);
        var variations = HasModels(item)
            ? Models(item, id, status, images, changed)
            : [Variation(json, id, id, json.Filled("item_sku"u8), [], images.FirstOrDefault(), status, changed)];
        return new ChannelListing(
            Id: id,
            Title: HtmlText.Line(json.Text("item_name"u8)) ?? "",
            Description: HtmlText.Paragraphs(Description(json)),
            Status: status == ListingStatus.Active && variations.Count > 0 && variations.All(v => v.Status == ListingStatus.OutOfStock)
                ? ListingStatus.OutOfStock
                : status,
            Brand: Brand(json),
            Category: json.Id("category_id"u8),
            SellerSku: json.Filled("item_sku"u8),
            Images: images,
            SharedQuantity: null,
            ChangedAt: changed,
            Variations: variations);
    }

    private static Record<ListedListing> Row(
        string id, string listing, bool isVariation, DateTimeOffset? changed, (decimal? Quantity, StockTracking Tracking)? stock) => new(
            id, ReadOnlyMemory<byte>.Empty,
            new ListedListing(id, listing, isVariation, changed, stock is { } s ? new ListedStock(s.Quantity, s.Tracking) : null), null);

    private static bool HasModels(ShopeeItem item) => item.Models.ValueKind == JsonValueKind.Object;

    // Ids that are there count, whatever else cannot be read.
    private static IReadOnlyList<string> Counted(ShopeeItem item) => !HasModels(item)
        ? [item.Id ?? "an item without an id"]
        : [.. item.Models.Items("model"u8).Select(m => Reading.Safely(() => m.Id("model_id"u8), null)).OfType<string>()];

    private static List<ChannelVariation> Models(
        ShopeeItem item, string listingId, ListingStatus status, List<string> images, DateTimeOffset? changed)
    {
        var tiers = item.Models.Items("tier_variation"u8).ToList();
        var variations = new List<ChannelVariation>();
        foreach (var model in item.Models.Items("model"u8))
        {
            var chosen = model.Items("tier_index"u8).Select(i => i.GetInt32()).ToList();
            var options = tiers.Zip(chosen, Option).ToList();
            var own = status == ListingStatus.Active && model.Text("model_status"u8) == "MODEL_UNAVAILABLE" ? ListingStatus.Inactive : status;
            variations.Add(Variation(
                model, model.Id("model_id"u8).Need("model_id"), listingId, model.Filled("model_sku"u8),
                [.. options.Where(o => o.Name is not null && o.Value is not null).Select(o => new VariationOption(o.Name!, o.Value!))],
                options.Select(o => o.Image).FirstOrDefault(i => i is not null) ?? images.FirstOrDefault(), own, changed));
        }

        return variations;
    }

    private static (string? Name, string? Value, string? Image) Option(JsonElement tier, int index)
    {
        var option = tier.Items("option_list"u8).ElementAtOrDefault(index);
        return (HtmlText.Line(tier.Text("name"u8)), HtmlText.Line(option.Text("option"u8)), option.Field("image"u8)?.Filled("image_url"u8));
    }

    private static ChannelVariation Variation(
        JsonElement json, string id, string listingId, string? sku, IReadOnlyList<VariationOption> options, string? image, ListingStatus status,
        DateTimeOffset? changed)
    {
        var (quantity, tracking) = Stock(json);
        return new ChannelVariation(
            Id: id,
            ListingId: listingId,
            SellerSku: sku,
            Gtin: json.Filled("gtin_code"u8)?.Trim() is { } gtin && gtin != NoGtin ? gtin : null,
            Mpn: null,
            Price: Price(json),
            Quantity: quantity,
            Tracking: tracking,
            Options: options,
            Image: image,
            Status: status == ListingStatus.Active && quantity <= 0 ? ListingStatus.OutOfStock : status,
            ChangedAt: changed);
    }

    // What can be sold now, over all of the seller's and Shopee's own warehouses. Shopee counts everything.
    private static (decimal? Quantity, StockTracking Tracking) Stock(JsonElement json) =>
        (json.Field("stock_info_v2"u8)?.Field("summary_info"u8)?.Number("total_available_stock"u8) ?? OlderStock(json)) is { } stock
            ? (stock, StockTracking.Tracked)
            : (null, StockTracking.Unknown);

    // How answers had it until 2022: a row for each place.
    private static decimal? OlderStock(JsonElement json) =>
        json.Items("stock_info"u8).Select(place => place.Number("current_stock"u8)).OfType<decimal>().ToList() is { Count: > 0 } places ? places.Sum() : null;

    private static UnitPrice? Price(JsonElement json)
    {
        var info = json.Items("price_info"u8).FirstOrDefault();
        return (info.DecimalText("current_price"u8) ?? info.DecimalText("original_price"u8)) is { } price && info.Filled("currency"u8) is { } currency
            ? new UnitPrice(price, new Currency(currency))
            : null;
    }

    private static ListingStatus Status(string? word) => word?.Trim() switch
    {
        "NORMAL" => ListingStatus.Active,
        "UNLIST" => ListingStatus.Inactive,
        "REVIEWING" => ListingStatus.Inactive,
        "BANNED" => ListingStatus.Banned,
        "SELLER_DELETE" or "SHOPEE_DELETE" => ListingStatus.Deleted,
        _ => ListingStatus.Unknown,
    };

    private static IEnumerable<string> Images(JsonElement json) => (json.Field("image"u8) ?? default).Items("image_url_list"u8)
        .Where(i => i.ValueKind == JsonValueKind.String).Select(i => i.GetString()!).Where(i => i.Length > 0);

    // Sellers with extended descriptions have them in parts, pictures between.
    private static string? Description(JsonElement json)
    {
        var parts = (json.Field("description_info"u8)?.Field("extended_description"u8) ?? default).Items("field_list"u8)
            .Select(part => part.Filled("text"u8)).OfType<string>().ToList();
        return parts.Count > 0 ? string.Join('\n', parts) : json.Text("description"u8);
    }

    private static string? Brand(JsonElement json) =>
        json.Field("brand"u8)?.Filled("original_brand_name"u8) is { } brand && !brand.Equals("NoBrand", StringComparison.OrdinalIgnoreCase) ? brand : null;
}
