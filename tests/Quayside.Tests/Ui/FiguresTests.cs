using Quayside.Connectors;
using Quayside.Ui;

namespace Quayside.Tests.Ui;

public sealed class FiguresTests
{
    [Theory]
    [InlineData(123450, "EUR", "1,234.50")]
    [InlineData(-515, "EUR", "−5.15")]
    [InlineData(24689, "JPY", "24,689")]
    [InlineData(1500, "KWD", "1.500")]
    public void An_amount_has_the_decimals_of_its_currency(long minor, string currency, string text) =>
        Assert.Equal(text, Figures.Amount(new Money(minor, new Currency(currency))));

    [Theory]
    [InlineData("17", "17.00 EUR")]
    [InlineData("3.825", "3.825 EUR")]
    [InlineData("64.5", "64.50 EUR")]
    [InlineData("on request", "on request EUR")]
    public void A_price_loses_none_of_its_decimals(string sent, string text) =>
        Assert.Equal(text, Figures.Price(new UnitPrice(sent, new Currency("EUR"))));

    [Fact]
    public void Prices_of_variations_are_one_price_or_a_span()
    {
        UnitPrice? Euro(string text) => new(text, new Currency("EUR"));

        Assert.Equal("–", Figures.Prices([null]));
        Assert.Equal("5.90 EUR", Figures.Prices([Euro("5.9"), Euro("5.90"), null]));
        Assert.Equal("9.00–12.50 EUR", Figures.Prices([Euro("12.5"), Euro("9"), Euro("10")]));
    }

    [Fact]
    public void Prices_in_two_currencies_make_no_span()
    {
        UnitPrice? Of(string text, string currency) => new(text, new Currency(currency));

        Assert.Equal("9.00–12.50 EUR, 9.00 MYR", Figures.Prices([Of("12.5", "EUR"), Of("9", "MYR"), Of("9", "EUR")]));
    }

    [Theory]
    [InlineData("Blue Mug", "BM")]
    [InlineData("WooCommerce", "WC")]
    [InlineData("Vendure", "Ve")]
    [InlineData("möwe – notebook", "MN")]
    [InlineData("X", "X")]
    [InlineData("***", "?")]
    [InlineData("", "?")]
    public void Initials_stand_for_a_name(string name, string initials) => Assert.Equal(initials, Figures.Initials(name));

    [Theory]
    [InlineData(-2, "−2")]
    [InlineData(0, "0")]
    [InlineData(1234.5, "1,234.5")]
    public void Pieces_are_counted_with_their_sign(decimal quantity, string text) => Assert.Equal(text, Figures.Pieces(quantity));

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(3, 5)]
    [InlineData(11, 20)]
    [InlineData(182, 200)]
    [InlineData(501, 1000)]
    public void An_axis_ends_at_a_round_number_that_is_not_below(long most, long top) => Assert.Equal(top, ChartScale.Top(most));
}
