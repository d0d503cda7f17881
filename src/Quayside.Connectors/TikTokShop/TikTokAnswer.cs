using System.Text.Json;
using Quayside.Connectors.Http;

namespace Quayside.Connectors.TikTokShop;

/// <summary>One answer, whole. TikTok Shop says in "code" whether a call succeeded, whatever the HTTP status is.</summary>
internal sealed class TikTokAnswer : IDisposable
{
    public const string Well = "0";

    private readonly ReadOnlyMemory<byte> _body;
    private readonly JsonDocument? _json;

    /// <exception cref="HttpIOException">The body is JSON that breaks off.</exception>
    public TikTokAnswer(int status, byte[] body, TimeSpan? retryAfter)
    {
        (Status, RetryAfter, _body) = (status, retryAfter, body);
        _json = JsonBody.Parse(body);
        if (_json is { RootElement.ValueKind: JsonValueKind.Object } json)
        {
            Code = Word(json.RootElement, "code"u8);
            Message = Word(json.RootElement, "message"u8) ?? "";
            RequestId = Word(json.RootElement, "request_id"u8);
        }
    }

    public int Status { get; }

    public TimeSpan? RetryAfter { get; }

    /// <summary>null when what answered is not TikTok Shop.</summary>
    public string? Code { get; }

    public string Message { get; } = "";

    public string? RequestId { get; }

    public bool IsWell => Code == Well && Status is >= 200 and < 300;

    public JsonElement Data => (_json?.RootElement ?? default).Field("data"u8) ?? default;

    /// <summary>Codes of what failed although the call as a whole did not.</summary>
    public IReadOnlyList<string> PartFailures =>
        [.. Data.Items("errors"u8).Where(e => e.ValueKind == JsonValueKind.Object).Select(e => Word(e, "code"u8) ?? "none")];

    /// <summary>The items of a list.</summary>
    /// <exception cref="ConnectorException">There is none: what failed in part is not taken for an empty list.</exception>
    public IReadOnlyList<JsonElement> Rows(ReadOnlySpan<byte> name) => Data.Field(name) switch
    {
        { ValueKind: JsonValueKind.Array } list => [.. list.EnumerateArray()],
        null or { ValueKind: JsonValueKind.Null } when IsEmpty => [],
        _ => throw TikTokErrors.NotTheList(this),
    };

    /// <summary>How many there are in all; null where the answer does not say.</summary>
    public long? Total => Reading.Safely(() => (long?)Data.Number("total_count"u8), null);

    /// <summary>Where the list goes on; null at its end.</summary>
    public string? NextPage => Reading.Safely(() => Data.Filled("next_page_token"u8), null);

    /// <summary>The bytes of one value; they outlive the answer.</summary>
    public ReadOnlyMemory<byte> RawOf(JsonElement value) => JsonBody.Slice(_body, value);

    public void Dispose() => _json?.Dispose();

    // An empty list may be left out.
    private bool IsEmpty => Data.ValueKind == JsonValueKind.Object && Total is null or 0 && NextPage is null && PartFailures.Count == 0;

    private static string? Word(JsonElement owner, ReadOnlySpan<byte> name) => owner.Field(name) switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
        _ => null,
    };
}
