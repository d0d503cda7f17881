using System.Text.Json;
using Quayside.Connectors.Http;

namespace Quayside.Connectors.Vendure;

/// <summary>Products and shipping methods into our words. Pure: no HTTP, no clock.</summary>
internal static class VendureMap
{
    /// <summary>One record with its own JSON, and either what it means or why it could not be read.</summary>
    /// <param name="ids">What the record counts as, where that is not its own id.</param>
    public static Record<T> Record<T>(
        VendureItem item, Func<JsonElement, T> map, Func<JsonElement, string, IReadOnlyList<string>>? ids = null)
        where T : class
    {
        var id = IdOf(item.Json) ?? $"record {item.Position + 1}";
        T? value = null;
        var problem = item.Fault is null ? null : $"The shop could not deliver all of it: {VendureErrors.Short(item.Fault)}";
        try
        {
            value = problem is null ? map(item.Json) : null;
        }
        catch (Exception unreadable) when (VendureJson.IsUnreadable(unreadable))
        {
            problem = unreadable.Message;
        }

        return new Record<T>(id, item.Raw, value, problem) { CountedIds = ids?.Invoke(item.Json, id) ?? [id] };
    }

    /// <summary>Ids of a product's variants, read off the wire.</summary>
    public static IReadOnlyList<string> VariantIds(JsonElement product, string id) =>
        [.. (new VendureProduct(product).Variants ?? []).Select((variant, n) => IdOf(variant.Json) ?? $"{id}, variation {n + 1}")];

    /// <exception cref="FormatException">A field is missing or holds what cannot be meant; the message names it.</exception>
    public static CatalogueRecord Listing(JsonElement json, VendureActiveChannel shop)
    {
        var product = new VendureProduct(json);
        var id = product.Id.Need("id");
        var enabled = product.Enabled.Need("enabled");
        return new ChannelListing(
            Id: id,
            Title: product.Name.Need("name"),
            Description: HtmlText.Paragraphs(product.Description),
            Status: enabled ? ListingStatus.Active : ListingStatus.Inactive,
            Brand: Facet(product, "brand"),
            Category: Facet(product, "category"),
            SellerSku: null,
            Images: [.. product.Pictures.OfType<string>().Distinct()],
            SharedQuantity: null,
            ChangedAt: product.Updated,
            Variations: [.. (product.Variants ?? throw VendureJson.Missing("variantList")).Select(v => Variation(v, id, enabled, shop))]);
    }

    /// <exception cref="FormatException">As <see cref="Listing"/>.</exception>
    public static ChannelCarrier Carrier(JsonElement json)
    {
        var method = new VendureShippingMethod(json);
        var code = method.Code.Need("code");
        return new ChannelCarrier(method.Name ?? code, [new ChannelCarrierService(code, method.Name ?? code)]);
    }

    private static ChannelVariation Variation(VendureVariant variant, string listingId, bool isListed, VendureActiveChannel shop)
    {
        var (quantity, tracking) = Stock(variant, shop);
        return new ChannelVariation(
            Id: variant.Id.Need("id"),
            ListingId: listingId,
            SellerSku: variant.Sku,
            Gtin: null,
            Mpn: null,
            Price: Price(variant, shop),
            Quantity: quantity,
            Tracking: tracking,
            Options: [.. variant.Options.Select(o => new VariationOption(o.Group.Need("group"), o.Name.Need("name")))],
            Image: variant.Picture,
            Status: variant.Enabled.Need("enabled") && isListed ? ListingStatus.Active : ListingStatus.Inactive,
            ChangedAt: variant.Updated);
    }

    public static (decimal? Quantity, StockTracking Tracking) Stock(VendureVariant variant, VendureActiveChannel shop)
    {
        var tracking = variant.TrackInventory switch
        {
            "TRUE" => StockTracking.Tracked,
            "FALSE" => StockTracking.NotTracked,
            "INHERIT" => shop.TracksInventory ? StockTracking.Tracked : StockTracking.NotTracked,
            _ => StockTracking.Unknown,
        };
        return (tracking == StockTracking.Tracked ? Sellable(variant) : null, tracking);
    }

    // The threshold at which Vendure stops selling is left out: it is a limit the seller set, and not pieces on a shelf.
    private static decimal Sellable(VendureVariant variant) => (variant.Stock ?? throw VendureJson.Missing("stockLevels"))
        .Sum(level => level.OnHand.Need("stockOnHand") - level.Allocated.Need("stockAllocated"));

    // As the seller typed it: with tax where the channel's prices are entered with tax.
    private static UnitPrice? Price(VendureVariant variant, VendureActiveChannel shop) =>
        (shop.PricesIncludeTax ? variant.PriceWithTax : variant.Price) is { } units
            ? shop.UnitPrice(units, variant.Currency is { } code ? new Currency(code) : shop.Currency)
            : null;

    private static string? Facet(VendureProduct product, string code) => string.Join(", ", product.Facets
        .Where(value => string.Equals(value.Facet, code, StringComparison.OrdinalIgnoreCase))
        .Select(value => value.Name).OfType<string>()) is { Length: > 0 } names ? names : null;

    private static string? IdOf(JsonElement json) =>
        json.Field("id"u8) is { ValueKind: JsonValueKind.String or JsonValueKind.Number } ? json.Id("id"u8) : null;
}
