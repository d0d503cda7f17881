using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Quayside.Tests.Journeys;

/// <summary>All that the API shows of a store, without ids and times of ours, for comparing two that hold the same.</summary>
internal static partial class Dump
{
    /// <summary>Movements come one item at a time, so only some are compared.</summary>
    private const int EveryDetail = 25;

    private static readonly string[] Ours =
        ["id", "storeId", "variationId", "listingId", "stockItemId", "carrierId", "lineId", "stores", "at", "linkedAt", "asOf", "learnedAt"];

    public static async Task<string> OfAsync(QuaysideClient client, string store)
    {
        var text = new StringBuilder();
        Append(text, "listing", await client.ListAsync($"listings?storeId={store}"));
        var items = await client.ListAsync("stock-items");
        Append(text, "stock", items);
        foreach (var item in items.OrderBy(i => Generic(i["masterSku"]!.ToString()), StringComparer.Ordinal).Where((_, i) => i % EveryDetail == 0))
        {
            Append(text, "movements", [(await client.GetAsync($"stock-items/{item["id"]}")).Body]);
        }

        Append(text, "order", await client.ListAsync($"orders?storeId={store}"));
        Append(text, "carrier", await client.ListAsync($"carriers?storeId={store}"));
        Append(text, "quarantine", await client.ListAsync($"stores/{store}/quarantine"));
        var session = (await client.GetAsync($"stores/{store}/sync")).Body;
        foreach (var stage in session["stages"]!.AsArray())
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{stage!["name"]} {session.Receipt(stage["name"]!.ToString())} {stage["expected"]} {stage["state"]}");
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, string kind, IEnumerable<JsonObject> rows)
    {
        foreach (var line in rows.Select(r => Strip(r)!.ToJsonString()).Order(StringComparer.Ordinal))
        {
            text.Append(kind).Append(' ').AppendLine(Generic(line));
        }
    }

    private static string Generic(string text) => Address().Replace(Generated().Replace(text, "NO-SKU-·"), "//shop/");

    private static JsonNode? Strip(JsonNode? node) => node switch
    {
        JsonObject row => new JsonObject(row.Where(p => !Ours.Contains(p.Key)).Select(p => KeyValuePair.Create(p.Key, Strip(p.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Strip)]),
        null => null,
        _ => node.DeepClone(),
    };

    [GeneratedRegex("//127\\.0\\.0\\.1:[0-9]+/")]
    private static partial Regex Address();

    [GeneratedRegex("NO-SKU-[0-9]{4}")]
    private static partial Regex Generated();
}
