using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Quayside.Sandbox.Shopee;

/// <summary>A request as the gateway reads it: parameters by name, repeated ones in a list.</summary>
internal sealed class ShopeeRequest(PracticeRequest wire)
{
    private readonly ILookup<string, string> _query = wire.RawQuery.Split('&', StringSplitOptions.RemoveEmptyEntries)
        .Select(part => part.Split('=', 2))
        .ToLookup(part => Decode(part[0]), part => part.Length > 1 ? Decode(part[1]) : "", StringComparer.Ordinal);

    public string Method => wire.Method;

    public string Path => Uri.UnescapeDataString(wire.RawPath);

    public DateTimeOffset Now => wire.Now;

    /// <summary>null where there is none, or none that is an object.</summary>
    public JsonObject? Body { get; } = Parse(wire.Body);

    public string? Text(string name) => _query[name].FirstOrDefault();

    public IReadOnlyList<string> All(string name) => [.. _query[name]];

    /// <returns>null when it is absent or no whole number.</returns>
    public long? Number(string name) =>
        long.TryParse(Text(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    public bool IsTrue(string name) => string.Equals(Text(name), "true", StringComparison.OrdinalIgnoreCase);

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));

    private static JsonObject? Parse(byte[] body)
    {
        try
        {
            return body.Length == 0 ? null : JsonNode.Parse(body) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
