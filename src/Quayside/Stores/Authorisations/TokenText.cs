using System.Globalization;
using System.Text.Json;
using Quayside.Connectors;
using Quayside.Hosting;

namespace Quayside.Stores.Authorisations;

/// <summary>Tokens and grants as they are stored: encrypted, and readable by no one without the keys of the data folder.</summary>
internal static class TokenText
{
    private const string AccessKey = "access";
    private const string AccessUntilKey = "accessUntil";
    private const string RefreshKey = "refresh";
    private const string RefreshUntilKey = "refreshUntil";
    private const string ShopsKey = "shops";

    public static byte[] Protect(this Secrets secrets, AccessTokens tokens) => secrets.Protect(Values(tokens));

    public static byte[] Protect(this Secrets secrets, Grant grant)
    {
        var values = Values(grant.Tokens);
        values[ShopsKey] = JsonSerializer.Serialize(grant.Shops);
        return secrets.Protect(values);
    }

    /// <returns>null when they were encrypted with keys that are gone.</returns>
    public static AccessTokens? ReadTokens(this Secrets secrets, byte[] secret) => secrets.Unprotect(secret) is { } values ? Read(values) : null;

    /// <returns>As <see cref="ReadTokens"/>.</returns>
    public static Grant? ReadGrant(this Secrets secrets, byte[] secret) => secrets.Unprotect(secret) is { } values
        ? new Grant(Read(values), JsonSerializer.Deserialize<List<GrantedShop>>(values[ShopsKey])!)
        : null;

    private static AccessTokens Read(IReadOnlyDictionary<string, string> values) => new(
        values[AccessKey], Time(values[AccessUntilKey]), values.GetValueOrDefault(RefreshKey),
        values.TryGetValue(RefreshUntilKey, out var until) ? Time(until) : null);

    private static Dictionary<string, string> Values(AccessTokens tokens)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [AccessKey] = tokens.Access,
            [AccessUntilKey] = Text(tokens.AccessUntil),
        };
        if (tokens.Refresh is { } refresh)
        {
            values[RefreshKey] = refresh;
        }

        if (tokens.RefreshUntil is { } until)
        {
            values[RefreshUntilKey] = Text(until);
        }

        return values;
    }

    private static string Text(DateTimeOffset time) => time.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

    private static DateTimeOffset Time(string text) => DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(text, CultureInfo.InvariantCulture));
}
