using Microsoft.EntityFrameworkCore;
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
        var carriers = await CarriersAsync(db, orders, cancellation);
        var parcels = await ParcelViews.LoadAsync(db, [.. orders.Where(o => o.IsOurs).Select(o => o.Id)], cancellation);
        var defaults = orders.All(o => !o.IsOurs) ? [] : await db.Stores.Where(s => s.DefaultCarrierId != null)
            .ToDictionaryAsync(s => s.Id, s => s.DefaultCarrierId, cancellation);
        var asOf = await Freshness.AsOfAsync(db, StageName.Orders, orders.Select(o => o.StoreId), cancellation);
        var views = orders.Select(o => View(o, byOrder[o.Id], carriers, [.. parcels[o.Id]]) with
        {
            AsOf = asOf.TryGetValue(o.StoreId, out var at) ? at : null,
            DefaultCarrierId = o.IsOurs ? o.CarrierId ?? defaults.GetValueOrDefault(o.StoreId) : null,
        }).ToList();
        return await OrderAttentions.AddAsync(db, views, cancellation);
    }

    private static async Task<Dictionary<(long StoreId, string Text), (long Id, string Name)>> CarriersAsync(
        QuaysideDb db, IReadOnlyList<Order> orders, CancellationToken cancellation)
    {
        var texts = orders.Select(FirstCarrier).OfType<string>().Distinct().ToArray();
        var rows = await (
            from mapping in db.CarrierMappings
            where texts.Contains(mapping.ChannelText)
            join carrier in db.Carriers on mapping.CarrierId equals carrier.Id
            select new { mapping.StoreId, mapping.ChannelText, carrier.Id, carrier.Name }).ToListAsync(cancellation);
        return rows.ToDictionary(r => (r.StoreId, r.ChannelText), r => (r.Id, r.Name));
    }

    private static string? FirstCarrier(Order order) => order.Shipping is [var first, ..] ? first.Carrier : null;

    private static OrderView View(
        Order order, IEnumerable<Row> rows, Dictionary<(long StoreId, string Text), (long Id, string Name)> carriers, IReadOnlyList<ParcelView> parcels)
    {
        var currency = new Currency(order.Currency);
        var shipped = parcels.SelectMany(p => p.Lines).ToLookup(l => l.LineId, l => l.Quantity);
        var lines = rows.Select(r => Line(r, currency) with
        {
            ReturnableQuantity = order.IsOurs ? ParcelViews.Returnable(r.Line, parcels.Count, shipped[r.Line.Id].Sum()) : 0,
        }).ToList();
        var text = FirstCarrier(order);
        var isKnown = carriers.TryGetValue((order.StoreId, text ?? ""), out var carrier);
        return new OrderView(
            order.Id, order.StoreId, order.ChannelOrderId, order.Number, order.PlacedAt, order.ChangedAt, order.ChannelStatus,
            order.State, order.IsOpen, order.IsHistorical, [], Notes(order, currency),
            new Buyer(order.BuyerName, order.BuyerEmail, order.BuyerPhone), order.ShipTo, order.Total,
            new Money(order.ShippingMinor, currency), order.TaxMinor is { } tax ? new Money(tax, currency) : null,
            new Money(order.DiscountMinor, currency), new Money(order.FeeMinor, currency), new Money(order.RefundedMinor, currency),
            lines, isKnown ? carrier.Name : text, isKnown ? carrier.Id : null, order.Shipping, order.TrackingNumbers)
        {
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
