using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Quayside.Tests.Sandbox;

namespace Quayside.Tests.Journeys;

/// <summary>What a WooCommerce shop's own API says beside what ours says, field by field. What is marked deleted here is left out.</summary>
internal static partial class ShopComparison
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task ListingsAreAlikeAsync(QuaysideClient client, string store, ShopClient shop)
    {
        var products = await AllAsync(shop, "/products?status=any");
        var ours = (await client.ListAsync($"listings?storeId={store}")).Where(l => Text(l["status"]) != "deleted").ToDictionary(l => Text(l["channelListingId"])!);
        Assert.Equal(products.Select(p => Text(p["id"])!).Order(), ours.Keys.Order());
        foreach (var product in products)
        {
            var id = Text(product["id"])!;
            var variations = product["variations"]!.AsArray().Count == 0 ? [] : await AllAsync(shop, $"/products/{id}/variations?status=any");
            var told = (await client.GetAsync($"listings/{Text(ours[id]["id"])}")).Body;
            _ = ours[id].Remove("asOf") && told.Remove("asOf"); // a look may have come between
            Assert.Equal(ours[id].ToJsonString(), told.ToJsonString());
            Alike(TheirListing(product, variations), OurListing(ours[id]), $"product {id}");
        }
    }

    private static List<string> TheirListing(JsonObject product, List<JsonObject> variations)
    {
        var id = Text(product["id"]);
        List<string> lines =
        [
            $"title {Line(product["name"])}", $"status {Status(product)}", $"brand {Line(product["brands"]?.AsArray().FirstOrDefault()?["name"])}",
            $"category {string.Join(", ", product["categories"]!.AsArray().Select(c => Line(c!["name"])))}",
            $"images {string.Join(' ', product["images"]!.AsArray().Select(i => Text(i!["src"])))}",
            $"shared {(variations.Count > 0 && Text(product["manage_stock"]) == "true" ? Text(product["stock_quantity"]) : null)}",
            $"changed {Time(product["date_modified_gmt"])}", $"text {Words(product["description"]) ?? Words(product["short_description"])}",
        ];
        var sold = variations.Count > 0 ? variations : Text(product["type"]) == "grouped" ? [] : [product];
        lines.AddRange(sold.Select(v => $"variation {Text(v["id"])}: sku {Filled(v["sku"])} gtin {Gtin(v)} price {Filled(v["price"])} "
            + $"quantity {Quantity(v)} tracked {Tracked(v)} status {Status(v)} options {(v == product ? "" : Options(v))}"));
        return lines;
    }

    private static List<string> OurListing(JsonObject listing)
    {
        List<string> lines =
        [
            $"title {Text(listing["title"])}", $"status {Text(listing["status"])}", $"brand {Text(listing["brand"])}", $"category {Text(listing["category"])}",
            $"images {string.Join(' ', listing["images"]!.AsArray().Select(Text))}", $"shared {Text(listing["sharedQuantity"])}",
            $"changed {Time(listing["changedAt"])}", $"text {Words(listing["description"])}",
        ];
        lines.AddRange(listing["variations"]!.AsArray().Where(v => Text(v!["status"]) != "deleted").Select(v => $"variation {Text(v!["channelVariationId"])}: sku {Text(v["sellerSku"])} gtin {Text(v["gtin"])} "
            + $"price {Text(v["price"]?["amount"])} quantity {Text(v["quantity"])} tracked {Text(v["tracked"])} status {Text(v["status"])} "
            + $"options {string.Join(';', v["options"]!.AsObject().Select(o => $"{o.Key}={o.Value}"))}"));
        return lines;
    }

    /// <returns>How many there are.</returns>
    public static async Task<int> OrdersAreAlikeAsync(QuaysideClient client, string store, ShopClient shop, DateTimeOffset from)
    {
        var theirs = (await AllAsync(shop, "/orders?status=any"))
            .Where(o => Text(o["status"]) != "checkout-draft" && DateTimeOffset.Parse(Time(o["date_created_gmt"])!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal) >= from).ToList();
        var ours = (await client.ListAsync($"orders?storeId={store}")).Where(o => o["deletedAt"] is null).ToDictionary(o => Text(o["channelOrderId"])!);
        Assert.Equal(theirs.Select(o => Text(o["id"])!).Order(), ours.Keys.Order());
        foreach (var order in theirs)
        {
            var id = Text(order["id"])!;
            Alike(TheirOrder(order), OurOrder(ours[id]), $"order {id}");
        }

        return theirs.Count;
    }

    private static List<string> TheirOrder(JsonObject order)
    {
        var fees = order["fee_lines"]!.AsArray().Sum(f => Number(f!["total"]));
        var refunds = order["refunds"]!.AsArray().Sum(r => Math.Abs(Number(r!["total"])));
        var digits = Text(order["currency"]) == "JPY" ? 0 : 2;
        string Money(decimal amount) => decimal.Round(amount, digits).ToString("F" + digits, CultureInfo.InvariantCulture) + Text(order["currency"]);
        List<string> lines =
        [
            $"number {Text(order["number"])}", $"placed {Time(order["date_created_gmt"])}", $"changed {Time(order["date_modified_gmt"])}",
            $"status {Text(order["status"])}", $"total {Money(Number(order["total"]))}", $"shipping {Money(Number(order["shipping_total"]))}",
            $"tax {Money(Number(order["total_tax"]))}", $"discount {Money(Number(order["discount_total"]))}", $"fee {Money(fees)}", $"refunded {Money(refunds)}",
            $"buyer {Filled(order["billing"]!["email"])}", $"to {Filled(order["shipping"]!["city"]) ?? Filled(order["billing"]!["city"])}",
        ];
        lines.AddRange(order["line_items"]!.AsArray().Select(l => $"line {Text(l!["id"])}: {Line(l["name"])} × {Text(l["quantity"])} sku {Filled(l["sku"])} "
            + $"product {Gone(l["product_id"])} variation {Gone(l["variation_id"]) ?? Gone(l["product_id"])} at {Text(l["price"])} is {Money(Number(l["total"]))}"));
        return lines;
    }

    private static List<string> OurOrder(JsonObject order)
    {
        string Money(JsonNode? money) => Text(money!["amount"]) + Text(money["currency"]);
        List<string> lines =
        [
            $"number {Text(order["number"])}", $"placed {Time(order["placedAt"])}", $"changed {Time(order["changedAt"])}", $"status {Text(order["channelStatus"])}",
            $"total {Money(order["total"])}", $"shipping {Money(order["shippingTotal"])}", $"tax {Money(order["taxTotal"])}",
            $"discount {Money(order["discountTotal"])}", $"fee {Money(order["feeTotal"])}", $"refunded {Money(order["refundedTotal"])}",
            $"buyer {Text(order["buyer"]!["email"])}", $"to {Text(order["shipTo"]?["city"])}",
        ];
        lines.AddRange(order["lines"]!.AsArray().Select(l => $"line {Text(l!["channelLineId"])}: {Text(l["title"])} × {Text(l["quantity"])} sku {Text(l["sellerSku"])} "
            + $"product {Text(l["channelListingId"])} variation {Text(l["channelVariationId"])} at {Text(l["unitPrice"]?["amount"])} is {Money(l["total"])}"));
        return lines;
    }

    public static async Task CarriersAreAlikeAsync(QuaysideClient client, string store, ShopClient shop)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var zone in await shop.ListAsync("/shipping/zones", Cancellation))
        {
            foreach (var method in await shop.ListAsync($"/shipping/zones/{zone!["id"]}/methods", Cancellation))
            {
                if (Text(method!["enabled"]) == "true" && Text(method["method_id"]) != "local_pickup" && (Text(zone["id"]) != "0"))
                {
                    names.Add(Line(method["title"])!);
                }
            }
        }

        var ours = (await client.ListAsync($"carriers?storeId={store}")).Select(c => Text(c["name"])!).ToList();
        Assert.NotEmpty(names);
        Assert.Empty(names.Except(ours, StringComparer.OrdinalIgnoreCase));
        Assert.Equal(ours.Count, ours.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        var used = (await client.ListAsync($"orders?storeId={store}")).Select(o => Text(o["carrier"])).OfType<string>().Distinct();
        Assert.Empty(used.Except(ours));
    }

    private static void Alike(List<string> theirs, List<string> ours, string what)
    {
        for (var i = 0; i < Math.Max(theirs.Count, ours.Count); i++)
        {
            var (left, right) = (theirs.ElementAtOrDefault(i), ours.ElementAtOrDefault(i));
            Assert.True(left == right, $"{what}\n theirs: {left}\n ours:   {right}");
        }
    }

    private static async Task<List<JsonObject>> AllAsync(ShopClient shop, string route)
    {
        var rows = new List<JsonObject>();
        for (var page = 1; ; page++)
        {
            var part = await shop.ListAsync($"{route}&per_page=100&orderby=id&order=asc&page={page}", Cancellation);
            rows.AddRange(part.Select(row => row!.AsObject()));
            if (part.Count < 100)
            {
                return rows;
            }
        }
    }

    private static string? Text(JsonNode? node) => node?.ToString();

    private static string? Filled(JsonNode? node) => string.IsNullOrWhiteSpace(Text(node)) ? null : Text(node);

    private static string? Gone(JsonNode? id) => Text(id) is "0" or null ? null : Text(id);

    private static decimal Number(JsonNode? node) => decimal.Parse(Text(node)!, CultureInfo.InvariantCulture);

    private static string? Time(JsonNode? node) =>
        Filled(node) is { } text ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).UtcDateTime.ToString("s", CultureInfo.InvariantCulture) : null;

    private static string? Line(JsonNode? node) => Filled(node) is { } text ? WebUtility.HtmlDecode(Tags().Replace(text, "")).Trim() : null;

    private static string? Words(JsonNode? node) =>
        Filled(node) is { } text ? string.Concat(WebUtility.HtmlDecode(Tags().Replace(text, "")).Where(c => !char.IsWhiteSpace(c))) is { Length: > 0 } words ? words : null : null;

    private static string? Quantity(JsonObject sold) => Text(sold["manage_stock"]) == "true" && Text(sold["type"]) != "external" ? Text(sold["stock_quantity"]) : null;

    // Before WooCommerce had a field for barcodes, plugins kept them beside the product.
    private static string? Gtin(JsonObject sold) => Filled(sold["global_unique_id"]) ?? Meta(sold)
        .Where(m => Text(m!["key"]) is "_ean" or "_alg_ean" or "_gtin" or "hwp_product_gtin" or "_wpm_gtin_code").Select(m => Filled(m!["value"])).FirstOrDefault();

    // PHP writes a list with gaps as an object with numbers for names.
    private static IEnumerable<JsonNode?> Meta(JsonObject sold) =>
        sold["meta_data"] is JsonObject numbered ? numbered.Select(m => m.Value) : sold["meta_data"]?.AsArray() ?? [];

    private static string? Tracked(JsonObject sold) => Text(sold["manage_stock"]) switch
    {
        "false" => "false",
        "true" when sold["stock_quantity"] is null => null,
        _ => "true",
    };

    private static string Status(JsonObject sold) => Text(sold["status"]) switch
    {
        "publish" => Text(sold["stock_status"]) == "outofstock" ? "outOfStock" : "active",
        "draft" or "pending" => "draft",
        "private" or "future" => "inactive",
        var other => $"? {other}",
    };

    private static string Options(JsonObject sold) => string.Join(';', sold["attributes"]!.AsArray().Select(a => $"{Line(a!["name"])}={Line(a["option"])}"));

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tags();
}
