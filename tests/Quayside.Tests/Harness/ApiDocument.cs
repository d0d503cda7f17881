using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Quayside.Tests.Harness;

/// <summary>The OpenAPI document as the program serves it: what the tests walk, so that no route can be forgotten.</summary>
internal sealed partial class ApiDocument
{
    private readonly JsonElement _root;

    private ApiDocument(JsonElement root) => _root = root;

    public IEnumerable<ApiOperation> Operations =>
        from path in _root.GetProperty("paths").EnumerateObject()
        from operation in path.Value.EnumerateObject()
        select new ApiOperation(new HttpMethod(operation.Name.ToUpperInvariant()), path.Name, operation.Value);

    public static async Task<ApiDocument> LoadAsync(App app)
    {
        using var client = app.Client(key: null);
        var text = await client.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken);
        return new ApiDocument(JsonDocument.Parse(text).RootElement);
    }

    public ApiOperation this[string method, string path] =>
        Operations.Single(o => o.Method.Method == method && o.Path == path);

    /// <returns>Where the answer is not as the document says; empty when it is.</returns>
    public IReadOnlyList<string> Check(ApiOperation operation, int status, JsonElement answer)
    {
        if (!operation.Element.GetProperty("responses").TryGetProperty($"{status}", out var response))
        {
            return [$"{operation}: {status} is not in the document"];
        }

        var schema = response.GetProperty("content").EnumerateObject().First().Value.GetProperty("schema");
        return new SchemaCheck(_root).Of(answer, schema, operation.ToString());
    }

    /// <summary>The smallest body that an operation takes; null when it takes none.</summary>
    public JsonNode? Body(ApiOperation operation) =>
        operation.Element.TryGetProperty("requestBody", out var body) && body.GetProperty("content").TryGetProperty("application/json", out var json)
            ? Smallest(json.GetProperty("schema"))
            : null;

    // A schema that names no type takes any object; one that may be null names two.
    private static string? TypeOf(JsonElement schema) => !schema.TryGetProperty("type", out var type) ? "object"
        : type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(t => t.GetString()).First(t => t != "null")
        : type.GetString();

    private JsonNode? Smallest(JsonElement schema)
    {
        var at = SchemaCheck.Resolve(_root, schema);
        if (at.TryGetProperty("anyOf", out var kinds))
        {
            return Smallest(kinds[0]);
        }

        if (at.TryGetProperty("enum", out var words))
        {
            return words[0].GetString();
        }

        return TypeOf(at) switch
        {
            "string" => at.TryGetProperty("pattern", out _) ? "1" : "x",
            "integer" or "number" => 1,
            "boolean" => false,
            "array" => new JsonArray(Smallest(at.GetProperty("items"))),
            _ => new JsonObject(
                from name in at.TryGetProperty("required", out var required) ? required.EnumerateArray().Select(r => r.GetString()!) : []
                select KeyValuePair.Create(name, Smallest(at.GetProperty("properties").GetProperty(name)))),
        };
    }

    [GeneratedRegex(@"\{(\w+)\}")]
    internal static partial Regex Parameters();
}

internal sealed record ApiOperation(HttpMethod Method, string Path, JsonElement Element)
{
    public bool IsRead => Method == HttpMethod.Get;

    /// <summary>false where the answer is a file.</summary>
    public bool AnswersJson => Element.GetProperty("responses").EnumerateObject()
        .Any(r => r.Name.StartsWith('2') && r.Value.TryGetProperty("content", out var content) && content.TryGetProperty("application/json", out _));

    public bool NamesRow => Path.Contains('{', StringComparison.Ordinal);

    public bool TakesStore => Element.TryGetProperty("parameters", out var parameters)
        && parameters.EnumerateArray().Any(p => p.GetProperty("name").GetString() == "storeId");

    /// <summary>The path with the ids of the rows that it names.</summary>
    public string PathOf(OneOfEach rows) => ApiDocument.Parameters().Replace(Path, parameter => (Path.Split('/')[3], parameter.Groups[1].Value) switch
    {
        ("stores", "id") => $"{rows.Store}",
        ("stores", "recordId") => $"{rows.Quarantined}",
        ("listings", "id") => $"{rows.Listing}",
        ("variations", "id") => $"{rows.Variation}",
        ("carriers", "id") => $"{rows.Carrier}",
        ("stock-items", "id") => $"{rows.StockItem}",
        ("sku-changes", "id") => $"{rows.SkuChange}",
        ("warehouses", "id") => $"{rows.Warehouse}",
        ("orders", "id") => $"{rows.Order}",
        ("orders", "shipmentId") => $"{rows.Parcel}",
        ("sku-links", "id") => $"{rows.Batch}",
        ("suggestions", "id") => $"{rows.Suggestion}",
        _ => throw new InvalidOperationException($"Say here which row {Path} names: else nobody tests that strangers do not reach it."),
    });

    public override string ToString() => $"{Method} {Path}";
}
