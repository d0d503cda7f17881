using Quayside.Orders.Fulfilment;

namespace Quayside.Tests.Orders.Fulfilment;

public sealed class Code128Tests
{
    [Theory]
    [InlineData("Wikipedia", new[] { 104, 55, 73, 75, 73, 80, 69, 68, 73, 65, 88, 106 })] // the check symbol of the article on Code 128
    [InlineData("123456", new[] { 105, 12, 34, 56, 44, 106 })]
    [InlineData("12", new[] { 105, 12, 14, 106 })]
    [InlineData("1", new[] { 104, 17, 18, 106 })]
    [InlineData("Q1001", new[] { 104, 49, 99, 10, 1, 76, 106 })]
    [InlineData("Q10012", new[] { 104, 49, 17, 99, 0, 12, 29, 106 })]
    [InlineData("12345A", new[] { 105, 12, 34, 100, 21, 33, 13, 106 })]
    public void A_text_is_these_symbols(string text, int[] symbols) => Assert.Equal(symbols, Code128.Values(text));

    [Fact]
    public void Every_symbol_is_eleven_modules_with_an_even_number_of_dark_ones()
    {
        Assert.Equal(107, Code128.Widths.Distinct().Count());
        foreach (var (widths, value) in Code128.Widths.Select((widths, value) => (widths, value)))
        {
            Assert.Equal(value == 106 ? 13 : 11, widths.Sum(w => w - '0'));
            Assert.Equal(0, widths.Where((_, n) => n % 2 == 0).Sum(w => w - '0') % 2);
        }
    }

    [Fact]
    public void Bars_begin_and_end_the_code_and_leave_a_space_between()
    {
        var (bars, modules) = Code128.Of("Q1001")!.Value;

        Assert.Equal((0, modules), (bars[0].At, bars[^1].At + bars[^1].Width));
        Assert.Equal((6 * 11) + 13, modules);
        Assert.All(bars.Zip(bars.Skip(1)), pair => Assert.True(pair.First.At + pair.First.Width < pair.Second.At));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Größe 4")]
    [InlineData("a\nb")]
    public void What_the_code_does_not_know_has_no_bars(string text) => Assert.Null(Code128.Of(text));
}
