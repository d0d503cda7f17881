using System.Text;
using System.Text.Json;

namespace Quayside.Connectors.Lazada;

/// <summary>Reads orders, and their units in batches.</summary>
internal static class LazadaOrders
{
    /// <param name="window">What was asked for as a whole: rows outside of it are in the channel's total and are not ours.</param>
    public static async Task<Page<ChannelOrder>> ReadAsync(LazadaClient client, LazadaSpan window, LazadaCursor at, CancellationToken cancellation)
    {
        using var rows = await LazadaFeed.ReadAsync(client, at, cancellation);
        var records = new LazadaRecords<ChannelOrder>(Place(rows.At));
        var here = Here(rows, window, client.Country, records);
        using var units = await LazadaOrderItems.ReadAsync(client, [.. here.Select(r => IdOf(r.Row)).OfType<string>()], cancellation);
        foreach (var (answer, row) in here)
        {
            Add(records, answer, row, units, client.Country);
        }

        return rows.ToPage(records, rows.At.Whole, client.Country);
    }

    /// <summary>The ids of what <see cref="ReadAsync"/> reads, without the units.</summary>
    public static async Task<Page<ListedOrder>> ListAsync(LazadaClient client, LazadaSpan window, LazadaCursor at, CancellationToken cancellation)
    {
        using var rows = await LazadaFeed.ReadAsync(client, at, cancellation);
        var records = new LazadaRecords<ListedOrder>(Place(rows.At));
        foreach (var (answer, row) in Here(rows, window, client.Country, records))
        {
            records.Add(row, answer.RawOf(row), Id, json => LazadaMapOrder.Listed(json, client.Country));
        }

        return rows.ToPage(records, rows.At.Whole, client.Country);
    }

    /// <summary>Chosen orders: a request each and one for every fifty orders' units; those that the store does not have are absent.</summary>
    public static async Task<Page<ChannelOrder>> ByIdAsync(LazadaClient client, IReadOnlyList<string> ids, CancellationToken cancellation)
    {
        var answers = new List<LazadaAnswer>();
        try
        {
            answers.AddRange(await Task.WhenAll(ids.Select(id => client.AskAsync(LazadaRequest.Of("/order/get", ("order_id", id)), cancellation))));
            var found = answers.Where(answer => !LazadaErrors.IsGone(answer)).ToList();
            found.ForEach(Ensure);
            using var units = await LazadaOrderItems.ReadAsync(client, [.. found.Select(answer => IdOf(answer.Data)).OfType<string>()], cancellation);
            var records = new LazadaRecords<ChannelOrder>("orders");
            foreach (var answer in found)
            {
                Add(records, answer, answer.Data, units, client.Country);
            }

            return new Page<ChannelOrder>(records.All, "", More: false, Expected: null);
        }
        finally
        {
            answers.ForEach(answer => answer.Dispose());
        }
    }

    /// <summary>When the newest order was placed; null when there is none.</summary>
    public static async Task<DateTimeOffset?> NewestAsync(LazadaClient client, CancellationToken cancellation)
    {
        var list = LazadaList.OrdersByCreation;
        var newest = list.Request(new LazadaSpan(LazadaList.Earliest, null), 0, 1, client.Country).With("sort_direction", "DESC");
        using var answer = await client.GetAsync(newest, cancellation);
        return list.RowsOf(answer) is [var row, ..] ? list.TimeOf(row, client.Country) : null;
    }

    private static List<(LazadaAnswer Answer, JsonElement Row)> Here<T>(
        LazadaRows rows, LazadaSpan window, LazadaCountry country, LazadaRecords<T> records)
        where T : class
    {
        var here = new List<(LazadaAnswer, JsonElement)>();
        foreach (var one in rows.All)
        {
            var time = rows.At.List.TimeOf(one.Row, country);
            if (rows.At.Span.Holds(time))
            {
                here.Add(one);
            }
            else if (!window.Holds(time))
            {
                records.Pass();
            }
        }

        if (here.Count < rows.All.Count())
        {
            Findings.Met("lazada.bounds", "included");
        }

        return here;
    }

    private static void Add(LazadaRecords<ChannelOrder> records, LazadaAnswer answer, JsonElement row, LazadaOrderItems units, LazadaCountry country)
    {
        var own = units.Of(IdOf(row));
        records.Add(row, own is null ? answer.RawOf(row) : Joined(answer.RawOf(row), own.Value.Raw), Id, json => own is { } known
            ? LazadaMapOrder.Order(json, known.Rows, country)
            : throw new FormatException("Lazada lists this order but does not give its items."));
    }

    // What is kept of an order is its row with its units in it, under the name that Lazada uses for them.
    private static ReadOnlyMemory<byte> Joined(ReadOnlyMemory<byte> order, ReadOnlyMemory<byte> units)
    {
        var head = order.Span[..order.Span.LastIndexOf((byte)'}')].TrimEnd(" \r\n\t"u8);
        var comma = head.EndsWith("{"u8) ? "" : ",";
        return (byte[])[.. head, .. Encoding.UTF8.GetBytes($"{comma}\"order_items\":"), .. units.Span, (byte)'}'];
    }

    private static void Ensure(LazadaAnswer answer)
    {
        LazadaErrors.Ensure(answer);
        if (answer.Data.ValueKind != JsonValueKind.Object)
        {
            throw LazadaErrors.NotTheList();
        }
    }

    private static string? IdOf(JsonElement row) => LazadaRecords<ChannelOrder>.IdOf(row, Id);

    private static string? Id(JsonElement row) => new LazadaOrder(row).Id;

    private static string Place(LazadaCursor at) => $"orders from {at.Offset + 1}";
}
