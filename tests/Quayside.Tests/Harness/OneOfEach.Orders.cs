using Quayside.Connectors;
using Quayside.Orders;
using Quayside.Stores;

namespace Quayside.Tests.Harness;

internal sealed partial class OneOfEach
{
    private long _line;

    private void Sold()
    {
        Order = Add(new Order
        {
            OrganisationId = organisationId,
            StoreId = Store,
            ChannelOrderId = "501",
            Number = "#501",
            PlacedAt = Then,
            ChangedAt = Then,
            ChannelStatus = "processing",
            State = OrderState.ReadyToShip,
            IsHistorical = true,
            IsOpen = true,
            Currency = "EUR",
            TotalMinor = 1250,
            ShippingMinor = 400,
            TaxMinor = 50,
            DiscountMinor = 0,
            FeeMinor = 0,
            RefundedMinor = 0,
            SumDifferenceMinor = 35,
            BuyerName = "A. Buyer",
            BuyerEmail = "buyer@example.test",
            ShipTo = new PostalAddress("A. Buyer", null, "1 Quay", null, "Port", null, "1000", "SG", null),
            Shipping = [new ChannelShipping("Parcel post", "flat_rate:1", "Flat rate")],
            TrackingNumbers = ["TR-1"],
            SearchText = "#501",
            PaidAt = Then,
            DeletedAt = Then,
            LearnedAt = Then,
            LearnedBy = LearnedBy.InitialSync,
        }).Id;
        Add(new OrderEvent
        {
            OrganisationId = organisationId,
            OrderId = Order,
            At = Then,
            LearnedAt = Then.AddMinutes(1),
            LearnedBy = LearnedBy.DeltaSync,
            Change = OrderChange.TrackingNumber,
            Before = "TR-0",
            After = "TR-1",
        });
        _line = Add(NewLine("1", Variation)).Id;
        Add(NewLine("2", null));
    }

    private void Shipped()
    {
        Parcel = Add(new Shipment
        {
            OrganisationId = organisationId,
            OrderId = Order,
            CarrierId = Carrier,
            Service = "Flat rate",
            TrackingNumber = "TR-1",
            ShippedAt = Then,
            Who = "owner@example.test",
            DeliveredAt = Then,
        }).Id;
        Add(new ShipmentLine { OrganisationId = organisationId, ShipmentId = Parcel, LineId = _line, Quantity = 1 });
    }

    private OrderLine NewLine(string id, long? variation) => new()
    {
        OrganisationId = organisationId,
        OrderId = Order,
        ChannelLineId = id,
        Position = int.Parse(id, null),
        VariationId = variation,
        ChannelListingId = "7",
        ChannelVariationId = "71",
        SellerSku = "KET-RED",
        Title = "Kettle, red",
        Quantity = 1,
        OpenQuantity = 1,
        UnitPriceText = variation is null ? null : "3.825",
        TotalMinor = 383,
    };
}
