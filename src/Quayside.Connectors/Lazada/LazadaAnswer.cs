using System.Net;
using System.Text.Json;
using Quayside.Connectors.Http;

namespace Quayside.Connectors.Lazada;

/// <summary>One answer, whole. Lazada says almost every failure inside HTTP 200.</summary>
internal sealed class LazadaAnswer : IDisposable
{
    private readonly ReadOnlyMemory<byte> _body;
    private readonly JsonDocument? _json;

    /// <exception cref="HttpIOException">The body is JSON that breaks off.</exception>
    public LazadaAnswer(HttpStatusCode status, byte[] body, TimeSpan? retryAfter)
    {
        (Status, RetryAfter, _body) = (status, retryAfter, body);
        _json = JsonBody.Parse(body);
        if (_json is { RootElement.ValueKind: JsonValueKind.Object } json)
        {
            Code = Word(json.RootElement, "code"u8);
            Type = Word(json.RootElement, "type"u8);
            Message = Word(json.RootElement, "message"u8);
            RequestId = Word(json.RootElement, "request_id"u8);
        }
    }

    public HttpStatusCode Status { get; }

    public TimeSpan? RetryAfter { get; }

    /// <summary>"0" where all went well; null when what answered is not Lazada's gateway.</summary>
    public string? Code { get; }

    /// <summary>Whose fault a failure is: ISV (the caller's), ISP (the service's) or SYSTEM (the platform's).</summary>
    public string? Type { get; }

    public string? Message { get; }

    public string? RequestId { get; }

    public bool IsWell => Code == "0";

    public JsonElement Json => _json?.RootElement ?? default;

    public JsonElement Data => Json.Field("data"u8) ?? default;

    /// <summary>The bytes of one value; they outlive the answer.</summary>
    public ReadOnlyMemory<byte> RawOf(JsonElement value) => JsonBody.Slice(_body, value);

    public void Dispose() => _json?.Dispose();

    private static string? Word(JsonElement owner, ReadOnlySpan<byte> name) => owner.Field(name) switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
        _ => null,
    };
}
