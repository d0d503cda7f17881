using System.Text.Json;
using Quayside.Connectors.Http;

namespace Quayside.Connectors.Vendure;

// Vendure's JSON under Vendure's names, only fields that are read. Amounts are counted in the server's smallest unit.
internal readonly record struct VendureProduct(JsonElement Json)
{
    public string? Id => Json.Id("id"u8);

    public string? Name => Json.Text("name"u8);

    public string? Description => Json.Text("description"u8);

    public bool? Enabled => Json.Flag("enabled"u8);

    public DateTimeOffset? Updated => Json.Utc("updatedAt"u8);

    public IEnumerable<string?> Pictures => [
        Json.Field("featuredAsset"u8)?.Filled("preview"u8), .. Json.Items("assets"u8).Select(asset => asset.Filled("preview"u8))];

    public IEnumerable<(string? Facet, string? Name)> Facets => Json.InOrder("facetValues"u8)
        .Select(value => (value.Field("facet"u8)?.Filled("code"u8), value.Filled("name"u8)));

    /// <summary>null when it does not come with the product at all.</summary>
    public IEnumerable<VendureVariant>? Variants => Json.Field("variantList"u8)?.Field("items"u8) is { ValueKind: JsonValueKind.Array } list
        ? list.EnumerateArray().Select(variant => new VendureVariant(variant))
        : null;

    /// <summary>How many variants it has, which may be more than came with it.</summary>
    public decimal? VariantCount => Json.Field("variantList"u8)?.Number("totalItems"u8);
}

internal readonly record struct VendureVariant(JsonElement Json)
{
    public string? Id => Json.Id("id"u8);

    public string? Sku => Json.Filled("sku"u8);

    public bool? Enabled => Json.Flag("enabled"u8);

    public decimal? Price => Json.Number("price"u8);

    public decimal? PriceWithTax => Json.Number("priceWithTax"u8);

    public string? Currency => Json.Filled("currencyCode"u8);

    /// <summary>TRUE, FALSE or INHERIT.</summary>
    public string? TrackInventory => Json.Text("trackInventory"u8);

    public DateTimeOffset? Updated => Json.Utc("updatedAt"u8);

    public string? Picture => Json.Field("featuredAsset"u8)?.Filled("preview"u8);

    /// <summary>One for each stock location of the channel; null when the shop did not say.</summary>
    public IEnumerable<(decimal? OnHand, decimal? Allocated)>? Stock => Json.Field("stockLevels"u8) is { ValueKind: JsonValueKind.Array } levels
        ? levels.EnumerateArray().Select(level => (level.Number("stockOnHand"u8), level.Number("stockAllocated"u8)))
        : null;

    public IEnumerable<(string? Group, string? Name)> Options => Json.Items("options"u8)
        .OrderBy(option => option.Field("group"u8)?.Id("id"u8), VendureJson.Ids)
        .Select(option => (option.Field("group"u8)?.Filled("name"u8), option.Filled("name"u8)));
}

