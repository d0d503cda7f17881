using System.Text.Json;
using System.Text.Json.Nodes;

namespace Quayside.Sandbox.WooCommerce;

/// <summary>WordPress's _fields: names to keep, with dots for what lies inside objects.</summary>
/// <remarks>Kept as WordPress has it, flaws too: inside a list a dotted name finds nothing and leaves [], and a dotted name
/// under one that was already asked for whole makes WordPress forget all names that follow.</remarks>
internal sealed class FieldFilter
{
    private readonly Dictionary<string, FieldFilter?> _kept = [];

    private FieldFilter()
    {
    }

    public static FieldFilter Everything { get; } = new() { IsEverything = true };

    public bool IsEverything { get; private init; }

    /// <summary>The keys that include_meta names; null sends all metadata.</summary>
    public IReadOnlyList<string>? MetaKeys { get; private init; }

    public bool HasDots => _kept.Values.Any(inner => inner is not null);

    public static FieldFilter Of(IReadOnlyList<string> fields, IReadOnlyList<string>? metaKeys = null)
    {
        if (fields.Count == 0)
        {
            return metaKeys is null ? Everything : new FieldFilter { IsEverything = true, MetaKeys = metaKeys };
        }

        var filter = new FieldFilter { MetaKeys = metaKeys };
        foreach (var field in fields)
        {
            if (!filter.Keep(field.Split('.')))
            {
                break;
            }
        }

        return filter;
    }

    public bool SendsMeta(string key) => MetaKeys?.Contains(key) ?? true;

    public bool Has(string name) => IsEverything || _kept.ContainsKey(name);

    public JsonNode? Apply(JsonNode? node)
    {
        if (IsEverything || node is null)
        {
            return node;
        }

        if (node is JsonArray list)
        {
            return new JsonArray([.. list.Select(item => item is JsonObject row ? Keep(row) : item?.DeepClone())]);
        }

        return node is JsonObject single ? Keep(single) : node;
    }

    private bool Keep(string[] parts)
    {
        var at = this;
        foreach (var part in parts[..^1])
        {
            if (at._kept.TryGetValue(part, out var inner) && inner is null)
            {
                return false;
            }

            at = at._kept[part] = inner ?? new FieldFilter();
        }

        at._kept[parts[^1]] = null;
        return true;
    }

    // An empty PHP array is a list, so an object that keeps nothing becomes [].
    private JsonNode Keep(JsonObject row)
    {
        var kept = new JsonObject();
        foreach (var (name, value) in row)
        {
            if (_kept.TryGetValue(name, out var inner))
            {
                kept[name] = (inner, value) switch
                {
                    (null, _) => value?.DeepClone(),
                    (_, JsonObject deeper) => inner.Keep(deeper),
                    (_, JsonArray) => new JsonArray(),
                    _ => value?.DeepClone(),
                };
            }
        }

        return kept.Count > 0 ? kept : new JsonArray();
    }
}

/// <summary>Writes one row's properties and leaves out what _fields does not name.</summary>
internal readonly struct RowWriter(Utf8JsonWriter json, FieldFilter fields)
{
    public Utf8JsonWriter Json => json;

    public bool SendsMeta(string key) => fields.SendsMeta(key);

    public void Text(string name, string? value)
    {
        if (fields.Has(name))
        {
            json.WriteString(name, value);
        }
    }

    public void Number(string name, decimal? value)
    {
        if (Begins(name))
        {
            if (value is { } number)
            {
                json.WriteNumberValue(number);
            }
            else
            {
                json.WriteNullValue();
            }
        }
    }

    public void Flag(string name, bool value)
    {
        if (fields.Has(name))
        {
            json.WriteBoolean(name, value);
        }
    }

    public void Null(string name)
    {
        if (fields.Has(name))
        {
            json.WriteNull(name);
        }
    }

    public void EmptyList(string name)
    {
        if (Begins(name))
        {
            json.WriteStartArray();
            json.WriteEndArray();
        }
    }

    /// <summary>The two of a date: the shop's own time under the name, GMT under name_gmt.</summary>
    public void Dates(string name, DateTimeOffset? at, TimeSpan offset)
    {
        LocalDate(name, at, offset);
        Text(name + "_gmt", at is { } gmt ? WooDates.Text(gmt) : null);
    }

    public void LocalDate(string name, DateTimeOffset? at, TimeSpan offset) =>
        Text(name, at is { } local ? WooDates.Text(local + offset) : null);

    /// <summary>Writes the name and says whether the value is wanted: the caller writes it if so.</summary>
    public bool Begins(string name)
    {
        if (!fields.Has(name))
        {
            return false;
        }

        json.WritePropertyName(name);
        return true;
    }
}
