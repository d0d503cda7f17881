using System.Text.Json;
using Quayside.Connectors.Http;

namespace Quayside.Connectors.Vendure;

/// <summary>One GraphQL answer: data, errors, or some of both. Its elements live as long as it does.</summary>
internal sealed class VendureAnswer : IDisposable
{
    private readonly ReadOnlyMemory<byte> _body;
    private readonly JsonDocument _json;

    private VendureAnswer(ReadOnlyMemory<byte> body, JsonDocument json, JsonElement data, IReadOnlyList<VendureError> errors) =>
        (_body, _json, Data, Errors) = (body, json, data, errors);

    /// <summary>An object, or null where an error left nothing of it.</summary>
    public JsonElement Data { get; }

    public IReadOnlyList<VendureError> Errors { get; }

    public bool IsForbidden => Errors.Any(e => e.IsForbidden);

    /// <returns>null when the body is no GraphQL answer.</returns>
    /// <exception cref="HttpIOException">It breaks off.</exception>
    public static VendureAnswer? Read(ReadOnlyMemory<byte> body)
    {
        var json = JsonBody.Parse(body);
        var data = json?.RootElement.Field("data"u8) ?? default;
        var errors = json?.RootElement.Field("errors"u8) ?? default;
        if (json is not null && (data.ValueKind == JsonValueKind.Object || errors.ValueKind == JsonValueKind.Array))
        {
            return new VendureAnswer(body, json, data, errors.ValueKind == JsonValueKind.Array ? [.. errors.EnumerateArray().Select(Error)] : []);
        }

        json?.Dispose();
        return null;
    }

    /// <summary>The bytes of one value; they outlive the answer.</summary>
    public ReadOnlyMemory<byte> Raw(JsonElement value) => JsonBody.Slice(_body, value);

    public void Dispose() => _json.Dispose();

    private static VendureError Error(JsonElement error)
    {
        var path = error.Items("path"u8).Take(3).ToList();
        var isRecord = path.Count == 3 && path[1] is { ValueKind: JsonValueKind.String } && path[1].ValueEquals("items"u8);
        return new VendureError(
            Word(error, "message"u8) ?? "it did not say why.",
            Word(error.Field("extensions"u8) ?? default, "code"u8),
            path is [{ ValueKind: JsonValueKind.String } root, ..] ? root.GetString()! : "",
            isRecord && path[2].ValueKind == JsonValueKind.Number && path[2].TryGetInt32(out var at) ? at : null);
    }

    private static string? Word(JsonElement owner, ReadOnlySpan<byte> name) =>
        owner.Field(name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
}

/// <summary>One entry of an answer's errors.</summary>
/// <param name="Root">What was asked for at the top of the query, by the name it has there; "" when the error belongs to none.</param>
/// <param name="Item">Which record of that list it concerns; null when it concerns the whole.</param>
internal sealed record VendureError(string Message, string? Code, string Root, int? Item)
{
    /// <summary>Also said of a session that has ended.</summary>
    public bool IsForbidden => Code is "FORBIDDEN" or "UNAUTHORIZED";
}
