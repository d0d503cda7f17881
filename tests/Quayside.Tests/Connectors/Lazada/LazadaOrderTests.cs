using System.Text.Json;
using System.Text.Json.Nodes;
using Quayside.Connectors;
using Quayside.Connectors.Lazada;

namespace Quayside.Tests.Connectors.Lazada;

/// <summary>Rows have the shapes of answers seen in Thailand (2018) and Vietnam (2021) and of the official samples; their values are invented.</summary>
public sealed class LazadaOrderTests
{
    private static readonly LazadaCountry Thailand = LazadaCountry.Find("th")!;

    [Fact]
    public void Three_units_of_one_thing_are_one_line_of_three()
    {
        var order = Map(Order(price: "864.00"), Unit(3), Unit(1), Unit(2));

        var line = Assert.Single(order.Lines);
        Assert.Equal(("1", 3m, 3m), (line.Id, line.Quantity, line.OpenQuantity));
        Assert.Equal(("262535605", "404397183", "D0145"), (line.ListingId, line.VariationId, line.SellerSku));
        Assert.Equal(new UnitPrice("288.00", Baht), line.UnitPrice);
        Assert.Equal(new Money(86400, Baht), line.Total);
        Assert.Equal(new Money(86400, Baht), order.Total);
    }

    [Fact]
    public void The_same_thing_at_another_price_is_a_line_of_its_own()
    {
        var gift = Unit(2);
        (gift["item_price"], gift["paid_price"]) = (0, 0);

        var order = Map(Order(), Unit(1), gift);

        Assert.Equal([("1", 28800L), ("2", 0L)], order.Lines.Select(line => (line.Id, line.Total.MinorUnits)));
    }

    [Fact]
    public void Vouchers_are_inside_the_lines_and_what_was_paid_adds_up()
    {
        var unit = Unit(1);
        (unit["paid_price"], unit["voucher_amount"], unit["voucher_platform"]) = (150.20m, 137.80m, 137.80m);
        var row = Order();
        (row["voucher"], row["voucher_platform"], row["shipping_fee"]) = (137.80m, 137.80m, 35.00m);

        var order = Map(row, unit);

        Assert.Equal(new Money(18520, Baht), order.Total);
        Assert.Equal((new Money(15020, Baht), new Money(3500, Baht), new Money(13780, Baht)), (order.Lines[0].Total, order.ShippingTotal, order.DiscountTotal));
        Assert.Null(order.TaxTotal);
    }

    [Theory]
    [InlineData("\"1,288.00\"", 128800)]
    [InlineData("\"1288.00\"", 128800)]
    [InlineData("1288", 128800)]
    [InlineData("1288.00", 128800)]
    public void Amounts_are_text_or_numbers(string price, long expected) =>
        Assert.Equal(expected, Map(Order(price: JsonNode.Parse(price)!), Unit(1)).Total.MinorUnits);

    [Theory]
    [InlineData("288.00", null)]
    [InlineData("308.16", 2016L)]
    public void Tax_is_inside_the_prices_unless_the_orders_price_is_higher_by_just_that(string price, long? tax)
    {
        var unit = Unit(1);
        unit["tax_amount"] = 20.16m;

        var order = Map(Order(price: price), unit);

        Assert.Equal(tax, order.TaxTotal?.MinorUnits);
        Assert.Equal(order.Total.MinorUnits, order.Lines[0].Total.MinorUnits + (tax ?? 0));
    }

    [Fact]
    public void What_was_paid_for_a_unit_counts_whatever_its_vouchers_say()
    {
        var unit = Unit(1);
        (unit["paid_price"], unit["voucher_amount"]) = (250.00m, 10);

        Assert.Equal(25000, Map(Order(), unit).Lines[0].Total.MinorUnits);
    }

    [Fact]
    public void Without_a_paid_price_vouchers_are_taken_off()
    {
        var unit = Unit(1);
        unit.Remove("paid_price");
        unit["voucher_amount"] = 10;

        Assert.Equal(27800, Map(Order(), unit).Lines[0].Total.MinorUnits);
    }

