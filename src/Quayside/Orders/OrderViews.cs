using Microsoft.EntityFrameworkCore;
using Quayside.Carriers;
using Quayside.Catalogue;
using Quayside.Connectors;
using Quayside.Database;
using Quayside.Orders.Fulfilment;
using Quayside.Stores;

namespace Quayside.Orders;

internal static class OrderViews
{
    /// <summary>Joins orders to lines, stock items and carriers in a few queries, however many there are.</summary>
    public static async Task<List<OrderView>> LoadAsync(QuaysideDb db, IReadOnlyList<Order> orders, CancellationToken cancellation)
    {
        var ids = orders.Select(o => o.Id).ToArray();
        var lines = await (
            from line in db.OrderLines.AsNoTracking()
            where ids.Contains(line.OrderId)
            join variation in db.Variations on line.VariationId equals variation.Id into variations
            from variation in variations.DefaultIfEmpty()
            select new Row(line, variation == null ? null : variation.ListingId, variation.Image)).ToListAsync(cancellation);
        var items = await LineItems.LoadAsync(db, lines.ConvertAll(r => r.Line), cancellation);
        var byOrder = lines.Select(r => r with { Items = items[r.Line.Id] }).OrderBy(r => r.Line.Position).ToLookup(r => r.Line.OrderId);
        var carriers = await CarrierOfOrder.LoadAsync(db, orders, cancellation);
        var parcels = await ParcelViews.LoadAsync(db, [.. orders.Where(o => o.IsOurs).Select(o => o.Id)], cancellation);
        var asOf = await Freshness.AsOfAsync(db, StageName.Orders, orders.Select(o => o.StoreId), cancellation);
        var views = orders.Select(o => View(o, byOrder[o.Id], carriers[o], [.. parcels[o.Id]]) with { AsOf = asOf.TryGetValue(o.StoreId, out var at) ? at : null }).ToList();
        return await OrderAttentions.AddAsync(db, views, cancellation);
    }

    private static OrderView View(Order order, IEnumerable<Row> rows, OrderCarrier? carrier, IReadOnlyList<ParcelView> parcels)
    {
        var currency = new Currency(order.Currency);
        var shipped = parcels.SelectMany(p => p.Lines).ToLookup(l => l.LineId, l => l.Quantity);
        var lines = rows.Select(r => Line(r, currency) with
        {
            ReturnableQuantity = order.IsOurs ? ParcelViews.Returnable(r.Line, parcels.Count, shipped[r.Line.Id].Sum()) : 0,
        }).ToList();
        return new OrderView(
            order.Id, order.StoreId, order.ChannelOrderId, order.Number, order.PlacedAt, order.ChangedAt, order.ChannelStatus,
            order.State, order.IsOpen, order.IsHistorical, [], Notes(order, currency),
            new Buyer(order.BuyerName, order.BuyerEmail, order.BuyerPhone), order.ShipTo, order.Total,
            new Money(order.ShippingMinor, currency), order.TaxMinor is { } tax ? new Money(tax, currency) : null,
            new Money(order.DiscountMinor, currency), new Money(order.FeeMinor, currency), new Money(order.RefundedMinor, currency),
            lines, carrier?.Name, carrier?.Id, order.Shipping, order.TrackingNumbers)
        {
            CarrierFrom = carrier?.From,
            TrackingUrl = carrier?.TrackingUrl,
            Collected = order.IsCollected,
            Ours = order.IsOurs,
            WarehouseId = order.WarehouseId,
            Note = order.Note,
            PaidAt = order.PaidAt,
            DeletedAt = order.DeletedAt,
            LearnedAt = order.LearnedAt,
            LearnedBy = order.LearnedBy,
            Moves = OrderMoves.Of(order),
            Shipments = parcels,
        };
    }

    private static OrderLineView Line(Row row, Currency currency)
    {
        var line = row.Line;
        var first = row.Items is [var item, ..] ? item : null;
        return new OrderLineView(
            line.Id, line.ChannelLineId, line.ChannelListingId, line.ChannelVariationId, line.VariationId, row.ListingId, line.SellerSku,
            line.Title, row.VariationImage ?? first?.Image, line.Quantity, line.OpenQuantity,
            line.UnitPriceText is { } price ? new UnitPrice(price, currency) : null, new Money(line.TotalMinor, currency),
            first?.StockItemId, first?.MasterSku,
            row.Items.Count <= 1 ? [] : [.. row.Items.Select(i => new ComponentView(i.StockItemId, i.MasterSku, i.Quantity))])
        {
            ReturnedQuantity = line.ReturnedQuantity,
        };
    }

    private static List<OrderNote> Notes(Order order, Currency currency) => order.SumDifferenceMinor == 0
        ? []
        : [new OrderNote(
            NoteReason.TotalsDiffer,
            $"The shop's total differs from the sum of its parts by {new Money(order.SumDifferenceMinor, currency)} {currency}. Both are kept as the shop says them.")];

    private sealed record Row(OrderLine Line, long? ListingId, string? VariationImage)
    {
        public IReadOnlyList<LineItem> Items { get; init; } = [];
    }
}
