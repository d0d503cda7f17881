using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Quayside.Sandbox.Lazada;

/// <summary>Who sells here, and the country it is in.</summary>
internal sealed class LazadaSeller(ShopOptions options)
{
    private static readonly Dictionary<string, (string Name, string Currency, int Hours)> Countries = new(StringComparer.Ordinal)
    {
        ["sg"] = ("Singapore", "SGD", 8),
        ["my"] = ("Malaysia", "MYR", 8),
        ["th"] = ("Thailand", "THB", 7),
        ["vn"] = ("Vietnam", "VND", 7),
        ["ph"] = ("Philippines", "PHP", 8),
        ["id"] = ("Indonesia", "IDR", 7),
    };

    private readonly (string Name, string Currency, int Hours) _country = Countries[options.Region.ToLowerInvariant()];

    /// <summary>As Lazada writes it: "sg".</summary>
    public string Country => options.Region.ToLowerInvariant();

    public string CountryName => _country.Name;

    public string Currency => _country.Currency;

    public TimeSpan Offset => TimeSpan.FromHours(_country.Hours);

    /// <summary>As item and SKU numbers are written: "SG".</summary>
    public string Site => options.Region.ToUpperInvariant();

    public string IdIn(string country) => (500_000_000_000 + Number(country)).ToString(CultureInfo.InvariantCulture);

    public string ShortCodeIn(string country) => string.Create(CultureInfo.InvariantCulture, $"{country.ToUpperInvariant()}{Number(country) % 1_000_000:D6}");

    public JsonObject Describe() => new()
    {
        ["data"] = new JsonObject
        {
            ["seller_id"] = long.Parse(IdIn(Country), CultureInfo.InvariantCulture),
            ["name"] = options.Name,
            ["name_company"] = options.Name + " Pte",
            ["short_code"] = ShortCodeIn(Country),
            ["logo_url"] = "",
            ["email"] = "seller@example.test",
            ["cb"] = options.Lazada.AlsoIn.Count > 0 ? "true" : "false",
            ["location"] = _country.Name,
            ["status"] = "ACTIVE",
            ["verified"] = "true",
            ["marketplaceEaseMode"] = "false",
        },
    };

    private long Number(string country) =>
        BitConverter.ToUInt32(SHA256.HashData(Encoding.UTF8.GetBytes($"lazada seller {country} {options.StoreId ?? options.Key} {options.Seed}"))) % 1_000_000_000;
}