    [Theory]
    [InlineData("unpaid", OrderState.AwaitingPayment, 1)]
    [InlineData("pending", OrderState.ReadyToShip, 1)]
    [InlineData("topack", OrderState.ReadyToShip, 1)]
    [InlineData("repacked", OrderState.ReadyToShip, 1)]
    [InlineData("packed", OrderState.Packed, 1)]
    [InlineData("toship", OrderState.Packed, 1)]
    [InlineData("ready_to_ship_pending", OrderState.Packed, 1)]
    [InlineData("ready_to_ship", OrderState.Packed, 1)]
    [InlineData("shipped", OrderState.Shipped, 0)]
    [InlineData("shipping", OrderState.Shipped, 0)]
    [InlineData("delivered", OrderState.Delivered, 0)]
    [InlineData("failed", OrderState.Returned, 0)]
    [InlineData("failed_delivery", OrderState.Returned, 0)]
    [InlineData("shipped_back", OrderState.Returned, 0)]
    [InlineData("shipped_back_success", OrderState.Returned, 0)]
    [InlineData("shipped_back_failed", OrderState.Returned, 0)]
    [InlineData("returned", OrderState.Returned, 0)]
    [InlineData("canceled", OrderState.Cancelled, 0)]
    [InlineData("lost", OrderState.Cancelled, 0)]
    [InlineData("lost_by_3pl", OrderState.Cancelled, 0)]
    [InlineData("damaged_by_3pl", OrderState.Cancelled, 0)]
    [InlineData("package_scrapped", OrderState.Cancelled, 0)]
    [InlineData("teleported", OrderState.Unknown, 0)]
    public void Every_status_has_a_state_and_the_word_is_kept(string status, OrderState state, int open)
    {
        var order = Map(Order(status), Unit(1, status));

        Assert.Equal((status, state, (decimal)open), (order.Status, order.State, order.Lines[0].OpenQuantity));
    }

    [Theory]
    [InlineData("delivered,pending", OrderState.ReadyToShip, 1)]
    [InlineData("canceled,delivered", OrderState.Delivered, 0)]
    [InlineData("canceled,pending", OrderState.ReadyToShip, 1)]
    [InlineData("canceled,canceled", OrderState.Cancelled, 0)]
    [InlineData("shipped,delivered", OrderState.Shipped, 0)]
    [InlineData("returned,delivered", OrderState.Delivered, 0)]
    [InlineData("teleported,delivered", OrderState.Unknown, 0)]
    [InlineData("teleported,pending", OrderState.ReadyToShip, 1)]
    [InlineData("packed,unpaid", OrderState.AwaitingPayment, 2)]
    public void An_order_stands_where_its_least_advanced_unit_stands(string statuses, OrderState state, int open)
    {
        var order = Map(Order(), [.. statuses.Split(',').Select((status, n) => Unit(n + 1, status))]);

        Assert.Equal(state, order.State);
        Assert.Equal(open, order.Lines.Sum(line => line.OpenQuantity));
        Assert.Equal(2, order.Lines.Sum(line => line.Quantity));
    }

    [Theory]
    [InlineData("true")]
    [InlineData("1")]
    [InlineData("\"True\"")]
    [InlineData("\"1\"")]
    public void A_buyer_who_asks_to_cancel_is_seen_whatever_a_yes_looks_like(string yes)
    {
        var unit = Unit(1);
        unit["need_cancel_confirm"] = JsonNode.Parse(yes);
        var shipped = Unit(1, "shipped");
        shipped["need_cancel_confirm"] = true;

        Assert.Equal(OrderState.CancelRequested, Map(Order(), unit).State);
        Assert.Equal(OrderState.Shipped, Map(Order(), shipped).State);
        Assert.Equal(OrderState.ReadyToShip, Map(Order(), shipped, Unit(2)).State);
    }

