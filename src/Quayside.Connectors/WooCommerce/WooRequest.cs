namespace Quayside.Connectors.WooCommerce;

/// <summary>What is asked: a route below the API's root, such as "wc/v3/products", and its query.</summary>
/// <param name="IsPublic">Asked without the key. WordPress's own index must be: where application passwords are in use, WordPress takes
/// our key for a wrong one of those and answers 401.</param>
internal sealed record WooRequest(string Route, IReadOnlyList<KeyValuePair<string, string>> Query, bool IsPublic = false)
{
    public const string WebhooksRoute = "wc/v3/webhooks";

    private const string PlainRoute = "rest_route";

    public HttpMethod Method { get; private init; } = HttpMethod.Get;

    /// <summary>JSON to send along; null for everything that only reads.</summary>
    public byte[]? Body { get; private init; }

    public static WooRequest Of(string route, params (string Name, string Value)[] query) =>
        new(route, [.. query.Select(q => KeyValuePair.Create(q.Name, q.Value))]);

    /// <summary>The only request that is no GET: it creates, changes or removes a webhook subscription.</summary>
    public static WooRequest ChangeWebhook(HttpMethod method, string? id, byte[]? body, params (string Name, string Value)[] query) =>
        Of(id is null ? WebhooksRoute : $"{WebhooksRoute}/{id}", query) with { Method = method, Body = body };

    public WooRequest With(string name, string value) =>
        this with { Query = [.. Query.Where(q => q.Key != name), KeyValuePair.Create(name, value)] };

    public WooRequest With(string name, long value) => With(name, value.ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>The full address below an API's root, which may itself be a query ("…?rest_route=/").</summary>
    public Uri At(Uri api)
    {
        var root = QueryOf(api).ToList();
        var path = api.GetLeftPart(UriPartial.Path) + (root.Count == 0 ? Route : "");
        var all = root.Select(q => q.Key == PlainRoute ? KeyValuePair.Create(q.Key, q.Value + Route) : q).Concat(Query);
        var query = string.Join('&', all.Select(q => $"{Uri.EscapeDataString(q.Key)}={Uri.EscapeDataString(q.Value)}"));
        return new Uri(query.Length == 0 ? path : $"{path}?{query}");
    }

    /// <summary>An address's query, decoded.</summary>
    public static IEnumerable<KeyValuePair<string, string>> QueryOf(Uri address) => QueryOf(address.Query.TrimStart('?'));

    public static IEnumerable<KeyValuePair<string, string>> QueryOf(string query) =>
        query.Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('=', 2))
            .Select(pair => KeyValuePair.Create(Decode(pair[0]), pair.Length > 1 ? Decode(pair[1]) : ""));

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
