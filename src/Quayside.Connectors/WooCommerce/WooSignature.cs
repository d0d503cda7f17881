using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace Quayside.Connectors.WooCommerce;

/// <summary>OAuth 1.0a without a token (RFC 5849), which WooCommerce demands on plain http; signed with HMAC-SHA256.</summary>
/// <remarks>The values travel in the Authorization header, so that no key is part of an address that somebody writes down.</remarks>
internal static class WooSignature
{
    /// <param name="method">GET, or what a webhook subscription is changed with.</param>
    /// <param name="address">The address that the shop believes to be called at: its own home, not the name we reached it by.</param>
    /// <param name="query">Names and values of the query, decoded.</param>
    /// <param name="nonce">New for every request; the shop refuses it a second time within 15 minutes.</param>
    public static AuthenticationHeaderValue Header(
        WooKey key, string method, string address, IEnumerable<KeyValuePair<string, string>> query, DateTimeOffset now, string nonce)
    {
        List<KeyValuePair<string, string>> oauth =
        [
            new("oauth_consumer_key", key.Key),
            new("oauth_nonce", nonce),
            new("oauth_signature_method", "HMAC-SHA256"),
            new("oauth_timestamp", now.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture)),
        ];
        oauth.Add(new("oauth_signature", Sign(key.Secret, method, address, query.Concat(oauth))));
        return new AuthenticationHeaderValue("OAuth", string.Join(", ", oauth.Select(p => $"{p.Key}=\"{Encode(p.Value)}\"")));
    }

    /// <summary>The signature of a request in base64.</summary>
    public static string Sign(string secret, string method, string address, IEnumerable<KeyValuePair<string, string>> parameters)
    {
        var normalised = string.Join('&', parameters
            .OrderBy(p => p.Key, StringComparer.Ordinal)
            .ThenBy(p => p.Value, StringComparer.Ordinal)
            .Select(p => $"{Encode(p.Key)}={Encode(p.Value)}"));
        var text = $"{method}&{Encode(address)}&{Encode(normalised)}";
        return Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret + "&"), Encoding.UTF8.GetBytes(text)));
    }

    private static string Encode(string text) => Uri.EscapeDataString(text);
}

/// <summary>What a seller makes in WooCommerce, Settings, Advanced, REST API.</summary>
internal sealed record WooKey(string Key, string Secret)
{
    /// <summary>Shows nothing: a record's own text would show the key.</summary>
    public override string ToString() => "key";
}
