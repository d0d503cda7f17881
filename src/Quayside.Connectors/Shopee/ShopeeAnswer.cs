using System.Text.Json;
using Quayside.Connectors.Http;

namespace Quayside.Connectors.Shopee;

/// <summary>A parsed body. Shopee says whether a call succeeded in "error", whatever the HTTP status is.</summary>
internal sealed class ShopeeAnswer(int status, ReadOnlyMemory<byte> body, JsonDocument? document) : IDisposable
{
    public int Status => status;

    /// <summary>How long the server asked us to wait; null when it did not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    public bool IsJson => document?.RootElement.ValueKind == JsonValueKind.Object;

    /// <summary>The last segment of the error's name, trimmed; "" for success; null when there is no body of Shopee's.</summary>
    /// <remarks>Names vary between "error_auth", "common.error_auth" and " logistics.error_auth".</remarks>
    public string? Error => IsJson && Root.Field("error"u8) is not null ? (Root.Text("error"u8) ?? "").Trim().Split('.')[^1] : null;

    public string Message => IsJson ? Root.Text("message"u8)?.Trim() ?? "" : "";

    public string? RequestId => IsJson ? Root.Filled("request_id"u8) : null;

    /// <summary>Where most calls put their data; shop info and tokens are at the root.</summary>
    public JsonElement Response => Root.Field("response"u8) ?? default;

    public JsonElement Root => document?.RootElement ?? default;

    /// <summary>The bytes of a record as they came.</summary>
    public ReadOnlyMemory<byte> RawOf(JsonElement record) => JsonBody.Slice(body, record);

    public void Dispose() => document?.Dispose();
}
