using System.Security.Cryptography;
using System.Text;

namespace Quayside.Benchmarks;

/// <summary>The signature that WooCommerce wants on plain http, as any small client makes it.</summary>
internal static class OAuth
{
    public static string Signed(Uri address, string key, string secret)
    {
        var values = address.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('=', 2)).Select(pair => (Name: pair[0], Value: pair[1])).ToList();
        values.AddRange(
        [
            ("oauth_consumer_key", key), ("oauth_nonce", Guid.NewGuid().ToString("N")), ("oauth_signature_method", "HMAC-SHA256"),
            ("oauth_timestamp", $"{TimeProvider.System.GetUtcNow().ToUnixTimeSeconds()}"),
        ]);
        var sorted = string.Join('&', values.OrderBy(v => v.Name, StringComparer.Ordinal).Select(v => $"{v.Name}={v.Value}"));
        var text = $"GET&{Uri.EscapeDataString(address.GetLeftPart(UriPartial.Path))}&{Uri.EscapeDataString(sorted)}";
        var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret + "&"), Encoding.UTF8.GetBytes(text));
        return $"{address.GetLeftPart(UriPartial.Path)}?{sorted}&oauth_signature={Uri.EscapeDataString(Convert.ToBase64String(signature))}";
    }
}
