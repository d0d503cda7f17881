using Quayside.Connectors.Http;

namespace Quayside.Connectors.WooCommerce;

/// <summary>Products and variations into our words. Pure: no HTTP, no clock.</summary>
internal static class WooMapListing
{
    // Plugins that kept barcodes before WooCommerce had a field of its own (9.2).
    private static readonly string[] BarcodeKeys = ["_ean", "_gtin", "_alg_ean", "hwp_product_gtin", "_wpm_gtin_code"];

    /// <summary>The meta keys that are read; newer shops leave out the rest when asked, which may be megabytes of page-builder data.</summary>
    public static string MetaKeys { get; } = string.Join(',', BarcodeKeys);

    /// <summary>A product whose variations come apart, or that only groups other products: it counts as nothing itself.</summary>
    public static bool CountsNothing(WooProduct product) => product.Type == "grouped" || product.Variations.Any();

    /// <param name="currency">The shop's; prices are left out without it.</param>
    /// <exception cref="FormatException">A field holds what cannot be meant; the message names it.</exception>
    public static ChannelListing Listing(WooProduct product, Currency? currency)
    {
        var id = product.Id ?? throw new FormatException("The product has no id.");
        var parent = product.Variations.Any();
        var (quantity, tracking) = Stock(product);
        return new ChannelListing(
            Id: id,
            Title: HtmlText.Line(product.Name) ?? "",
            Description: HtmlText.Paragraphs(product.Description) ?? HtmlText.Paragraphs(product.ShortDescription),
            Status: Status(product),
            Brand: Brand(product),
            Category: string.Join(", ", product.Categories.Select(HtmlText.Line).OfType<string>()) is { Length: > 0 } names ? names : null,
            SellerSku: product.Sku,
            Images: [.. product.Images],
            SharedQuantity: parent && tracking == StockTracking.Tracked ? quantity : null,
            ChangedAt: product.Modified,
            Variations: CountsNothing(product) ? [] : [Variation(product, id, id, currency, [])]);
    }

    /// <summary>A variation from its own list, or in a product's shape as the list of products shows it when it is asked for by id.</summary>
    /// <param name="listingId">Its product where the shop's row does not say it.</param>
    /// <exception cref="FormatException">As <see cref="Listing"/>.</exception>
    public static ChannelVariation Variation(WooProduct variation, string? listingId, Currency? currency)
    {
        var id = variation.Id ?? throw new FormatException("The variation has no id.");
        var listing = variation.ParentId ?? listingId ?? throw new FormatException("The variation does not say which product it belongs to.");
        var options = variation.Attributes
            .Select(a => (Name: HtmlText.Line(a.Name) ?? HtmlText.Line(a.Slug), Value: HtmlText.Line(a.Option)))
            .Where(a => a is { Name: not null, Value: not null })
            .Select(a => new VariationOption(a.Name!, a.Value!));
        return Variation(variation, id, listing, currency, [.. options]);
    }

    private static ChannelVariation Variation(
        WooProduct product, string id, string listingId, Currency? currency, IReadOnlyList<VariationOption> options)
    {
        var (quantity, tracking) = Stock(product);
        return new ChannelVariation(
            Id: id,
            ListingId: listingId,
            SellerSku: product.Sku,
            Gtin: Gtin(product),
            Mpn: null,
            Price: product.Price is { } price && currency is { } known ? new UnitPrice(price, known) : null,
            Quantity: quantity,
            Tracking: tracking,
            Options: options,
            Image: product.Image ?? product.Images.FirstOrDefault(),
            Status: Status(product),
            ChangedAt: product.Modified);
    }

    /// <summary>A row of the short lists that are compared with ours.</summary>
    /// <exception cref="FormatException">It has no id.</exception>
    public static ListedListing Listed(WooProduct row, bool ofVariations)
    {
        var id = row.Id ?? throw new FormatException("The row has no id.");
        var (quantity, tracking) = Stock(row);
        var listing = ofVariations ? row.ParentId ?? throw new FormatException("The variation does not say which product it belongs to.") : id;
        var isSold = ofVariations || !CountsNothing(row);
        var stock = isSold ? new ListedStock(quantity, tracking)
            : row.Variations.Any() ? new ListedStock(tracking == StockTracking.Tracked ? quantity : null, StockTracking.Shared)
            : null;
        return new ListedListing(id, listing, isSold, row.Modified, stock);
    }

    // "parent" keeps its count at the product; an external product is sold elsewhere. A managed product without a figure is not zero.
    private static (decimal? Quantity, StockTracking Tracking) Stock(WooProduct product) => product.ManageStock?.ToLowerInvariant() switch
    {
        _ when product.Type == "external" => (null, StockTracking.NotTracked),
        "parent" => (null, StockTracking.Shared),
        "true" or "yes" or "1" => product.StockQuantity is { } quantity ? (quantity, StockTracking.Tracked) : (null, StockTracking.Unknown),
        "no" or "0" or "false" => (null, StockTracking.NotTracked),
        null when product.SaysManageStock => (null, StockTracking.NotTracked),
        _ => (null, StockTracking.Unknown),
    };

    private static ListingStatus Status(WooProduct product) => product.Status switch
    {
        "publish" => product.StockStatus == "outofstock" ? ListingStatus.OutOfStock : ListingStatus.Active,
        "private" or "future" => ListingStatus.Inactive,
        "draft" or "pending" or "auto-draft" => ListingStatus.Draft,
        "trash" => ListingStatus.Deleted,
        _ => ListingStatus.Unknown,
    };

    private static string? Gtin(WooProduct product) =>
        product.GlobalUniqueId?.Trim()
        ?? product.Meta.Where(meta => BarcodeKeys.Contains(meta.Key, StringComparer.Ordinal)).Select(meta => meta.Text?.Trim()).FirstOrDefault(t => t is not null);

    private static string? Brand(WooProduct product) =>
        product.Brands.Select(HtmlText.Line).FirstOrDefault(name => name is not null)
        ?? product.Attributes
            .Where(a => a.Slug is "pa_brand" || string.Equals(a.Name, "brand", StringComparison.OrdinalIgnoreCase))
            .SelectMany(a => a.Options).Select(HtmlText.Line).FirstOrDefault(name => name is not null);
}
