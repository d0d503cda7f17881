using System.Globalization;
using System.Text.Json;
using Quayside.Connectors.Http;

namespace Quayside.Connectors.Vendure;

/// <summary>Orders into our words. Pure: no HTTP, no clock.</summary>
internal static class VendureOrderMap
{
    /// <exception cref="FormatException">A field is missing or holds what cannot be meant; the message names it.</exception>
    /// <exception cref="OverflowException">An amount is too large.</exception>
    public static ChannelOrder Order(JsonElement json, VendureActiveChannel shop)
    {
        var order = new VendureOrder(json);
        var id = order.Id.Need("id");
        var status = order.State.Need("state");
        var currency = new Currency(order.Currency.Need("currencyCode"));
        var parcels = order.Fulfillments.Where(f => !f.IsCancelled).ToList();
        List<ChannelOrderLine> lines =
        [
            .. (order.Lines ?? throw VendureJson.Missing("lines"))
                .Select(line => Line(line, HoldsStock(status) ? Fulfilled(line, parcels) : null, currency, shop)),
        ];
        var total = shop.Money(order.TotalWithTax.Need("totalWithTax"), currency);
        var shipping = shop.Money(order.Shipping.Need("shipping"), currency);
        var fees = Sum(order.Surcharges.Select(price => price.Need("price")), currency, shop);
        return new ChannelOrder(
            Id: id,
            Number: order.Code ?? id,
            PlacedAt: order.Placed.Need("orderPlacedAt"),
            ChangedAt: order.Updated,
            Status: status,
            State: State(status, lines),
            Total: total,
            ShippingTotal: shipping,
            TaxTotal: Tax(order, total, [shipping, fees, .. lines.Select(line => line.Total)], shop),
            DiscountTotal: Sum(order.Discounts.Select(amount => -amount.Need("amount")), currency, shop),
            FeeTotal: fees,
            RefundedTotal: Sum(Refunded(order), currency, shop),
            Buyer: new Buyer(Name(order.Customer), order.Customer.Filled("emailAddress"u8), order.Customer.Filled("phoneNumber"u8)),
            ShipTo: ShipTo(order.Address),
            Lines: lines,
            Shipping: [.. Shipping(order, parcels).Distinct()],
            TrackingNumbers: [.. parcels.Select(p => p.TrackingCode).OfType<string>().Distinct()])
        {
            PaidAt = order.SettledPayments.Max(),
            Mark = Mark(order),
        };
    }

    /// <summary>Refunds and parcels are rows of their own: they date no order.</summary>
    public static string Mark(VendureOrder order) => string.Join(
        ' ', order.Refunds.Select(r => string.Create(CultureInfo.InvariantCulture, $"{r.State}:{r.Total}"))
            .Concat(order.Fulfillments.Select(f => $"{f.State}:{f.Method}:{f.TrackingCode}")).Prepend(order.State ?? ""));

    /// <param name="fulfilled">Pieces that left the shop's stock for good; null when the order holds none.</param>
    private static ChannelOrderLine Line(VendureLine line, decimal? fulfilled, Currency currency, VendureActiveChannel shop)
    {
        var quantity = line.Quantity.Need("quantity");
        var sku = line.Variant.Filled("sku"u8);
        return new ChannelOrderLine(
            Id: line.Id.Need("id"),
            ListingId: line.Variant.Id("productId"u8),
            VariationId: line.Variant.Id("id"u8),
            SellerSku: sku,
            Title: line.Variant.Filled("name"u8) ?? sku ?? "",
            Quantity: quantity,
            OpenQuantity: fulfilled is { } gone ? Math.Max(0, quantity - gone) : 0,
            UnitPrice: line.UnitPrice is { } price ? shop.UnitPrice(price, currency) : null,
            Total: shop.Money(line.Total.Need("proratedLinePrice"), currency));
    }

