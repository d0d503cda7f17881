namespace Quayside.Sandbox;

/// <summary>An order's totals, added up as the shop's core does: tax is rounded per line, half up, then summed.</summary>
internal readonly record struct OrderSums(
    decimal DiscountTotal,
    decimal DiscountTax,
    decimal ShippingTotal,
    decimal ShippingTax,
    decimal CartTax,
    decimal Total)
{
    public decimal TotalTax => CartTax + ShippingTax;

    public static OrderSums Of(PracticeOrder order)
    {
        var subtotal = order.Lines.Sum(line => line.Subtotal);
        var lines = order.Lines.Sum(line => line.Total);
        var fees = order.Fees.Sum(fee => fee.Total);
        var shipping = order.Shipping.Sum(line => line.Total);
        var cartTax = order.Lines.Sum(line => TaxOn(line.Total, order)) + order.Fees.Sum(fee => TaxOn(fee.Total, order));
        var shippingTax = order.Shipping.Sum(line => TaxOn(line.Total, order));
        return new OrderSums(
            subtotal - lines,
            // The discount's tax is taken from the unrounded difference, unlike every other tax: seen in recorded orders.
            TaxOn(subtotal - lines, order),
            shipping,
            shippingTax,
            cartTax,
            lines + fees + shipping + cartTax + shippingTax);
    }

    public static decimal TaxOn(decimal net, PracticeOrder order) =>
        order.Tax is null ? 0 : Math.Round(net * order.Tax.Rate / 100, Currencies.Decimals(order.Currency), MidpointRounding.AwayFromZero);
}

internal static class Currencies
{
    public static int Decimals(string currency) => currency is "JPY" or "KRW" or "VND" or "IDR" ? 0 : 2;

    public static string Symbol(string currency) => currency switch
    {
        "EUR" => "€",
        "USD" or "SGD" or "AUD" => "$",
        "GBP" => "£",
        "JPY" => "¥",
        "MYR" => "RM",
        _ => currency,
    };

    public static string Entity(string currency) => currency switch
    {
        "EUR" => "&euro;",
        "USD" or "SGD" or "AUD" => "&#36;",
        "GBP" => "&pound;",
        "JPY" => "&yen;",
        "MYR" => "&#82;&#77;",
        _ => currency,
    };

    public static string Name(string currency) => currency switch
    {
        "EUR" => "Euro",
        "USD" => "United States (US) dollar",
        "SGD" => "Singapore dollar",
        "GBP" => "Pound sterling",
        "JPY" => "Japanese yen",
        "MYR" => "Malaysian ringgit",
        "AUD" => "Australian dollar",
        _ => currency,
    };
}
