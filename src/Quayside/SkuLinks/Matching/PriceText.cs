using System.Globalization;
using System.Text.RegularExpressions;

namespace Quayside.SkuLinks.Matching;

/// <summary>Prices as people and shops write them: "$1,399.00", "19,94 € EUR", "319.9900 USD".</summary>
internal static partial class PriceText
{
    /// <returns>Nothing where no number can be read.</returns>
    public static (decimal? Amount, string? Currency) Read(string? text)
    {
        if (text is null || Digits().Match(text) is not { Success: true } match)
        {
            return (null, null);
        }

        var currency = Code().Match(text) is { Success: true } code ? code.Value
            : text.Contains('€', StringComparison.Ordinal) ? "EUR"
            : text.Contains('£', StringComparison.Ordinal) ? "GBP"
            : text.Contains('$', StringComparison.Ordinal) ? "USD" : null;
        return (decimal.TryParse(Plain(match.Value), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) ? amount : null, currency);
    }

    /// <summary>Whether their prices can be compared: a product that names no currency is taken to mean the other's.</summary>
    public static bool AreOfOneCurrency(MatchProduct one, MatchProduct other) =>
        string.Equals(one.Currency ?? other.Currency, other.Currency ?? one.Currency, StringComparison.OrdinalIgnoreCase);

    // The last separator is the decimal point, unless three digits follow it and it is a comma or stands there twice.
    private static string Plain(string number)
    {
        var text = number.Replace(" ", "", StringComparison.Ordinal).Replace("'", "", StringComparison.Ordinal);
        var last = text.LastIndexOfAny(['.', ',']);
        if (last < 0)
        {
            return text;
        }

        var groups = text.Count(c => c == text[last]) > 1 || (text[last] == ',' && text.Length - last - 1 == 3);
        var whole = (groups ? text : text[..last]).Replace(".", "", StringComparison.Ordinal).Replace(",", "", StringComparison.Ordinal);
        return groups ? whole : whole + "." + text[(last + 1)..];
    }

    [GeneratedRegex(@"\d+(?:[.,' ]\d+)*", RegexOptions.CultureInvariant)]
    private static partial Regex Digits();

    [GeneratedRegex(@"\b[A-Z]{3}\b", RegexOptions.CultureInvariant)]
    private static partial Regex Code();
}
