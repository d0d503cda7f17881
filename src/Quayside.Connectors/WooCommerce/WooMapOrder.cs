using System.Globalization;
using System.Text.Json;
using Quayside.Connectors.Http;

namespace Quayside.Connectors.WooCommerce;

/// <summary>Orders into our words. Pure: no HTTP, no clock.</summary>
internal static class WooMapOrder
{
    /// <summary>The status of what was thrown away.</summary>
    public const string Bin = "trash";

    private static readonly string[] PickUp = ["local_pickup", "pickup_location"];

    /// <summary>Orders that are none yet: carts of the block checkout, and what the admin pages hold open.</summary>
    public static bool IsDraft(string? status) => Plain(status) is "checkout-draft" or "auto-draft";

    /// <exception cref="FormatException">A field is missing or holds what cannot be meant; the message names it.</exception>
    /// <exception cref="OverflowException">An amount is too large.</exception>
    public static ChannelOrder Order(WooOrder order)
    {
        var id = order.Id ?? throw new FormatException("The order has no id.");
        var currency = new Currency(order.Currency ?? throw new FormatException("The order has no currency."));
        var status = Plain(order.Status) ?? throw new FormatException("The order has no status.");
        var state = State(status);
        var parcels = Parcels(order).ToList();
        var shipping = order.ShippingLines.Select(Shipping).OfType<ChannelShipping>()
            .Concat(parcels.Select(p => p.Provider).OfType<string>().Distinct().Select(p => new ChannelShipping(p, null, null))).ToList();
        return new ChannelOrder(
            Id: id,
            Number: order.Number ?? id,
            PlacedAt: order.Created ?? throw new FormatException("The order has no time."),
            ChangedAt: order.Modified,
            Status: status,
            State: state,
            Total: Money.FromMajor(order.Total ?? throw new FormatException("The order has no total."), currency),
            ShippingTotal: Money.FromMajor(order.ShippingTotal ?? 0, currency),
            TaxTotal: order.TotalTax is { } tax ? Money.FromMajor(tax, currency) : null,
            DiscountTotal: Money.FromMajor(order.DiscountTotal ?? 0, currency),
            FeeTotal: Sum(order.Fees, currency),
            RefundedTotal: Sum(order.Refunds.Select(refund => refund is { } r ? Math.Abs(r) : (decimal?)null), currency),
            Buyer: new Buyer(
                order.Billing.Name ?? order.Billing.Part("company"u8), order.Billing.Part("email"u8), order.Billing.Part("phone"u8)),
            ShipTo: ShipTo(order),
            Lines: [.. order.Lines.Select(line => Line(line, currency, order, state))],
            Shipping: shipping,
            TrackingNumbers: [.. parcels.Select(p => p.Number).OfType<string>().Distinct()])
        {
            PaidAt = order.Paid,
            Mark = Mark(order),
            IsDeleted = status == Bin,
            IsCollected = shipping.Count == 0 && order.ShippingLines.Any(IsPickUp),
        };
    }

    /// <summary>What an import or a plugin changes right in the shop's database, without a date.</summary>
    public static string Mark(WooOrder order) => string.Create(CultureInfo.InvariantCulture, $"{Plain(order.Status)} {order.Total}");

    // Plugins add statuses of their own, so an unknown one is normal: it is said to be unknown, not guessed.
    public static OrderState State(string status) => status switch
    {
        "pending" or "on-hold" or "failed" => OrderState.AwaitingPayment,
        "processing" => OrderState.ReadyToShip,
        "completed" => OrderState.Completed,
        "cancelled" or Bin => OrderState.Cancelled,
        "refunded" => OrderState.Refunded,
        _ => OrderState.Unknown,
    };

    private static string? Plain(string? status) =>
        string.IsNullOrWhiteSpace(status) ? null : status.StartsWith("wc-", StringComparison.Ordinal) ? status[3..] : status;

    // Money is rounded once per amount: a sum of rounded parts is what the shop's own page shows.
    private static Money Sum(IEnumerable<decimal?> amounts, Currency currency) =>
        amounts.Aggregate(new Money(0, currency), (sum, amount) => sum + Money.FromMajor(amount ?? 0, currency));

    private static ChannelOrderLine Line(WooLine line, Currency currency, WooOrder order, OrderState state)
    {
        var quantity = line.Quantity ?? throw new FormatException("A line has no quantity.");
        return new ChannelOrderLine(
            Id: line.Id ?? throw new FormatException("A line has no id."),
            ListingId: line.ProductId,
            VariationId: line.VariationId ?? line.ProductId,
            SellerSku: line.Sku,
            Title: HtmlText.Line(line.Name) ?? "",
            Quantity: quantity,
            OpenQuantity: Open(line, quantity, order, state),
            UnitPrice: line.Price is { } price ? new UnitPrice(price, currency) : null,
            Total: Money.FromMajor(line.Total ?? throw new FormatException("A line has no total."), currency));
    }

