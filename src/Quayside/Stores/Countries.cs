using System.Globalization;

namespace Quayside.Stores;

/// <param name="Code">ISO 3166-1 alpha-2.</param>
/// <param name="Currency">ISO 4217: what is mostly paid with there.</param>
public sealed record Country(string Code, string Name, string Currency);

/// <summary>Countries and their currencies, as the system's language data (ICU) knows them.</summary>
public static class Countries
{
    /// <summary>By name.</summary>
    public static IReadOnlyList<Country> All { get; } =
    [
        .. CultureInfo.GetCultures(CultureTypes.SpecificCultures)
            .Select(culture => new RegionInfo(culture.Name))
            .Where(region => region.Name.Length == 2 && region.ISOCurrencySymbol.Length == 3)
            .DistinctBy(region => region.Name)
            .Select(region => new Country(region.Name, region.EnglishName, region.ISOCurrencySymbol))
            .OrderBy(country => country.Name, StringComparer.Ordinal),
    ];

    public static IReadOnlyList<string> Currencies { get; } = [.. All.Select(c => c.Currency).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Its name; the code where it has none.</summary>
    public static string NameOf(string code) => All.FirstOrDefault(c => c.Code == code)?.Name ?? code;
}
