using System.Text.Json;

namespace Quayside.Connectors.Lazada;

/// <summary>Reads one page of a list, however much the list holds, so that nothing is lost while the store goes on living.</summary>
internal static class LazadaFeed
{
    // Rows re-read beyond those that went missing, for the ones that go missing while re-reading.
    private const int Slack = 10;
    private const int MostReRead = 1000;

    /// <summary>Cuts spans that hold too much, passes over empty ones, and reads rows again that moved out of reach.</summary>
    /// <exception cref="ConnectorException">Not read; the same cursor may be used again.</exception>
    public static async Task<LazadaRows> ReadAsync(LazadaClient client, LazadaCursor at, CancellationToken cancellation)
    {
        var rows = new LazadaRows(at);
        try
        {
            while (true)
            {
                var answer = await client.GetAsync(at.List.Request(at.Span, at.Offset, at.List.PageSize, client.Country), cancellation);
                var total = at.List.TotalOf(answer);
                if (total is null)
                {
                    Findings.Met($"lazada.total_of_{at.List.Name}", "not told");
                }

                at = at with { Whole = at.Whole ?? total };
                if (at.Offset == 0 && at.Total is null && total > at.List.Reach)
                {
                    answer.Dispose();
                    at = at.Cut(total.Value, LazadaTimes.Second(client.Now));
                    continue;
                }

                at = at with { Total = at.Total ?? total };
                rows.Add(answer, at);
                if (rows.Own.Count == 0 && at.Offset == 0 && at.NextSpan() is { } next)
                {
                    at = next;
                    continue;
                }

                await CatchUpAsync(client, rows, total, cancellation);
                return rows;
            }
        }
        catch
        {
            rows.Dispose();
            throw;
        }
    }

    private static async Task CatchUpAsync(LazadaClient client, LazadaRows rows, long? total, CancellationToken cancellation)
    {
        var at = rows.At;
        var lost = Math.Min(at.Total - total ?? 0, MostReRead);
        var reach = lost > 0 ? (int)Math.Min(lost + Slack, at.Offset) : 0;
        for (var offset = at.Offset - reach; offset < at.Offset; offset += at.List.PageSize)
        {
            var limit = Math.Min(at.List.PageSize, at.Offset - offset);
            rows.AddEarlier(await client.GetAsync(at.List.Request(at.Span, offset, limit, client.Country), cancellation));
        }

        // What came in before them moves rows over the other edge, and pages are read at the same time: the next may have been read before.
        var end = at.Offset + at.List.PageSize;
        var grown = Math.Clamp(total - at.Total ?? 0, 0, MostReRead);
        for (var offset = end; offset < end + grown && offset < at.List.Reach; offset += at.List.PageSize)
        {
            rows.AddEarlier(await client.GetAsync(at.List.Request(at.Span, offset, at.List.PageSize, client.Country), cancellation));
        }
    }
}

/// <summary>The answers that make up one page. Their rows live as long as it does.</summary>
internal sealed class LazadaRows(LazadaCursor asked) : IDisposable
{
    private readonly List<LazadaAnswer> _answers = [];
    private readonly List<(LazadaAnswer Answer, JsonElement Row)> _earlier = [];
    private List<(LazadaAnswer Answer, JsonElement Row)> _own = [];
    private long? _total;

    /// <summary>The place that was read: the one that was asked for, or where that led.</summary>
    public LazadaCursor At { get; private set; } = asked;

    /// <summary>Rows of the page itself.</summary>
    public IReadOnlyList<(LazadaAnswer Answer, JsonElement Row)> Own => _own;

    /// <summary>All rows, those before the page that were read again first.</summary>
    public IEnumerable<(LazadaAnswer Answer, JsonElement Row)> All => _earlier.Concat(_own);

    public void Add(LazadaAnswer answer, LazadaCursor at)
    {
        _answers.Add(answer);
        At = at;
        _total = at.List.TotalOf(answer);
        _own = [.. at.List.RowsOf(answer).Select(row => (answer, row))];
    }

    public void AddEarlier(LazadaAnswer answer)
    {
        _answers.Add(answer);
        _earlier.AddRange(At.List.RowsOf(answer).Select(row => (answer, row)));
    }

    /// <summary>The page with the cursors of all that is known to follow.</summary>
    public Page<T> ToPage<T>(LazadaRecords<T> records, long? expected, LazadaCountry country)
        where T : class
    {
        var size = At.List.PageSize;
        if (IsCutShort(size))
        {
            // Fewer came than were asked for before the list's end: the next page begins where this one ends.
            return new Page<T>(records.All, At.At(At.Offset + _own.Count).ToString(), More: true, expected) { NotCounted = records.NotCounted };
        }

        var following = Following(size);
        var then = following == 0 ? BeyondReach(country) ?? At.NextSpan() : At.NextSpan();
        var ahead = new LazadaPagesAhead(
            following + (then is null ? 0 : 1), i => i < following ? At.At(At.Offset + ((i + 1) * size)) : then!);
        return new Page<T>(records.All, ahead.Count > 0 ? ahead[0] : At.At(At.Offset + size).ToString(), ahead.Count > 0, expected)
        {
            Ahead = At.Total is null ? [] : ahead,
            NotCounted = records.NotCounted,
        };
    }

    public void Dispose() => _answers.ForEach(answer => answer.Dispose());

    private bool IsCutShort(int size) => _own.Count > 0 && _own.Count < size && At.Offset + _own.Count < Math.Min(_total ?? 0, At.List.Reach);

    // Pages of the present span after this one. Without a total they go on until one is not full; an empty page ends them whatever the
    // total says.
    private int Following(int size)
    {
        if (_own.Count == 0)
        {
            return 0;
        }

        var left = Math.Min(Math.Max(At.Total ?? 0, _total ?? 0), At.List.Reach) - At.Offset - size;
        return At.Total is not null ? (int)Math.Max(0, (left + size - 1) / size) : _own.Count == size && At.Offset + (2 * size) <= At.List.Reach ? 1 : 0;
    }

    // Where Lazada tells no total, a span turns out too long at its end only: what follows begins at the last row's second.
    private LazadaCursor? BeyondReach(LazadaCountry country)
    {
        var size = At.List.PageSize;
        if (At.Total is not null || _own.Count < size || At.Offset + (2 * size) <= At.List.Reach)
        {
            return null;
        }

        return At.List.TimeOf(_own[^1].Row, country) is { } last && last.ToUnixTimeSeconds() is var second && second > (At.From ?? long.MinValue)
            ? At with { From = second, Offset = 0 }
            : throw LazadaErrors.TooDense();
    }
}
