using System.Globalization;
using Quayside.Connectors;

namespace Quayside.Ui;

/// <summary>How counts, quantities and amounts read.</summary>
internal static class Figures
{
    public static string Count(long count) => count.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>An id as an address or a form holds it.</summary>
    public static string Id(long id) => id.ToString(CultureInfo.InvariantCulture);

    public static string Pieces(decimal quantity) =>
        quantity.ToString("#,0.###", CultureInfo.InvariantCulture).Replace('-', '−');

    /// <summary>"1,234.50", without the currency.</summary>
    public static string Amount(Money money) => ((decimal)money.MinorUnits / money.Currency.UnitsPerMajor)
        .ToString("#,0" + (money.Currency.Digits == 0 ? "" : "." + new string('0', money.Currency.Digits)), CultureInfo.InvariantCulture)
        .Replace('-', '−');

    /// <summary>"17.00 EUR" for "17", "3.825 EUR" as it came: no decimal of the channel's is dropped.</summary>
    public static string Price(UnitPrice price) =>
        decimal.TryParse(price.Text, NumberStyles.Number, CultureInfo.InvariantCulture, out var amount)
            ? $"{amount.ToString("#,0." + new string('0', price.Currency.Digits) + "######", CultureInfo.InvariantCulture)} {price.Currency}"
            : $"{price.Text} {price.Currency}";

    /// <summary>"30.99–34.99 EUR", or the one price that all have; "30.99 EUR, 89.00 MYR" in two currencies; a dash for none.</summary>
    public static string Prices(IEnumerable<UnitPrice?> prices)
    {
        var known = prices.OfType<UnitPrice>().Distinct().GroupBy(p => p.Currency).Select(Span).ToList();
        return known.Count == 0 ? "–" : string.Join(", ", known);
    }

    private static string Span(IEnumerable<UnitPrice> prices)
    {
        var known = prices.OrderBy(p => decimal.TryParse(p.Text, CultureInfo.InvariantCulture, out var amount) ? amount : 0)
            .Select(Price).Distinct().ToList();
        return known is [var least, .., var most] ? $"{least[..least.LastIndexOf(' ')]}–{most}" : known[0];
    }

    /// <summary>"1 order", "3 orders".</summary>
    public static string Of(long count, string one, string? many = null) => $"{Count(count)} {(count == 1 ? one : many ?? one + "s")}";

    /// <summary>Up to two letters that stand for a name: "Blue Mug" is BM, "WooCommerce" WC, "Vendure" Ve.</summary>
    public static string Initials(string name)
    {
        var words = name.Split([' ', '-', '_', '.', '/', ',', '(', ')', '&', '+', '@'], StringSplitOptions.RemoveEmptyEntries)
            .Where(w => char.IsLetterOrDigit(w[0])).Take(2).ToArray();
        if (words is [var only])
        {
            var capitals = string.Concat(only.Where(char.IsUpper));
            return capitals.Length == 2 ? capitals : char.ToUpperInvariant(only[0]) + only[1..Math.Min(2, only.Length)].ToLowerInvariant();
        }

        return words.Length == 0 ? "?" : string.Concat(words.Select(w => char.ToUpperInvariant(w[0])));
    }
}
