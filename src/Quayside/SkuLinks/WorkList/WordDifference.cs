namespace Quayside.SkuLinks.WorkList;

/// <summary>Which words of a text another text does not have, for eyes that compare the two.</summary>
internal static class WordDifference
{
    /// <returns>The words in their order. Case and signs around a word do not matter, and what is only signs never differs.</returns>
    public static IReadOnlyList<(string Word, bool Differs)> Of(string text, string other)
    {
        var others = Words(other).Select(Key).ToHashSet(StringComparer.Ordinal);
        return [.. Words(text).Select(word => (word, Key(word) is { Length: > 0 } key && !others.Contains(key)))];
    }

    private static string[] Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    private static string Key(string word)
    {
        var key = SearchText.Fold(word);
        var (from, to) = (0, key.Length);
        while (from < to && !char.IsLetterOrDigit(key[from]))
        {
            from++;
        }

        while (to > from && !char.IsLetterOrDigit(key[to - 1]))
        {
            to--;
        }

        return key[from..to];
    }
}
