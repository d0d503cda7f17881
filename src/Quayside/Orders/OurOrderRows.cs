using System.Globalization;
using Quayside.Connectors;
using Quayside.Stores;

namespace Quayside.Orders;

/// <summary>Pure functions from what a person asks for to the rows of an order that is taken here.</summary>
internal static class OurOrderRows
{
    /// <summary><see cref="Order.ChannelStatus"/> where no channel has a word for it.</summary>
    public const string TakenHere = "taken here";

    public static Order Order(
        long id, PreparedOrder prepared, IReadOnlyList<OrderLine> lines, string number, string? requestKey, LearnedBy by, DateTimeOffset now)
    {
        var (store, request, sums) = (prepared.Store, prepared.Request, prepared.Sums);
        var placedAt = request.PlacedAt ?? now;
        var isHistorical = prepared.IsHistorical(now);
        var buyer = BuyerRequest.Kept(request.Buyer);
        var order = new Order
        {
            Id = id,
            OrganisationId = store.OrganisationId,
            StoreId = store.Id,
            ChannelOrderId = number,
            RequestKey = requestKey,
            Number = number,
            PlacedAt = placedAt,
            ChangedAt = now,
            ChannelStatus = TakenHere,
            State = isHistorical ? OrderState.Completed : request.Paid == false ? OrderState.AwaitingPayment : OrderState.New,
            IsHistorical = isHistorical,
            IsOpen = !isHistorical,
            PaidAt = request.Paid == true ? isHistorical ? placedAt : now : null,
            Currency = store.Currency!,
            TotalMinor = sums.Total,
            ShippingMinor = sums.Shipping,
            TaxMinor = sums.Tax,
            DiscountMinor = sums.Discount,
            FeeMinor = 0,
            RefundedMinor = 0,
            SumDifferenceMinor = 0,
            BuyerName = buyer.Name,
            BuyerEmail = buyer.Email,
            BuyerPhone = buyer.Phone,
            ShipTo = AddressRequest.Kept(request.ShipTo),
            Shipping = [],
            TrackingNumbers = [],
            SearchText = "",
            LearnedAt = now,
            LearnedBy = by,
            IsOurs = true,
            WarehouseId = store.WarehouseId,
            CarrierId = request.CarrierId,
            Note = OurText.Of(request.Note),
        };
        order.SearchText = SearchTextOf(order, lines);
        order.Fingerprint = OrderFingerprint.Of(order, lines);
        return order;
    }

    /// <summary>The lines of a new order, or those that an order has after a change, in the order they were asked for.</summary>
    /// <param name="shipped">Pieces that are gone, by line.</param>
    /// <param name="takesStock">false for an order that is history.</param>
    public static List<OrderLine> Lines(
        long organisationId, long orderId, bool takesStock, IReadOnlyList<WantedLine> wanted, OrderSums sums, IReadOnlyDictionary<long, decimal> shipped)
    {
        var last = wanted.Max(w => w.Existing is { } line && int.TryParse(line.ChannelLineId, CultureInfo.InvariantCulture, out var id) ? id : 0);
        return [.. wanted.Select((w, i) => new OrderLine
        {
            Id = w.Existing?.Id ?? NewId.Next(),
            OrganisationId = organisationId,
            OrderId = orderId,
            ChannelLineId = w.Existing?.ChannelLineId ?? (++last).ToString(CultureInfo.InvariantCulture),
            Position = i,
            ChannelListingId = w.Sold.ChannelListingId,
            ChannelVariationId = w.Sold.ChannelVariationId,
            VariationId = w.Sold.VariationId,
            SellerSku = w.Sold.SellerSku,
            Title = w.Sold.Title,
            Quantity = w.Quantity,
            OpenQuantity = takesStock ? w.Quantity - shipped.GetValueOrDefault(w.Existing?.Id ?? 0) : 0,
            ReturnedQuantity = w.Existing?.ReturnedQuantity ?? 0,
            UnitPriceText = w.PriceText,
            TotalMinor = sums.Lines[i],
        })];
    }

    /// <summary>A phone number is found as it was typed and by its digits alone.</summary>
    public static string SearchTextOf(Order order, IEnumerable<OrderLine> lines) => SearchText.Of([
        order.Number, order.BuyerName, order.BuyerEmail, order.BuyerPhone, string.Concat((order.BuyerPhone ?? "").Where(char.IsAsciiDigit)),
        .. order.TrackingNumbers, .. lines.Select(l => l.SellerSku).Distinct()]);
}
