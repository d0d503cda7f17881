using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Quayside.Tests.Sandbox;

/// <summary>A client for practice shops that owes nothing to the connectors or to the sandbox: it signs as RFC 5849 says.</summary>
internal sealed class ShopClient : IDisposable
{
    private readonly HttpClient _http;
    private readonly Uri _address;
    private readonly string _key;
    private readonly string _secret;

    public ShopClient(Uri address, string key, string secret, HttpMessageHandler? handler = null)
    {
        (_address, _key, _secret) = (address, key, secret);
        _http = new HttpClient(handler ?? new SocketsHttpHandler());
    }

    /// <summary>Changes the OAuth parameters before they are signed.</summary>
    public Action<SortedDictionary<string, string>> BeforeSigning { get; init; } = _ => { };

    /// <summary>The home that the shop claims, which is what is signed; null where that is the address.</summary>
    public string? Home { get; init; }

    public bool InHeader { get; init; }

    public string HashMethod { get; init; } = "HMAC-SHA256";

    public void Dispose() => _http.Dispose();

    public async Task<Answer> GetAsync(string route, CancellationToken cancellation) =>
        await Answer.ReadAsync(await _http.SendAsync(Signed(HttpMethod.Get, "/wp-json/wc/v3" + route), cancellation), cancellation);

    public async Task<JsonArray> ListAsync(string route, CancellationToken cancellation) => (await GetAsync(route, cancellation)).Json!.AsArray();

    public async Task<Answer> SendAsync(HttpMethod method, string path, string? body, CancellationToken cancellation)
    {
        var request = Signed(method, path);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        return await Answer.ReadAsync(await _http.SendAsync(request, cancellation), cancellation);
    }

    public Task<Answer> SendUnsignedAsync(string path, AuthenticationHeaderValue? authorization, CancellationToken cancellation) =>
        SendPlainAsync("GET", path, authorization, null, cancellation);

    public async Task<Answer> SendPlainAsync(string method, string path, AuthenticationHeaderValue? authorization, string? body, CancellationToken cancellation)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), new Uri(_address, path));
        request.Headers.Authorization = authorization;
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        return await Answer.ReadAsync(await _http.SendAsync(request, cancellation), cancellation);
    }

    public AuthenticationHeaderValue Basic(string? secret = null) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{_key}:{secret ?? _secret}")));

    private HttpRequestMessage Signed(HttpMethod method, string pathAndQuery)
    {
        var target = new Uri(_address, pathAndQuery);
        var parameters = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["oauth_consumer_key"] = _key,
            ["oauth_nonce"] = Guid.NewGuid().ToString("N"),
            ["oauth_signature_method"] = HashMethod,
            ["oauth_timestamp"] = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
        };
        BeforeSigning(parameters);
        var all = new SortedDictionary<string, string>(parameters, StringComparer.Ordinal);
        foreach (var part in target.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var pair = part.Split('=', 2);
            all[Uri.UnescapeDataString(pair[0])] = Uri.UnescapeDataString(pair.ElementAtOrDefault(1) ?? "");
        }

        var pairs = string.Join('&', all.Select(pair => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value)}"));
        var signed = $"{method}&{Uri.EscapeDataString(SignedAddress(target))}&{Uri.EscapeDataString(pairs)}";
        parameters["oauth_signature"] = Convert.ToBase64String(Hash(signed));
        return InHeader ? WithHeader(method, target, parameters) : new HttpRequestMessage(method, WithQuery(target, parameters));
    }

    private string SignedAddress(Uri target) => Home is null
        ? target.GetLeftPart(UriPartial.Path)
        : $"{target.Scheme}://{Home.Split("://")[1]}{target.AbsolutePath}";

    private byte[] Hash(string text)
    {
        var key = Encoding.UTF8.GetBytes(_secret + "&");
        var bytes = Encoding.UTF8.GetBytes(text);
#pragma warning disable CA5350 // The protocol's own choice.
        return HashMethod == "HMAC-SHA1" ? HMACSHA1.HashData(key, bytes) : HMACSHA256.HashData(key, bytes);
#pragma warning restore CA5350
    }

    private static HttpRequestMessage WithHeader(HttpMethod method, Uri target, SortedDictionary<string, string> parameters)
    {
        var request = new HttpRequestMessage(method, target);
        var header = string.Join(", ", parameters.Select(pair => $"{pair.Key}=\"{Uri.EscapeDataString(pair.Value)}\""));
        request.Headers.Authorization = new AuthenticationHeaderValue("OAuth", header);
        return request;
    }

    private static Uri WithQuery(Uri target, SortedDictionary<string, string> parameters)
    {
        var query = string.Join('&', parameters.Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value)}"));
        return new Uri($"{target.GetLeftPart(UriPartial.Path)}{(target.Query.Length > 1 ? target.Query + "&" : "?")}{query}");
    }
}

internal sealed record Answer(int Status, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public JsonNode? Json => JsonNode.Parse(Body);

    public string? Code => Json?["code"]?.GetValue<string>();

    public string? Message => Json?["message"]?.GetValue<string>();

    public string? Header(string name) => Headers.GetValueOrDefault(name);

    public static async Task<Answer> ReadAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        using (response)
        {
            // As they were on the wire: the typed headers put some in an order of their own.
            var headers = response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated)
                .ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
            return new Answer((int)response.StatusCode, headers, await response.Content.ReadAsStringAsync(cancellation));
        }
    }
}
