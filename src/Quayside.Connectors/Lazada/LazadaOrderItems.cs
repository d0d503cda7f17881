using System.Text.Json;
using Quayside.Connectors.Http;

namespace Quayside.Connectors.Lazada;

/// <summary>The units of many orders, asked for fifty orders at a time.</summary>
internal sealed class LazadaOrderItems : IDisposable
{
    /// <summary>Orders in one call, documented.</summary>
    public const int AtOnce = 50;

    private readonly List<LazadaAnswer> _answers = [];
    private readonly Dictionary<string, (IReadOnlyList<JsonElement> Rows, ReadOnlyMemory<byte> Raw)> _units = new(StringComparer.Ordinal);

    public static async Task<LazadaOrderItems> ReadAsync(LazadaClient client, IReadOnlyList<string> orderIds, CancellationToken cancellation)
    {
        var items = new LazadaOrderItems();
        try
        {
            var batches = await Task.WhenAll(orderIds.Distinct(StringComparer.Ordinal).Chunk(AtOnce).Select(ids => BatchAsync(client, ids, cancellation)));
            foreach (var answer in batches.SelectMany(batch => batch))
            {
                items.Add(answer);
            }

            return items;
        }
        catch
        {
            items.Dispose();
            throw;
        }
    }

    /// <returns>null where Lazada gave none for this order.</returns>
    public (IReadOnlyList<JsonElement> Rows, ReadOnlyMemory<byte> Raw)? Of(string? orderId) =>
        orderId is not null && _units.TryGetValue(orderId, out var found) ? found : null;

    public void Dispose() => _answers.ForEach(answer => answer.Dispose());

    // One id that Lazada takes for wrong fails the whole call: it is then looked for by halves.
    private static async Task<IReadOnlyList<LazadaAnswer>> BatchAsync(LazadaClient client, string[] ids, CancellationToken cancellation)
    {
        var answer = await client.AskAsync(LazadaRequest.Of("/orders/items/get", ("order_ids", $"[{string.Join(',', ids)}]")), cancellation);
        if (!LazadaErrors.IsGone(answer))
        {
            return [answer];
        }

        answer.Dispose();
        if (ids.Length == 1)
        {
            return [];
        }

        var half = ids.Length / 2;
        return [.. await BatchAsync(client, [.. ids.Take(half)], cancellation), .. await BatchAsync(client, [.. ids.Skip(half)], cancellation)];
    }

    private void Add(LazadaAnswer answer)
    {
        _answers.Add(answer);
        LazadaErrors.Ensure(answer);
        if (answer.Data.ValueKind != JsonValueKind.Array)
        {
            throw LazadaErrors.NotTheList();
        }

        foreach (var order in answer.Data.EnumerateArray().Where(o => o.ValueKind == JsonValueKind.Object))
        {
            if (LazadaRecords<ChannelOrder>.IdOf(order, json => json.Id("order_id"u8)) is { } id
                && order.Field("order_items"u8) is { ValueKind: JsonValueKind.Array } units)
            {
                _units[id] = ([.. units.EnumerateArray().Where(u => u.ValueKind == JsonValueKind.Object)], answer.RawOf(units));
            }
        }
    }
}
