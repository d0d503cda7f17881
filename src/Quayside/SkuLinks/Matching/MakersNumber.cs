using System.Text.RegularExpressions;

namespace Quayside.SkuLinks.Matching;

/// <summary>Tells the numbers that makers give their products from names, sizes, years and standards.</summary>
internal static partial class MakersNumber
{
    private const int Shortest = 5;
    private const int LeastDigits = 2;
    private const int ShortestPart = 4;
    private const int LettersOfName = 4;
    private const int LongestRange = 5;

    /// <summary>Letters and digits of a part number ("HP CE278A" of HP is "ce278a", "KX 4410" is "kx4410"); null for what people write who have none: "black", "2021", "500GB", "32/34".</summary>
    public static string? OfPart(string? text, string? brand)
    {
        var words = WordsOf(text, brand);
        if (words.Count > 1 && words.Exists(w => w.Bare.Length >= LettersOfName && w.Bare.All(char.IsLetter)))
        {
            return null; // "iPhone 12"
        }

        var (written, bare) = (string.Join(' ', words.Select(w => w.Written)), string.Concat(words.Select(w => w.Bare)));
        var isRange = bare.Length <= LongestRange && Range().IsMatch(written);
        return bare.Length >= ShortestPart && bare.AsSpan().ContainsAnyInRange('0', '9') && !isRange && !IsFigure(bare) ? bare : null;
    }

    /// <summary>The same of a model, which is a name as often: "Galaxy S21" and "iPhone12" are none.</summary>
    public static string? OfModel(string? text, string? brand) => WordsOf(text, brand) is [var word] && Is(word.Written, word.Bare) ? word.Bare : null;

    /// <param name="written">Lower case, with its separators: "12-24" is a range, "121-24" may be none.</param>
    /// <param name="bare">Letters and digits alone.</param>
    public static bool Is(string written, string bare)
    {
        var digits = bare.Count(char.IsAsciiDigit);
        return digits >= LeastDigits && (bare.Length >= Shortest || digits == ShortestPart) && !NameAndNumber().IsMatch(bare)
            && !Range().IsMatch(written.Trim('(', ')', '[', ']', ',', '.')) && !IsFigure(bare);
    }

    private static bool IsFigure(string bare) => Fillers.IsOne(bare) || Figure().IsMatch(bare) || Quantity.IsOne(bare);

    private static List<(string Written, string Bare)> WordsOf(string? text, string? brand)
    {
        var words = (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(w => (Written: FoldedText.Lower(w), Bare: FoldedText.Squashed(w))).Where(w => w.Bare.Length > 0).ToList();
        var own = FoldedText.Squashed(brand);
        return words.Count > 1 && own.Length > 0 ? WithoutBrand(words, own) : words;
    }

    private static List<(string Written, string Bare)> WithoutBrand(List<(string Written, string Bare)> words, string brand)
    {
        var glued = "";
        for (var i = 0; i < words.Count - 1; i++)
        {
            glued += words[i].Bare;
            if (glued == brand)
            {
                return words[(i + 1)..];
            }
        }

        return words;
    }

    [GeneratedRegex(@"^\d{1,4}[-/x]\d{1,3}$", RegexOptions.CultureInvariant)]
    private static partial Regex Range();

    // "iphone12", "office2019".
    [GeneratedRegex(@"^[a-z]{4,}\d{1,3}$|^[a-z]+(?:19|20)\d\d$", RegexOptions.CultureInvariant)]
    private static partial Regex NameAndNumber();

    // A year; sizes; measures across; radio, graphics, memory, batteries, lamps, screws.
    [GeneratedRegex(
        @"^(?:(?:19|20)\d\d|(?:eu|uk|us|w|gr)\d{1,3}(?:l\d{1,3})?|[a-z]?\d{1,4}x\d{1,4}(?:x\d{1,4})?[a-z]{0,2}|\d+(?:p|k|hz)|(?:ac|ax|be|wifi)\d{3,5}|(?:rtx|gtx|rx|gt)\d{3,4}(?:ti|xt|super)?|(?:ddr|pc)\d+[a-z]?\d*|(?:usb|hdmi|bt|cat)\d{1,3}|(?:lr|cr)\d{1,5}|gu\d{1,3}|(?:din|iso|en|iec)\d+)$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Figure();
}