    [Fact]
    public void Times_are_utc_and_both_of_lazadas_forms_are_read()
    {
        var row = Order();
        row["updated_at"] = "2018-10-31T10:18:51+07:00";
        var unit = Unit(1);
        unit["payment_time"] = 1540955000000;

        var order = Map(row, unit);

        Assert.Equal(new DateTimeOffset(2018, 10, 31, 3, 18, 27, TimeSpan.Zero), order.PlacedAt);
        Assert.Equal(new DateTimeOffset(2018, 10, 31, 3, 18, 51, TimeSpan.Zero), order.ChangedAt);
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1540955000000), order.PaidAt);
    }

    [Fact]
    public void The_buyers_name_is_taken_from_where_it_is_not_masked()
    {
        var order = Map(Order(), Unit(1));

        Assert.Equal(new Buyer("Somsri Example", null, "66********41"), order.Buyer);
        Assert.Equal(
            new PostalAddress("Somsri Example", null, "6***ง", null, "Mueang Example", "Example Province", "83000", "TH", "66********41"),
            order.ShipTo);
    }

    [Fact]
    public void Carriers_and_tracking_codes_come_from_the_units()
    {
        var (one, other, third) = (Unit(1, "shipped"), Unit(2, "shipped"), Unit(3, "shipped"));
        (one["shipment_provider"], one["tracking_code"]) = ("LEX TH", "LEXPU0001");
        (other["shipment_provider"], other["tracking_code"]) = ("LEX TH", "LEXPU0002");
        (third["shipment_provider"], third["tracking_code"]) = ("Pickup: Flash, Delivery: Kerry", "LEXPU0002");

        var order = Map(Order(), one, other, third);

        Assert.Equal(["LEX TH", "Kerry"], order.Shipping.Select(s => s.Carrier));
        Assert.All(order.Shipping, s => Assert.Equal("standard", s.ServiceCode));
        Assert.Equal(["LEXPU0001", "LEXPU0002"], order.TrackingNumbers);
    }

    [Theory]
    [InlineData("statuses", """["shipped"]""")]
    [InlineData("price", "\"288.01\"")]
    [InlineData("voucher", "1")]
    [InlineData("shipping_fee", "2")]
    public void What_may_change_without_a_new_date_changes_the_mark(string field, string value)
    {
        var changed = Order();
        changed[field] = JsonNode.Parse(value);

        Assert.NotEqual(Map(Order(), Unit(1)).Mark, Map(changed, Unit(1)).Mark);
    }

    [Fact]
    public void Older_units_name_item_and_sku_in_one_text()
    {
        var unit = Unit(1);
        unit["shop_sku"] = "1306535254_VNAMZ-5058631360";

        Assert.Equal(("1306535254", "5058631360"), (Map(Order(), unit).Lines[0].ListingId, Map(Order(), unit).Lines[0].VariationId));
        (unit["product_id"], unit["sku_id"]) = ("77", 88);
        Assert.Equal(("77", "88"), (Map(Order(), unit).Lines[0].ListingId, Map(Order(), unit).Lines[0].VariationId));
        unit.Remove("product_id");
        unit.Remove("sku_id");
        unit["shop_sku"] = "BE494HLAAUE3SGAMZ-39898";
        Assert.Equal((null, null), (Map(Order(), unit).Lines[0].ListingId, Map(Order(), unit).Lines[0].VariationId));
    }

    [Theory]
    [InlineData("price", "much")]
    [InlineData("created_at", "soon")]
    [InlineData("order_id", null)]
    public void What_cannot_be_meant_is_named(string field, string? value)
    {
        var row = Order();
        row[field] = value;

        var problem = Assert.Throws<FormatException>(() => Map(row, Unit(1)));
        Assert.Contains(field == "order_id" ? "id" : field, problem.Message, StringComparison.Ordinal);
    }

    private static Currency Baht { get; } = new("THB");

    private static ChannelOrder Map(JsonObject order, params JsonObject[] units)
    {
        using var rows = JsonDocument.Parse(new JsonArray([.. units.Select(unit => unit.DeepClone())]).ToJsonString());
        using var row = JsonDocument.Parse(order.ToJsonString());
        return LazadaMapOrder.Order(row.RootElement, [.. rows.RootElement.EnumerateArray()], Thailand);
    }

    private static JsonObject Order(string status = "pending", JsonNode? price = null) => JsonNode.Parse(
        """
        {
          "voucher_platform": 0, "voucher": 0.00, "order_number": 215194048738322, "voucher_seller": 0, "created_at": "2018-10-31 10:18:27 +0700",
          "voucher_code": "", "gift_option": false, "customer_last_name": "", "updated_at": "2018-10-31 10:18:51 +0700",
          "promised_shipping_times": "", "price": "288.00", "national_registration_number": "", "payment_method": "COD",
          "customer_first_name": "S******************e", "shipping_fee": 0.00, "items_count": 1, "delivery_info": "", "statuses": ["pending"],
          "address_billing": { "country": "Thailand", "first_name": "Somsri Example", "last_name": "", "phone": "66********41" },
          "extra_attributes": "{\"TaxInvoiceRequested\":false}", "order_id": 215194048738322, "gift_message": "", "remarks": "",
          "address_shipping": {
            "country": "Thailand", "address3": "Example Province", "address2": "", "city": "Mueang Example", "address1": "6***ง", "phone2": "",
            "last_name": "", "phone": "66********41", "post_code": "83000", "address5": "8***0", "address4": "Mueang", "first_name": "Somsri Example"
          }
        }
        """)!.AsObject().With("statuses", new JsonArray(status)).With("price", price ?? "288.00");

    private static JsonObject Unit(long id, string status = "pending") => JsonNode.Parse(
        """
        {
          "paid_price": 288.00, "tax_amount": 0.00, "voucher_platform": 0, "reason": "", "purchase_order_id": "", "voucher_seller": 0,
          "shipping_type": "Dropshipping", "created_at": "2018-10-31 10:18:27 +0700", "voucher_code": "", "package_id": "",
          "variation": "Color Family:Antique White", "updated_at": "2018-10-31 10:18:51 +0700", "currency": "THB",
          "shipping_provider_type": "standard", "sku": "D0145", "invoice_number": "", "cancel_return_initiator": "null-null",
          "shop_sku": "262535605_TH-404397183", "is_digital": 0, "item_price": 288.00, "shipping_service_cost": 0, "tracking_code_pre": "",
          "tracking_code": "", "shipping_amount": 0.00, "reason_detail": "", "shop_id": "An Example Seller", "return_status": "",
          "name": "Mini Sewing Machine", "shipment_provider": "", "voucher_amount": 0.00, "extra_attributes": "", "order_id": 215194048738322
        }
        """)!.AsObject().With("order_item_id", id).With("status", status);
}

internal static class JsonRows
{
    public static JsonObject With(this JsonObject row, string name, JsonNode? value)
    {
        row[name] = value;
        return row;
    }
}