    /// <summary>What the shop took from its stock for this line and has neither shipped nor taken back.</summary>
    /// <remarks>WooCommerce writes it on the line as "_reduced_stock", lowers it when it restocks a refund and removes it when it
    /// gives the stock back. Lines of products that it does not count have none; for those of a paid or held order the ordered
    /// quantity stands. After "completed" the mark stays although the goods are gone, so the order's state comes first.</remarks>
    private static decimal Open(WooLine line, decimal quantity, WooOrder order, OrderState state)
    {
        var isGone = state is OrderState.Completed or OrderState.Cancelled or OrderState.Refunded
            || (state == OrderState.Unknown && order.Completed is not null)
            || IsFulfilled(order);
        if (isGone)
        {
            return 0;
        }

        var taken = line.Meta.Where(meta => meta.Key == "_reduced_stock").Select(meta => meta.Json.Number("value"u8)).FirstOrDefault();
        var stands = Plain(order.Status) is "processing" or "on-hold" ? quantity : 0;
        return Math.Max(0, taken ?? stands);
    }

    private static bool IsFulfilled(WooOrder order) => order.Meta.Any(meta => meta is { Key: "_fulfillment_status", Text: "fulfilled" });

    // A shop may send nothing but a guessed country as the shipping address; the goods go to the billing address then.
    private static PostalAddress? ShipTo(WooOrder order) =>
        Address(order.Shipping, order.Billing) is { } shipping && (shipping.Line1 ?? shipping.Line2 ?? shipping.City ?? shipping.Postcode) is not null
            ? shipping
            : Address(order.Billing, order.Billing);

    private static PostalAddress? Address(WooAddressBlock block, WooAddressBlock billing)
    {
        var address = new PostalAddress(
            Name: block.Name,
            Company: block.Part("company"u8),
            Line1: block.Part("address_1"u8),
            Line2: block.Part("address_2"u8),
            City: block.Part("city"u8),
            Region: block.Part("state"u8),
            Postcode: block.Part("postcode"u8),
            Country: block.Part("country"u8),
            Phone: block.Part("phone"u8) ?? billing.Part("phone"u8));
        return (address.Line1 ?? address.Line2 ?? address.City ?? address.Postcode ?? address.Country) is null ? null : address;
    }

    private static ChannelShipping? Shipping(WooShippingLine line)
    {
        if (IsPickUp(line))
        {
            return null;
        }

        return (HtmlText.Line(line.Title) ?? line.MethodId) is { } carrier
            ? new ChannelShipping(carrier, ServiceCode(line.MethodId, line.InstanceId), carrier)
            : null;
    }

    /// <summary>"flat_rate:2"; the method alone where the shop names no instance. Older shops have both in the method's id.</summary>
    public static string? ServiceCode(string? method, string? instance) =>
        method is null || instance is null || method.Contains(':', StringComparison.Ordinal) ? method : $"{method}:{instance}";

    // Older shops have the instance in the method's id.
    private static bool IsPickUp(WooShippingLine line) => line.MethodId is { } method && IsPickUp(method.Split(':')[0]);

    public static bool IsPickUp(string method) => PickUp.Contains(method, StringComparer.Ordinal);

    private static IEnumerable<(string? Provider, string? Number)> Parcels(WooOrder order)
    {
        foreach (var meta in order.Meta)
        {
            switch (meta.Key)
            {
                // The Shipment Tracking plugins: a list of parcels.
                case "_wc_shipment_tracking_items" when meta.Value is { } items:
                    foreach (var item in LenientJson.Values(items).Where(i => i.ValueKind == JsonValueKind.Object))
                    {
                        yield return (HtmlText.Line(item.Filled("custom_tracking_provider"u8)) ?? HtmlText.Line(item.Filled("tracking_provider"u8)), item.Filled("tracking_number"u8)?.Trim());
                    }

                    break;
                case "_tracking_number":
                    yield return (null, meta.Text?.Trim());
                    break;
                case "_tracking_provider" or "_shipment_provider":
                    yield return (HtmlText.Line(meta.Text), null);
                    break;
            }
        }

        foreach (var parcel in order.Fulfilments.SelectMany(f => f.Items("meta_data"u8)).Select(meta => new WooMeta(meta)))
        {
            if (parcel.Key is "_tracking_number" or "_shipment_provider")
            {
                yield return parcel.Key == "_tracking_number" ? (null, parcel.Text?.Trim()) : (HtmlText.Line(parcel.Text), null);
            }
        }
    }
}
