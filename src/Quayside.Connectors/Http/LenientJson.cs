using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Quayside.Connectors.Http;

/// <summary>Reads fields whose JSON type varies between shops and plugins: numbers as text, text as numbers, lists as objects.</summary>
/// <remarks>Absent, null, false and "" are null. What cannot be meant throws a <see cref="FormatException"/> that names the field
/// and not its value, so that it can be shown.</remarks>
internal static class LenientJson
{
    public static JsonElement? Field(this JsonElement owner, ReadOnlySpan<byte> name) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out var value) ? value : null;

    /// <summary>Text as sent, white space kept. U+0000 is left out: databases refuse it and it says nothing.</summary>
    public static string? Text(this JsonElement owner, ReadOnlySpan<byte> name)
    {
        if (owner.Field(name) is not { } value)
        {
            return null;
        }

        return value.ValueKind switch
        {
            JsonValueKind.String => Clean(value.GetString()!),
            JsonValueKind.Number => value.GetRawText(),
            JsonValueKind.True => "true",
            JsonValueKind.Null or JsonValueKind.False or JsonValueKind.Undefined => null,
            _ => throw Unexpected(name, "text"),
        };
    }

    /// <summary>As <see cref="Text"/>, with only white space counting as nothing.</summary>
    public static string? Filled(this JsonElement owner, ReadOnlySpan<byte> name) =>
        owner.Text(name) is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;

    /// <summary>An id, trimmed; "0" stands for none.</summary>
    public static string? Id(this JsonElement owner, ReadOnlySpan<byte> name) =>
        owner.Filled(name)?.Trim() is { } id && id != "0" ? id : null;

    public static decimal? Number(this JsonElement owner, ReadOnlySpan<byte> name)
    {
        if (owner.DecimalText(name) is not { } text)
        {
            return null;
        }

        return decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Unexpected(name, "a number");
    }

    /// <summary>A number as it was written, with a point: "3.825", and "12,50" as "12.50".</summary>
    public static string? DecimalText(this JsonElement owner, ReadOnlySpan<byte> name)
    {
        if (owner.Filled(name)?.Trim() is not { } text)
        {
            return null;
        }

        if (owner.Field(name) is not { ValueKind: JsonValueKind.Number } && text.Contains(',', StringComparison.Ordinal))
        {
            var grouping = text.LastIndexOf('.') > text.LastIndexOf(',') ? "," : ".";
            text = text.Replace(grouping, "", StringComparison.Ordinal).Replace(',', '.');
        }

        return decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _)
            ? text
            : throw Unexpected(name, "a number");
    }

    /// <summary>A time that is UTC although it says no zone. Zero dates of databases are null.</summary>
    public static DateTimeOffset? Utc(this JsonElement owner, ReadOnlySpan<byte> name)
    {
        var text = owner.Filled(name)?.Trim();
        if (text is null || text.StartsWith("0000", StringComparison.Ordinal) || text.StartsWith('-'))
        {
            return null;
        }

        const DateTimeStyles utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, utc, out var time) ? time : throw Unexpected(name, "a time");
    }

    /// <summary>The items of a list, or the values of an object where a list was meant; nothing when it is neither.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement owner, ReadOnlySpan<byte> name) =>
        owner.Field(name) is { } list ? Values(list) : [];

    public static IEnumerable<JsonElement> Values(JsonElement list) => list.ValueKind switch
    {
        JsonValueKind.Array => list.EnumerateArray(),
        JsonValueKind.Object => list.EnumerateObject().Select(member => member.Value),
        _ => [],
    };

    private static string Clean(string text) =>
        text.Contains('\0', StringComparison.Ordinal) ? text.Replace("\0", "", StringComparison.Ordinal) : text;

    private static FormatException Unexpected(ReadOnlySpan<byte> name, string what) =>
        new($"The field \"{Encoding.UTF8.GetString(name)}\" is not {what}.");
}
