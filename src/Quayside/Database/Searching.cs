namespace Quayside.Database;

internal static class Searching
{
    /// <summary>What was typed, in the form that is searched; null when nothing was typed.</summary>
    public static string? Typed(string? query) => string.IsNullOrWhiteSpace(query) ? null : SearchText.Fold(query);
}
