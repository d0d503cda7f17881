using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Quayside.Sandbox.TikTokShop;

/// <summary>A call as the gateway reads it.</summary>
/// <param name="Struck">The fault that changes what is answered; null for an honest answer.</param>
internal sealed record TikTokCall(
    string Method, string Path, IReadOnlyDictionary<string, string> Query, string? Token, string ContentType, byte[] Body, DateTimeOffset Now, FaultKind? Struck)
{
    public static TikTokCall Of(PracticeRequest request, FaultKind? struck = null)
    {
        var query = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in request.RawQuery.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(part => part.Split('=', 2)))
        {
            query[Decoded(pair[0])] = pair.Length > 1 ? Decoded(pair[1]) : "";
        }

        var token = request.Headers["x-tts-access-token"].ToString();
        return new TikTokCall(
            request.Method, Uri.UnescapeDataString(request.RawPath), query, token.Length > 0 ? token : null, request.Headers.ContentType.ToString(),
            request.Body, request.Now, struck);
    }

    public bool IsJson => ContentType.StartsWith("application/json", StringComparison.OrdinalIgnoreCase);

    public string? Text(string name) => Query.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

    public long? Number(string name) =>
        long.TryParse(Text(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>What the body asks for.</summary>
    /// <returns>null where the body is no JSON object; an empty object where there is no body.</returns>
    public JsonObject? Filter()
    {
        try
        {
            return Body.Length == 0 ? [] : JsonNode.Parse(Body) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>What the caller should have sent as "sign": over the bytes of the body as they came.</summary>
    public string Signature(string appSecret)
    {
        var names = Query.Keys.Where(name => name is not ("sign" or "access_token")).ToArray();
        Array.Sort(names, string.CompareOrdinal);
        var head = appSecret + Path + string.Concat(names.Select(name => name + Query[name]));
        var signed = ContentType.StartsWith("multipart/form-data", StringComparison.OrdinalIgnoreCase) ? [] : Body;
        byte[] text = [.. Encoding.UTF8.GetBytes(head), .. signed, .. Encoding.UTF8.GetBytes(appSecret)];
        return Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(appSecret), text));
    }

    private static string Decoded(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
