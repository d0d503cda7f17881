using System.Collections;
using System.Globalization;

namespace Quayside.Connectors.Lazada;

/// <summary>Where reading goes on: a span of time, the spans that follow it, and a place in the present one.</summary>
/// <remarks>
/// <para>Lazada lets nobody page beyond an offset. A list that holds more is cut into spans that hold less, each span's first page
/// telling whether it still holds too much. Spans touch, so what lies in one lies in no other.</para>
/// <para>Inside a span rows are read by offset. What is deleted, or changes and so leaves a list of changes, moves later rows over the
/// edge of a page that was read; so a cursor keeps the span's size at its first page, and a page that finds a smaller one reads the
/// rows just before it again (<see cref="LazadaFeed"/>).</para>
/// <para>Everything needed is inside, so that pages can be asked for ahead, and after a kill.</para>
/// </remarks>
/// <param name="From">Begin of the present span; null where it is open.</param>
/// <param name="Ends">Where it ends and where each span after it ends; the last may be open.</param>
/// <param name="Total">Rows of the present span, as its first page said; null before that, or when Lazada does not say.</param>
/// <param name="Whole">Rows of all spans together, as the very first page said.</param>
internal sealed record LazadaCursor(LazadaList List, long? From, IReadOnlyList<long?> Ends, int Offset, long? Total, long? Whole)
{
    private const int MostSpans = 64;

    private static readonly LazadaList[] Lists =
        [LazadaList.OrdersByCreation, LazadaList.OrdersByChange, LazadaList.ProductsByCreation, LazadaList.ProductsByChange];

    public LazadaSpan Span => new(From, Ends[0]);

    public static LazadaCursor First(LazadaList list, LazadaSpan span) => new(list, span.From, [span.To], 0, null, null);

    /// <param name="list">The list that is being read: a cursor of another is refused.</param>
    /// <exception cref="ConnectorException">Refused: not one of ours.</exception>
    public static LazadaCursor Parse(string text, LazadaList list)
    {
        var parts = text.Split('/');
        if (parts.Length != 6 || Array.Find(Lists, l => l.Name == parts[0]) != list
            || !int.TryParse(parts[3], NumberStyles.None, CultureInfo.InvariantCulture, out var offset))
        {
            throw LazadaErrors.NotThePlace();
        }

        return new LazadaCursor(list, Number(parts[1]), [.. parts[2].Split(',').Select(Number)], offset, Number(parts[4]), Number(parts[5]));
    }

    /// <summary>The same place with the present span cut into parts that should each be short enough.</summary>
    /// <param name="total">Rows that it holds.</param>
    /// <param name="now">Where a span without an end ends at the latest.</param>
    /// <exception cref="ConnectorException">Refused: it is a single second.</exception>
    public LazadaCursor Cut(long total, long now)
    {
        var (from, to) = (From ?? LazadaList.Earliest, Ends[0] ?? now);
        if (to - from < 2)
        {
            throw LazadaErrors.TooDense();
        }

        // A little more parts than needed: rows are not spread evenly.
        var parts = (int)Math.Min(Math.Min((total / (List.Reach * 4L / 5)) + 1, MostSpans), to - from);
        var inner = Enumerable.Range(1, Math.Max(parts, 2) - 1).Select(n => (long?)(from + ((to - from) * n / Math.Max(parts, 2))));
        return this with { Ends = [.. inner, .. Ends], Offset = 0, Total = null };
    }

    /// <summary>The first page of the next span; null after the last.</summary>
    public LazadaCursor? NextSpan() => Ends.Count > 1 ? this with { From = Ends[0], Ends = [.. Ends.Skip(1)], Offset = 0, Total = null } : null;

    public LazadaCursor At(int offset) => this with { Offset = offset };

    public override string ToString() => string.Join(
        '/', List.Name, Text(From), string.Join(',', Ends.Select(Text)), Text(Offset), Text(Total), Text(Whole));

    private static string Text(long? number) => number is { } value ? value.ToString(CultureInfo.InvariantCulture) : "-";

    private static long? Number(string text) => text == "-"
        ? null
        : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : throw LazadaErrors.NotThePlace();
}

/// <summary>Cursors of the pages to come, written out only when looked at.</summary>
internal sealed class LazadaPagesAhead(int count, Func<int, LazadaCursor> at) : IReadOnlyList<string>
{
    public int Count => count;

    public string this[int index] =>
        index >= 0 && index < count ? at(index).ToString() : throw new ArgumentOutOfRangeException(nameof(index));

    public IEnumerator<string> GetEnumerator() => Enumerable.Range(0, count).Select(i => this[i]).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
