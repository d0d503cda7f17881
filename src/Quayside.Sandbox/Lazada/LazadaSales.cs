using System.Globalization;
using System.Text.Json.Nodes;

namespace Quayside.Sandbox.Lazada;

/// <summary>Orders and their units as GetOrders and GetMultipleOrderItems write them.</summary>
internal sealed class LazadaSales(ShopOptions options, LazadaSeller seller, ShopData data)
{
    private static readonly string[] Providers = ["LEX SG", "Ninja Van", "Pickup: J&T Express, Delivery: J&T Express"];

    /// <summary>What lies in the list; carts are no orders.</summary>
    public static bool IsOrder(PracticeOrder order) => order.Status != "checkout-draft";

    /// <summary>The words of an order's units, one for each piece.</summary>
    public IReadOnlyList<string> StatusesOf(PracticeOrder order)
    {
        var pieces = (int)order.Lines.Sum(line => line.Quantity);
        var word = WordOf(order);
        var statuses = Enumerable.Repeat(word, pieces).ToArray();
        if (order.Status == "partial-shipped" && pieces > 0)
        {
            statuses[0] = "shipped";
        }

        if (options.Messy && word == "pending" && pieces > 1 && order.Id % 3 == 0)
        {
            statuses[^1] = "canceled";
        }

        return statuses;
    }

    /// <param name="isDetail">GetOrder does not say who gave a voucher.</param>
    public JsonObject Write(PracticeOrder order, bool isDetail)
    {
        var price = order.Lines.Sum(line => line.Subtotal);
        var voucher = price - order.Lines.Sum(line => line.Total);
        var row = new JsonObject
        {
            ["order_id"] = order.Id,
            ["order_number"] = order.Id,
            ["statuses"] = new JsonArray([.. StatusesOf(order).Distinct().Select(word => (JsonNode)word)]),
            ["items_count"] = (int)order.Lines.Sum(line => line.Quantity),
            ["price"] = order.AmountsAsNumbers ? JsonValue.Create(price) : price.ToString("N2", CultureInfo.InvariantCulture),
            ["voucher"] = voucher,
            ["voucher_code"] = order.Coupon?.Code ?? "",
            ["shipping_fee"] = order.Shipping.Sum(line => line.Total),
            ["shipping_fee_original"] = order.Shipping.Sum(line => line.Total),
            ["shipping_fee_discount_seller"] = 0,
            ["shipping_fee_discount_platform"] = 0,
            ["payment_method"] = order.PaymentMethod == "cod" ? "COD" : "MIXEDCARD",
            ["customer_first_name"] = Masked(order.Billing.FirstName),
            ["customer_last_name"] = "",
            ["created_at"] = Time(order.PlacedAt),
            ["updated_at"] = Time(order.ModifiedAt),
            ["address_shipping"] = Address(order.ShipTo == PracticeAddress.None ? order.Billing : order.ShipTo),
            ["address_billing"] = Address(order.Billing),
            ["warehouse_code"] = "dropshipping",
            ["gift_option"] = false,
            ["gift_message"] = "",
            ["remarks"] = "",
            ["buyer_note"] = order.CustomerNote,
            ["promised_shipping_times"] = "",
            ["national_registration_number"] = "",
            ["tax_code"] = "",
            ["branch_number"] = "",
            ["delivery_info"] = "",
            ["extra_attributes"] = "{\"TaxInvoiceRequested\":false}",
            ["need_cancel_confirm"] = false,
            ["is_cancel_pending"] = false,
        };
        if (!isDetail)
        {
            (row["voucher_seller"], row["voucher_platform"]) = (voucher, 0);
        }

        return row;
    }

    public JsonObject WriteUnits(PracticeOrder order)
    {
        var statuses = StatusesOf(order);
        var units = new JsonArray();
        foreach (var line in order.Lines)
        {
            for (var piece = 0; piece < (int)line.Quantity; piece++)
            {
                units.Add((JsonNode)Unit(order, line, piece, statuses[units.Count]));
            }
        }

        return new JsonObject { ["order_number"] = order.Id, ["order_id"] = order.Id, ["order_items"] = units };
    }

