using System.Text.Json;
using System.Text.Json.Nodes;
using Quayside.Connectors;
using Quayside.Connectors.TikTokShop;

namespace Quayside.Tests.Connectors.TikTokShop;

/// <summary>Shapes are those of the official reference of Get Order List; values are invented.</summary>
public sealed class TikTokOrderTests
{
    private const string Id = "576486316948490001";
    private static readonly DateTimeOffset Placed = DateTimeOffset.FromUnixTimeSeconds(1_790_000_000);

    [Theory]
    [InlineData("UNPAID", OrderState.AwaitingPayment, 2)]
    [InlineData("ON_HOLD", OrderState.New, 2)]
    [InlineData("AWAITING_SHIPMENT", OrderState.ReadyToShip, 2)]
    [InlineData("PARTIALLY_SHIPPING", OrderState.ReadyToShip, 2)]
    [InlineData("AWAITING_COLLECTION", OrderState.Packed, 2)]
    [InlineData("IN_TRANSIT", OrderState.Shipped, 0)]
    [InlineData("DELIVERED", OrderState.Delivered, 0)]
    [InlineData("COMPLETED", OrderState.Completed, 0)]
    [InlineData("CANCELLED", OrderState.Cancelled, 0)]
    [InlineData("CANCEL", OrderState.Cancelled, 0)]
    [InlineData("SOMETHING_NEW", OrderState.Unknown, 0)]
    public void Every_status_has_its_state_and_keeps_its_word(string theirs, OrderState expected, int open)
    {
        var order = Mapped(SmallTikTok.Order(Id, Placed, theirs));

        Assert.Equal((theirs, expected), (order.Status, order.State));
        Assert.Equal(open, Assert.Single(order.Lines).OpenQuantity);
    }

    [Fact]
    public void An_order_on_hold_is_never_ready_to_ship_whatever_its_units_say()
    {
        var order = Mapped(SmallTikTok.Order(Id, Placed, "ON_HOLD", SmallTikTok.Unit("1", "AWAITING_SHIPMENT")));

        Assert.Equal((OrderState.New, 1m), (order.State, order.Lines[0].OpenQuantity));
        Assert.Null(order.ShipTo);
    }

    [Theory]
    [InlineData("AWAITING_SHIPMENT", OrderState.CancelRequested)]
    [InlineData("ON_HOLD", OrderState.CancelRequested)]
    [InlineData("IN_TRANSIT", OrderState.Shipped)]
    public void A_buyer_who_wants_to_cancel_is_heard_until_it_is_on_its_way(string theirs, OrderState expected)
    {
        var json = SmallTikTok.Order(Id, Placed, theirs);
        json["is_buyer_request_cancel"] = true;

        Assert.Equal(expected, Mapped(json).State);
    }

    [Fact]
    public void Units_of_one_sku_at_one_price_are_one_line_and_a_gift_is_another()
    {
        var gift = SmallTikTok.Unit("4");
        (gift["is_gift"], gift["sale_price"]) = (true, "0");
        var cancelled = SmallTikTok.Unit("10", "CANCELLED");
        var shipped = SmallTikTok.Unit("9"); // where a unit says nothing of itself, its parcel does
        shipped["package_status"] = "FULFILLING";

        var order = Mapped(SmallTikTok.Order(Id, Placed, "PARTIALLY_SHIPPING", cancelled, SmallTikTok.Unit("11", "AWAITING_SHIPMENT"), shipped, gift));

        Assert.Equal([("9", 3m, 1m, 3150L), ("4", 1m, 1m, 0L)], order.Lines.Select(l => (l.Id, l.Quantity, l.OpenQuantity, l.Total.MinorUnits)));
        Assert.Equal(("1729592969712207001", "1729592969712207101", "TEE-RED-M", "Product 1 (Red, M)"), (order.Lines[0].ListingId, order.Lines[0].VariationId, order.Lines[0].SellerSku, order.Lines[0].Title));
    }

    [Fact]
    public void What_the_buyer_paid_is_goods_and_shipping_and_the_discounts_are_inside_the_lines()
    {
        var order = Mapped(SmallTikTok.Order(Id, Placed));

        Assert.Equal((2299, 2100, 199, 300), (order.Total.MinorUnits, order.Lines[0].Total.MinorUnits, order.ShippingTotal.MinorUnits, order.DiscountTotal.MinorUnits));
        Assert.Null(order.TaxTotal);
        Assert.Equal((Placed, Placed.AddSeconds(60), Placed.AddSeconds(30)), (order.PlacedAt, order.ChangedAt!.Value, order.PaidAt!.Value));
        AddsUp(order);
    }

