namespace Quayside.Database;

/// <summary>A part of a list.</summary>
/// <param name="Next">Cursor at which the next part begins; null at the end of the list.</param>
public sealed record Slice<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>How long a part of a list may be.</summary>
public static class Limits
{
    public const int Default = 50;
    public const int Most = 500;

    internal static Refusal? Refuse(int limit) => limit is >= 1 and <= Most
        ? null
        : new Refusal("limit.invalid", $"\"limit\" must be from 1 to {Most}.");
}
