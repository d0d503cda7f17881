using Microsoft.EntityFrameworkCore;
using Quayside.Connectors;
using Quayside.Database;
using Quayside.Database.Bulk;
using Quayside.Stores.Sync;

namespace Quayside.Orders;

/// <summary>From a store's records to orders with their lines and the JSON they came from.</summary>
/// <remarks>Repeatable, inside the caller's transaction, under the store's lease. No order is lost to a SKU: a line whose
/// variation is not known is kept, and found again by the channel's ids when the variation arrives. What changes about an order that
/// was known goes into its timeline.</remarks>
internal sealed class ImportOrders(QuaysideDb db, ImportTarget store, DateTimeOffset now)
{
    private readonly HashSet<long> _changed = [];
    private readonly List<OrderEvent> _events = [];
    private Dictionary<(string Listing, string Variation), long> _variations = [];

    public async Task<ImportResult> RunAsync(IReadOnlyList<Record<ChannelOrder>> records, CancellationToken cancellation)
    {
        var latest = records.Where(r => r.Value is not null).GroupBy(r => r.Value!.Id).Select(g => g.Last()).ToList();
        var ids = latest.Select(r => r.Value!.Id).ToList();
        var known = await db.Orders.OfOneStore()
            .Where(o => o.StoreId == store.StoreId && ids.Contains(o.ChannelOrderId))
            .ToDictionaryAsync(o => o.ChannelOrderId, cancellation);

        // What was thrown away before we ever saw it is nobody's order.
        latest.RemoveAll(r => r.Value!.IsDeleted && !known.ContainsKey(r.Value.Id));
        _variations = await FindVariationsAsync(latest.SelectMany(r => r.Value!.Lines), cancellation);
        var knownIds = known.Values.Select(o => o.Id).ToList();
        var lines = await db.OrderLines.OfOneStore()
            .Where(l => knownIds.Contains(l.OrderId)).ToDictionaryAsync(l => (l.OrderId, l.ChannelLineId), cancellation);

        var orders = new RowChanges<Order>(db);
        var sold = new RowChanges<OrderLine>(db);
        var rows = new List<(Order Row, Record<ChannelOrder> Record)>(latest.Count);
        foreach (var record in latest)
        {
            rows.Add((Add(record.Value!, known.GetValueOrDefault(record.Value!.Id), lines, orders, sold), record));
        }

        _changed.UnionWith(lines.Values.Select(l => l.OrderId));
        var written = await orders.WriteAsync(cancellation) + await sold.WriteAsync(cancellation);
        written += await DeleteLinesAsync([.. lines.Values.Select(l => l.Id)], cancellation);
        written += await WriteRawAsync(rows, cancellation);
        await db.InsertManyAsync(_events, cancellation);
        return new ImportResult(written, [], _changed.Count);
    }

    /// <param name="known">Lines as they are stored; those that the order still has are taken out.</param>
    private Order Add(
        ChannelOrder order, Order? existing, Dictionary<(long, string), OrderLine> known, RowChanges<Order> orders, RowChanges<OrderLine> sold)
    {
        var row = OrderRows.Order(order, store, now, existing);
        var lines = new List<OrderLine>(order.Lines.Count);
        var lineChanged = existing is not null && known.Keys.Count(k => k.Item1 == row.Id) != order.Lines.DistinctBy(l => l.Id).Count();
        foreach (var line in order.Lines.DistinctBy(l => l.Id))
        {
            known.Remove((row.Id, line.Id), out var before);
            var wanted = OrderRows.Line(line, row, store, lines.Count, VariationOf(line), before);
            lineChanged |= existing is not null && (before is null || OrderChanges.IsOtherLine(before, wanted));
            _ = sold.Add(wanted, before) && _changed.Add(row.Id);
            lines.Add(wanted);
        }

        row.Fingerprint = OrderFingerprint.Of(row, lines);
        _ = orders.Add(row, existing) && _changed.Add(row.Id);
        if (existing is not null)
        {
            _events.AddRange(OrderChanges.Between(existing, row, lineChanged ? lines : null, store, now));
        }

        return row;
    }

    private async Task<int> DeleteLinesAsync(List<long> gone, CancellationToken cancellation) => gone.Count == 0
        ? 0
        : await db.OrderLines.Where(l => gone.Contains(l.Id)).ExecuteDeleteAsync(cancellation);

    private async Task<int> WriteRawAsync(List<(Order Row, Record<ChannelOrder> Record)> orders, CancellationToken cancellation)
    {
        var orderIds = orders.Select(o => o.Row.Id).ToList();
        var known = await db.RawOrders.OfOneStore()
            .Where(r => orderIds.Contains(r.OrderId))
            .ToDictionaryAsync(r => r.OrderId, cancellation);
        var changes = new RowChanges<RawOrder>(db);
        foreach (var (order, record) in orders)
        {
            var raw = new RawOrder
            {
                OrderId = order.Id,
                OrganisationId = store.OrganisationId,
                Body = Packed.Pack(record.Raw.Span),
            };
            changes.Add(raw, known.GetValueOrDefault(order.Id));
        }

        return await changes.WriteAsync(cancellation);
    }

    private async Task<Dictionary<(string Listing, string Variation), long>> FindVariationsAsync(
        IEnumerable<ChannelOrderLine> lines, CancellationToken cancellation)
    {
        var sold = lines.Where(l => l.ListingId is not null && l.VariationId is not null).ToList();
        var listings = sold.Select(l => l.ListingId!).Distinct().ToList();

        // By listing alone: with a second list beside it, both databases try every pair of the two.
        var found = await (
            from listing in db.Listings.OfOneStore()
            join variation in db.Variations on listing.Id equals variation.ListingId
            where listing.StoreId == store.StoreId && listings.Contains(listing.ChannelListingId)
            select new { listing.ChannelListingId, variation.ChannelVariationId, variation.Id }).ToListAsync(cancellation);
        return found.ToDictionary(v => (v.ChannelListingId, v.ChannelVariationId), v => v.Id);
    }

    private long? VariationOf(ChannelOrderLine line) =>
        line is { ListingId: { } listing, VariationId: { } variation } && _variations.TryGetValue((listing, variation), out var id)
            ? id
            : null;
}
