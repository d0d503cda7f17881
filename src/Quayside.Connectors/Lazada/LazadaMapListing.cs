using System.Globalization;
using System.Text.Json;
using Quayside.Connectors.Http;

namespace Quayside.Connectors.Lazada;

/// <summary>Products into our words. Pure: no HTTP, no clock.</summary>
internal static class LazadaMapListing
{
    private const string NoBrand = "No Brand";

    // The reference has no field for a barcode; some categories have one among their attributes.
    private static readonly string[] BarcodeNames = ["barcode_ean", "ean", "ean_code", "gtin", "upc", "isbn", "barcode"];

    /// <summary>Ids of a product's SKUs, suspended ones included, read off the wire.</summary>
    public static IReadOnlyList<string> SkuIds(JsonElement json, string id) =>
        [.. Skus(new LazadaProduct(json)).Select((sku, n) => Safe(() => sku.Sku.Id) ?? $"{id}, variation {n + 1}")];

    /// <param name="now">By Lazada's clock: special prices have a time.</param>
    /// <exception cref="FormatException">A field is missing or holds what cannot be meant; the message names it.</exception>
    public static ChannelListing Listing(JsonElement json, LazadaCountry country, DateTimeOffset now)
    {
        var product = new LazadaProduct(json);
        var id = product.Id ?? throw new FormatException("The product has no id.");
        var updated = product.Updated(country.Offset);
        var status = Status(product);
        var skus = Skus(product).ToList();
        var properties = product.VariationProperties.ToList();
        List<ChannelVariation> variations =
        [
            .. skus.Select(one => new ChannelVariation(
                Id: one.Sku.Id ?? throw new FormatException("A SKU of the product has no id."),
                ListingId: id,
                SellerSku: one.Sku.SellerSku,
                Gtin: Gtin(one.Sku.Json, "the SKU") ?? (skus.Count == 1 ? Gtin(product.Attributes, "the product") : null),
                Mpn: null,
                Price: Price(one.Sku, country, now),
                Quantity: Sellable(one.Sku),
                Tracking: Sellable(one.Sku) is null ? StockTracking.Unknown : StockTracking.Tracked,
                Options: [.. Options(one.Sku, properties)],
                Image: one.Sku.Images.FirstOrDefault(),
                Status: Status(one.Sku, one.IsSuspended, status),
                ChangedAt: updated)),
        ];
        return new ChannelListing(
            Id: id,
            Title: HtmlText.Line(product.Attributes.Text("name"u8)) ?? "",
            Description: HtmlText.Paragraphs(product.Attributes.Text("description"u8))
                ?? HtmlText.Paragraphs(product.Attributes.Text("short_description"u8)),
            Status: status == ListingStatus.Active && variations.Count > 0 && variations.All(v => v.Status == ListingStatus.OutOfStock)
                ? ListingStatus.OutOfStock
                : status,
            Brand: HtmlText.Line(product.Attributes.Text("brand"u8)) is { } brand && brand != NoBrand ? brand : null,
            Category: null,
            SellerSku: null,
            Images: [.. product.Images.DefaultIfEmpty(skus.SelectMany(one => one.Sku.Images).FirstOrDefault()).OfType<string>().Distinct()],
            SharedQuantity: null,
            ChangedAt: updated,
            Variations: variations);
    }

    /// <summary>A product and its SKUs as they are compared with ours.</summary>
    /// <exception cref="FormatException">As <see cref="Listing"/>.</exception>
    public static IEnumerable<ListedListing> Listed(JsonElement json, LazadaCountry country)
    {
        var product = new LazadaProduct(json);
        var id = product.Id ?? throw new FormatException("The product has no id.");
        var updated = product.Updated(country.Offset);
        yield return new ListedListing(id, id, false, updated, null);
        foreach (var (sku, _) in Skus(product))
        {
            var quantity = Sellable(sku);
            yield return new ListedListing(
                sku.Id ?? throw new FormatException("A SKU of the product has no id."),
                id, true, updated, quantity is null ? null : new ListedStock(quantity, StockTracking.Tracked));
        }
    }

