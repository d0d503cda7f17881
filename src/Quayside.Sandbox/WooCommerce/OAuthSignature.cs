using System.Security.Cryptography;
using System.Text;

namespace Quayside.Sandbox.WooCommerce;

/// <summary>OAuth 1.0a without a token, as WooCommerce checks it on plain http.</summary>
internal static class OAuthSignature
{
    private static readonly string[] Needed = ["oauth_consumer_key", "oauth_timestamp", "oauth_nonce", "oauth_signature", "oauth_signature_method"];

    /// <summary>The query's values with those of an OAuth Authorization header laid over them.</summary>
    public static List<(string Name, PhpValue Value)> Parameters(WooRequest request)
    {
        var all = request.Query.Values.ToList();
        foreach (var (name, value) in FromHeader(request.Authorization))
        {
            all.RemoveAll(pair => pair.Name == name);
            all.Add((name, new PhpValue(value)));
        }

        return all;
    }

    /// <summary>Null when no OAuth parameter was sent at all; else the names that are missing.</summary>
    public static IReadOnlyList<string>? Missing(List<(string Name, PhpValue Value)> parameters)
    {
        var missing = Needed.Where(name => string.IsNullOrEmpty(parameters.Find(pair => pair.Name == name).Value?.Single)).ToList();
        return missing.Count == Needed.Length ? null : missing;
    }

    /// <summary>Null when the method is none that WooCommerce knows.</summary>
    public static string? Expected(WooRequest request, List<(string Name, PhpValue Value)> parameters, string secret, string home)
    {
        var method = parameters.Find(pair => pair.Name == "oauth_signature_method").Value?.Single;
        var key = Encoding.UTF8.GetBytes(secret + "&");
        var signed = Encoding.UTF8.GetBytes(BaseString(request, parameters, home));
        return method switch
        {
#pragma warning disable CA5350 // The protocol's own choice.
            "HMAC-SHA1" => Convert.ToBase64String(HMACSHA1.HashData(key, signed)),
#pragma warning restore CA5350
            "HMAC-SHA256" => Convert.ToBase64String(HMACSHA256.HashData(key, signed)),
            _ => null,
        };
    }

    // Lists are signed under the number PHP gives their members: status[]=a is status[0]=a here.
    private static string BaseString(WooRequest request, List<(string Name, PhpValue Value)> parameters, string home)
    {
        var pairs = parameters
            .Where(pair => pair.Name != "oauth_signature")
            .OrderBy(pair => pair.Name, StringComparer.Ordinal)
            .SelectMany(pair => pair.Value.IsList
                ? pair.Value.List.Select(member => $"{Encode(pair.Name)}%5B{Encode(member.Key)}%5D={Encode(member.Value)}")
                : [$"{Encode(pair.Name)}={Encode(pair.Value.Single!)}"]);
        return $"{request.Method}&{Encode(Address(request, home))}&{string.Join("%26", pairs.Select(Encode))}";
    }

    // The shop's home below the scheme it was called with, whatever name it was called by.
    private static string Address(WooRequest request, string home)
    {
        var authority = home[(home.IndexOf("://", StringComparison.Ordinal) + 3)..];
        var folder = authority.IndexOf('/', StringComparison.Ordinal) is >= 0 and var slash ? authority[slash..] + "/" : "/";
        var path = request.RawPath.StartsWith(folder, StringComparison.Ordinal) ? request.RawPath[folder.Length..] : request.RawPath.TrimStart('/');
        return $"{request.Scheme}://{authority}/{path}";
    }

    private static string Encode(string text) => Uri.EscapeDataString(text);

    private static IEnumerable<(string Name, string Value)> FromHeader(string? header)
    {
        if (header is null || !header.Trim().StartsWith("OAuth ", StringComparison.Ordinal))
        {
            yield break;
        }

        foreach (var part in header.Trim()["OAuth ".Length..].Split(','))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0 && part[..equals].Trim().StartsWith("oauth_", StringComparison.Ordinal))
            {
                yield return (part[..equals].Trim(), Uri.UnescapeDataString(part[(equals + 1)..].Trim().Trim('"')));
            }
        }
    }
}
