using System.Text.Json.Nodes;
using Quayside.Connectors;
using Quayside.Connectors.WooCommerce;

namespace Quayside.Tests.Connectors.WooCommerce;

public sealed class WooOrderTests : WooTest
{
    private static readonly Currency Euro = new("EUR");

    [Fact]
    public async Task Sums_add_up_as_the_shops_do()
    {
        var order = await RecordedAsync(306);

        Assert.Equal("164.54", order.Total.ToString());
        Assert.Equal(order.Total, order.Lines.Select(l => l.Total).Aggregate((a, b) => a + b) + order.ShippingTotal + order.FeeTotal + order.TaxTotal!.Value);
        Assert.Equal(("9.95", "2.50", "28.56", "13.73"), (order.ShippingTotal.ToString(), order.FeeTotal.ToString(), order.TaxTotal.ToString(), order.DiscountTotal.ToString()));
    }

    [Fact]
    public async Task A_partial_refund_leaves_the_order_to_be_shipped()
    {
        var order = await RecordedAsync(306);

        Assert.Equal(("processing", OrderState.ReadyToShip), (order.Status, order.State));
        Assert.Equal("1.00", order.RefundedTotal.ToString());
    }

    [Fact]
    public async Task A_full_refund_is_a_state_and_an_amount()
    {
        var order = await RecordedAsync(307);

        Assert.Equal((OrderState.Refunded, "144.50", "144.50"), (order.State, order.Total.ToString(), order.RefundedTotal.ToString()));
        Assert.All(order.Lines, line => Assert.Equal(0, line.OpenQuantity));
    }

    [Fact]
    public async Task A_unit_price_keeps_the_shops_text()
    {
        Assert.Contains("3.825", (await RecordedAsync(306)).Lines.Select(l => l.UnitPrice!.Text));
        Assert.Contains("13.340000000000002", (await RecordedAsync(307)).Lines.Select(l => l.UnitPrice!.Text));
    }

    [Fact]
    public async Task A_line_names_the_variation_or_the_product_itself()
    {
        var lines = (await RecordedAsync(306)).Lines;

        Assert.Equal(("17", "35"), (lines[4].ListingId, lines[4].VariationId));
        Assert.Equal(("239", "239", "BULK-183"), (lines[0].ListingId, lines[0].VariationId, lines[0].SellerSku));
    }

    [Fact]
    public async Task A_line_whose_product_is_gone_stays()
    {
        var line = Assert.Single((await RecordedAsync(439)).Lines);

        Assert.Equal((null, null, null, "To be deleted", 2m), (line.ListingId, line.VariationId, line.SellerSku, line.Title, line.Quantity));
    }

    [Fact]
    public async Task An_order_of_nothing_but_a_fee_adds_up()
    {
        var order = await RecordedAsync(437);

        Assert.Empty(order.Lines);
        Assert.Equal(("12.09", "9.99", "2.10"), (order.Total.ToString(), order.FeeTotal.ToString(), order.TaxTotal.ToString()));
    }

    [Fact]
    public async Task An_order_keeps_its_own_currency() => Assert.Equal("USD", (await RecordedAsync(323)).Total.Currency.Code);

    [Fact]
    public async Task A_guest_without_shipping_address_is_sent_to_the_billing_address()
    {
        var order = await RecordedAsync(440);

        Assert.Equal(new Buyer("Ada Beispiel", "multi@example.test", null), order.Buyer);
        Assert.Equal(("Ada Beispiel", "1 Sample Street", "NL"), (order.ShipTo?.Name, order.ShipTo?.Line1, order.ShipTo?.Country));
    }

    [Fact]
    public async Task No_address_at_all_is_none() => Assert.Null((await RecordedAsync(439)).ShipTo);

    [Theory]
    [InlineData("pending", OrderState.AwaitingPayment)]
    [InlineData("on-hold", OrderState.AwaitingPayment)]
    [InlineData("failed", OrderState.AwaitingPayment)]
    [InlineData("processing", OrderState.ReadyToShip)]
    [InlineData("completed", OrderState.Completed)]
    [InlineData("cancelled", OrderState.Cancelled)]
    [InlineData("refunded", OrderState.Refunded)]
    [InlineData("trash", OrderState.Cancelled)]
    [InlineData("partly-shipped", OrderState.Unknown)]
    public void States_are_ours_and_an_unknown_one_is_not_guessed(string status, OrderState expected) =>
        Assert.Equal(expected, WooMapOrder.State(status));

