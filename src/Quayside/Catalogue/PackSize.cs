using System.Globalization;
using System.Text.RegularExpressions;
using Quayside.Connectors;

namespace Quayside.Catalogue;

/// <summary>How many pieces one pack holds, when a listing says so: "pack of 6", "6-pack", "6 pcs", "set of 4", "12 x 330 ml".</summary>
public static partial class PackSize
{
    private const int Largest = 9999;

    /// <summary>The variation's options decide before the title. null when neither says, or says two different sizes.</summary>
    public static int? Of(string title, IReadOnlyList<VariationOption> options)
    {
        foreach (var option in options)
        {
            if (In(option.Value) is { } size)
            {
                return size;
            }
        }

        return In(title);
    }

    private static int? In(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('0', '9'))
        {
            return null;
        }

        int? found = null;
        foreach (Match match in Pattern().Matches(text))
        {
            var size = int.Parse(match.Groups["n"].ValueSpan, CultureInfo.InvariantCulture);
            if (size is < 1 or > Largest || (found is not null && found != size))
            {
                return null;
            }

            found = size;
        }

        return found;
    }

    [GeneratedRegex(
        @"\b(?:(?:pack|set|box|case|bundle)\s+of\s+(?<n>\d{1,4})|(?<n>\d{1,4})\s*-?\s*(?:pack|pcs?|pieces|er[- ]pack)|(?<n>\d{1,4})\s*x\s*(?=\d+(?:[.,]\d+)?\s*(?:ml|l|g|kg|oz)\b))\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern();
}
