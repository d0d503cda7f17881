using System.Text.Json.Nodes;
using Quayside.Connectors;

namespace Quayside.Tests.Connectors.Vendure;

public sealed class VendureOrderTests : VendureShopTest
{
    [Fact]
    public async Task An_order_comes_with_buyer_address_lines_and_times()
    {
        var order = await OrderAsync("1");

        Assert.Equal((string?)Shop.Order("1")["code"], order.Number);
        Assert.Equal(new DateTimeOffset(2026, 11, 26, 5, 58, 55, 564, TimeSpan.Zero), order.PlacedAt);
        Assert.Equal(new Buyer("Test Buyer A", "a@example.test", "555-0100"), order.Buyer);
        Assert.Equal(
            new PostalAddress("Test Buyer", "Example Ltd", "1 Example Street", "Unit 2", "Exampleton", "Example State", "12345", "US", "555-0101"),
            order.ShipTo);
        var line = order.Lines[0];
        Assert.Equal(("1", "1", "1", "L2201308", "Laptop 13 inch 8GB"), (line.Id, line.ListingId, line.VariationId, line.SellerSku, line.Title));
        Assert.Equal((2m, "1299.00", "2598.00"), (line.Quantity, line.UnitPrice?.Text, line.Total.ToString()));
    }

    [Fact]
    public async Task Sums_add_up_in_every_order_that_was_recorded()
    {
        var page = await Connector.ReadOrdersAsync(Connect(), Always, null, Cancellation);

        Assert.Equal(12, page.Records.Count);
        Assert.All(page.Records.Select(r => r.Value!), order => Assert.Equal(
            order.Total.MinorUnits,
            order.Lines.Sum(l => l.Total.MinorUnits) + order.ShippingTotal.MinorUnits + order.FeeTotal.MinorUnits + order.TaxTotal!.Value.MinorUnits));
    }

    [Theory]
    [InlineData("1", "3205.40", "5.00", "533.40", "0.00", "0.00", "0.00")]
    [InlineData("2", "7210.47", "10.00", "1200.08", "896.61", "0.00", "0.00")]
    [InlineData("4", "6544.80", "0.00", "1090.80", "5.00", "0.00", "0.00")]
    [InlineData("8", "4921.40", "5.00", "819.40", "0.00", "0.00", "7.77")]
    [InlineData("9", "98.09", "5.00", "15.52", "0.00", "3.50", "0.00")]
    public async Task Each_sum_means_what_it_means_on_every_channel(
        string id, string total, string shipping, string tax, string discount, string fees, string refunded)
    {
        var order = await OrderAsync(id);

        Assert.Equal(
            (total, shipping, tax, discount, fees, refunded),
            ($"{order.Total}", $"{order.ShippingTotal}", $"{order.TaxTotal}", $"{order.DiscountTotal}", $"{order.FeeTotal}", $"{order.RefundedTotal}"));
    }

    [Fact]
    public async Task A_refund_counts_once_it_is_settled()
    {
        Assert.Equal("Pending", (string?)Shop.Order("7")["payments"]![0]!["refunds"]![0]!["state"]);

        Assert.Equal(0, (await OrderAsync("7")).RefundedTotal.MinorUnits);
    }

    [Theory]
    [InlineData("1", OrderState.AwaitingPayment, "2/2 1/1")]
    [InlineData("2", OrderState.ReadyToShip, "3/3")]
    [InlineData("3", OrderState.ReadyToShip, "3/1 2/2")]
    [InlineData("4", OrderState.Shipped, "1/0 1/0")]
    [InlineData("5", OrderState.ReadyToShip, "1/0 2/2")]
    [InlineData("6", OrderState.Delivered, "1/0")]
    [InlineData("7", OrderState.Cancelled, "0/0")]
    [InlineData("8", OrderState.ReadyToShip, "2/2 1/1")]
    [InlineData("9", OrderState.New, "1/1 2/2")]
    [InlineData("10", OrderState.AwaitingPayment, "2/2")]
    public async Task Open_is_what_the_shop_has_allocated_and_not_fulfilled(string id, OrderState state, string quantities)
    {
        var order = await OrderAsync(id);

        Assert.Equal(state, order.State);
        Assert.Equal((string?)Shop.Order(id)["state"], order.Status);
        Assert.Equal(quantities, string.Join(' ', order.Lines.Select(l => $"{l.Quantity}/{l.OpenQuantity}")));
    }

