using System.Globalization;
using System.Text.Json;
using Quayside.Connectors.Http;

namespace Quayside.Connectors.Lazada;

/// <summary>Orders and their units into our words. Pure: no HTTP, no clock.</summary>
internal static class LazadaMapOrder
{
    /// <param name="units">The order's rows of "order_items", one for each piece.</param>
    /// <exception cref="FormatException">A field is missing or holds what cannot be meant; the message names it.</exception>
    /// <exception cref="OverflowException">An amount is too large.</exception>
    public static ChannelOrder Order(JsonElement json, IReadOnlyList<JsonElement> units, LazadaCountry country)
    {
        var order = new LazadaOrder(json);
        var pieces = units.Select(unit => new LazadaUnit(unit)).ToList();
        var id = order.Id ?? throw new FormatException("The order has no id.");
        var currency = pieces.Select(p => p.Currency).FirstOrDefault(c => c is not null) is { } code ? new Currency(code) : country.Currency;
        var statuses = pieces.Count > 0
            ? pieces.Select(p => p.Status ?? throw new FormatException("A unit of the order has no status.")).ToList()
            : [.. order.Statuses];
        var price = order.Price ?? throw new FormatException("The order has no price.");
        var tax = TaxOnTop(price, pieces);
        return new ChannelOrder(
            Id: id,
            Number: order.Number ?? id,
            PlacedAt: order.Created(country.Offset) ?? throw new FormatException("The order has no time."),
            ChangedAt: order.Updated(country.Offset),
            Status: string.Join(", ", statuses.Distinct(StringComparer.Ordinal)),
            State: LazadaUnits.Together(statuses, pieces.Any(p => p.IsCancelAsked && LazadaUnits.IsOpen(p.Status))),
            Total: Money.FromMajor(price - (order.Voucher ?? 0) + (order.ShippingFee ?? 0), currency),
            ShippingTotal: Money.FromMajor(order.ShippingFee ?? 0, currency),
            TaxTotal: tax is { } onTop ? Money.FromMajor(onTop, currency) : null,
            DiscountTotal: Money.FromMajor(order.Voucher ?? 0, currency),
            FeeTotal: new Money(0, currency),
            RefundedTotal: new Money(0, currency),
            Buyer: new Buyer(BuyerName(order), null, order.ShipTo.Part("phone"u8) ?? order.Billing.Part("phone"u8)),
            ShipTo: ShipTo(order.ShipTo),
            Lines: [.. pieces.GroupBy(LineKey).Select(line => Line([.. line], currency))],
            Shipping: [.. pieces.Select(Shipping).OfType<ChannelShipping>().Distinct()],
            TrackingNumbers: [.. pieces.Select(p => p.TrackingCode).OfType<string>().Distinct(StringComparer.Ordinal)])
        {
            PaidAt = pieces.Where(p => p.Status is { } s && LazadaUnits.State(s) != OrderState.AwaitingPayment).Max(p => p.Paid(country.Offset)),
            Mark = Mark(order),
        };
    }

    /// <summary>An order's units change one by one, and it is not sure that each change dates the order.</summary>
    public static string Mark(LazadaOrder order) => string.Create(
        CultureInfo.InvariantCulture,
        $"{string.Join(',', order.Statuses.Order(StringComparer.Ordinal))} {order.Price:0.##} {order.Voucher:0.##} {order.ShippingFee:0.##}");

    /// <exception cref="FormatException">As <see cref="Order"/>.</exception>
    public static ListedOrder Listed(JsonElement json, LazadaCountry country)
    {
        var order = new LazadaOrder(json);
        return new ListedOrder(
            order.Id ?? throw new FormatException("The order has no id."),
            order.Created(country.Offset) ?? throw new FormatException("The order has no time."),
            order.Updated(country.Offset),
            Mark(order));
    }

    // A cancelled piece stays in its line: what was ordered does not change, what is open does.
    private static (string?, decimal?) LineKey(LazadaUnit unit) => (unit.SkuId ?? $"{unit.SellerSku} {unit.Name}", unit.Price);

    private static ChannelOrderLine Line(IReadOnlyList<LazadaUnit> units, Currency currency)
    {
        var first = units[0];
        return new ChannelOrderLine(
            Id: units.Select(u => u.Id ?? throw new FormatException("A unit of the order has no id.")).MinBy(id => (id.Length, id))!,
            ListingId: first.ItemId,
            VariationId: first.SkuId,
            SellerSku: first.SellerSku,
            Title: HtmlText.Line(first.Name) ?? first.SellerSku ?? "",
            Quantity: units.Count,
            OpenQuantity: units.Count(u => LazadaUnits.IsOpen(u.Status)),
            UnitPrice: first.ItemPrice is { } price ? new UnitPrice(price, currency) : null,
            Total: Money.FromMajor(units.Sum(Charged), currency));
    }

    private static decimal Charged(LazadaUnit unit) =>
        unit.PaidPrice ?? (unit.Price ?? throw new FormatException("A unit of the order has no price.")) - (unit.Voucher ?? 0);

    // Prices include what tax there is; only where the order's price is higher by just the tax does it lie on top.
    private static decimal? TaxOnTop(decimal price, List<LazadaUnit> units)
    {
        var (tax, goods) = (units.Sum(u => u.Tax ?? 0), units.Sum(u => u.Price ?? 0));
        if (tax <= 0)
        {
            return null;
        }

        var isOnTop = price == goods + tax;
        Findings.Met("lazada.tax", isOnTop ? "on top of the prices" : "inside the prices");
        return isOnTop ? tax : null;
    }

    // Lazada masks names, and not the same ones everywhere.
    private static string? BuyerName(LazadaOrder order)
    {
        string?[] names = [order.CustomerName, order.Billing.Name, order.ShipTo.Name];
        return names.FirstOrDefault(n => n is not null && !n.Contains("**", StringComparison.Ordinal)) ?? names.FirstOrDefault(n => n is not null);
    }

    private static PostalAddress? ShipTo(LazadaAddress block)
    {
        var postcode = block.Part("post_code"u8);
        var district = block.Part("address5"u8);
        var address = new PostalAddress(
            Name: block.Name,
            Company: null,
            Line1: block.Part("address1"u8),
            Line2: LazadaAddress.Joined(block.Part("address2"u8), IsPostcode(district, postcode) ? null : district),
            City: block.Part("city"u8) ?? block.Part("address4"u8),
            Region: block.Part("address3"u8),
            Postcode: postcode,
            Country: LazadaCountry.IsoOf(block.Part("country"u8)),
            Phone: block.Part("phone"u8));
        return address == new PostalAddress(null, null, null, null, null, null, null, null, null) ? null : address;
    }

    // The fifth part is the district in some countries and the postcode, masked or not, in others.
    private static bool IsPostcode(string? part, string? postcode) =>
        part is not null && (part == postcode || part.All(c => char.IsAsciiDigit(c) || c == '*'));

    private static ChannelShipping? Shipping(LazadaUnit unit) =>
        unit.Carrier is { } carrier ? new ChannelShipping(LastLeg(carrier), unit.ServiceType?.ToLowerInvariant(), unit.ServiceType) : null;

    // Newer answers name both legs in one text, "Pickup: …, Delivery: …": the parcel's carrier is the one that delivers it.
    private static string LastLeg(string carrier)
    {
        const string delivery = "Delivery:";
        var at = carrier.IndexOf(delivery, StringComparison.OrdinalIgnoreCase);
        return at >= 0 && carrier[(at + delivery.Length)..].Split(',')[0].Trim() is { Length: > 0 } last ? last : carrier;
    }
}
