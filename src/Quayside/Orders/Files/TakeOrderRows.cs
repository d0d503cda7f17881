using Microsoft.EntityFrameworkCore;
using Quayside.Connectors;
using Quayside.Database;
using Quayside.Inventory;
using Quayside.Organisations;
using Quayside.Stores;

namespace Quayside.Orders.Files;

/// <summary>Looks at the orders of a file, or takes them, a chunk at a time.</summary>
/// <remarks>Orders that are history are written many at once; of the others each is a transaction of its own, so that it waits for stock
/// in the order of its items as every order does. A process that dies leaves whole orders only.</remarks>
internal sealed class TakeOrderRows(Databases databases, Caller caller, Store store, OrderFileRows rows, DateTimeOffset now)
{
    private const int ChunkSize = 200;
    private const int SamplesShown = 20;

    private readonly List<OrderSample> _samples = [];
    private readonly Dictionary<long, decimal?> _left = [];

    public int Taken { get; private set; }

    public int Historical { get; private set; }

    public int Known { get; private set; }

    public IReadOnlyList<OrderSample> Samples => _samples;

    public async Task RunAsync(bool applies, IProgress<(int Done, int Total)>? progress, CancellationToken cancellation)
    {
        var done = 0;
        foreach (var chunk in rows.Orders.Chunk(ChunkSize))
        {
            var prepared = await PrepareAsync(chunk, cancellation);
            if (applies)
            {
                await WriteHistoryAsync([.. prepared.Where(p => p.Order.IsHistorical(now))], cancellation);
                foreach (var (order, file) in prepared.Where(p => !p.Order.IsHistorical(now)))
                {
                    Note(order, file, await WriteAsync(order, cancellation));
                }
            }
            else
            {
                await LookAsync(prepared, cancellation);
            }

            progress?.Report((done += chunk.Length, rows.Orders.Count));
        }
    }

    private async Task<List<(PreparedOrder Order, List<OrderFileRow> File)>> PrepareAsync(
        IReadOnlyList<List<OrderFileRow>> chunk, CancellationToken cancellation)
    {
        await using var db = databases.Open(caller.OrganisationId);
        var numbers = chunk.Select(o => o[0].Number).ToArray();
        var known = (await db.Orders.Where(o => o.StoreId == store.Id && numbers.Contains(o.ChannelOrderId)).Select(o => o.ChannelOrderId)
            .ToListAsync(cancellation)).ToHashSet(StringComparer.Ordinal);
        Known += known.Count;
        var fresh = chunk.Where(o => !known.Contains(o[0].Number)).ToList();
        var lines = new WantedLines(db, store);
        await lines.LoadAsync([.. fresh.SelectMany(o => o.Select(r => r.Line))], cancellation);
        var prepared = new List<(PreparedOrder, List<OrderFileRow>)>(fresh.Count);
        foreach (var order in fresh)
        {
            var made = PreparedOrder.Of(store, OrderFileRows.Request(order), lines, now);
            if (made.Refusal is { } refusal)
            {
                rows.Refuse(order, refusal.Message);
            }
            else
            {
                prepared.Add((made.Value!, order));
            }
        }

        return prepared;
    }

    private async Task WriteHistoryAsync(IReadOnlyList<(PreparedOrder Order, List<OrderFileRow> File)> orders, CancellationToken cancellation)
    {
        if (orders.Count == 0)
        {
            return;
        }

        await using var write = await WriteTransaction.BeginAsync(databases, caller.OrganisationId, cancellation);
        await write.ShareStockAsync(cancellation);
        foreach (var (order, file) in orders)
        {
            Note(order, file, (await TakeOrder.InAsync(write.Db, caller, order, null, LearnedBy.File, now, cancellation)).Refusal);
        }

        await write.CommitAsync(cancellation);
    }

    private async Task<Refusal?> WriteAsync(PreparedOrder order, CancellationToken cancellation)
    {
        await using var write = await WriteTransaction.BeginAsync(databases, caller.OrganisationId, cancellation);
        await write.ShareStockAsync(cancellation);
        if ((await TakeOrder.InAsync(write.Db, caller, order, null, LearnedBy.File, now, cancellation)).Refusal is { } refusal)
        {
            return refusal;
        }

        await write.CommitAsync(cancellation);
        return null;
    }

    // As taking would find it: each order leaves less for the next.
    private async Task LookAsync(IReadOnlyList<(PreparedOrder Order, List<OrderFileRow> File)> orders, CancellationToken cancellation)
    {
        await using var db = databases.Open(caller.OrganisationId);
        var lines = orders.Select(o => OurOrderRows.Lines(
            caller.OrganisationId, 0, !o.Order.IsHistorical(now), o.Order.Lines, o.Order.Sums, new Dictionary<long, decimal>())).ToList();
        var items = await LineItems.LoadAsync(db, [.. lines.SelectMany(l => l)], cancellation);
        await CountAsync(db, [.. items.Values.SelectMany(i => i).Select(i => i.StockItemId).Where(i => !_left.ContainsKey(i)).Distinct()], cancellation);
        foreach (var ((order, file), i) in orders.Select((o, i) => (o, i)))
        {
            var holds = PiecesOfLines.Open(lines[i], items);
            var tooLittle = store.AllowsBackOrders ? [] : holds.Where(h => _left[h.Key] < h.Value).ToList();
            if (tooLittle.Count > 0)
            {
                var skus = items.Values.SelectMany(x => x).DistinctBy(x => x.StockItemId).ToDictionary(x => x.StockItemId, x => x.MasterSku);
                Note(order, file, StockShort.Refuse([.. tooLittle.Select(h => new ShortItem(
                    h.Key, skus[h.Key], "", store.WarehouseId, h.Value, _left[h.Key]!.Value))]));
                continue;
            }

            foreach (var (item, pieces) in holds)
            {
                _left[item] -= pieces;
            }

            Note(order, file, null);
        }
    }

    private async Task CountAsync(QuaysideDb db, long[] ids, CancellationToken cancellation)
    {
        var items = await db.StockItems.AsNoTracking().Where(i => ids.Contains(i.Id)).ToListAsync(cancellation);
        var levels = store.WarehouseId is null ? [] : await db.StockLevels.AsNoTracking()
            .Where(l => ids.Contains(l.StockItemId) && l.WarehouseId == store.WarehouseId).ToDictionaryAsync(l => l.StockItemId, cancellation);
        foreach (var item in items)
        {
            _left[item.Id] = item.OnHand is null ? null
                : store.WarehouseId is null ? item.OnHand - item.ElsewhereOnHand - item.Reserved + item.ElsewhereReserved
                : levels.GetValueOrDefault(item.Id)?.Available ?? 0;
        }
    }

    private void Note(PreparedOrder order, List<OrderFileRow> file, Refusal? refusal)
    {
        if (refusal?.Code == "order.number_taken")
        {
            Known++;
        }
        else if (refusal is not null)
        {
            rows.Refuse(file, refusal.Message);
        }
        else
        {
            Taken++;
            Historical += order.IsHistorical(now) ? 1 : 0;
            if (_samples.Count < SamplesShown)
            {
                var currency = new Currency(store.Currency!);
                _samples.Add(new OrderSample(
                    order.Number!, OurText.Of(order.Request.Buyer?.Name), order.Lines.Count, $"{new Money(order.Sums.Total, currency)} {currency}", order.IsHistorical(now)));
            }
        }
    }
}
