using Quayside.Catalogue;

namespace Quayside.SkuLinks.Matching;

/// <summary>Numbers that are given out once: GTIN, ISBN, ASIN, a brand's part number.</summary>
internal static class Identifiers
{
    /// <summary>Fourteen digits for any form of GTIN or ISBN whose check digit is right, zeros lost in front put back; else null.</summary>
    public static string? Gtin14(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        var trimmed = text.Trim();
        return Isbn10(trimmed) ?? Scientific(trimmed) ?? Gtin.Normalise(trimmed) ?? LostZerosOfIsbn10(trimmed);
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

        return count == 10 && HasRightIsbnDigit(digits) && Gtin.Normalise(new string(digits)) is null ? FromIsbn10(digits) : null;
    }

    // 0306406152 that a spreadsheet made 306406152.
    private static string? LostZerosOfIsbn10(string text) =>
        text.Length is 8 or 9 && text[..^1].All(char.IsAsciiDigit) ? Isbn10(text.PadLeft(10, '0')) : null;

    // 4.00639E+12 has lost its digits; 5000000000000.0 has not.
    private static string? Scientific(string text) =>
        text.EndsWith(".0", StringComparison.Ordinal) ? Gtin.Normalise(text[..^2]) : null;

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

        return string.Concat("0", body, ((10 - (sum % 10)) % 10).ToString(System.Globalization.CultureInfo.InvariantCulture));
    }
}
