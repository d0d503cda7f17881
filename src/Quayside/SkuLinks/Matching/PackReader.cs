using System.Globalization;
using System.Text.RegularExpressions;

namespace Quayside.SkuLinks.Matching;

/// <summary>How many pieces one unit holds, as titles and options say it.</summary>
internal static partial class PackReader
{
    private static readonly string[] PackOptions =
        ["pack", "packsize", "packof", "packquantity", "multipack", "pieces", "piecesperpack", "unitcount", "numberofitems", "numberofpieces", "quantity", "qty"];

    /// <summary>Pieces that are stated in words; null where none are, or where two numbers contradict each other.</summary>
    public static int? PackOf(string words, IReadOnlyList<(string Name, string Value)> options)
    {
        foreach (var (name, value) in options)
        {
            if (PackOptions.Contains(FoldedText.Squashed(name)) && LeadingNumber().Match(value) is { Success: true } match && Number(match) is { } stated)
            {
                return stated;
            }
        }

        int? found = null;
        foreach (Match match in words.AsSpan().ContainsAnyInRange('0', '9') ? PackWords().Matches(words) : WordsAlone().Matches(words))
        {
            if (Number(match) is not { } size || (found is not null && found != size))
            {
                return null;
            }

            found = size;
        }

        return found ?? (WordsAlone().Match(words) is { Success: true } inWords ? Number(inWords) : null);
    }

    /// <summary>A title that begins with "2 x" or "set of 2".</summary>
    public static int? KitIn(string title) =>
        KitWords().Match(title) is { Success: true } match && int.Parse(match.Groups["n"].ValueSpan, CultureInfo.InvariantCulture) is >= 2 and <= 99 and var count ? count : null;

    private static int? Number(Match match) => match.Groups["n"].Value switch
    {
        "twin" or "double" or "dual" or "pair" or "two" or "2" => 2,
        "three" or "triple" => 3,
        "four" or "quad" => 4,
        "five" => 5,
        "six" or "half dozen" or "half-dozen" or "half a dozen" => 6,
        "eight" => 8,
        "ten" => 10,
        "twelve" or "dozen" => 12,
        var digits => int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 ? number : null,
    };

    [GeneratedRegex(@"\b(?:(?<n>twin|double|dual|triple|quad|two|three|four|five|six|eight|ten|twelve|dozen)[- ]?pack\b|(?<n>pair)\s+of\b|(?<n>half(?:-| a | )dozen)\b)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex WordsAlone();

    [GeneratedRegex(@"^\s*(?<n>\d{1,4})\b(?![.,]\d)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex LeadingNumber();

    [GeneratedRegex(
        @"\b(?:(?:pack|set|box|case|bundle|lot|pk)\s+(?:of|de|da)\s+(?<n>\d{1,4})|multi-?pack\s+(?:of\s+|x\s?)?(?<n>\d{1,4})|(?<n>\d{1,4})\s*-?\s*(?:pack|packs|pk|pcs?|pieces|count|ct|er[- ]pack|stuck|stk|kit)|(?<n>\d{1,3})\s*x\s*(?=\d+(?:[.,]\d+)?\s*(?:ml|cl|l|g|kg|oz|gb)\b)|pack\s+(?<n>\d{1,4})|x\s?(?<n>\d{1,3})\s*$)\b",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex PackWords();

    [GeneratedRegex(@"^\s*(?:(?<n>\d{1,2})\s*x\s+(?=\p{L})|(?:set|bundle|lot) of (?<n>\d{1,2})\s*[:x]?\s+(?=\p{L}))", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex KitWords();
}