    private JsonObject Unit(PracticeOrder order, PracticeOrderLine line, int piece, string status)
    {
        var price = line.Subtotal / line.Quantity;
        var paid = Share(line.Total, (int)line.Quantity, piece);
        var sold = (PracticeSellable?)data.FindVariation(line.VariationId) ?? data.FindProduct(line.ProductId);
        var itemId = line.ProductId == 0 ? 900_000 + line.Id : line.ProductId;
        var skuId = sold is null ? 19_000_000_000 + line.Id : LazadaGoods.SkuId(sold);
        var sent = status is not ("unpaid" or "pending" or "repacked" or "canceled");
        return new JsonObject
        {
            ["order_item_id"] = (line.Id * 1000) + piece,
            ["order_id"] = order.Id,
            ["product_id"] = itemId.ToString(CultureInfo.InvariantCulture),
            ["sku_id"] = skuId.ToString(CultureInfo.InvariantCulture),
            ["shop_sku"] = $"{itemId}_{seller.Site}-{skuId}",
            ["sku"] = sold?.Sku ?? "",
            ["name"] = line.Name,
            ["variation"] = sold is PracticeVariation variation ? $"Color Family:{variation.Choices[0]}" : "",
            ["status"] = status,
            ["item_price"] = price,
            ["paid_price"] = paid,
            ["voucher_amount"] = price - paid,
            ["voucher_seller"] = price - paid,
            ["voucher_platform"] = 0,
            ["shipping_amount"] = 0.00m,
            ["shipping_service_cost"] = 0,
            ["tax_amount"] = 0.00m,
            ["wallet_credits"] = 0,
            ["currency"] = seller.Currency,
            ["package_id"] = sent ? $"FP{order.Id}" : "",
            ["tracking_code"] = sent ? $"PRACTICE{order.Id:D9}" : "",
            ["tracking_code_pre"] = "",
            ["shipment_provider"] = sent ? Providers[(int)(order.Id % Providers.Length)] : "",
            ["shipping_type"] = "Dropshipping",
            ["shipping_provider_type"] = "standard",
            ["delivery_option_sof"] = 0,
            ["is_fbl"] = 0,
            ["is_digital"] = 0,
            ["is_reroute"] = 0,
            ["warehouse_code"] = "dropshipping",
            ["order_flag"] = "NORMAL",
            ["order_type"] = "Normal",
            ["created_at"] = Time(order.PlacedAt),
            ["updated_at"] = Time(order.ModifiedAt),
            ["sla_time_stamp"] = order.PlacedAt.AddDays(2).ToOffset(seller.Offset).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture),
            ["payment_time"] = order.PaidAt?.ToUnixTimeMilliseconds() ?? 0,
            ["reason"] = "",
            ["reason_detail"] = "",
            ["cancel_return_initiator"] = "null-null",
            ["need_cancel_confirm"] = false,
            ["buyer_id"] = order.CustomerId,
            ["shop_id"] = options.Name,
            ["invoice_number"] = "",
        };
    }

    private static string WordOf(PracticeOrder order) => order.Status switch
    {
        "on-hold" or "partial-shipped" => "pending",
        "processing" => (order.Id % 5) switch { 2 => "packed", 3 => "ready_to_ship", 4 => "repacked", _ => "pending" },
        "completed" => "delivered",
        "refunded" => "returned",
        "cancelled" or "trash" => "canceled",
        "failed" => (order.Id % 3) switch { 0 => "failed", 1 => "lost_by_3pl", _ => "shipped_back_success" },
        "pending" => "unpaid",
        var own => own,
    };

    // Whole cents, the last piece taking what is left.
    private static decimal Share(decimal total, int pieces, int piece)
    {
        var each = Math.Floor(total * 100 / pieces) / 100;
        return piece < pieces - 1 ? each : total - (each * (pieces - 1));
    }

    private JsonObject Address(PracticeAddress address) => new()
    {
        ["first_name"] = $"{address.FirstName} {address.LastName}".Trim(),
        ["last_name"] = "",
        ["phone"] = address.Phone,
        ["phone2"] = "",
        ["address1"] = address.Line1,
        ["address2"] = address.Line2,
        ["address3"] = address.State,
        ["address4"] = address.City,
        ["address5"] = address.Postcode,
        ["city"] = address.City,
        ["post_code"] = address.Postcode,
        ["country"] = seller.CountryName,
    };

    private static string Masked(string name) => name.Length < 2 ? name : $"{name[0]}{new string('*', 8)}{name[^1]}";

    private string Time(DateTimeOffset time) =>
        time.ToOffset(seller.Offset).ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture).Remove(23, 1);
}