    [Theory]
    [InlineData("ArrangingPayment", OrderState.AwaitingPayment, 0)]
    [InlineData("AddingItems", OrderState.New, 0)]
    [InlineData("Draft", OrderState.New, 0)]
    [InlineData("WaitingForTheMoon", OrderState.Unknown, 3)]
    [InlineData("Cancelled", OrderState.Cancelled, 0)]
    public async Task Nothing_is_open_before_a_payment_or_after_a_cancellation_and_unknown_states_are_said_to_be_unknown(string status, OrderState state, int open)
    {
        Shop.Order("1")["state"] = status;

        var order = await OrderAsync("1");

        Assert.Equal((status, state, open), (order.Status, order.State, order.Lines.Sum(l => l.OpenQuantity)));
    }

    [Fact]
    public async Task A_cancelled_fulfilment_gives_its_pieces_back_to_the_order()
    {
        Shop.Order("4")["fulfillments"]![0]!["state"] = "Cancelled";
        Shop.Order("4")["state"] = "PaymentSettled";

        var order = await OrderAsync("4");

        Assert.All(order.Lines, line => Assert.Equal(line.Quantity, line.OpenQuantity));
        Assert.Empty(order.TrackingNumbers);
        Assert.Equal(["Standard Shipping"], order.Shipping.Select(s => s.Carrier));
    }

    [Fact]
    public async Task All_that_was_shipped_and_only_partly_delivered_is_on_its_way()
    {
        Shop.Order("4")["state"] = "PartiallyDelivered";

        Assert.Equal(OrderState.Shipped, (await OrderAsync("4")).State);
    }

    [Fact]
    public async Task Carriers_are_the_methods_chosen_and_what_was_typed_on_the_parcels()
    {
        var order = await OrderAsync("4");

        Assert.Equal(
            [new ChannelShipping("Standard Shipping", "standard-shipping", "Standard Shipping"), new ChannelShipping("DHL Express", null, null)],
            order.Shipping);
        Assert.Equal(["JD0001"], order.TrackingNumbers);
        Assert.Empty((await OrderAsync("5")).TrackingNumbers);
    }

    [Fact]
    public async Task Lines_come_in_one_order_however_the_shop_lists_them()
    {
        var lines = Shop.Order("3")["lines"]!.AsArray();
        var first = lines[0];
        lines.RemoveAt(0);
        first!["id"] = "10";
        lines[0]!["id"] = "9";
        lines.Insert(0, first);

        Assert.Equal(["9", "10"], (await OrderAsync("3")).Lines.Select(l => l.Id));
    }

    [Fact]
    public async Task An_order_without_buyer_address_payments_and_parcels_is_an_order()
    {
        var order = Shop.Order("1");
        order["customer"] = null;
        order["shippingAddress"] = new JsonObject { ["fullName"] = null, ["countryCode"] = "" };
        order["payments"] = null;
        order["fulfillments"] = null;
        order["shippingLines"] = new JsonArray();

        var read = await OrderAsync("1");

        Assert.Equal(new Buyer(null, null, null), read.Buyer);
        Assert.Null(read.ShipTo);
        Assert.Empty(read.Shipping);
    }

    [Fact]
    public async Task An_order_in_a_currency_without_coins_still_adds_up()
    {
        // 1948.60 + 5.00 + 389.70 = 2343.30: each rounded by itself would make 1949 + 5 + 390 = 2344, and the total 2343.
        var recorded = Shop.Order("15");
        recorded["lines"]![0]!["proratedLinePrice"] = 194860;
        recorded["total"] = 195360;
        recorded["totalWithTax"] = 234330;

        var yen = await OrderAsync("15");

        Assert.Equal("1948.50", yen.Lines[0].UnitPrice?.Text);
        Assert.Equal(
            ("JPY", 2343L, 1949L, 5L, 389L),
            (yen.Total.Currency.Code, yen.Total.MinorUnits, yen.Lines[0].Total.MinorUnits, yen.ShippingTotal.MinorUnits, yen.TaxTotal!.Value.MinorUnits));
    }

    [Fact]
    public async Task Figures_that_do_not_add_up_are_kept_as_the_shop_says_them()
    {
        Shop.Order("1")["totalWithTax"] = 320541;
        Shop.Order("1")["total"] = 267200;

        var order = await OrderAsync("1");

        Assert.Equal((320541, 53341), (order.Total.MinorUnits, order.TaxTotal?.MinorUnits));
    }

    [Theory]
    [InlineData("totalWithTax")]
    [InlineData("currencyCode")]
    [InlineData("state")]
    [InlineData("lines")]
    [InlineData("orderPlacedAt")]
    public async Task An_order_without_what_every_order_has_is_kept_apart_with_its_reason(string field)
    {
        Shop.Order("1").Remove(field);

        var page = await Connector.ReadOrderAsync(Connect(), "1", Cancellation);

        Assert.Contains(field, page.Records[0].Problem, StringComparison.Ordinal);
        Assert.Null(JsonNode.Parse(page.Records[0].Raw.Span)![field]);
    }
}
