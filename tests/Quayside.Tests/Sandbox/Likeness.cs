using System.Text.Json;
using System.Text.Json.Nodes;

namespace Quayside.Tests.Sandbox;

/// <summary>Says where an answer is unlike the recorded one: keys and JSON types everywhere, values where they are facts and not chance.</summary>
internal static class Likeness
{
    private static readonly HashSet<string> Facts =
    [
        "id", "name", "slug", "permalink", "sku", "global_unique_id", "type", "status", "price", "regular_price", "sale_price", "on_sale", "purchasable",
        "manage_stock", "stock_quantity", "stock_status", "backorders", "backorders_allowed", "backordered", "parent_id", "option", "external_url", "has_options",
        "currency", "currency_symbol", "discount_total", "discount_tax", "shipping_total", "shipping_tax", "cart_tax", "total", "total_tax", "tax_total",
        "shipping_tax_total", "subtotal", "subtotal_tax", "quantity", "product_id", "variation_id", "parent_name", "number", "discount", "rate_code", "rate_id", "reason",
        "amount", "date_created", "date_created_gmt", "date_modified", "date_modified_gmt", "date_paid", "date_completed", "method_id", "instance_id", "method_title",
        "title", "order", "code", "message", "href", "home", "url", "home_url", "site_url", "slug", "namespace", "methods", "enum", "default", "minimum", "maximum", "format",
    ];

    // Ids of meta rows and the like are numbered freely; what a setting may be chosen from is shortened on both sides.
    private static readonly HashSet<string> NotFacts = ["meta_data", "settings", "categories", "theme", "environment"];

    public static List<string> Differences(JsonNode? recorded, JsonNode? actual) => [.. Compare(recorded, actual, "", isFact: false, factsCount: true)];

    private static IEnumerable<string> Compare(JsonNode? recorded, JsonNode? actual, string path, bool isFact, bool factsCount)
    {
        if (Kind(recorded) != Kind(actual))
        {
            return [$"{path}: {Kind(recorded)} {Short(recorded)} was recorded, {Kind(actual)} {Short(actual)} came"];
        }

        return (recorded, actual) switch
        {
            (JsonObject left, JsonObject right) => CompareObjects(left, right, path, factsCount),
            (JsonArray left, JsonArray right) => CompareLists(left, right, path, isFact, factsCount),
            _ when isFact && recorded?.ToJsonString() != actual?.ToJsonString() => [$"{path}: {Short(recorded)} was recorded, {Short(actual)} came"],
            _ => [],
        };
    }

    private static IEnumerable<string> CompareObjects(JsonObject recorded, JsonObject actual, string path, bool factsCount)
    {
        var isChoice = path.EndsWith(".options", StringComparison.Ordinal);
        if (isChoice)
        {
            yield break;
        }

        foreach (var name in recorded.Select(pair => pair.Key).Union(actual.Select(pair => pair.Key)))
        {
            if (!recorded.ContainsKey(name) || !actual.ContainsKey(name))
            {
                yield return $"{path}.{name}: {(recorded.ContainsKey(name) ? "is missing" : "was not recorded")}";
                continue;
            }

            foreach (var difference in Compare(recorded[name], actual[name], $"{path}.{name}", factsCount && Facts.Contains(name), factsCount && !NotFacts.Contains(name)))
            {
                yield return difference;
            }
        }
    }

    // Rows are found by their id where they have one; the recording holds only some of them.
    private static IEnumerable<string> CompareLists(JsonArray recorded, JsonArray actual, string path, bool isFact, bool factsCount)
    {
        if (factsCount && recorded is [JsonObject first, ..] && first.ContainsKey("id") && actual is [JsonObject other, ..] && other.ContainsKey("id") && !path.Contains("attributes", StringComparison.Ordinal))
        {
            foreach (var row in recorded.OfType<JsonObject>())
            {
                var twin = actual.OfType<JsonObject>().FirstOrDefault(candidate => JsonNode.DeepEquals(candidate["id"], row["id"]));
                foreach (var difference in twin is null ? [$"{path}[{row["id"]}]: is missing"] : Compare(row, twin, $"{path}[{row["id"]}]", isFact, factsCount))
                {
                    yield return difference;
                }
            }

            yield break;
        }

        if (isFact && recorded.Count != actual.Count)
        {
            yield return $"{path}: {recorded.Count} were recorded, {actual.Count} came";
        }

        foreach (var difference in recorded.Zip(actual).SelectMany((pair, index) => Compare(pair.First, pair.Second, $"{path}[{index}]", isFact, factsCount)))
        {
            yield return difference;
        }
    }

    private static string Kind(JsonNode? node) => node?.GetValueKind() switch
    {
        null => "null",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        var kind => kind.Value.ToString(),
    };

    private static string Short(JsonNode? node) => node?.ToJsonString() is { } text ? text[..Math.Min(60, text.Length)] : "";
}
