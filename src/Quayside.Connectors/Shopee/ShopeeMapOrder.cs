using System.Globalization;
using System.Text.Json;
using Quayside.Connectors.Http;

namespace Quayside.Connectors.Shopee;

/// <summary>Orders into our words. Pure: no HTTP, no clock.</summary>
internal static class ShopeeMapOrder
{
    /// <param name="numbers">Tracking numbers by package.</param>
    /// <exception cref="FormatException">A field is missing or holds what cannot be meant; the message names it.</exception>
    /// <exception cref="OverflowException">An amount is too large.</exception>
    public static ChannelOrder Order(JsonElement json, IReadOnlyDictionary<string, string> numbers)
    {
        var id = json.Filled("order_sn"u8).Need("order_sn").Trim();
        var currency = new Currency(json.Filled("currency"u8).Need("currency"));
        var status = json.Filled("order_status"u8).Need("order_status").Trim();
        var state = State(status);
        var lines = Lines(json, currency, HoldsStock(status) && json.Time("pickup_done_time"u8) is null);
        var goods = Sum(lines.Select(l => l.Total), currency);
        var total = json.Number("total_amount"u8) is { } amount ? Money.FromMajor(amount, currency) : goods;
        var beyond = total.MinorUnits - goods.MinorUnits;
        var packages = json.Items("package_list"u8).ToList();
        return new ChannelOrder(
            Id: id,
            Number: id,
            PlacedAt: json.Time("create_time"u8).Need("create_time"),
            ChangedAt: json.Time("update_time"u8),
            Status: status,
            State: state,
            Total: total,
            ShippingTotal: new Money(Math.Max(0, beyond), currency),
            TaxTotal: null,
            DiscountTotal: new Money(checked(Discount(json, currency) + Math.Max(0, -beyond)), currency),
            FeeTotal: new Money(0, currency),
            RefundedTotal: new Money(0, currency),
            Buyer: new Buyer(json.Filled("buyer_username"u8), null, json.Field("recipient_address"u8)?.Filled("phone"u8)),
            ShipTo: ShipTo(json.Field("recipient_address"u8) ?? default),
            Lines: beyond < 0 ? Less(lines, -beyond, goods.MinorUnits) : lines,
            Shipping: [.. Shipping(json, packages).DistinctBy(s => (s.Carrier, s.ServiceCode))],
            TrackingNumbers: [.. packages.Select(p => p.Filled("package_number"u8)).OfType<string>()
                .Select(p => numbers.GetValueOrDefault(p)).OfType<string>().Distinct()])
        {
            PaidAt = json.Time("pay_time"u8),
        };
    }

    /// <exception cref="FormatException">As <see cref="Order"/>.</exception>
    public static ListedOrder Listed(JsonElement json) => new(
        json.Filled("order_sn"u8).Need("order_sn").Trim(), json.Time("create_time"u8).Need("create_time"), json.Time("update_time"u8));

    // A word that Shopee adds is normal: it is said to be unknown, not guessed.
    public static OrderState State(string status) => status switch
    {
        "UNPAID" => OrderState.AwaitingPayment,
        "PENDING" or "INVOICE_PENDING" => OrderState.New, // held by Shopee: not to be shipped yet
        "READY_TO_SHIP" or "RETRY_SHIP" => OrderState.ReadyToShip,
        "PROCESSED" => OrderState.Packed,
        "SHIPPED" => OrderState.Shipped,
        "TO_CONFIRM_RECEIVE" => OrderState.Delivered,
        "COMPLETED" => OrderState.Completed,
        "IN_CANCEL" => OrderState.CancelRequested,
        "CANCELLED" => OrderState.Cancelled,
        "TO_RETURN" => OrderState.Returned,
        _ => OrderState.Unknown,
    };

    // Shopee takes the pieces from its count when the order is placed, paid or not, and gives them back when it is cancelled.
    private static bool HoldsStock(string status) =>
        status is "UNPAID" or "PENDING" or "INVOICE_PENDING" or "READY_TO_SHIP" or "RETRY_SHIP" or "PROCESSED" or "IN_CANCEL";

    private static List<ChannelOrderLine> Lines(JsonElement json, Currency currency, bool holdsStock)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        var lines = new List<ChannelOrderLine>();
        foreach (var item in json.Items("item_list"u8))
        {
            var line = Line(item, currency, holdsStock);
            var number = seen[line.Id] = seen.GetValueOrDefault(line.Id) + 1;
            lines.Add(number == 1 ? line : line with { Id = string.Create(CultureInfo.InvariantCulture, $"{line.Id}-{number}") });
        }

