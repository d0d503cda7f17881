using System.Collections;
using System.Globalization;

namespace Quayside.Connectors.TikTokShop;

/// <summary>Reads one span of a search for orders, with all its pages.</summary>
/// <remarks>TikTok Shop leads from page to page by a word of its own, so that pages are known one after the other only. A window with many orders
/// is cut into spans that can be read at the same time. A span is read as a whole: no cursor holds a word that may be forgotten
/// by the time it is shown again.</remarks>
internal static class TikTokOrderFeed
{
    public const string Created = "create_time";
    public const string Updated = "update_time";

    private const string SearchPath = "/order/202309/orders/search";
    private const string PageSize = "100";

    // Ten requests one after the other; a span that holds more is cut into parts of about five.
    private const int MostAtOnce = 1000;
    private const int Aim = 500;
    private const int TriesWhileShrinking = 3;

    /// <summary>The newest order alone.</summary>
    public static readonly TikTokRequest Newest = TikTokRequest.Search(
        SearchPath, _ => { }, ("page_size", "1"), ("sort_field", Created), ("sort_order", "DESC"));

    /// <exception cref="ConnectorException">Not read; the same cursor may be used again.</exception>
    public static async Task<TikTokOrderRows> ReadAsync(TikTokClient client, TikTokOrderCursor at, CancellationToken cancellation)
    {
        while (true)
        {
            var first = await client.GetAsync(Request(at, null), cancellation);
            at = at with { Whole = at.Whole ?? first.Total };
            if (first.Total > MostAtOnce && at.Spans.Cut((first.Total.Value / Aim) + 1, client.Now) is { } cut)
            {
                first.Dispose();
                at = at with { Spans = cut };
                continue;
            }

            var rows = new TikTokOrderRows(at);
            try
            {
                var shrank = await FollowAsync(client, at, first, rows, cancellation);
                for (var tried = 1; shrank && tried < TriesWhileShrinking; tried++)
                {
                    shrank = await FollowAsync(client, at, await client.GetAsync(Request(at, null), cancellation), rows, cancellation);
                }

                return rows;
            }
            catch
            {
                rows.Dispose();
                throw;
            }
        }
    }

    /// <returns>true when the span held less at its end: what changed again left it and moved the orders behind it over the edge of a page.</returns>
    private static async Task<bool> FollowAsync(
        TikTokClient client, TikTokOrderCursor at, TikTokAnswer first, TikTokOrderRows rows, CancellationToken cancellation)
    {
        rows.Add(first);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var last = first;
        while (last.NextPage is { } next && last.Rows("orders"u8).Count > 0)
        {
            if (!seen.Add(next))
            {
                throw new ConnectorException(FailureKind.Unreadable, "TikTok Shop leads from page to page in a circle. Its API may have changed.");
            }

            last = await client.GetAsync(Request(at, next), cancellation);
            rows.Add(last);
        }

        return last.Total < first.Total;
    }

    private static TikTokRequest Request(TikTokOrderCursor at, string? page) => TikTokRequest.Search(
        SearchPath,
        json =>
        {
            if (at.Spans.From is { } from)
            {
                json.WriteNumber($"{at.Field}_ge", from);
            }

            if (at.Spans.To is { } to)
            {
                json.WriteNumber($"{at.Field}_lt", to);
            }
        },
        ("page_size", PageSize), ("page_token", page ?? ""), ("sort_field", at.Field), ("sort_order", "ASC"));
}

/// <summary>Where reading orders goes on: at the begin of a span.</summary>
/// <param name="Field">By which time.</param>
/// <param name="Whole">Orders of the whole window, as the very first answer said.</param>
internal sealed record TikTokOrderCursor(string Field, TikTokSpans Spans, long? Whole)
{
    /// <param name="window">Where to begin without a cursor.</param>
    /// <exception cref="ConnectorException">Refused: not one of ours.</exception>
    public static TikTokOrderCursor Parse(string? text, string field, TikTokSpans window)
    {
        if (text is null)
        {
            return new TikTokOrderCursor(field, window, null);
        }

        return text.Split('/') is [var name, var from, var ends, var whole] && name == field
            ? new TikTokOrderCursor(field, TikTokSpans.Parse(from, ends), TikTokSpans.Number(whole))
            : throw TikTokErrors.NotThePlace();
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Field}/{Spans}/{TikTokSpans.Text(Whole)}");
}

/// <summary>Cursors of the spans to come, written out only when looked at.</summary>
internal sealed class TikTokPagesAhead(TikTokOrderCursor at) : IReadOnlyList<string>
{
    public int Count => at.Spans.Ends.Count - 1;

    public string this[int index] => index >= 0 && index < Count
        ? (at with { Spans = new TikTokSpans(at.Spans.Ends[index], [.. at.Spans.Ends.Skip(index + 1)]) }).ToString()
        : throw new ArgumentOutOfRangeException(nameof(index));

    public IEnumerator<string> GetEnumerator() => Enumerable.Range(0, Count).Select(i => this[i]).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