internal readonly record struct VendureOrder(JsonElement Json)
{
    public string? Id => Json.Id("id"u8);

    public string? Code => Json.Filled("code"u8);

    public string? State => Json.Filled("state"u8);

    public DateTimeOffset? Placed => Json.Utc("orderPlacedAt"u8);

    public DateTimeOffset? Updated => Json.Utc("updatedAt"u8);

    public string? Currency => Json.Filled("currencyCode"u8);

    public decimal? TotalWithTax => Json.Number("totalWithTax"u8);

    public decimal? Total => Json.Number("total"u8);

    public decimal? Shipping => Json.Number("shipping"u8);

    /// <summary>Negative, before tax.</summary>
    public IEnumerable<decimal?> Discounts => Json.Items("discounts"u8).Select(discount => discount.Number("amount"u8));

    public IEnumerable<decimal?> Surcharges => Json.Items("surcharges"u8).Select(surcharge => surcharge.Number("price"u8));

    public IEnumerable<(string? State, decimal? Total)> Refunds => Json.Items("payments"u8).SelectMany(payment => payment.Items("refunds"u8))
        .Select(refund => (refund.Text("state"u8), refund.Number("total"u8)));

    public IEnumerable<DateTimeOffset?> SettledPayments => Json.Items("payments"u8)
        .Where(payment => payment.Text("state"u8) == "Settled").Select(payment => payment.Utc("createdAt"u8));

    public JsonElement Customer => Json.Field("customer"u8) ?? default;

    public JsonElement Address => Json.Field("shippingAddress"u8) ?? default;

    public IEnumerable<VendureShippingMethod> ShippingMethods => Json.InOrder("shippingLines"u8)
        .Select(line => new VendureShippingMethod(line.Field("shippingMethod"u8) ?? default));

    public IEnumerable<VendureFulfillment> Fulfillments => Json.InOrder("fulfillments"u8).Select(f => new VendureFulfillment(f));

    /// <summary>null when the shop did not say.</summary>
    public IEnumerable<VendureLine>? Lines => Json.Field("lines"u8) is { ValueKind: JsonValueKind.Array }
        ? Json.InOrder("lines"u8).Select(line => new VendureLine(line))
        : null;
}

internal readonly record struct VendureLine(JsonElement Json)
{
    public string? Id => Json.Id("id"u8);

    /// <summary>Cancelled pieces are taken off.</summary>
    public decimal? Quantity => Json.Number("quantity"u8);

    public decimal? UnitPrice => Json.Number("unitPrice"u8);

    /// <summary>After all discounts, before tax.</summary>
    public decimal? Total => Json.Number("proratedLinePrice"u8);

    /// <summary>As it is today: an order keeps no copy of name and SKU.</summary>
    public JsonElement Variant => Json.Field("productVariant"u8) ?? default;
}

internal readonly record struct VendureFulfillment(JsonElement Json)
{
    public string? State => Json.Text("state"u8);

    public bool IsCancelled => State == "Cancelled";

    public string? Method => Json.Filled("method"u8)?.Trim();

    public string? TrackingCode => Json.Filled("trackingCode"u8)?.Trim();

    public IEnumerable<(string? LineId, decimal? Quantity)> Lines => Json.Items("lines"u8)
        .Select(line => (line.Id("orderLineId"u8), line.Number("quantity"u8)));
}

internal readonly record struct VendureShippingMethod(JsonElement Json)
{
    public string? Code => Json.Filled("code"u8);

    public string? Name => Json.Filled("name"u8)?.Trim() ?? Code;
}

internal static class VendureJson
{
    /// <summary>"9" before "10": Vendure's ids are numbers, written as text.</summary>
    public static Comparer<string?> Ids { get; } = Comparer<string?>.Create((left, right) =>
        (left?.Length ?? 0) == (right?.Length ?? 0) ? string.CompareOrdinal(left, right) : (left?.Length ?? 0) - (right?.Length ?? 0));

    /// <summary>A list by its records' ids. Vendure lists what belongs to a record as its database happens to join it, and not
    /// the same way each time.</summary>
    public static IEnumerable<JsonElement> InOrder(this JsonElement owner, ReadOnlySpan<byte> name) =>
        owner.Items(name).OrderBy(record => record.Id("id"u8), Ids);

    public static bool? Flag(this JsonElement owner, ReadOnlySpan<byte> name) => owner.Field(name)?.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    /// <exception cref="FormatException">It is missing; the message names it.</exception>
    public static T Need<T>(this T? value, string name)
        where T : struct => value ?? throw Missing(name);

    /// <exception cref="FormatException">It is missing; the message names it.</exception>
    public static string Need(this string? value, string name) => value ?? throw Missing(name);

    public static FormatException Missing(string name) => new($"The field \"{name}\" is missing.");

    /// <summary>true for what odd data raises while it is read.</summary>
    public static bool IsUnreadable(Exception failure) =>
        failure is FormatException or OverflowException or JsonException or InvalidOperationException;
}
