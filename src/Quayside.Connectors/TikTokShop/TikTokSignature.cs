using System.Security.Cryptography;
using System.Text;

namespace Quayside.Connectors.TikTokShop;

/// <summary>TikTok Shop's request signature: HMAC-SHA256 over path, query and body with the secret around them, lower-case hex.</summary>
/// <remarks>Source: TikTok Shop's guide "Sign your API request".</remarks>
internal static class TikTokSignature
{
    /// <param name="path">Without host and query, such as "/order/202309/orders/search".</param>
    /// <param name="query">All that is sent, decoded, without "sign".</param>
    /// <param name="body">The very bytes that are sent; empty where there is none.</param>
    public static string Sign(string appSecret, string path, IEnumerable<KeyValuePair<string, string>> query, ReadOnlySpan<byte> body)
    {
        var secret = Encoding.UTF8.GetBytes(appSecret);
        var head = new StringBuilder(path);
        foreach (var (name, value) in query.OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            head.Append(name).Append(value);
        }

        return Convert.ToHexStringLower(HMACSHA256.HashData(secret, (byte[])[.. secret, .. Encoding.UTF8.GetBytes(head.ToString()), .. body, .. secret]));
    }
}
