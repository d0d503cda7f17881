using System.Text;

namespace Quayside.SkuLinks;

/// <summary>What is compared when two SKUs are compared. The SKU itself is kept and shown as it was typed.</summary>
public static class SkuKey
{
    /// <summary>Stored beside each key: keys of different versions are not compared.</summary>
    public const int Version = 1;

    /// <summary>NFKC, zero-width characters and soft hyphens dropped, trimmed, inner white space collapsed to one space,
    /// upper then lower case by the invariant rules. Leading zeros and punctuation stay.</summary>
    /// <returns>null when nothing is left to compare.</returns>
    public static string? Of(string? sku)
    {
        if (string.IsNullOrWhiteSpace(sku))
        {
            return null;
        }

        var plain = IsPlain(sku) ? sku : Cleaned(sku.Normalize(NormalizationForm.FormKC));

        // Upper first: letters such as ſ and ß's relatives meet only there.
        return plain.Length == 0 ? null : plain.ToUpperInvariant().ToLowerInvariant();
    }

    private static bool IsPlain(string text)
    {
        foreach (var letter in text)
        {
            if (letter is <= ' ' or > '~')
            {
                return false;
            }
        }

        return true;
    }

    private static string Cleaned(string text)
    {
        var key = new StringBuilder(text.Length);
        var space = false;
        foreach (var letter in text)
        {
            if (IsInvisible(letter))
            {
                continue;
            }

            if (char.IsWhiteSpace(letter))
            {
                space = key.Length > 0;
                continue;
            }

            if (space)
            {
                key.Append(' ');
                space = false;
            }

            key.Append(letter);
        }

        return key.ToString();
    }

    private static bool IsInvisible(char letter) => letter
        is '\u00AD' or '\u180E' or (>= '\u200B' and <= '\u200F') or (>= '\u202A' and <= '\u202E')
        or (>= '\u2060' and <= '\u2064') or '\uFEFF';
}
