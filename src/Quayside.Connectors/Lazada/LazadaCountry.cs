namespace Quayside.Connectors.Lazada;

/// <summary>One of the six countries: each has a server, a currency and a clock of its own.</summary>
/// <param name="Code">As Lazada writes it: "sg".</param>
/// <param name="Name">As addresses of buyers write it.</param>
/// <param name="Api">Where its API begins.</param>
/// <param name="Offset">Its only time zone; none of the six has a summer time.</param>
internal sealed record LazadaCountry(string Code, string Name, Uri Api, string CurrencyCode, TimeSpan Offset)
{
    private static readonly LazadaCountry[] All =
    [
        new("sg", "Singapore", new Uri("https://api.lazada.sg/rest"), "SGD", TimeSpan.FromHours(8)),
        new("my", "Malaysia", new Uri("https://api.lazada.com.my/rest"), "MYR", TimeSpan.FromHours(8)),
        new("th", "Thailand", new Uri("https://api.lazada.co.th/rest"), "THB", TimeSpan.FromHours(7)),
        new("vn", "Vietnam", new Uri("https://api.lazada.vn/rest"), "VND", TimeSpan.FromHours(7)),
        new("ph", "Philippines", new Uri("https://api.lazada.com.ph/rest"), "PHP", TimeSpan.FromHours(8)),
        new("id", "Indonesia", new Uri("https://api.lazada.co.id/rest"), "IDR", TimeSpan.FromHours(7)),
    ];

    public Currency Currency => new(CurrencyCode);

    /// <returns>null where Lazada has no such country; "cb" (cross-border) is none.</returns>
    public static LazadaCountry? Find(string? code) => Array.Find(All, c => string.Equals(c.Code, code?.Trim(), StringComparison.OrdinalIgnoreCase));

    /// <exception cref="ConnectorException">NeedsReauth: the sign-in named none that is known.</exception>
    public static LazadaCountry Of(Connection connection)
    {
        var code = connection.Setting(LazadaSettings.Country);
        return Find(code) ?? throw new ConnectorException(
            FailureKind.NeedsReauth, $"Lazada has no country \"{code}\" that Quayside knows. Sign in at Lazada again.");
    }

    /// <summary>ISO 3166-1 alpha-2 of a country's name as addresses have it; the name itself where it is not one of the six.</summary>
    public static string? IsoOf(string? name) =>
        Array.Find(All, c => string.Equals(c.Name, name, StringComparison.OrdinalIgnoreCase))?.Code.ToUpperInvariant() ?? name;
}