    // The mark "_reduced_stock" is what the shop took; without it a paid or held order holds what was ordered.
    [Theory]
    [InlineData("processing", "2", 2)]
    [InlineData("processing", "1", 1)]
    [InlineData("processing", "0", 0)]
    [InlineData("processing", null, 3)]
    [InlineData("on-hold", null, 3)]
    [InlineData("pending", null, 0)]
    [InlineData("failed", null, 0)]
    [InlineData("failed", "3", 3)]
    [InlineData("partly-shipped", "3", 3)]
    [InlineData("partly-shipped", null, 0)]
    [InlineData("completed", "3", 0)]
    [InlineData("refunded", "3", 0)]
    [InlineData("cancelled", "3", 0)]
    public async Task What_is_open_is_what_the_shop_took_and_has_not_shipped(string status, string? mark, int expected)
    {
        var order = Recording.Row("orders.json", 439);
        order["status"] = status;
        var line = order["line_items"]![0]!.AsObject();
        line["quantity"] = 3;
        line["meta_data"] = mark is null ? [] : new JsonArray(new JsonObject { ["key"] = "_reduced_stock", ["value"] = mark });

        Assert.Equal(expected, (await OnlyAsync(order)).Lines[0].OpenQuantity);
    }

    [Fact]
    public async Task A_custom_status_after_completion_holds_nothing_any_more()
    {
        var order = Recording.Row("orders.json", 309);
        order["status"] = "delivered";

        var read = await OnlyAsync(order);

        Assert.Equal(("delivered", OrderState.Unknown), (read.Status, read.State));
        Assert.All(read.Lines, line => Assert.Equal(0, line.OpenQuantity));
    }

    [Fact]
    public async Task Each_way_of_shipping_is_a_carrier_with_its_service()
    {
        Assert.Equal([new ChannelShipping("DHL Express", "flat_rate:2", "DHL Express")], (await RecordedAsync(306)).Shipping);
        Assert.Equal(
            [new ChannelShipping("A", "flat_rate", "A"), new ChannelShipping("B", "flat_rate", "B")], (await RecordedAsync(440)).Shipping);
    }

    [Fact]
    public async Task Picking_up_is_no_carrier()
    {
        var order = await RecordedAsync(314);

        Assert.Empty(order.Shipping);
        Assert.True(order.IsCollected);
        Assert.False((await RecordedAsync(306)).IsCollected);
    }

    [Fact]
    public async Task Tracking_plugins_name_carriers_and_numbers()
    {
        var order = Recording.Row("orders.json", 309);
        order["meta_data"] = JsonNode.Parse("""
            [{"key":"_wc_shipment_tracking_items","value":[
              {"tracking_provider":"dhl","custom_tracking_provider":"","tracking_number":" 1234 "},
              {"tracking_provider":"","custom_tracking_provider":"Bike &amp; Post","tracking_number":"B-1"},
              {"tracking_provider":"dhl","tracking_number":"1235"}]},
             {"key":"_tracking_number","value":"3STEST"},{"key":"other","value":{"a":[1]}}]
            """);

        var read = await OnlyAsync(order);

        Assert.Equal(["1234", "B-1", "1235", "3STEST"], read.TrackingNumbers);
        Assert.Equal(["DPD Europe", "dhl", "Bike & Post"], read.Shipping.Select(s => s.Carrier));
        Assert.Null(read.Shipping[1].ServiceCode);
    }

    [Fact]
    public async Task Amounts_may_be_numbers_and_may_carry_commas()
    {
        var order = Recording.Row("orders.json", 437);
        (order["total"], order["total_tax"], order["id"]) = (12.09, "2,10", "437");

        var read = await OnlyAsync(order);

        Assert.Equal((Money.Parse("12.09", Euro), Money.Parse("2.10", Euro)), (read.Total, read.TaxTotal));
    }

    private Task<ChannelOrder> RecordedAsync(long id) => OnlyAsync(Recording.Row("orders.json", id));

    private async Task<ChannelOrder> OnlyAsync(JsonObject order)
    {
        Woo.Orders.Clear();
        Woo.Orders.Add(order);
        var page = await Connector.ReadOrderAsync(await ConnectKnownAsync(), order["id"]!.ToString(), Cancellation);
        var record = Assert.Single(page.Records);
        Assert.Null(record.Problem);
        return record.Value!;
    }
}