    // Stock is taken (allocated) when a payment is authorised or settled and given back when pieces are cancelled, which also
    // makes the line's quantity smaller. States that a server adds of its own come after the payment.
    private static bool HoldsStock(string status) =>
        status is not ("Created" or "Draft" or "AddingItems" or "ArrangingPayment" or "Cancelled");

    // A fulfilment takes its pieces out of the shop's stock the moment it is made, before it is shipped.
    private static decimal Fulfilled(VendureLine line, List<VendureFulfillment> parcels)
    {
        var id = line.Id.Need("id");
        return parcels.SelectMany(p => p.Lines).Where(l => l.LineId == id).Sum(l => l.Quantity.Need("quantity"));
    }

    // Servers add states of their own, so an unknown one is normal: it is said to be unknown, not guessed.
    private static OrderState State(string status, List<ChannelOrderLine> lines) => status switch
    {
        "Created" or "Draft" or "AddingItems" or "Modifying" => OrderState.New,
        "ArrangingPayment" or "PaymentAuthorized" or "ArrangingAdditionalPayment" => OrderState.AwaitingPayment,
        "PaymentSettled" or "PartiallyShipped" => OrderState.ReadyToShip,
        "PartiallyDelivered" => lines.Any(l => l.OpenQuantity > 0) ? OrderState.ReadyToShip : OrderState.Shipped,
        "Shipped" => OrderState.Shipped,
        "Delivered" => OrderState.Delivered,
        "Cancelled" => OrderState.Cancelled,
        _ => OrderState.Unknown,
    };

    // Vendure says no tax as such: it is what its total with tax is more than its total. A server that counts finer than the
    // currency has coins has each sum rounded by us; there the tax is what is left, so that they still add up.
    private static Money Tax(VendureOrder order, Money total, IEnumerable<Money> parts, VendureActiveChannel shop) =>
        shop.Decimals > total.Currency.Digits
            ? parts.Aggregate(total, (left, part) => left + part with { MinorUnits = -part.MinorUnits })
            : shop.Money(order.TotalWithTax.Need("totalWithTax") - order.Total.Need("total"), total.Currency);

    // Vendure's own sums count a refund once it is settled: until then no money went back.
    private static IEnumerable<decimal> Refunded(VendureOrder order) =>
        order.Refunds.Where(refund => refund.State == "Settled").Select(refund => Math.Abs(refund.Total.Need("total")));

    private static Money Sum(IEnumerable<decimal> units, Currency currency, VendureActiveChannel shop) =>
        units.Aggregate(new Money(0, currency), (sum, amount) => sum + shop.Money(amount, currency));

    private static IEnumerable<ChannelShipping> Shipping(VendureOrder order, List<VendureFulfillment> parcels) => order.ShippingMethods
        .Where(method => method.Name is not null).Select(method => new ChannelShipping(method.Name!, method.Code, method.Name))
        .Concat(parcels.Select(p => p.Method).OfType<string>().Select(carrier => new ChannelShipping(carrier, null, null)));

    private static string? Name(JsonElement customer) =>
        string.Join(' ', new[] { customer.Filled("firstName"u8), customer.Filled("lastName"u8) }.OfType<string>()) is { Length: > 0 } name
            ? name
            : null;

    private static PostalAddress? ShipTo(JsonElement address)
    {
        var shipTo = new PostalAddress(
            Name: address.Filled("fullName"u8),
            Company: address.Filled("company"u8),
            Line1: address.Filled("streetLine1"u8),
            Line2: address.Filled("streetLine2"u8),
            City: address.Filled("city"u8),
            Region: address.Filled("province"u8),
            Postcode: address.Filled("postalCode"u8),
            Country: address.Filled("countryCode"u8) ?? address.Filled("country"u8),
            Phone: address.Filled("phoneNumber"u8));
        return shipTo == new PostalAddress(null, null, null, null, null, null, null, null, null) ? null : shipTo;
    }
}
