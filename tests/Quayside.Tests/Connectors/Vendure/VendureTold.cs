using System.Globalization;
using System.Text.Json;
using Quayside.Connectors;

namespace Quayside.Tests.Connectors.Vendure;

/// <summary>One line of text for a record, made once from the shop's own answer and once from ours: equal lines, equal fields.</summary>
internal static class VendureTold
{
    public static string? Text(JsonElement owner, string name) =>
        owner.ValueKind == JsonValueKind.Object && owner.GetProperty(name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    public static string? Picture(JsonElement owner) => Text(owner.GetProperty("featuredAsset"), "preview");

    private static string Line(params object?[] parts) => string.Join(" | ", parts.Select(p => Convert.ToString(p, CultureInfo.InvariantCulture)));

    public static string OfShop(JsonElement variant, bool pricesWithTax)
    {
        var stock = variant.GetProperty("stockLevels").EnumerateArray()
            .Sum(l => l.GetProperty("stockOnHand").GetInt64() - l.GetProperty("stockAllocated").GetInt64());
        var isTracked = Text(variant, "trackInventory") != "FALSE";
        var sku = Text(variant, "sku");
        return Line(
            Text(variant, "id"),
            string.IsNullOrWhiteSpace(sku) ? null : sku,
            (variant.GetProperty(pricesWithTax ? "priceWithTax" : "price").GetDecimal() / 100).ToString("F2", CultureInfo.InvariantCulture),
            Text(variant, "currencyCode"),
            isTracked ? stock : null,
            Picture(variant),
            string.Join(',', variant.GetProperty("options").EnumerateArray()
                .Select(o => $"{Text(o.GetProperty("group"), "name")}={Text(o, "name")}").Order(StringComparer.Ordinal)));
    }

    public static string OfQuayside(ChannelVariation variation) => Line(
        variation.Id,
        variation.SellerSku,
        variation.Price?.Text,
        variation.Price?.Currency.Code,
        variation.Tracking == StockTracking.Tracked ? variation.Quantity : null,
        variation.Image,
        string.Join(',', variation.Options.Select(o => $"{o.Name}={o.Value}").Order(StringComparer.Ordinal)));

    public static string OfShop(JsonElement order)
    {
        var cents = (JsonElement owner, string name) => owner.GetProperty(name).GetInt64();
        var parcels = order.GetProperty("fulfillments").EnumerateArray().Where(f => Text(f, "state") != "Cancelled").ToList();
        var address = order.GetProperty("shippingAddress");
        return Line(
            Text(order, "id"), Text(order, "code"), Text(order, "state"),
            order.GetProperty("orderPlacedAt").GetDateTimeOffset().ToUnixTimeMilliseconds(), Text(order, "currencyCode"),
            cents(order, "totalWithTax"), cents(order, "shipping"), cents(order, "totalWithTax") - cents(order, "total"),
            -order.GetProperty("discounts").EnumerateArray().Sum(d => cents(d, "amount")),
            order.GetProperty("surcharges").EnumerateArray().Sum(s => cents(s, "price")),
            order.GetProperty("payments").EnumerateArray().SelectMany(p => p.GetProperty("refunds").EnumerateArray())
                .Where(r => Text(r, "state") == "Settled").Sum(r => cents(r, "total")),
            $"{Text(order.GetProperty("customer"), "firstName")} {Text(order.GetProperty("customer"), "lastName")}",
            Text(order.GetProperty("customer"), "emailAddress"),
            Text(address, "fullName"), Text(address, "postalCode"), Text(address, "countryCode"),
            string.Join(',', order.GetProperty("shippingLines").EnumerateArray().Select(l => Text(l.GetProperty("shippingMethod"), "name"))
                .Concat(parcels.Select(f => Text(f, "method"))).Distinct()),
            string.Join(',', parcels.Select(f => Text(f, "trackingCode")).Where(t => t != "")),
            string.Join(';', order.GetProperty("lines").EnumerateArray().OrderBy(l => int.Parse(Text(l, "id")!, CultureInfo.InvariantCulture)).Select(line => Line(
                Text(line, "id"), line.GetProperty("quantity").GetInt32(),
                Text(line.GetProperty("productVariant"), "productId"), Text(line.GetProperty("productVariant"), "id"),
                Text(line.GetProperty("productVariant"), "sku"), Text(line.GetProperty("productVariant"), "name"),
                (line.GetProperty("unitPrice").GetDecimal() / 100).ToString("F2", CultureInfo.InvariantCulture), cents(line, "proratedLinePrice")))));
    }

    public static string OfQuayside(ChannelOrder order) => Line(
        order.Id, order.Number, order.Status, order.PlacedAt.ToUnixTimeMilliseconds(), order.Total.Currency.Code,
        order.Total.MinorUnits, order.ShippingTotal.MinorUnits, order.TaxTotal?.MinorUnits, order.DiscountTotal.MinorUnits,
        order.FeeTotal.MinorUnits, order.RefundedTotal.MinorUnits, order.Buyer.Name, order.Buyer.Email,
        order.ShipTo?.Name, order.ShipTo?.Postcode, order.ShipTo?.Country,
        string.Join(',', order.Shipping.Select(s => s.Carrier).Distinct()), string.Join(',', order.TrackingNumbers),
        string.Join(';', order.Lines.Select(line => Line(
            line.Id, line.Quantity, line.ListingId, line.VariationId, line.SellerSku, line.Title, line.UnitPrice?.Text, line.Total.MinorUnits))));
}
