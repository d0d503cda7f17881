namespace Quayside.Database;

internal static class Searching
{
    /// <summary>What was typed, in the form that is searched; null when nothing was typed.</summary>
    // PostgreSQL takes no U+0000 in text, and no text has it.
    public static string? Typed(string? query) =>
        string.IsNullOrWhiteSpace(query) ? null : SearchText.Fold(query.Replace("\0", "", StringComparison.Ordinal));
}
