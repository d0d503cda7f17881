using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Connectors.Vendure;

/// <summary>Answers as a Vendure 3.7.3 did when it was recorded, with its paging, filters, list limit, sign-in and errors.</summary>
/// <remarks>It understands the queries that Quayside sends and no others. Records can be changed before they are asked for.</remarks>
internal sealed partial class RecordedVendure
{
    public const string Username = "reader@example.test";
    public const string Password = "made-up-password";

    private const string Session = "madeupsession";

    public JsonObject Shop { get; } = Load("shop").AsObject();

    public List<JsonObject> Products { get; } = Records("products");

    public List<JsonObject> Orders { get; } = Records("orders");

    public List<JsonObject> ShippingMethods { get; } = Records("shippingMethods");

    public int ListLimit { get; set; } = 1000;

    /// <summary>The session it takes now; one that was given out before a change is over.</summary>
    public string Living { get; set; } = Session + "1";

    /// <summary>Gives its session as cookies, as a Vendure does that was not set up for bearer tokens.</summary>
    public bool CookiesOnly { get; set; }

    /// <summary>Channel and right of the user; a Vendure user has at least one of each.</summary>
    public JsonArray Channels { get; set; } =
        [Channel("__default_channel__", "made-up-default-token", "ReadCatalog", "ReadOrder", "ReadSettings")];

    /// <summary>Root fields that the user may not read.</summary>
    public HashSet<string> Forbidden { get; } = [];

    /// <summary>Ids of records that it cannot deliver, by field, and what it says then.</summary>
    public Dictionary<(string Field, string Id), string> Broken { get; } = [];

    public static JsonObject Channel(string code, string token, params string[] permissions) => new()
    {
        ["code"] = code,
        ["token"] = token,
        ["permissions"] = new JsonArray([.. permissions.Select(p => (JsonNode)p)]),
    };

    public JsonObject Product(string id) => Products.Single(p => (string?)p["id"] == id);

    public JsonObject Order(string id) => Orders.Single(o => (string?)o["id"] == id);

    public static bool IsSignIn(FakeRequest request) => QueryOf(request).StartsWith("mutation SignIn(", StringComparison.Ordinal);

    public static string QueryOf(FakeRequest request) => (string)JsonNode.Parse(request.Body)!["query"]!;

    public static FakeAnswer RefuseKey(FakeRequest request) => IsSignIn(request) ? InvalidCredentials : NotAuthorized("products");

    public FakeAnswer Answer(FakeRequest request)
    {
        var body = JsonNode.Parse(request.Body)!;
        var query = (string)body["query"]!;
        var variables = body["variables"]!;
        if (IsSignIn(request))
        {
            return (string?)variables["username"] == Username && (string?)variables["password"] == Password ? SignedIn() : InvalidCredentials;
        }

        var session = CookiesOnly ? request.Headers.GetValueOrDefault("Cookie") : request.Headers.GetValueOrDefault("Authorization");
        if (session != (CookiesOnly ? $"session={Living}; session.sig=madeup" : "Bearer " + Living))
        {
            return NotAuthorized("activeChannel");
        }

        return Forbidden.FirstOrDefault(field => query.Contains(field + "(", StringComparison.Ordinal)) is { } forbidden
            ? NotAuthorized(forbidden)
            : Data(query, variables);
    }

    private static FakeAnswer InvalidCredentials => FakeAnswer.Json(
        """{"data":{"login":{"__typename":"InvalidCredentialsError","errorCode":"INVALID_CREDENTIALS_ERROR","message":"The provided credentials are invalid"}}}""");

    public static FakeAnswer NotAuthorized(string field) => Failed("You are not currently authorized to perform this action", "FORBIDDEN", field);

    public static FakeAnswer Failed(string message, string? code, params JsonNode[] path)
    {
        var error = new JsonObject { ["message"] = message, ["path"] = new JsonArray(path) };
        if (code is not null)
        {
            error["extensions"] = new JsonObject { ["code"] = code };
        }

        return FakeAnswer.Json(new JsonObject { ["errors"] = new JsonArray(error), ["data"] = null }.ToJsonString());
    }

    private FakeAnswer SignedIn()
    {
        var user = new JsonObject { ["__typename"] = "CurrentUser", ["channels"] = Channels.DeepClone() };
        var body = new JsonObject { ["data"] = new JsonObject { ["login"] = user } }.ToJsonString();
        return CookiesOnly
            ? FakeAnswer.Json(body, 200, ("Set-Cookie", $"session={Living}; path=/; httponly"), ("Set-Cookie", "session.sig=madeup; path=/; httponly"))
            : FakeAnswer.Json(body, 200, ("vendure-auth-token", Living));
    }

