using System.Globalization;
using System.Text.RegularExpressions;

namespace Quayside.Hosting.Spreadsheets;

/// <summary>Numbers as people write them: 1,234.50 or 1.234,50 or 1'234.50 €. What can be meant either way is told by the other numbers of
/// the file, and what fits neither is refused, never guessed.</summary>
public static partial class SheetNumber
{
    /// <summary>Whether numbers are written with a comma before their decimals.</summary>
    /// <returns>null where none of the texts tells.</returns>
    public static bool? HasDecimalComma(IEnumerable<string> texts)
    {
        var (commas, points) = (0, 0);
        foreach (var text in texts.Select(Bare))
        {
            var (comma, point) = (text.LastIndexOf(','), text.LastIndexOf('.'));
            if (comma >= 0 && point >= 0)
            {
                _ = comma > point ? commas++ : points++;
            }
            else if (Math.Max(comma, point) is >= 0 and var at && IsTelling(text, at) is { } isDecimal)
            {
                _ = (comma >= 0) == isDecimal ? commas++ : points++;
            }
        }

        return commas == points ? null : commas > points;
    }

    /// <summary>Reads a number; currency signs and words around it are passed over.</summary>
    public static bool TryRead(string text, bool decimalComma, out decimal number)
    {
        var bare = Bare(text);
        var (mark, group) = decimalComma ? (',', '.') : ('.', ',');
        number = 0;
        return (decimalComma ? WithComma() : WithPoint()).IsMatch(bare)
            && decimal.TryParse(
                bare.Replace($"{group}", "", StringComparison.Ordinal).Replace(mark, '.'),
                NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number);
    }

    // true: what stands at the place begins decimals; false: it parts thousands; null: it can be either.
    private static bool? IsTelling(string text, int at) =>
        text.IndexOf(text[at]) != at ? false : text.Length - at - 1 != 3 || at > 3 + (text[0] is '-' or '+' ? 1 : 0) || text.TrimStart('-', '+').StartsWith('0') ? true : null;

    private static string Bare(string text) => Around().Replace(text, "");

    [GeneratedRegex(@"[\s\u00A0\u202F'’]|^[^\d.,+-]+|[^\d.,]+$")]
    private static partial Regex Around();

    [GeneratedRegex(@"^[+-]?(\d+|\d{1,3}(,\d{3})+)?(\.\d+)?$(?<=\d)")]
    private static partial Regex WithPoint();

    [GeneratedRegex(@"^[+-]?(\d+|\d{1,3}(\.\d{3})+)?(,\d+)?$(?<=\d)")]
    private static partial Regex WithComma();
}
