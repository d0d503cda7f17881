using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;

namespace Quayside.Sandbox.TikTokShop;

/// <summary>Orders as the search and the details write them: every piece is a line of its own, amounts are text, buyers are masked.</summary>
internal sealed class TikTokSales(TikTokStore store, string pictures)
{
    private readonly TikTokLines _lines = new(store, pictures);

    public bool IsWanted(PracticeOrder order, JsonObject filter) =>
        (filter["shipping_type"]?.ToString() is not { } shipping || shipping == TikTokCarriers.ShippingTypeOf(order))
        && (filter["buyer_user_id"]?.ToString() is not { } buyer || buyer == store.Ids.Buyer(order.CustomerId))
        && (filter["is_buyer_request_cancel"] is not { } asked || (asked.ToString() == "true") == WantsToCancel(order))
        && (filter["warehouse_ids"] is not JsonArray { Count: > 0 } warehouses
            || warehouses.Any(id => id?.ToString() == store.Ids.Warehouse(TikTokStock.SalesWarehouse)));

    public JsonObject Write(PracticeOrder order)
    {
        var status = TikTokStatuses.Of(order);
        var shipping = TikTokCarriers.ShippingTypeOf(order);
        var row = new JsonObject
        {
            ["id"] = store.Ids.Order(order.Id),
            ["status"] = status,
            ["create_time"] = Time(order.PlacedAt),
            ["update_time"] = Time(order.ModifiedAt),
            ["order_type"] = "NORMAL",
            ["user_id"] = store.Ids.Buyer(order.CustomerId),
            ["buyer_email"] = string.Create(CultureInfo.InvariantCulture, $"v5eed{order.Id}@example.test"),
            ["buyer_message"] = order.CustomerNote,
            ["seller_note"] = "",
            ["is_cod"] = order.PaymentMethod == "cod",
            ["payment_method_name"] = order.PaymentTitle,
            ["payment"] = Payment(order),
            ["recipient_address"] = Address(order),
            ["fulfillment_type"] = !store.Options.Messy || order.Id % 17 != 0 ? "FULFILLMENT_BY_SELLER"
                : IsTokopedias(order) ? "FULFILLMENT_BY_DILAYANI_TOKOPEDIA" : "FULFILLMENT_BY_TIKTOK",
            ["delivery_type"] = "HOME_DELIVERY",
            ["shipping_type"] = shipping,
            ["delivery_option_id"] = store.Ids.DeliveryOption(TikTokCarriers.OptionOf(order)),
            ["delivery_option_name"] = TikTokCarriers.Options[TikTokCarriers.OptionOf(order)].Name,
            ["warehouse_id"] = store.Ids.Warehouse(TikTokStock.SalesWarehouse),
            ["packages"] = Packages(order, status),
            ["has_updated_recipient_address"] = false,
            ["is_sample_order"] = false,
            ["is_on_hold_order"] = status == "ON_HOLD",
            ["is_replacement_order"] = false,
            ["is_buyer_request_cancel"] = WantsToCancel(order),
            ["rts_sla_time"] = Time(order.PlacedAt.AddDays(2)),
            ["tts_sla_time"] = Time(order.PlacedAt.AddDays(3)),
            ["delivery_sla_time"] = Time(order.PlacedAt.AddDays(8)),
            ["line_items"] = _lines.Write(order),
        };
        AddWhatHappened(row, order, status);
        return row;
    }

    private void AddWhatHappened(JsonObject row, PracticeOrder order, string status)
    {
        if (order.PaidAt is { } paid)
        {
            row["paid_time"] = Time(paid);
        }

        if (status == "CANCELLED")
        {
            row["cancel_reason"] = "No longer needed";
            row["cancellation_initiator"] = order.Id % 2 == 0 ? "BUYER" : "SYSTEM";
            row["cancel_time"] = Time(order.ModifiedAt);
        }

        if (WantsToCancel(order))
        {
            row["request_cancel_time"] = Time(order.ModifiedAt);
        }

        if (status == "PARTIALLY_SHIPPING")
        {
            row["split_or_combine_tag"] = "SPLIT";
        }

        if (TikTokCarriers.HasCarrier(status))
        {
            var (id, name) = TikTokCarriers.ProviderOf(order);
            (row["shipping_provider_id"], row["shipping_provider"]) = (id, name);
            row["tracking_number"] = TikTokCarriers.IsArranged(status) ? TikTokCarriers.TrackingOf(order) : "";
        }

        if (store.Options.Region == "ID")
        {
            row["commerce_platform"] = IsTokopedias(order) ? "TOKOPEDIA" : "TIKTOK_SHOP";
        }
    }

    private bool IsTokopedias(PracticeOrder order) => store.Options.Region == "ID" && order.Id % 4 == 0;

    // One in sixteen of the orders that still could be sent.
    private bool WantsToCancel(PracticeOrder order) => store.Options.Messy && order.Status == "processing" && order.Id % 16 == 5;

    private JsonObject Payment(PracticeOrder order)
    {
        var goods = order.Lines.Sum(line => store.Money(line.Subtotal));
        var discount = goods - order.Lines.Sum(line => store.Money(line.Total));
        var byPlatform = TikTokLines.PlatformPays(order) ? discount : 0;
        var shipping = order.Shipping.Sum(line => store.Money(line.Total));
        return new JsonObject
        {
            ["currency"] = store.Options.Currency,
            ["original_total_product_price"] = store.Amount(goods),
            ["seller_discount"] = store.Amount(discount - byPlatform),
            ["platform_discount"] = store.Amount(byPlatform),
            ["sub_total"] = store.Amount(goods - discount),
            ["original_shipping_fee"] = store.Amount(shipping),
            ["shipping_fee_seller_discount"] = "0",
            ["shipping_fee_platform_discount"] = "0",
            ["shipping_fee"] = store.Amount(shipping),
            ["tax"] = "0",
            ["total_amount"] = store.Amount(goods - discount + shipping),
        };
    }

    private JsonArray Packages(PracticeOrder order, string status) => status switch
    {
        "UNPAID" or "ON_HOLD" => [],
        "PARTIALLY_SHIPPING" => [Package(order, 1), Package(order, 2)],
        _ => [Package(order, 1)],
    };

    private JsonObject Package(PracticeOrder order, int number) => new() { ["id"] = store.Ids.Package(order.Id, number) };

    private JsonObject Address(PracticeOrder order)
    {
        var address = order.ShipTo == PracticeAddress.None ? order.Billing : order.ShipTo;
        return new JsonObject
        {
            ["name"] = Masked($"{address.FirstName} {address.LastName}"),
            ["first_name"] = Masked(address.FirstName),
            ["last_name"] = Masked(address.LastName),
            ["phone_number"] = "(+00)*******00",
            ["full_address"] = $"{address.City}, ******",
            ["address_detail"] = "******",
            ["address_line1"] = "******",
            ["address_line2"] = "",
            ["address_line3"] = "",
            ["address_line4"] = "",
            ["postal_code"] = address.Postcode,
            ["region_code"] = store.Options.Region,
            ["district_info"] = new JsonArray(
                new JsonObject { ["address_level"] = "L0", ["address_level_name"] = "Country", ["address_name"] = store.Options.Region },
                new JsonObject { ["address_level"] = "L1", ["address_level_name"] = "City", ["address_name"] = WebUtility.HtmlDecode(address.City) }),
        };
    }

    private static string Masked(string name) => name.Trim() is { Length: > 0 } known ? $"{known[0]}***" : "";

    private static long Time(DateTimeOffset time) => time.ToUnixTimeSeconds();
}
