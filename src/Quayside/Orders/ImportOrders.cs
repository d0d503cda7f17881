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
    private Dictionary<(string Listing, string Variation), long> _variations = [];

    public async Task<ImportResult> RunAsync(IReadOnlyList<Record<ChannelOrder>> records, CancellationToken cancellation)
    {
        var latest = records.Where(r => r.Value is not null).GroupBy(r => r.Value!.Id).Select(g => g.Last()).ToList();
        var ids = latest.Select(r => r.Value!.Id).ToList();
        var known = await db.Orders.OfOneStore()
            .Where(o => o.StoreId == store.StoreId && ids.Contains(o.ChannelOrderId))
            .ToDictionaryAsync(o => o.ChannelOrderId, cancellation);
        _variations = await FindVariationsAsync(latest.SelectMany(r => r.Value!.Lines), cancellation);

        var orders = new RowChanges<Order>(db);
        var events = new List<OrderEvent>();
        var rows = new List<(Order Row, Record<ChannelOrder> Record)>(latest.Count);
        foreach (var record in latest)
        {
            var existing = known.GetValueOrDefault(record.Value!.Id);
            var row = OrderRows.Order(record.Value, store, now, existing);
            orders.Add(row, existing);
            if (existing is not null)
            {
                events.AddRange(OrderChanges.Between(existing, row, store, now));
            }

            rows.Add((row, record));
        }

        var written = await orders.WriteAsync(cancellation);
        await db.InsertManyAsync(events, cancellation);
        written += await WriteLinesAsync(rows, cancellation);
        written += await WriteRawAsync(rows, cancellation);
        return new ImportResult(written, []);
    }

    private async Task<int> WriteLinesAsync(List<(Order Row, Record<ChannelOrder> Record)> orders, CancellationToken cancellation)
    {
        var orderIds = orders.Select(o => o.Row.Id).ToList();
        var known = await db.OrderLines.OfOneStore()
            .Where(l => orderIds.Contains(l.OrderId))
            .ToDictionaryAsync(l => (l.OrderId, l.ChannelLineId), cancellation);
        var changes = new RowChanges<OrderLine>(db);
        foreach (var (order, record) in orders)
        {
            var position = 0;
            foreach (var line in record.Value!.Lines.DistinctBy(l => l.Id))
            {
                known.Remove((order.Id, line.Id), out var existing);
                changes.Add(OrderRows.Line(line, order, position++, VariationOf(line), existing), existing);
            }
        }

        var written = await changes.WriteAsync(cancellation);
        var gone = known.Values.Select(l => l.Id).ToList();
        return gone.Count == 0
            ? written
            : written + await db.OrderLines.Where(l => gone.Contains(l.Id)).ExecuteDeleteAsync(cancellation);
    }

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
