using System.Globalization;

namespace Quayside.Orders.Files;

/// <summary>Dates as files write them: 2026-03-14, with or without a time, 14.3.2026, or 14/03/2026 where other dates of the file tell
/// which part is the month. What can be meant two ways is refused, never guessed. Without a zone it is UTC.</summary>
internal static class OrderDate
{
    private static readonly string[] Certain =
    [
        "yyyy-MM-dd", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.FFF",
        "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFK", "yyyy-MM-dd HH:mm:ss zzz", "yyyy/M/d", "yyyy/M/d HH:mm", "d.M.yyyy", "d.M.yyyy HH:mm",
        "d.M.yyyy HH:mm:ss", "d MMM yyyy", "MMM d, yyyy",
    ];

    private static readonly string[] DayFirst = ["d/M/yyyy", "d/M/yyyy HH:mm", "d/M/yyyy HH:mm:ss"];
    private static readonly string[] MonthFirst = ["M/d/yyyy", "M/d/yyyy HH:mm", "M/d/yyyy HH:mm:ss"];

    public static bool LooksLike(string text) => Read(text, Certain) is not null || Read(text, DayFirst) is not null || Read(text, MonthFirst) is not null;

    /// <summary>Whether dates with slashes begin with the day.</summary>
    /// <returns>null where none of the texts tells.</returns>
    public static bool? IsDayFirst(IEnumerable<string> texts)
    {
        var told = texts.Select(t => (Day: Read(t, DayFirst) is not null, Month: Read(t, MonthFirst) is not null)).Where(t => t.Day != t.Month)
            .Select(t => t.Day).Distinct().ToList();
        return told is [var only] ? only : null;
    }

    public static DateTimeOffset? Read(string text, bool? isDayFirst) => Read(text, Certain) ?? (isDayFirst switch
    {
        true => Read(text, DayFirst),
        false => Read(text, MonthFirst),
        _ => Read(text, DayFirst) is { } day && Read(text, MonthFirst) == day ? day : null,
    });

    private static DateTimeOffset? Read(string text, string[] formats) => DateTimeOffset.TryParseExact(
        text.Trim(), formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) ? at : null;
}
