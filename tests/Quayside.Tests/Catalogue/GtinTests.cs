using Quayside.Catalogue;
using Quayside.Connectors;

namespace Quayside.Tests.Catalogue;

public sealed class GtinTests
{
    [Theory]
    [InlineData("4006381333931", "04006381333931")]
    [InlineData("4006381-33393 1", "04006381333931")]
    [InlineData("036000291452", "00036000291452")]
    [InlineData("36000291452", "00036000291452")]
    [InlineData("96385074", "00000096385074")]
    public void A_valid_number_is_fourteen_digits(string text, string gtin) => Assert.Equal(gtin, Gtin.Normalise(text));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("4006381333932")]
    [InlineData("0000000000000")]
    [InlineData("12345")]
    [InlineData("40063813339310000")]
    [InlineData("ABC6381333931")]
    public void Anything_else_proves_nothing(string? text) => Assert.Null(Gtin.Normalise(text));

    [Theory]
    [InlineData("Tea lights, pack of 50", 50)]
    [InlineData("Socks 3-pack grey", 3)]
    [InlineData("Cola 6 x 330 ml", 6)]
    [InlineData("Batteries AA 12 pcs", 12)]
    [InlineData("Shirt XL", null)]
    [InlineData("Tin 500 g", null)]
    [InlineData("3-pack or pack of 5", null)]
    public void A_pack_is_as_large_as_its_title_says(string title, int? size) => Assert.Equal(size, PackSize.Of(title, []));

    [Fact]
    public void An_option_knows_better_than_the_title() =>
        Assert.Equal(2, PackSize.Of("Socks 3-pack", [new VariationOption("Size", "pack of 2")]));
}
