using System.Globalization;
using System.Text.RegularExpressions;
using Quayside.Catalogue;

namespace Quayside.SkuLinks.Matching;

/// <summary>Numbers that are given out once: GTIN, ISBN, ASIN, a brand's part number.</summary>
internal static partial class Identifiers
{
    /// <summary>The fourteen digits that a GTIN or ISBN in any form may stand for, its check digit right, zeros lost in front put back; numbers that shops make up are left out.</summary>
    /// <remarks>Two where ten digits are an ISBN-10 and as well a longer number that lost its zeros.</remarks>
    public static string[] Gtins(string? text) => [.. Readings(text).Where(g => !IsOwnNumbering(g) && !IsOneDigit(g))];

    /// <summary>The likelier reading; null where there is none.</summary>
    public static string? Gtin14(string? text) => Readings(text).FirstOrDefault();

    private static IEnumerable<string> Readings(string? text)
    {
        if (string.IsNullOrWhiteSpace(text) || Bare(text) is not { Length: > 0 } bare)
        {
            return [];
        }

        // Who writes a zero in front has lost none: ten digits are then a book.
        var book = Isbn10(bare) ?? LostZerosOfIsbn10(bare);
        var gtin = book is not null && bare[0] == '0' ? null : Gtin.Normalise(bare);
        return ((string?[])[book, gtin]).OfType<string>();
    }

    /// <summary>Whether something stands there that looks like a barcode number and cannot be one.</summary>
    public static bool IsBroken(string? gtin) => !string.IsNullOrWhiteSpace(gtin) && gtin.Any(char.IsAsciiDigit) && Gtin14(gtin) is null;

    /// <summary>Prefixes that shops give out themselves (GS1: 02, 04, 20-29 restricted circulation) say nothing outside one shop.</summary>
    public static bool IsOwnNumbering(string gtin14) => gtin14[0] == '0' && (gtin14[1] == '2' || gtin14.AsSpan(1, 2) is "02" or "04");

    /// <returns>null for what is no ASIN; a book's ASIN is its ISBN-10 and read as that.</returns>
    public static string? Asin(string? text)
    {
        var trimmed = text?.Trim().ToUpperInvariant();
        return trimmed is { Length: 10 } && trimmed.StartsWith("B0", StringComparison.Ordinal) && trimmed.All(char.IsAsciiLetterOrDigit) ? trimmed : null;
    }

    private static string? Isbn10(string text)
    {
        Span<char> digits = stackalloc char[10];
        var count = 0;
        foreach (var letter in text)
        {
            if (letter is ' ' or '-')
            {
                continue;
            }

            if (count == 10 || !(char.IsAsciiDigit(letter) || (count == 9 && letter is 'x' or 'X')))
            {
                return null;
            }

            digits[count++] = letter;
        }

        return count == 10 && digits.ContainsAnyExcept(digits[0]) && HasRightIsbnDigit(digits) ? FromIsbn10(digits) : null;
    }

    // 0306406152 that a spreadsheet made 306406152.
    private static string? LostZerosOfIsbn10(string text) =>
        text.Length is 8 or 9 && text[0] != '0' && text[..^1].All(char.IsAsciiDigit) ? Isbn10(text.PadLeft(10, '0')) : null;

    // Without what forms and spreadsheets put around it: ="036…", '036…, "EAN: 036…", 5000000000000.0, and 8.5755947091E+10, which has all its digits where 4.00639E+12 has lost some.
    private static string Bare(string text)
    {
        var bare = Label().Replace(text.Trim(' ', '\t', '=', '"', '\'', '\u2019', '`'), "");
        if (Scientific().Match(bare) is { Success: true } match)
        {
            return match.Groups["exponent"].Value == match.Groups["fraction"].Length.ToString(CultureInfo.InvariantCulture)
                ? match.Groups["first"].Value + match.Groups["fraction"].Value : bare;
        }

        return bare.EndsWith(".0", StringComparison.Ordinal) ? bare[..^2] : bare;
    }

    private static bool IsOneDigit(string gtin14) => gtin14.AsSpan(0, 13).TrimStart('0') is var digits && digits.Length > 0 && !digits.ContainsAnyExcept(digits[0]);

    [GeneratedRegex(@"^(?:gtin|ean|upc|jan|isbn|barcode)(?:[- ]?(?:8|10|12|13|14|a)(?=[:#\s]))?[:#.\s]*", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Label();

    [GeneratedRegex(@"^(?<first>\d)\.(?<fraction>\d+)E\+?(?<exponent>\d{1,2})$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Scientific();

    private static bool HasRightIsbnDigit(ReadOnlySpan<char> digits)
    {
        var sum = 0;
        for (var i = 0; i < 10; i++)
        {
            sum += (10 - i) * (digits[i] is 'x' or 'X' ? 10 : digits[i] - '0');
        }

        return sum % 11 == 0;
    }

    private static string FromIsbn10(ReadOnlySpan<char> digits)
    {
        var body = string.Concat("978", digits[..9]);
        var sum = 0;
        for (var i = 0; i < body.Length; i++)
        {
            sum += (body[i] - '0') * (i % 2 == 0 ? 1 : 3);
        }

        return string.Concat("0", body, ((10 - (sum % 10)) % 10).ToString(CultureInfo.InvariantCulture));
    }
}
