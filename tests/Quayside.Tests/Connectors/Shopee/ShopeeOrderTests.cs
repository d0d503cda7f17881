using System.Text.Json;
using System.Text.Json.Nodes;
using Quayside.Connectors;
using Quayside.Connectors.Shopee;

namespace Quayside.Tests.Connectors.Shopee;

public sealed class ShopeeOrderTests
{
    private const long Placed = 1_790_000_000;

    [Theory]
    [InlineData("UNPAID", OrderState.AwaitingPayment, true)]
    [InlineData("PENDING", OrderState.New, true)]
    [InlineData("INVOICE_PENDING", OrderState.New, true)]
    [InlineData("READY_TO_SHIP", OrderState.ReadyToShip, true)]
    [InlineData("RETRY_SHIP", OrderState.ReadyToShip, true)]
    [InlineData("PROCESSED", OrderState.Packed, true)]
    [InlineData("SHIPPED", OrderState.Shipped, false)]
    [InlineData("TO_CONFIRM_RECEIVE", OrderState.Delivered, false)]
    [InlineData("COMPLETED", OrderState.Completed, false)]
    [InlineData("IN_CANCEL", OrderState.CancelRequested, true)]
    [InlineData("CANCELLED", OrderState.Cancelled, false)]
    [InlineData("TO_RETURN", OrderState.Returned, false)]
    [InlineData("SOMETHING_NEW", OrderState.Unknown, false)]
    public void Every_status_has_its_state_and_keeps_its_word(string theirs, OrderState expected, bool holdsStock)
    {
        var order = Mapped(SmallShopee.Order("260915ABCDE123", Placed, theirs));

        Assert.Equal((theirs, expected), (order.Status, order.State));
        Assert.Equal(holdsStock ? 2 : 0, Assert.Single(order.Lines).OpenQuantity);
    }

    [Fact]
    public void What_the_buyer_paid_beyond_the_goods_is_the_shipping()
    {
        var order = Mapped(SmallShopee.Order("260915ABCDE123", Placed));

        Assert.Equal((2140, 1980, 160), (order.Total.MinorUnits, order.Lines[0].Total.MinorUnits, order.ShippingTotal.MinorUnits));
        Assert.Null(order.TaxTotal);
        AddsUp(order);
    }

    [Fact]
    public void A_voucher_that_no_line_shows_is_borne_by_the_lines()
    {
        var json = SmallShopee.Order("260915ABCDE123", Placed);
        json["total_amount"] = 26.70m;
        json["item_list"] = new JsonArray(SmallShopee.Line(1, 0, 1, 10m, 10m), SmallShopee.Line(2, 0, 1, 10m, 10m), SmallShopee.Line(3, 0, 1, 10m, 10m));

        var order = Mapped(json);

        Assert.Equal([890, 890, 890], order.Lines.Select(l => l.Total.MinorUnits));
        Assert.Equal((0, 330), (order.ShippingTotal.MinorUnits, order.DiscountTotal.MinorUnits));
        AddsUp(order);
    }

    [Fact]
    public void Goods_of_a_bundle_which_show_no_price_have_the_one_they_had_before()
    {
        var json = SmallShopee.Order("260915ABCDE123", Placed);
        json["total_amount"] = 17m;
        json["item_list"] = new JsonArray(Bundled(1), Bundled(2));

        var order = Mapped(json);

        Assert.Equal(1700, order.Lines.Sum(l => l.Total.MinorUnits));
        Assert.Equal(2, order.Lines.Select(l => l.Id).Distinct().Count());
        AddsUp(order);

        static JsonObject Bundled(long item)
        {
            var line = SmallShopee.Line(item, 0, 1, 10m, 0m);
            (line["promotion_type"], line["order_item_id"]) = ("bundle_deal", 77);
            return line;
        }
    }

    [Fact]
    public void Two_models_of_one_item_are_two_lines_although_they_share_the_items_id()
    {
        var json = SmallShopee.Order("260915ABCDE123", Placed);
        json["item_list"] = new JsonArray(SmallShopee.Line(1, 11, 1, 5m, 5m), SmallShopee.Line(1, 12, 1, 5m, 5m), SmallShopee.Line(1, 12, 1, 5m, 5m));

        Assert.Equal(["1-11", "1-12", "1-12-2"], Mapped(json).Lines.Select(l => l.Id));
    }

    [Fact]
    public void Nulls_and_lists_where_the_reference_says_text_are_no_reason_to_lose_an_order()
    {
        var json = SmallShopee.Order("260915ABCDE123", Placed);
        json["item_list"]![0]!["product_location_id"] = new JsonArray("VN1", "VN2");
        foreach (var name in (string[])["recipient_address", "pay_time", "pickup_done_time", "invoice_data", "note", "buyer_username", "actual_shipping_fee"])
        {
            json[name] = null;
        }

        var order = Mapped(json);

        Assert.Null(order.ShipTo);
        Assert.Null(order.PaidAt);
    }

    [Fact]
    public void Pieces_that_were_cancelled_or_picked_up_are_not_open_any_more()
    {
        var partly = SmallShopee.Order("260915ABCDE123", Placed, "IN_CANCEL");
        partly["item_list"]![0]!["active_qty"] = 1;
        var gone = SmallShopee.Order("260915ABCDE124", Placed, "IN_CANCEL");
        gone["pickup_done_time"] = Placed + 100;

        Assert.Equal((1, 0), ((int)Mapped(partly).Lines[0].OpenQuantity, (int)Mapped(gone).Lines[0].OpenQuantity));
    }

    [Fact]
    public void A_carrier_is_named_by_the_parcel_with_the_channels_number_and_a_parcel_has_its_number()
    {
        var json = SmallShopee.Order("260915ABCDE123", Placed, "SHIPPED");

        var order = Mapped(json, new() { ["OFG260915ABCDE123"] = "SPX123" });

        Assert.Equal([new ChannelShipping("Standard Delivery", "18099", "Standard Delivery")], order.Shipping);
        Assert.Equal(["SPX123"], order.TrackingNumbers);
    }

    private static ChannelOrder Mapped(JsonObject json, Dictionary<string, string>? numbers = null) =>
        ShopeeMapOrder.Order(JsonDocument.Parse(json.ToJsonString()).RootElement, numbers ?? []);

    private static void AddsUp(ChannelOrder order) => Assert.Equal(
        order.Total, order.Lines.Select(l => l.Total).Aggregate(order.ShippingTotal + order.FeeTotal, (sum, line) => sum + line));
}
