using System.Text;
using System.Text.Json;
using Quayside.Connectors.Http;

namespace Quayside.Connectors.TikTokShop;

/// <summary>Orders into our words. Pure: no HTTP, no clock.</summary>
internal static class TikTokMapOrder
{
    private static readonly string[] Fees =
        ["small_order_fee", "retail_delivery_fee", "buyer_service_fee", "handling_fee", "shipping_insurance_fee", "item_insurance_fee"];

    /// <exception cref="FormatException">A field is missing or holds what cannot be meant; the message names it.</exception>
    /// <exception cref="OverflowException">An amount is too large.</exception>
    public static ChannelOrder Order(JsonElement json)
    {
        var id = json.Id("id"u8).Need("id");
        var status = json.Filled("status"u8).Need("status").Trim();
        var units = json.Parts("line_items"u8).Select(unit => new TikTokUnit(unit, status)).ToList();
        var payment = json.Part("payment"u8);
        var currency = new Currency((payment.Filled("currency"u8) ?? units.Select(u => u.Currency).FirstOrDefault(c => c is not null)).Need("currency"));
        var total = payment.Number("total_amount"u8).Need("total_amount");
        var shipping = payment.Number("shipping_fee"u8) ?? 0;
        var fees = Fees.Sum(name => payment.Number(Encoding.UTF8.GetBytes(name)) ?? 0);
        var charged = TikTokUnits.Charged(units, payment.Number("sub_total"u8));
        return new ChannelOrder(
            Id: id,
            Number: id,
            PlacedAt: json.Time("create_time"u8).Need("create_time"),
            ChangedAt: json.Time("update_time"u8),
            Status: status,
            State: State(status, json.IsTrue("is_buyer_request_cancel"u8)),
            Total: Money.FromMajor(total, currency),
            ShippingTotal: Money.FromMajor(shipping, currency),
            TaxTotal: TaxOnTop(payment, total - units.Sum(charged) - shipping - fees) is { } tax ? Money.FromMajor(tax, currency) : null,
            DiscountTotal: Money.FromMajor((payment.Number("seller_discount"u8) ?? 0) + (payment.Number("platform_discount"u8) ?? 0), currency),
            FeeTotal: Money.FromMajor(fees, currency),
            RefundedTotal: new Money(0, currency),
            Buyer: BuyerOf(json),
            ShipTo: TikTokAddress.Of(json.Part("recipient_address"u8)),
            Lines: [.. units.GroupBy(u => (u.SkuId ?? $"{u.SellerSku} {u.Name}", u.SalePrice, u.IsGift)).Select(line => Line([.. line], charged, currency))],
            Shipping: [.. Shipping(json, units).Distinct()],
            TrackingNumbers: [.. units.Select(u => u.TrackingNumber).Append(json.Filled("tracking_number"u8)?.Trim()).OfType<string>().Distinct(StringComparer.Ordinal)])
        {
            PaidAt = json.Time("paid_time"u8),
            Mark = Mark(json),
        };
    }

    /// <exception cref="FormatException">As <see cref="Order"/>.</exception>
    public static ListedOrder Listed(JsonElement json) => new(
        json.Id("id"u8).Need("id"), json.Time("create_time"u8).Need("create_time"), json.Time("update_time"u8), Mark(json));

    /// <param name="isCancelAsked">The buyer wants it cancelled and the answer is due.</param>
    public static OrderState State(string status, bool isCancelAsked)
    {
        var state = status switch
        {
            "UNPAID" => OrderState.AwaitingPayment,
            "ON_HOLD" => OrderState.New, // the buyer may still take it back: not to be shipped yet
            "AWAITING_SHIPMENT" or "PARTIALLY_SHIPPING" => OrderState.ReadyToShip,
            "AWAITING_COLLECTION" => OrderState.Packed,
            "IN_TRANSIT" => OrderState.Shipped,
            "DELIVERED" => OrderState.Delivered,
            "COMPLETED" => OrderState.Completed,
            "CANCELLED" or "CANCEL" => OrderState.Cancelled,
            _ => OrderState.Unknown,
        };
        return isCancelAsked && state is OrderState.AwaitingPayment or OrderState.New or OrderState.ReadyToShip or OrderState.Packed
            ? OrderState.CancelRequested
            : state;
    }

    // "update_time" is documented as the time of the last change of status: what changes otherwise may not be dated.
    private static string Mark(JsonElement json)
    {
        var parcels = json.Parts("line_items"u8).Select(u => $"{u.Text("package_status"u8)}:{u.Text("tracking_number"u8)}").Distinct().Order(StringComparer.Ordinal);
        var asked = json.IsTrue("is_buyer_request_cancel"u8) ? "cancel " : "";
        var moved = json.IsTrue("has_updated_recipient_address"u8) ? "moved " : "";
        return $"{json.Part("payment"u8).Text("total_amount"u8)} {asked}{moved}{string.Join(',', parcels)}";
    }

    // A cancelled piece stays in its line: what was ordered does not change, what is open does.
    private static ChannelOrderLine Line(IReadOnlyList<TikTokUnit> units, Func<TikTokUnit, decimal> charged, Currency currency)
    {
        var first = units[0];
        var name = HtmlText.Line(first.Name);
        var choice = HtmlText.Line(first.SkuName);
        return new ChannelOrderLine(
            Id: units.Select(u => u.Id.Need("line_items.id")).MinBy(id => (id.Length, id))!,
            ListingId: first.ProductId,
            VariationId: first.SkuId,
            SellerSku: first.SellerSku,
            Title: choice is null || choice == "Default" ? name ?? first.SellerSku ?? "" : $"{name ?? first.SellerSku} ({choice})",
            Quantity: units.Count,
            OpenQuantity: units.Count(u => u.IsOpen),
            UnitPrice: first.SalePrice is { } price ? new UnitPrice(price, currency) : null,
            Total: Money.FromMajor(units.Sum(charged), currency));
    }

    // Where prices include it, lines, shipping and fees make up the total already.
    private static decimal? TaxOnTop(JsonElement payment, decimal rest) => rest != 0 && payment.Number("tax"u8) is > 0 and var tax ? tax : null;

    private static Buyer BuyerOf(JsonElement json)
    {
        var address = json.Part("recipient_address"u8);
        return new Buyer(address.Filled("name"u8)?.Trim(), json.Filled("buyer_email"u8)?.Trim(), address.Filled("phone_number"u8)?.Trim());
    }

    // A carrier is named once shipping is arranged. Its id is what it is arranged with.
    private static List<ChannelShipping> Shipping(JsonElement json, List<TikTokUnit> units)
    {
        var named = units.Select(u => u.Carrier).OfType<ChannelShipping>().ToList();
        return named.Count == 0 && HtmlText.Line(json.Text("shipping_provider"u8)) is { } carrier
            ? [new ChannelShipping(carrier, json.Id("shipping_provider_id"u8), carrier)]
            : named;
    }
}
