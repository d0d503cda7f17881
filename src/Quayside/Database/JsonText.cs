using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Quayside.Database;

/// <summary>A small value kept as JSON text, for parts that are shown but never searched by.</summary>
internal sealed class JsonText<T>() : ValueConverter<T, string>(
    value => JsonSerializer.Serialize(value, JsonTextOptions.Value),
    text => JsonSerializer.Deserialize<T>(text, JsonTextOptions.Value)!);

internal static class JsonTextOptions
{
    // The text goes into a column, never into a page as it is, so letters of every script stay readable.
    public static JsonSerializerOptions Value { get; } = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}

internal sealed class JsonComparer<T>() : Microsoft.EntityFrameworkCore.ChangeTracking.ValueComparer<T>(
    (left, right) => JsonSerializer.Serialize(left, JsonTextOptions.Value) == JsonSerializer.Serialize(right, JsonTextOptions.Value),
    value => JsonSerializer.Serialize(value, JsonTextOptions.Value).GetHashCode(StringComparison.Ordinal),
    value => value);
