using CsCheck;
using Quayside.Connectors;
using Quayside.Orders;

namespace Quayside.Tests.Orders;

public sealed class OrderSumsTests
{
    private static readonly Currency Euro = new("EUR");

    [Fact]
    public void A_discount_is_spread_over_the_lines_to_the_last_cent()
    {
        var cases = Gen.Select(Gen.Long[0, 5_000_000].Array[1, 40], Gen.Double[0, 1]);

        cases.Sample((gross, part) =>
        {
            var discount = (long)(gross.Sum() * part);
            var parts = OrderSums.Spread(discount, gross);
            return parts.Sum() == discount && parts.Zip(gross).All(p => p.First >= 0 && p.First <= p.Second);
        });
    }

    [Fact]
    public void Lines_shipping_and_tax_make_the_total()
    {
        var sums = OrderSums.Of([1000, 1000, 1000], shipping: 4.95m, discount: 10m, tax: 1.5m, Euro).Value!;

        Assert.Equal([666, 667, 667], sums.Lines.Order());
        Assert.Equal((495L, 1000L, 150L, 2645L), (sums.Shipping, sums.Discount, sums.Tax!.Value, sums.Total));
    }

    [Fact]
    public void What_rounding_leaves_goes_to_the_line_that_it_cut_most() =>
        Assert.Equal([0, 0, 1, 9], OrderSums.Spread(10, [10, 20, 60, 610]));

    [Theory]
    [InlineData(30.01, 0, 0, "order.discount")]
    [InlineData(-1, 0, 0, "order.amount")]
    [InlineData(0, -1, 0, "order.amount")]
    [InlineData(0, 0, -1, "order.amount")]
    public void Amounts_that_cannot_be_are_refused(double discount, double shipping, double tax, string code) =>
        Assert.Equal(code, OrderSums.Of([1000, 1000, 1000], (decimal)shipping, (decimal)discount, (decimal)tax, Euro).Refusal?.Code);

    [Fact]
    public void Amounts_too_large_to_be_counted_are_refused()
    {
        Assert.Equal("order.amount", OrderSums.Of([long.MaxValue, 1], 0, 0, null, Euro).Refusal?.Code);
        Assert.Equal("order.amount", OrderSums.Of([1], decimal.MaxValue / 200, 0, null, Euro).Refusal?.Code);
        Assert.Null(OrderSums.Gross(1_000_000_000, 1_000_000_000_000, Euro));
    }

    [Theory]
    [InlineData(12.5, "EUR", "12.50")]
    [InlineData(3.825, "EUR", "3.825")]
    [InlineData(1500, "JPY", "1500")]
    public void A_price_is_kept_with_the_decimals_it_has(double price, string currency, string text) =>
        Assert.Equal(text, OrderSums.PriceText((decimal)price, new Currency(currency)));
}
