using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Quayside.Tests.Harness;

/// <summary>Holds JSON against a schema of an OpenAPI document, strictly: a field that the schema does not name is a mistake, too.</summary>
internal sealed class SchemaCheck(JsonElement document)
{
    private readonly List<string> _mistakes = [];

    public static JsonElement Resolve(JsonElement document, JsonElement schema)
    {
        while (schema.TryGetProperty("$ref", out var reference))
        {
            schema = reference.GetString()!.Split('/').Skip(1).Aggregate(document, (at, name) => at.GetProperty(name));
        }

        return schema;
    }

    public IReadOnlyList<string> Of(JsonElement value, JsonElement schema, string at)
    {
        Check(value, schema, at);
        return _mistakes;
    }

    private void Check(JsonElement value, JsonElement schema, string at)
    {
        schema = Resolve(document, schema);
        if (schema.TryGetProperty("oneOf", out var choices))
        {
            if (!choices.EnumerateArray().Any(choice => new SchemaCheck(document).Of(value, choice, at).Count == 0))
            {
                _mistakes.Add($"{at}: none of the choices fits {value}");
            }

            return;
        }

        if (!schema.TryGetProperty("type", out var type))
        {
            _mistakes.Add($"{at}: the schema says no type");
            return;
        }

        string[] types = type.ValueKind == JsonValueKind.Array ? [.. type.EnumerateArray().Select(t => t.GetString()!)] : [type.GetString()!];
        var kind = Kind(value, types);
        if (!types.Contains(kind))
        {
            _mistakes.Add($"{at}: {kind} instead of {string.Join(" or ", types)}");
            return;
        }

        Parts(value, schema, at, kind);
    }

    private void Parts(JsonElement value, JsonElement schema, string at, string kind)
    {
        switch (kind)
        {
            case "object":
                Fields(value, schema, at);
                break;
            case "array" when schema.TryGetProperty("items", out var items):
                foreach (var (index, item) in value.EnumerateArray().Index())
                {
                    Check(item, items, $"{at}[{index}]");
                }

                break;
            case "array":
                _mistakes.Add($"{at}: the schema says nothing of the items");
                break;
            case "string":
                Text(value.GetString()!, schema, at);
                break;
        }
    }

    private void Fields(JsonElement value, JsonElement schema, string at)
    {
        var known = schema.TryGetProperty("properties", out var properties) ? properties : default;
        foreach (var field in value.EnumerateObject())
        {
            if (known.ValueKind == JsonValueKind.Object && known.TryGetProperty(field.Name, out var of))
            {
                Check(field.Value, of, $"{at}.{field.Name}");
            }
            else if (schema.TryGetProperty("additionalProperties", out var any) && any.ValueKind == JsonValueKind.Object)
            {
                Check(field.Value, any, $"{at}.{field.Name}");
            }
            else
            {
                _mistakes.Add($"{at}.{field.Name}: the schema does not name it");
            }
        }

        if (schema.TryGetProperty("required", out var required))
        {
            _mistakes.AddRange(required.EnumerateArray().Select(r => r.GetString()!)
                .Where(name => !value.TryGetProperty(name, out _)).Select(name => $"{at}.{name}: missing"));
        }
    }

    private void Text(string text, JsonElement schema, string at)
    {
        if (schema.TryGetProperty("enum", out var names) && names.EnumerateArray().All(n => n.GetString() != text))
        {
            _mistakes.Add($"{at}: \"{text}\" is none of the words");
        }

        if (schema.TryGetProperty("pattern", out var pattern) && !Regex.IsMatch(text, pattern.GetString()!))
        {
            _mistakes.Add($"{at}: \"{text}\" does not match {pattern}");
        }

        if (schema.TryGetProperty("format", out var format) && format.GetString() == "date-time"
            && !(text.EndsWith('Z') && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out _)))
        {
            _mistakes.Add($"{at}: \"{text}\" is no time in UTC");
        }
    }

    private static string Kind(JsonElement value, string[] types) => value.ValueKind switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Number => types.Contains("integer") && value.TryGetInt64(out _) ? "integer" : "number",
        _ => "null",
    };
}
