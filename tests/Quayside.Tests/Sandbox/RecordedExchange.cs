using System.Text.Json.Nodes;

namespace Quayside.Tests.Sandbox;

/// <summary>One exchange with a real WooCommerce 11.0.1, trimmed; its address is written as shop.example and its people are replaced.</summary>
internal sealed record RecordedExchange(string Name, JsonObject Request, int Status, IReadOnlyDictionary<string, string> Headers, JsonNode? Body)
{
    private const string Https = "https://shop.example";
    private const string Http = "http://shop.example";

    public static IEnumerable<string> Names =>
        Directory.GetFiles(Folder, "*.json").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal);

    public string Method => Request["method"]!.GetValue<string>();

    public string Auth => Request["auth"]!.GetValue<string>();

    public bool OverPlainHttp => Headers.Values.Any(value => value.Contains(Http, StringComparison.Ordinal));

    public string? SentBody => Request["body"]?.ToJsonString();

    /// <summary>The path below the API, with its query.</summary>
    public string Route
    {
        get
        {
            var path = Request["path"]!.GetValue<string>();
            var query = string.Join('&', Request["query"]!.AsObject().Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value!.GetValue<string>())}"));
            return query.Length == 0 ? path : $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{query}";
        }
    }

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Sandbox", "Recorded");

    /// <param name="home">Takes the place of the recorded shop's address.</param>
    public static RecordedExchange Read(string name, string home)
    {
        var text = File.ReadAllText(Path.Combine(Folder, name + ".json"));
        var file = JsonNode.Parse(text)!;
        var plain = text.Contains(Http + "/", StringComparison.Ordinal) ? Http : Https;
        var moved = JsonNode.Parse(text.Replace(plain, home, StringComparison.Ordinal))!;
        return new RecordedExchange(
            name,
            file["request"]!.AsObject(),
            file["status"]!.GetValue<int>(),
            file["headers"]!.AsObject().ToDictionary(pair => pair.Key, pair => pair.Value!.GetValue<string>(), StringComparer.OrdinalIgnoreCase),
            moved["body"]);
    }
}
