using System.Globalization;

namespace Quayside.Connectors.TikTokShop;

/// <summary>Spans of time that follow each other: the present one and those after it. Seconds of the epoch, open where null.</summary>
/// <remarks>Spans touch, so what lies in one lies in no other.</remarks>
/// <param name="From">Begin of the present span, inclusive.</param>
/// <param name="Ends">Where it ends and where each span after it ends, exclusive; the last may be open.</param>
internal sealed record TikTokSpans(long? From, IReadOnlyList<long?> Ends)
{
    private const int MostSpans = 256;

    // Before this, TikTok Shop had nothing: where a span without a begin is cut.
    private static readonly long Earliest = new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds();

    public static TikTokSpans All { get; } = new(null, [null]);

    public long? To => Ends[0];

    /// <summary>The spans after the present one; null where it is the last.</summary>
    public TikTokSpans? Next => Ends.Count > 1 ? new TikTokSpans(Ends[0], [.. Ends.Skip(1)]) : null;

    public static TikTokSpans Of(DateTimeOffset from, DateTimeOffset to) => new(TikTokJson.Second(from), [TikTokJson.Second(to)]);

    /// <exception cref="ConnectorException">Refused: not one of ours.</exception>
    public static TikTokSpans Parse(string from, string ends) => new(Number(from), [.. ends.Split(',').Select(Number)]);

    /// <summary>The same with the present span cut into parts.</summary>
    /// <param name="parts">At least this many, if there are so many seconds; at most 256 at a time.</param>
    /// <param name="now">Where a span without an end is cut at the latest; its last part stays open.</param>
    /// <returns>null where it is a single second.</returns>
    public TikTokSpans? Cut(long parts, DateTimeOffset now)
    {
        var (from, to) = (From ?? Earliest, To ?? TikTokJson.Second(now));
        var count = Math.Min(Math.Clamp(parts, 2, MostSpans), to - from);
        return count < 2 ? null : this with { Ends = [.. Enumerable.Range(1, (int)count - 1).Select(n => (long?)(from + ((to - from) * n / count))), .. Ends] };
    }

    public override string ToString() => $"{Text(From)}/{string.Join(',', Ends.Select(Text))}";

    internal static string Text(long? number) => number is { } value ? value.ToString(CultureInfo.InvariantCulture) : "-";

    internal static long? Number(string text) => text == "-"
        ? null
        : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : throw TikTokErrors.NotThePlace();
}
