using System.Linq.Expressions;
using System.Text.RegularExpressions;

namespace Quayside.Database;

/// <summary>What every search does with what was typed.</summary>
internal static partial class Searching
{
    private const int MostWords = 8;

    /// <summary>What was typed, in the form that is searched; null when nothing was typed.</summary>
    // PostgreSQL takes no U+0000 in text, and no text has it.
    public static string? Typed(string? query) =>
        string.IsNullOrWhiteSpace(query) ? null : SearchText.Fold(query.Replace("\0", "", StringComparison.Ordinal));

    /// <summary>The texts that must be found, each of them, wherever they stand: the words that were typed, and what stood in quotation marks
    /// as one. None when nothing was typed.</summary>
    // More words are one text as it was typed: a title that was copied still finds its own, and a pasted page asks one question, not a thousand.
    public static IReadOnlyList<string> Words(string? query)
    {
        if (Typed(query) is not { } typed)
        {
            return [];
        }

        List<string> words = [.. Parts(typed).Distinct().Take(MostWords + 1)];

        // The longest is mostly the rarest: the others are then looked for in few rows. A word within another says nothing.
        return words.Count is 0 or > MostWords
            ? [typed]
            : [.. words.Where(w => !words.Exists(o => o.Length > w.Length && Holds(o, w))).OrderByDescending(w => w.Length)];
    }

    /// <param name="has">Whether a row has one text in the form that is searched.</param>
    /// <returns>The rows that have all that was typed; all rows when nothing was.</returns>
    public static IQueryable<T> Searched<T>(this IQueryable<T> rows, string? query, Func<string, Expression<Func<T, bool>>> has) =>
        rows.Searched(Words(query), has);

    public static IQueryable<T> Searched<T>(this IQueryable<T> rows, IEnumerable<string> words, Func<string, Expression<Func<T, bool>>> has) =>
        words.Aggregate(rows, (found, word) => found.Where(has(word)));

    /// <param name="text">In the form that is searched.</param>
    public static bool HoldsAll(string text, IEnumerable<string> words) => words.All(word => Holds(text, word));

    private static bool Holds(string text, string word) => text.Contains(word, StringComparison.Ordinal);

    private static IEnumerable<string> Parts(string typed) => Part().Matches(typed)
        .Select(m => m.Groups["phrase"] is { Success: true } phrase ? phrase.Value.Trim() : m.Value.TrimEnd(',', ';'))
        .Where(part => part.Length > 0);

    // A mark opens a phrase where a word begins and closes it where one ends; any other is a part of its word, as in 24".
    [GeneratedRegex("""(?<!\S)["“”](?<phrase>[^"“”]+)["“”](?=[,;]*(?:\s|$))|\S+""", RegexOptions.ExplicitCapture)]
    private static partial Regex Part();
}