    [Fact]
    public void Tax_on_top_and_fees_are_told_apart_from_tax_inside_the_prices()
    {
        var onTop = SmallTikTok.Order(Id, Placed);
        (onTop["payment"]!["tax"], onTop["payment"]!["retail_delivery_fee"], onTop["payment"]!["total_amount"]) = ("1.70", "0.28", "24.97");
        var inside = SmallTikTok.Order(Id, Placed);
        inside["payment"]!["tax"] = "1.70";

        Assert.Equal((170L, 28L), (Mapped(onTop).TaxTotal!.Value.MinorUnits, Mapped(onTop).FeeTotal.MinorUnits));
        AddsUp(Mapped(onTop));
        Assert.Null(Mapped(inside).TaxTotal);
        AddsUp(Mapped(inside));
    }

    [Fact]
    public void A_sale_price_before_discounts_is_found_out_by_the_orders_own_sum()
    {
        var json = SmallTikTok.Order(Id, Placed);
        foreach (var unit in json["line_items"]!.AsArray())
        {
            unit!["sale_price"] = "12";
        }

        Assert.Equal(2100, Assert.Single(Mapped(json).Lines).Total.MinorUnits);
        AddsUp(Mapped(json));
    }

    [Fact]
    public void Carriers_and_parcels_are_named_by_the_units_and_by_the_order_where_they_name_none()
    {
        var json = SmallTikTok.Order(Id, Placed, "IN_TRANSIT", Sent("1", "JX1"), Sent("2", "JX2"), Sent("3", "JX2"));
        var whole = SmallTikTok.Order(Id, Placed, "IN_TRANSIT");
        (whole["shipping_provider"], whole["shipping_provider_id"], whole["tracking_number"]) = ("TT Virtual express", "6617675021119438849", "JX3");

        var order = Mapped(json);

        Assert.Equal([new ChannelShipping("Ninja Van", "7117858858072016687", "Ninja Van")], order.Shipping);
        Assert.Equal(["JX1", "JX2"], order.TrackingNumbers);
        Assert.Equal([new ChannelShipping("TT Virtual express", "6617675021119438849", "TT Virtual express")], Mapped(whole).Shipping);
        Assert.Equal(["JX3"], Mapped(whole).TrackingNumbers);

        static JsonObject Sent(string id, string number)
        {
            var unit = SmallTikTok.Unit(id, "IN_TRANSIT");
            (unit["shipping_provider_name"], unit["shipping_provider_id"], unit["tracking_number"]) = ("Ninja Van", "7117858858072016687", number);
            return unit;
        }
    }

    [Fact]
    public void A_masked_address_is_kept_as_it_comes_and_its_levels_have_their_places()
    {
        var json = SmallTikTok.Order(Id, Placed);
        json["buyer_email"] = "v2b2V5@chat.example";
        json["recipient_address"] = JsonNode.Parse("""
            {"name":"D** K**","phone_number":"(+65)****1234","full_address":"**** 18, SG","address_line1":"****","address_line2":"Suite 1**","address_line3":" ","region_code":"MY","postal_code":"50000",
            "district_info":[{"address_level":"L0","address_name":"Malaysia"},{"address_level":"L1","address_name":"Selangor"},{"address_level":"L2","address_name":"Petaling"},{"address_level":"L3","address_name":"Damansara"}]}
            """);

        var order = Mapped(json);

        Assert.Equal(new PostalAddress("D** K**", null, "****", "Suite 1**, Damansara", "Petaling", "Selangor", "50000", "MY", "(+65)****1234"), order.ShipTo);
        Assert.Equal(new Buyer("D** K**", "v2b2V5@chat.example", "(+65)****1234"), order.Buyer);
    }

    [Fact]
    public void What_is_listed_is_marked_as_what_is_read_and_what_changes_without_a_date_shows_in_the_mark()
    {
        var json = SmallTikTok.Order(Id, Placed);
        var sent = SmallTikTok.Order(Id, Placed);
        sent["line_items"]![0]!["tracking_number"] = "JX1";

        Assert.Equal(Mapped(json).Mark, TikTokMapOrder.Listed(Json(json)).Mark);
        Assert.NotEqual(Mapped(json).Mark, Mapped(sent).Mark);
    }

    [Theory]
    [InlineData("create_time")]
    [InlineData("status")]
    [InlineData("payment")]
    public void What_no_order_can_be_without_is_named(string field)
    {
        var json = SmallTikTok.Order(Id, Placed);
        json.Remove(field);

        Assert.Contains(field == "payment" ? "total_amount" : field, Assert.Throws<FormatException>(() => Mapped(json)).Message, StringComparison.Ordinal);
    }

    private static ChannelOrder Mapped(JsonObject json) => TikTokMapOrder.Order(Json(json));

    private static JsonElement Json(JsonObject json) => JsonDocument.Parse(json.ToJsonString()).RootElement;

    private static void AddsUp(ChannelOrder order) => Assert.Equal(
        order.Total.MinorUnits,
        order.Lines.Sum(l => l.Total.MinorUnits) + order.ShippingTotal.MinorUnits + order.FeeTotal.MinorUnits + (order.TaxTotal?.MinorUnits ?? 0));
}
