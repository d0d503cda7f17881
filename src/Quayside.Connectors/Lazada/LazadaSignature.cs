using System.Security.Cryptography;
using System.Text;

namespace Quayside.Connectors.Lazada;

/// <summary>Lazada's request signature: HMAC-SHA256 over the API path and every parameter, upper-case hex.</summary>
internal static class LazadaSignature
{
    /// <param name="path">Below "/rest", with its leading slash.</param>
    /// <param name="parameters">All that are sent, decoded, without "sign"; empty values are not signed.</param>
    public static string Sign(string appSecret, string path, IEnumerable<KeyValuePair<string, string>> parameters)
    {
        var text = new StringBuilder(path);
        foreach (var (name, value) in parameters.Where(p => p.Value.Length > 0).OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            text.Append(name).Append(value);
        }

        return Convert.ToHexString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(appSecret), Encoding.UTF8.GetBytes(text.ToString())));
    }
}
