using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Quayside.Connectors.Shopee;

/// <summary>The seller's app at Shopee's Open Platform: where its calls go and how they are signed.</summary>
/// <remarks>The base of a signature is partner id, path and timestamp, and for a shop's calls access token and shop id, joined without
/// anything between; the key is the partner key as text. Neither query nor body is signed (Shopee's guide "API calls").</remarks>
internal sealed class ShopeeApp
{
    private const string GeneralHost = "https://partner.shopeemobile.com";

    private readonly byte[] _key;

    private ShopeeApp(Uri host, long partnerId, string key) => (Host, PartnerId, _key) = (host, partnerId, Encoding.UTF8.GetBytes(key));

    /// <summary>Without a path. One host serves all countries; the shop decides the country.</summary>
    public Uri Host { get; }

    public long PartnerId { get; }

    /// <exception cref="ConnectorException">NeedsReauth: a setting is missing or cannot be meant.</exception>
    public static ShopeeApp Of(IReadOnlyDictionary<string, string> settings)
    {
        var id = Setting(settings, ShopeeSettings.PartnerId);
        if (!long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var partnerId))
        {
            throw Wrong($"The setting \"{ShopeeSettings.PartnerId}\" is a number, such as 2001887. Copy it from the app's page in the Shopee Open Platform Console.");
        }

        var key = Setting(settings, ShopeeSettings.PartnerKey);
        var typed = settings.GetValueOrDefault(ShopeeSettings.Url)?.Trim();
        return Uri.TryCreate(string.IsNullOrEmpty(typed) ? GeneralHost : typed, UriKind.Absolute, out var host)
            && (host.Scheme == Uri.UriSchemeHttps || host.Scheme == Uri.UriSchemeHttp)
            ? new ShopeeApp(new Uri(host.GetLeftPart(UriPartial.Authority)), partnerId, key)
            : throw Wrong($"The setting \"{ShopeeSettings.Url}\" is the address of Shopee's API, such as {GeneralHost}. Leave it empty for that one.");
    }

    /// <summary>The query that every call carries: for a shop's calls with token and shop, for others without.</summary>
    public string CommonQuery(string path, long timestamp, string token = "", string shopId = "")
    {
        var sign = Sign(path, timestamp, token, shopId);
        var query = string.Create(CultureInfo.InvariantCulture, $"partner_id={PartnerId}&timestamp={timestamp}&sign={sign}");
        return shopId.Length == 0 ? query : $"{query}&access_token={Uri.EscapeDataString(token)}&shop_id={Uri.EscapeDataString(shopId)}";
    }

    /// <returns>Hexadecimal, lower case.</returns>
    public string Sign(string path, long timestamp, string token = "", string id = "")
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{PartnerId}{path}{timestamp}{token}{id}");
        return Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(text)));
    }

    private static string Setting(IReadOnlyDictionary<string, string> settings, string key) =>
        settings.TryGetValue(key, out var value) && !string.IsNullOrWhiteSpace(value)
            ? value.Trim()
            : throw Wrong($"The setting \"{key}\" is missing. Enter it and connect again.");

    private static ConnectorException Wrong(string message) => new(FailureKind.NeedsReauth, message);
}