    private static IEnumerable<(LazadaSku Sku, bool IsSuspended)> Skus(LazadaProduct product)
    {
        var sold = product.Skus.ToList();
        var ids = sold.Select(sku => Safe(() => sku.Id)).OfType<string>().ToHashSet(StringComparer.Ordinal);
        return sold.Select(sku => (sku, false))
            .Concat(product.SuspendedSkus.Where(sku => Safe(() => sku.Id) is { } id && ids.Add(id)).Select(sku => (sku, true)));
    }

    /// <summary>What can be sold now. "quantity" alone may include pieces that orders hold.</summary>
    private static decimal? Sellable(LazadaSku sku)
    {
        var known = sku.Warehouses.Select(w => w.Number("sellableQuantity"u8)).OfType<decimal>().ToList();
        return known.Count > 0 ? known.Sum() : sku.Available ?? sku.Quantity;
    }

    private static UnitPrice? Price(LazadaSku sku, LazadaCountry country, DateTimeOffset now)
    {
        var special = sku.SpecialPrice;
        var runs = special is not null
            && decimal.Parse(special, NumberStyles.Float, CultureInfo.InvariantCulture) > 0
            && (sku.SpecialFrom(country.Offset) ?? DateTimeOffset.MinValue) <= now
            && now < (sku.SpecialTo(country.Offset) ?? DateTimeOffset.MaxValue);
        return (runs ? special : sku.Price) is { } price ? new UnitPrice(price, country.Currency) : null;
    }

    private static IEnumerable<VariationOption> Options(LazadaSku sku, List<LazadaVariationProperty> properties)
    {
        foreach (var property in properties.Where(p => p.Name is not null))
        {
            var name = System.Text.Encoding.UTF8.GetBytes(property.Name!);
            var own = HtmlText.Line(Word(sku.Json, name));
            if ((own ?? HtmlText.Line(Word(sku.SaleProperties, name))) is { } value)
            {
                Findings.Met("lazada.variation_values", own is null ? "in saleProp" : "in fields of the SKU's own");
                yield return new VariationOption(Readable(property.Name!), value);
            }
        }
    }

    private static string Readable(string name) => char.ToUpperInvariant(name[0]) + name[1..].Replace('_', ' ');

    private static string? Gtin(JsonElement owner, string place)
    {
        foreach (var name in BarcodeNames)
        {
            if (Word(owner, System.Text.Encoding.UTF8.GetBytes(name))?.Trim() is { Length: > 0 } gtin)
            {
                Findings.Met("lazada.gtin", $"in {name} of {place}");
                return gtin;
            }
        }

        return null;
    }

    private static string? Word(JsonElement owner, ReadOnlySpan<byte> name) =>
        owner.Field(name) is { ValueKind: JsonValueKind.String or JsonValueKind.Number } ? owner.Filled(name) : null;

    // "Live_Reject" is a change that was turned down: what was live stays live.
    private static ListingStatus Status(LazadaProduct product) => (product.Status?.ToUpperInvariant(), product.SubStatus?.ToUpperInvariant()) switch
    {
        ("DELETED", _) => ListingStatus.Deleted,
        (_, "LOCK" or "REJECT" or "ADMIN") or ("SUSPENDED", _) => ListingStatus.Banned,
        ("ACTIVE" or "LIVE", _) => ListingStatus.Active,
        ("INACTIVE", _) => ListingStatus.Inactive,
        ("PENDING QC" or "PENDING" or "DRAFT", _) => ListingStatus.Draft,
        _ => ListingStatus.Unknown,
    };

    private static ListingStatus Status(LazadaSku sku, bool isSuspended, ListingStatus ofListing) => sku.Status?.ToUpperInvariant() switch
    {
        "DELETED" => ListingStatus.Deleted,
        _ when isSuspended => ListingStatus.Banned,
        "INACTIVE" => ofListing == ListingStatus.Active ? ListingStatus.Inactive : ofListing,
        _ when ofListing == ListingStatus.Active && Sellable(sku) <= 0 => ListingStatus.OutOfStock,
        "ACTIVE" or null => ofListing,
        _ => ListingStatus.Unknown,
    };

    private static string? Safe(Func<string?> read)
    {
        try
        {
            return read();
        }
        catch (Exception unreadable) when (unreadable is FormatException or InvalidOperationException)
        {
            return null;
        }
    }
}