    private FakeAnswer Data(string query, JsonNode variables)
    {
        var data = Shop.DeepClone().AsObject();
        foreach (Match part in Lists().Matches(query))
        {
            var name = part.Groups["name"].Value;
            var field = part.Groups["field"].Value;
            var take = int.Parse(part.Groups["take"].Value, CultureInfo.InvariantCulture);
            if (take > ListLimit)
            {
                return Failed($"Cannot take more than {ListLimit} results from a list query", "USER_INPUT_ERROR", name);
            }

            var all = Records(field, variables);
            var page = all.Skip(int.Parse(part.Groups["skip"].Value, CultureInfo.InvariantCulture)).Take(take).ToList();
            var isLeast = part.Groups["fields"].Value is "id}" or "id variantList";
            for (var n = 0; n < page.Count && !isLeast; n++)
            {
                if (Broken.TryGetValue((field, (string?)page[n]["id"] ?? ""), out var fault))
                {
                    return Failed(fault, "INTERNAL_SERVER_ERROR", name, "items", n, "someField");
                }
            }

            data[name] = new JsonObject { ["totalItems"] = all.Count, ["items"] = new JsonArray([.. page.Select(r => Shown(r, query))]) };
        }

        AddTheRest(query, data);
        return FakeAnswer.Json(new JsonObject { ["data"] = data }.ToJsonString());
    }

    private void AddTheRest(string query, JsonObject data)
    {
        if (query.Contains("productVariants(options:{take:1}){totalItems}", StringComparison.Ordinal))
        {
            data["productVariants"] = new JsonObject { ["totalItems"] = Products.Sum(p => p["variantList"]?["items"]?.AsArray().Count ?? 0) };
        }

        if (query.StartsWith("query Check{", StringComparison.Ordinal))
        {
            data["products"] = new JsonObject { ["totalItems"] = Products.Count };
            data["shippingMethods"] = new JsonObject { ["totalItems"] = ShippingMethods.Count };
            var newest = Orders.Select(o => (string?)o["orderPlacedAt"]).OfType<string>().Order(StringComparer.Ordinal).LastOrDefault();
            data["orders"] = new JsonObject { ["items"] = newest is null ? [] : new JsonArray(new JsonObject { ["orderPlacedAt"] = newest }) };
        }
    }

    private List<JsonObject> Records(string field, JsonNode variables) => field switch
    {
        "products" => [.. Products.Where(p => variables["id"] is not { } id || (string?)p["id"] == (string?)id)],
        "productVariants" => [.. Product((string)variables["id"]!)["variantList"]!["items"]!.AsArray().Select(v => v!.AsObject())],
        "orders" => [.. Orders.Where(o => variables["id"] is { } id ? (string?)o["id"] == (string?)id : IsBetween(o, variables))],
        _ => ShippingMethods,
    };

    // Both ends belong to it, as in SQL.
    private static bool IsBetween(JsonObject order, JsonNode variables) =>
        string.CompareOrdinal((string?)order["orderPlacedAt"], (string?)variables["from"]) >= 0
        && string.CompareOrdinal((string?)order["orderPlacedAt"], (string?)variables["to"]) <= 0;

    private static JsonNode Shown(JsonObject record, string query)
    {
        var shown = record.DeepClone();
        if (VariantsTaken().Match(query) is { Success: true } taken && shown["variantList"]?["items"] is JsonArray variants)
        {
            shown["variantList"]!["totalItems"] = variants.Count;
            while (variants.Count > int.Parse(taken.Groups[1].Value, CultureInfo.InvariantCulture))
            {
                variants.RemoveAt(variants.Count - 1);
            }
        }

        return shown;
    }

    private static List<JsonObject> Records(string file) => [.. Load(file).AsArray().Select(record => record!.DeepClone().AsObject())];

    private static JsonNode Load(string file) =>
        JsonNode.Parse(File.ReadAllText(Repository.PathOf($"tests/Quayside.Tests/Connectors/Vendure/Recorded/{file}.json")))!;

    [GeneratedRegex(@"(?<name>[a-zA-Z]+\d+):(?<field>[a-zA-Z]+)\([^{]*options:\{skip:(?<skip>\d+),take:(?<take>\d+).*?\}\)\{totalItems items\{(?<fields>id\}|id variantList|\w+)")]
    private static partial Regex Lists();

    [GeneratedRegex(@"variantList\(options:\{take:(\d+)")]
    private static partial Regex VariantsTaken();
}
