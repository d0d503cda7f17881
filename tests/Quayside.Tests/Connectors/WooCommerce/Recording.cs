using System.Text.Json.Nodes;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Connectors.WooCommerce;

/// <summary>What WooCommerce 11.0.1 on WordPress 7.1 answered; addresses, people and keys are made up.</summary>
internal static class Recording
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Connectors", "WooCommerce", "Recorded");

    public static string Text(string file) => File.ReadAllText(Path.Combine(Folder, file));

    public static JsonObject Object(string file) => JsonNode.Parse(Text(file))!.AsObject();

    public static IEnumerable<JsonObject> Rows(string file) => JsonNode.Parse(Text(file))!.AsArray().Select(row => row!.DeepClone().AsObject());

    public static JsonObject Row(string file, long id) => Rows(file).Single(row => row["id"]!.GetValue<long>() == id);

    /// <summary>A recorded failure with its status and the heads that matter.</summary>
    public static FakeAnswer Failure(string name)
    {
        var recorded = Object("failures.json")[name]!;
        var heads = recorded["headers"]!.AsObject()
            .Where(head => head.Key != "Content-Type").Select(head => (head.Key, head.Value!.ToString())).ToArray();
        var body = recorded["body"]!;
        var text = body is JsonValue ? body.GetValue<string>() : body.ToJsonString();
        return FakeAnswer.Of(recorded["status"]!.GetValue<int>(), recorded["headers"]!["Content-Type"]!.ToString(), text, heads);
    }
}
