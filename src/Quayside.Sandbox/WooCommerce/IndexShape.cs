using System.Globalization;
using System.Text.Json.Nodes;

namespace Quayside.Sandbox.WooCommerce;

/// <summary>The index of the API, open to everybody: who the shop says it is, and the routes the sandbox serves.</summary>
internal sealed class IndexShape(ShopOptions options, Addresses addresses)
{
    public JsonObject Root(IReadOnlyList<WooRoute> routes, FieldFilter fields)
    {
        var index = new JsonObject
        {
            ["name"] = options.Name,
            ["description"] = "",
            ["url"] = addresses.Home,
            ["home"] = addresses.Home,
            ["gmt_offset"] = options.GmtOffsetHours.ToString(CultureInfo.InvariantCulture),
            ["timezone_string"] = "",
            ["page_for_posts"] = 0,
            ["page_on_front"] = 0,
            ["show_on_front"] = "posts",
            ["namespaces"] = new JsonArray("oembed/1.0", "wc/v3", "wc/store", "wc/store/v1", "wp/v2"),
            ["authentication"] = Authentication(),
        };
        if (fields.Has("routes"))
        {
            index["routes"] = Routes(routes);
        }

        index["site_logo"] = 0;
        index["site_icon"] = 0;
        index["site_icon_url"] = "";
        index["_links"] = new JsonObject { ["help"] = new JsonArray(new JsonObject { ["href"] = "https://developer.wordpress.org/rest-api/" }) };
        return index;
    }

    public JsonObject Namespace(IReadOnlyList<WooRoute> routes) => new()
    {
        ["namespace"] = "wc/v3",
        ["routes"] = Routes([.. routes.Where(route => route.Pattern.StartsWith("/wc/v3", StringComparison.Ordinal))]),
        ["_links"] = new JsonObject { ["up"] = new JsonArray(new JsonObject { ["href"] = addresses.Root }) },
    };

    // WordPress offers its own passwords only where nobody can listen in.
    private JsonObject Authentication() => addresses.Home.StartsWith("https", StringComparison.Ordinal)
        ? new JsonObject { ["application-passwords"] = new JsonObject { ["endpoints"] = new JsonObject { ["authorization"] = $"{addresses.Home}/wp-admin/authorize-application.php" } } }
        : [];

    private JsonObject Routes(IReadOnlyList<WooRoute> routes) =>
        new(routes.Select(route => KeyValuePair.Create(route.Pattern, (JsonNode?)Route(route))));

    private JsonObject Route(WooRoute route)
    {
        var written = new JsonObject
        {
            ["namespace"] = route.Pattern == "/" ? "" : "wc/v3",
            ["methods"] = Words(route.Methods),
            ["endpoints"] = new JsonArray(new JsonObject { ["methods"] = Words(["GET"]), ["args"] = Arguments(route.Parameters) }),
        };
        if (route.Methods.Length > 1)
        {
            written["endpoints"]!.AsArray().Add(new JsonObject { ["methods"] = Words(route.Methods[1..]), ["args"] = new JsonObject() });
        }

        if (!route.Pattern.Contains('(', StringComparison.Ordinal))
        {
            written["_links"] = new JsonObject { ["self"] = new JsonArray(new JsonObject { ["href"] = $"{addresses.Root}{route.Pattern.TrimStart('/')}" }) };
        }

        return written;
    }

    // PHP writes an empty map as an empty list.
    private static JsonNode Arguments(IReadOnlyList<WooParameter> parameters) => parameters.Count == 0
        ? new JsonArray()
        : new JsonObject(parameters.Where(parameter => parameter.IsListed).Select(parameter => KeyValuePair.Create(parameter.Name, (JsonNode?)Argument(parameter))));

    private static JsonObject Argument(WooParameter parameter)
    {
        var argument = new JsonObject();
        if (parameter.Type != WooType.Untold)
        {
            argument["type"] = TypeName(parameter.Type);
        }

        if (parameter.Type == WooType.Date)
        {
            argument["format"] = "date-time";
        }

        if (parameter.Default is not null)
        {
            argument["default"] = System.Text.Json.JsonSerializer.SerializeToNode(parameter.Default);
        }

        Enumerated(argument, parameter);
        if (parameter.Minimum is { } minimum)
        {
            argument["minimum"] = minimum;
        }

        if (parameter.Maximum is { } maximum)
        {
            argument["maximum"] = maximum;
        }

        argument["required"] = false;
        return argument;
    }

    private static void Enumerated(JsonObject argument, WooParameter parameter)
    {
        switch (parameter.Type)
        {
            case WooType.IntegerList:
                argument["items"] = new JsonObject { ["type"] = "integer" };
                break;
            case WooType.TextList:
                var items = new JsonObject { ["type"] = "string" };
                if (parameter.OneOf is { } members)
                {
                    items["enum"] = Words(members);
                }

                argument["items"] = items;
                break;
            case WooType.Text when parameter.OneOf is { } choices:
                argument["enum"] = Words(choices);
                break;
            default:
                break;
        }
    }

    private static string TypeName(WooType type) => type switch
    {
        WooType.Integer => "integer",
        WooType.Boolean => "boolean",
        WooType.TextList or WooType.IntegerList => "array",
        _ => "string",
    };

    private static JsonArray Words(IEnumerable<string> words) => new([.. words.Select(word => JsonValue.Create(word))]);
}
