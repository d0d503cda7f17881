using System.Globalization;
using System.Text;

namespace Quayside.SkuLinks.Matching;

/// <summary>Text as it is compared: lower case, no accents, one space between runs of letters and digits.</summary>
internal static class FoldedText
{
    /// <summary>Lower case without accents; punctuation stays.</summary>
    public static string Lower(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return "";
        }

        if (Ascii.IsValid(text))
        {
            return text.ToLowerInvariant();
        }

        var folded = new StringBuilder(text.Length);
        foreach (var letter in text.Normalize(NormalizationForm.FormKD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(letter) is not UnicodeCategory.NonSpacingMark)
            {
                folded.Append(letter is '”' or '″' or '“' ? '"' : char.ToLowerInvariant(letter));
            }
        }

        return folded.ToString();
    }

    /// <summary>Letters and digits alone: "DCS-1100" and "dcs 1100" are both "dcs1100".</summary>
    public static string Squashed(string? text)
    {
        var lower = Lower(text);
        return string.Create(lower.Count(char.IsLetterOrDigit), lower, static (span, from) =>
        {
            var at = 0;
            foreach (var letter in from)
            {
                if (char.IsLetterOrDigit(letter))
                {
                    span[at++] = letter;
                }
            }
        });
    }

    /// <summary>The same for the same text in every process, unlike <see cref="string.GetHashCode()"/>.</summary>
    public static uint Hash(ReadOnlySpan<char> text)
    {
        var hash = 2166136261u;
        foreach (var letter in text)
        {
            hash = (hash ^ letter) * 16777619u;
        }

        hash ^= hash >> 15;
        hash *= 2246822519u;
        return hash ^ (hash >> 13);
    }
}
