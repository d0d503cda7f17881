using Quayside.Connectors;
using Quayside.Stores.Sync;

namespace Quayside.Orders;

/// <summary>Pure functions from a channel's order to the rows that hold it.</summary>
internal static class OrderRows
{
    public static Order Order(ChannelOrder order, ImportTarget store, DateTimeOffset now, Order? existing) => new()
    {
        Id = existing?.Id ?? NewId.Next(),
        OrganisationId = store.OrganisationId,
        StoreId = store.StoreId,
        ChannelOrderId = order.Id,
        Number = order.Number,
        PlacedAt = order.PlacedAt,
        ChangedAt = order.ChangedAt,
        ChannelStatus = order.Status,
        State = order.State,
        IsHistorical = existing?.IsHistorical ?? order.PlacedAt < store.ConnectedAt,
        IsOpen = !order.IsDeleted && order.PlacedAt >= store.OpenFrom && IsOpen(order.State),
        PaidAt = order.PaidAt,
        ChannelMark = order.Mark,
        DeletedAt = order.IsDeleted ? existing?.DeletedAt ?? now : null,
        Currency = order.Total.Currency.Code,
        TotalMinor = order.Total.MinorUnits,
        ShippingMinor = order.ShippingTotal.MinorUnits,
        TaxMinor = order.TaxTotal?.MinorUnits,
        DiscountMinor = order.DiscountTotal.MinorUnits,
        FeeMinor = order.FeeTotal.MinorUnits,
        RefundedMinor = order.RefundedTotal.MinorUnits,
        SumDifferenceMinor = SumDifference(order),
        BuyerName = order.Buyer.Name,
        BuyerEmail = order.Buyer.Email,
        BuyerPhone = order.Buyer.Phone,
        ShipTo = order.ShipTo,
        Shipping = [.. order.Shipping],
        IsCollected = order.IsCollected,
        TrackingNumbers = [.. order.TrackingNumbers],
        SearchText = SearchText.Of([
            order.Number, order.Id, order.Buyer.Name, order.Buyer.Email, .. order.TrackingNumbers,
            .. order.Lines.Select(l => l.SellerSku).Distinct()]),
        LearnedAt = existing is null ? now : existing.LearnedAt,
        LearnedBy = existing is null ? store.By : existing.LearnedBy,

        // Ours, and not the channel's to change.
        CarrierId = existing?.CarrierId,
        Note = existing?.Note,
    };

    public static OrderLine Line(
        ChannelOrderLine line, Order order, ImportTarget store, int position, long? variationId, OrderLine? existing) => new()
        {
            Id = existing?.Id ?? NewId.Next(),
            OrganisationId = order.OrganisationId,
            OrderId = order.Id,
            ChannelLineId = line.Id,
            Position = position,
            ChannelListingId = line.ListingId,
            ChannelVariationId = line.VariationId,
            VariationId = variationId ?? (IsSameThing(line, existing) ? existing!.VariationId : null),
            SellerSku = line.SellerSku,
            Title = line.Title,
            Quantity = line.Quantity,
            OpenQuantity = order.PlacedAt >= store.OpenFrom ? line.OpenQuantity : 0,
            UnitPriceText = line.UnitPrice?.Text,
            TotalMinor = line.Total.MinorUnits,
        };

    // A variation that moved to another listing is still what was sold, though the order goes on naming the listing it was sold under.
    private static bool IsSameThing(ChannelOrderLine line, OrderLine? existing) =>
        existing is not null && line.VariationId == existing.ChannelVariationId && line.ListingId == existing.ChannelListingId;

    /// <summary>States in which somebody may still have to do something. A status nobody knows counts: better looked at than lost.</summary>
    public static bool IsOpen(OrderState state) => state
        is OrderState.New or OrderState.AwaitingPayment or OrderState.ReadyToShip or OrderState.Packed
        or OrderState.CancelRequested or OrderState.Unknown;

    private static long SumDifference(ChannelOrder order) => checked(
        order.Total.MinorUnits - order.Lines.Sum(l => l.Total.MinorUnits) - order.ShippingTotal.MinorUnits
        - order.FeeTotal.MinorUnits - (order.TaxTotal?.MinorUnits ?? 0));
}
