using System.Text;

namespace Quayside;

/// <summary>The text that a search looks into: the parts one below the other, NFKC, lower case.</summary>
internal static class SearchText
{
    public static string Of(params ReadOnlySpan<string?> parts)
    {
        var text = new StringBuilder();
        foreach (var part in parts)
        {
            if (!string.IsNullOrWhiteSpace(part))
            {
                text.Append(text.Length == 0 ? "" : "\n").Append(Fold(part));
            }
        }

        return text.ToString();
    }

    /// <summary>Two such texts as one.</summary>
    public static string Joined(string first, string second) => first.Length == 0 || second.Length == 0 ? first + second : $"{first}\n{second}";

    /// <summary>What a person typed into a search box, in the form that is searched.</summary>
    public static string Fold(string text) => text.Trim().Normalize(NormalizationForm.FormKC).ToLowerInvariant();
}
