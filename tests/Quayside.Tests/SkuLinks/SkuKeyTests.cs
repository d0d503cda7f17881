using CsCheck;
using Quayside.SkuLinks;

namespace Quayside.Tests.SkuLinks;

public sealed class SkuKeyTests
{
    [Theory]
    [InlineData("ABC-1", "abc-1")]
    [InlineData("  abc-1\t", "abc-1")]
    [InlineData("ab\u200Bc-\u00AD1", "abc-1")]
    [InlineData("\uFEFFABC-1", "abc-1")]
    [InlineData("ＡＢＣ－１", "abc-1")]
    [InlineData("RED   MUG\u00A0 XL", "red mug xl")]
    [InlineData("00012", "00012")]
    [InlineData("a.b/c#d", "a.b/c#d")]
    [InlineData("Straße", "straße")]
    [InlineData("ﬁn", "fin")]
    [InlineData("ſale", "sale")]
    public void A_sku_is_compared_without_what_nobody_sees(string typed, string key) => Assert.Equal(key, SkuKey.Of(typed));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \t\u00A0")]
    [InlineData("\u200B\u00AD")]
    public void A_sku_of_nothing_has_no_key(string? typed) => Assert.Null(SkuKey.Of(typed));

    [Fact]
    public void A_dotted_capital_i_is_the_same_in_every_country()
    {
        var culture = Thread.CurrentThread.CurrentCulture;
        try
        {
            Thread.CurrentThread.CurrentCulture = new System.Globalization.CultureInfo("tr-TR");
            Assert.Equal(SkuKey.Of("MINI"), SkuKey.Of("mini"));
        }
        finally
        {
            Thread.CurrentThread.CurrentCulture = culture;
        }
    }

    [Fact]
    public void The_key_of_a_key_is_itself() => Gen.String[Gen.Char, 0, 20]
        .Where(s => s.All(c => !char.IsSurrogate(c)))
        .Sample(s => SkuKey.Of(SkuKey.Of(s)) == SkuKey.Of(s));
}