        return lines;
    }

    // What identifies a line is shared inside a bundle, and its newer twin is missing from older orders; item and model tell them apart.
    private static ChannelOrderLine Line(JsonElement item, Currency currency, bool holdsStock)
    {
        var itemId = item.Id("item_id"u8);
        var modelId = item.Id("model_id"u8);
        var quantity = item.Number("model_quantity_purchased"u8).Need("model_quantity_purchased");
        var price = Price(item);
        var open = item.Number("active_qty"u8) ?? quantity - (item.Number("cancelled_qty"u8) ?? 0);
        var name = HtmlText.Line(item.Text("item_name"u8)) ?? "";
        var model = HtmlText.Line(item.Text("model_name"u8));
        return new ChannelOrderLine(
            Id: $"{item.Id("order_item_id"u8) ?? itemId}-{modelId ?? itemId}",
            ListingId: itemId,
            VariationId: modelId ?? itemId,
            SellerSku: item.Filled("model_sku"u8) ?? item.Filled("item_sku"u8),
            Title: model is null ? name : $"{name} ({model})",
            Quantity: quantity,
            OpenQuantity: holdsStock ? Math.Clamp(open, 0, quantity) : 0,
            UnitPrice: price is { } text ? new UnitPrice(text, currency) : null,
            Total: Money.FromMajor(quantity * decimal.Parse(price.Need("model_discounted_price"), NumberStyles.Float, CultureInfo.InvariantCulture), currency));
    }

    // 0 for goods of a bundle, whose discount is only in the order's total.
    private static string? Price(JsonElement item) =>
        item.Number("model_discounted_price"u8) is > 0 ? item.DecimalText("model_discounted_price"u8)
        : item.Text("promotion_type"u8) == "bundle_deal" || item.Number("model_discounted_price"u8) is null ? item.DecimalText("model_original_price"u8)
        : item.DecimalText("model_discounted_price"u8);

    private static long Discount(JsonElement json, Currency currency)
    {
        var sum = 0L;
        foreach (var item in json.Items("item_list"u8))
        {
            if (item.Number("model_original_price"u8) is { } original && item.Number("model_discounted_price"u8) is > 0 and var paid && original > paid)
            {
                var quantity = item.Number("model_quantity_purchased"u8) ?? 0;
                sum = checked(sum + Money.FromMajor((original - paid) * quantity, currency).MinorUnits);
            }
        }

        return sum;
    }

    // Vouchers, coins and the discount of a bundle lower the total and stand at no line: each line bears its share, the last one the rest.
    private static List<ChannelOrderLine> Less(List<ChannelOrderLine> lines, long discount, long goods)
    {
        var rest = discount;
        var less = new List<ChannelOrderLine>(lines.Count);
        foreach (var line in lines)
        {
            var share = less.Count == lines.Count - 1 ? rest
                : (long)decimal.Round((decimal)discount * line.Total.MinorUnits / goods, 0, MidpointRounding.ToEven);
            rest -= share;
            less.Add(line with { Total = line.Total with { MinorUnits = checked(line.Total.MinorUnits - share) } });
        }

        return less;
    }

    private static List<ChannelShipping> Shipping(JsonElement json, List<JsonElement> packages)
    {
        var named = packages.Select(p => (Carrier: HtmlText.Line(p.Text("shipping_carrier"u8)), Channel: p.Id("logistics_channel_id"u8)))
            .Where(p => p.Carrier is not null).Select(p => new ChannelShipping(p.Carrier!, p.Channel, p.Carrier)).ToList();
        return named.Count > 0 ? named
            : HtmlText.Line(json.Text("shipping_carrier"u8)) is { } carrier ? [new ChannelShipping(carrier, null, null)]
            : [];
    }

    // Shopee masks most of it with stars; it is kept as it comes.
    private static PostalAddress? ShipTo(JsonElement address)
    {
        var shipTo = new PostalAddress(
            Name: address.Filled("name"u8),
            Company: null,
            Line1: address.Filled("full_address"u8),
            Line2: address.Filled("district"u8) ?? address.Filled("town"u8),
            City: address.Filled("city"u8),
            Region: address.Filled("state"u8),
            Postcode: address.Filled("zipcode"u8),
            Country: address.Filled("region"u8),
            Phone: address.Filled("phone"u8));
        return shipTo == new PostalAddress(null, null, null, null, null, null, null, null, null) ? null : shipTo;
    }

    private static Money Sum(IEnumerable<Money> amounts, Currency currency) => amounts.Aggregate(new Money(0, currency), (sum, amount) => sum + amount);
}
