using System.Text.Json;
using Quayside.Connectors.Http;

namespace Quayside.Connectors.TikTokShop;

/// <summary>Reads orders. The search brings them whole, so a list is all there is to ask for.</summary>
internal static class TikTokOrders
{
    /// <summary>The most that can be asked for by their ids.</summary>
    public const int IdsAtOnce = 50;

    private const string DetailPath = "/order/202309/orders";

    /// <param name="field">By which time: "create_time" or "update_time".</param>
    public static async Task<Page<ChannelOrder>> ReadAsync(
        TikTokClient client, string field, TikTokSpans window, string? cursor, CancellationToken cancellation)
    {
        using var rows = await TikTokOrderFeed.ReadAsync(client, TikTokOrderCursor.Parse(cursor, field, window), cancellation);
        return rows.ToPage((answer, row, id) => Reading.Record(id, answer.RawOf(row), () => TikTokMapOrder.Order(row), [id]));
    }

    /// <summary>The ids of what <see cref="ReadAsync"/> reads; it costs as many requests.</summary>
    public static async Task<Page<ListedOrder>> ListAsync(TikTokClient client, TikTokSpans window, string? cursor, CancellationToken cancellation)
    {
        using var rows = await TikTokOrderFeed.ReadAsync(client, TikTokOrderCursor.Parse(cursor, TikTokOrderFeed.Created, window), cancellation);
        return rows.ToPage((_, row, id) => Reading.Record(id, ReadOnlyMemory<byte>.Empty, () => TikTokMapOrder.Listed(row), [id]));
    }

    /// <summary>Chosen ones, at most fifty; what the shop does not have is absent.</summary>
    public static async Task<Page<ChannelOrder>> ByIdAsync(TikTokClient client, IReadOnlyList<string> ids, CancellationToken cancellation)
    {
        using var rows = new TikTokOrderRows();
        foreach (var answer in await BatchAsync(client, ids, cancellation))
        {
            rows.Add(answer);
        }

        return new Page<ChannelOrder>(
            rows.Records((answer, row, id) => Reading.Record(id, answer.RawOf(row), () => TikTokMapOrder.Order(row), [id])), "", More: false, Expected: null);
    }

    /// <summary>When the newest order was placed; null when there is none.</summary>
    public static async Task<DateTimeOffset?> NewestAsync(TikTokClient client, CancellationToken cancellation)
    {
        using var answer = await client.GetAsync(TikTokOrderFeed.Newest, cancellation);
        return answer.Rows("orders"u8) is [var row, ..] ? Reading.Safely(() => row.Time("create_time"u8), null) : null;
    }

    // One id that TikTok Shop does not know may fail the whole call: it is then looked for by halves.
    private static async Task<IReadOnlyList<TikTokAnswer>> BatchAsync(TikTokClient client, IReadOnlyList<string> ids, CancellationToken cancellation)
    {
        var answer = await client.AskAsync(TikTokRequest.Get(DetailPath, ("ids", string.Join(',', ids))), cancellation);
        if (!TikTokErrors.IsGone(answer))
        {
            TikTokErrors.Ensure(answer);
            return [answer];
        }

        answer.Dispose();
        if (ids.Count == 1)
        {
            return [];
        }

        var half = ids.Count / 2;
        return [.. await BatchAsync(client, [.. ids.Take(half)], cancellation), .. await BatchAsync(client, [.. ids.Skip(half)], cancellation)];
    }
}

/// <summary>Answers that hold orders. Their rows live as long as it does.</summary>
internal sealed class TikTokOrderRows(TikTokOrderCursor? asked = null) : IDisposable
{
    private readonly List<TikTokAnswer> _answers = [];
    private readonly List<(TikTokAnswer Answer, JsonElement Row)> _rows = [];

    public void Add(TikTokAnswer answer)
    {
        _answers.Add(answer);
        _rows.AddRange(answer.Rows("orders"u8).Select(row => (answer, row)));
    }

    /// <summary>Each order once, as it was met last: one that changed in between comes as it is now.</summary>
    public List<Record<T>> Records<T>(Func<TikTokAnswer, JsonElement, string, Record<T>> map)
        where T : class
    {
        var named = _rows.Select((one, n) => (one.Answer, one.Row, Id: IdOf(one.Row) ?? $"an order without an id, {n + 1}")).ToList();
        var last = named.Select((one, n) => (one.Id, n)).GroupBy(x => x.Id, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Max(x => x.n), StringComparer.Ordinal);
        return [.. named.Where((one, n) => last[one.Id] == n).Select(one => map(one.Answer, one.Row, one.Id))];
    }

    public Page<T> ToPage<T>(Func<TikTokAnswer, JsonElement, string, Record<T>> map)
        where T : class
    {
        var at = asked!;
        var ahead = new TikTokPagesAhead(at);
        return new Page<T>(Records(map), ahead.Count > 0 ? ahead[0] : at.ToString(), ahead.Count > 0, at.Whole) { Ahead = ahead };
    }

    public void Dispose() => _answers.ForEach(answer => answer.Dispose());

    private static string? IdOf(JsonElement row) => row.ValueKind == JsonValueKind.Object ? Reading.Safely(() => row.Id("id"u8), null) : null;
}
