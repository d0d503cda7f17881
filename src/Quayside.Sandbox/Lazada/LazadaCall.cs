using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Quayside.Sandbox.Lazada;

/// <summary>A call as the gateway reads it: the path below /rest, and the parameters of query and form together.</summary>
internal sealed record LazadaCall(string Path, IReadOnlyDictionary<string, string> Parameters, DateTimeOffset Now)
{
    public static LazadaCall Of(PracticeRequest request)
    {
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        Add(parameters, request.RawQuery);
        if (request.Headers.ContentType.ToString().StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase))
        {
            Add(parameters, Encoding.UTF8.GetString(request.Body));
        }

        var path = Uri.UnescapeDataString(request.RawPath);
        return new LazadaCall(path.StartsWith("/rest/", StringComparison.Ordinal) ? path["/rest".Length..] : "", parameters, request.Now);
    }

    public string? Text(string name) => Parameters.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

    public int? Number(string name) =>
        int.TryParse(Text(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>What the caller should have sent as "sign".</summary>
    public string Signature(string appSecret)
    {
        var names = Parameters.Keys.Where(name => name != "sign" && Parameters[name].Length > 0).ToArray();
        Array.Sort(names, string.CompareOrdinal);
        var text = Path + string.Concat(names.Select(name => name + Parameters[name]));
        using var hash = new HMACSHA256(Encoding.UTF8.GetBytes(appSecret));
        return Convert.ToHexString(hash.ComputeHash(Encoding.UTF8.GetBytes(text)));
    }

    private static void Add(Dictionary<string, string> parameters, string text)
    {
        foreach (var pair in text.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(part => part.Split('=', 2)))
        {
            parameters[Decoded(pair[0])] = pair.Length > 1 ? Decoded(pair[1]) : "";
        }
    }

    private static string Decoded(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
