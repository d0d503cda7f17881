using System.Globalization;
using System.Net;
using System.Text.Json;
using Quayside.Connectors.Http;

namespace Quayside.Connectors.WooCommerce;

/// <summary>One answer of a shop, whole: its head, its body, and the JSON in it where there is some.</summary>
internal sealed class WooAnswer : IDisposable
{
    private readonly JsonDocument? _json;

    /// <exception cref="HttpIOException">The body is JSON that breaks off.</exception>
    public WooAnswer(HttpResponseMessage answer, Uri address, byte[] body, TimeSpan? retryAfter)
    {
        Status = answer.StatusCode;
        Succeeded = answer.IsSuccessStatusCode;
        Address = address;
        Body = body;
        RetryAfter = retryAfter;
        RequestId = Header(answer, "X-Request-Id") ?? Header(answer, "CF-RAY");
        Total = Number(answer, "X-WP-Total");
        TotalPages = (int?)Number(answer, "X-WP-TotalPages");
        AdvertisedApi = ApiOf(answer);
        _json = JsonBody.Parse(body);
    }

    public HttpStatusCode Status { get; }

    public bool Succeeded { get; }

    /// <summary>Where it came from, after redirects.</summary>
    public Uri Address { get; }

    public ReadOnlyMemory<byte> Body { get; }

    public TimeSpan? RetryAfter { get; }

    public string? RequestId { get; }

    /// <summary>Rows that the query matches in all; null when the head does not say (some proxies drop it).</summary>
    public long? Total { get; }

    public int? TotalPages { get; }

    /// <summary>The API's root as WordPress advertises it on every page it serves, a 404 included.</summary>
    public Uri? AdvertisedApi { get; }

    public bool IsJson => _json is not null;

    public JsonElement Json => _json?.RootElement ?? throw new InvalidOperationException("There is no JSON in this answer.");

    /// <summary>WordPress's name for a failure, such as "rest_no_route"; null when it gave none.</summary>
    public string? ErrorCode => _json is { RootElement.ValueKind: JsonValueKind.Object } ? Json.Text("code"u8) : null;

    public bool IsNoRoute => Status == HttpStatusCode.NotFound && ErrorCode == "rest_no_route";

    /// <summary>The rows of a list; empty for anything else.</summary>
    public JsonElement.ArrayEnumerator Rows => _json is { RootElement.ValueKind: JsonValueKind.Array } list ? list.RootElement.EnumerateArray() : default;

    public ReadOnlyMemory<byte> RawOf(JsonElement value) => JsonBody.Slice(Body, value);

    public void Dispose() => _json?.Dispose();

    private static string? Header(HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;

    private static long? Number(HttpResponseMessage answer, string name) =>
        long.TryParse(Header(answer, name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static Uri? ApiOf(HttpResponseMessage answer)
    {
        if (!answer.Headers.TryGetValues("Link", out var links))
        {
            return null;
        }

        var link = links.SelectMany(l => l.Split(',')).FirstOrDefault(l => l.Contains("https://api.w.org/", StringComparison.Ordinal));
        var (start, end) = (link?.IndexOf('<') ?? -1, link?.IndexOf('>') ?? -1);
        return start >= 0 && end > start && Uri.TryCreate(link![(start + 1)..end], UriKind.Absolute, out var api) ? api : null;
    }
}
