namespace Quayside.Catalogue;

/// <summary>Barcode numbers (GTIN-8, 12, 13, 14; ISBN-13 is a GTIN-13).</summary>
public static class Gtin
{
    private const int Longest = 14;

    /// <summary>The number as fourteen digits when its check digit is right (GS1 General Specifications, 7.9), else null.</summary>
    /// <remarks>Spaces and hyphens are passed over. Zeros lost in front are put back where the check digit then proves it;
    /// a number of fewer than seven digits proves nothing.</remarks>
    public static string? Normalise(string? text)
    {
        if (text is null)
        {
            return null;
        }

        Span<char> digits = stackalloc char[Longest];
        var count = 0;
        foreach (var letter in text)
        {
            if (letter is ' ' or '-')
            {
                continue;
            }

            if (!char.IsAsciiDigit(letter) || count == Longest)
            {
                return null;
            }

            digits[count++] = letter;
        }

        if (count < 7)
        {
            return null;
        }

        var number = new string(digits[..count]).PadLeft(Longest, '0');
        return HasRightCheckDigit(number) && number.AsSpan().ContainsAnyExcept('0') ? number : null;
    }

    private static bool HasRightCheckDigit(string number)
    {
        var sum = 0;
        for (var i = 0; i < Longest - 1; i++)
        {
            sum += (number[i] - '0') * (i % 2 == 0 ? 3 : 1);
        }

        return (10 - (sum % 10)) % 10 == number[^1] - '0';
    }
}
