using Quayside.SkuLinks.Matching;

namespace Quayside.Tests.SkuLinks.Matching;

public sealed class IdentifierTests
{
    [Theory]
    [InlineData("4006381333931", "04006381333931")] // EAN-13
    [InlineData("04006381333931", "04006381333931")] // the same as GTIN-14
    [InlineData("036000291452", "00036000291452")] // UPC-A
    [InlineData("36000291452", "00036000291452")] // its zero lost in a spreadsheet
    [InlineData("0036000291452", "00036000291452")] // UPC-A written as EAN-13
    [InlineData("96385074", "00000096385074")] // GTIN-8
    [InlineData("978-0-306-40615-7", "09780306406157")] // ISBN-13
    [InlineData("0-306-40615-2", "09780306406157")] // the same book's ISBN-10
    [InlineData("306406152", "09780306406157")] // its zero lost
    [InlineData("097522980X", "09780975229804")] // ISBN-10 with X
    [InlineData("4006381333931.0", "04006381333931")] // through a spreadsheet
    public void Every_form_of_a_number_is_the_same_fourteen_digits(string written, string expected) =>
        Assert.Equal(expected, Identifiers.Gtin14(written));

    [Theory]
    [InlineData("4006381333932")]
    [InlineData("036000291453")]
    [InlineData("0-306-40615-3")]
    [InlineData("4.00638E+12")]
    [InlineData("000000000000")]
    [InlineData("12345")]
    public void A_number_that_cannot_be_one_is_broken(string written)
    {
        Assert.Null(Identifiers.Gtin14(written));
        Assert.True(Identifiers.IsBroken(written));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    [InlineData("does not apply")]
    public void Nothing_is_not_broken(string? written) => Assert.False(Identifiers.IsBroken(written));

    [Theory]
    [InlineData("4006381333931")]
    [InlineData("04006381333931")]
    public void The_same_number_is_sure_whatever_the_words(string gtin)
    {
        var result = Shelf.Match(Shelf.Listing("Shopper, cotton, dark") with { Gtin = gtin });

        Assert.Equal("m1", result.SureMasterId);
        Assert.Equal((MatchTier.Identifier, 1), (result.Candidates[0].Tier, result.Candidates[0].Rank));
        Assert.Contains("same GTIN", result.Candidates[0].For(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_shop_that_lost_the_zeros_is_understood() =>
        Assert.Equal("m3", Shelf.Match(Shelf.Listing("Vacuum bottle half a litre") with { Gtin = "36000291452" }).SureMasterId);

    [Fact]
    public void A_book_is_found_by_its_old_number() =>
        Assert.Equal("m9", Shelf.Match(Shelf.Listing("Handbook of Knots") with { Gtin = "0306406152" }).SureMasterId);

    [Fact]
    public void A_wrong_check_digit_is_never_ticked_beforehand()
    {
        var result = Shelf.Match(Shelf.Listing("Tidewater Canvas Tote Bag 12L - Navy") with { Gtin = "4006381333932", Sku = "TW-TOTE-NV" });

        Assert.Null(result.SureMasterId);
        Assert.Equal("m1", result.Candidates[0].MasterId);
        Assert.Contains("wrong check digit", result.Candidates[0].Against(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Saltmarsh Sea Salt 250 g", "m5", "m6")]
    [InlineData("Saltmarsh Sea Salt 250 g, pack of 6", "m6", "m5")]
    public void One_number_on_single_and_six_pack_goes_by_the_pack(string title, string expected, string other)
    {
        var result = Shelf.Match(Shelf.Listing(title) with { Gtin = "96385074" });

        Assert.Equal(expected, result.Candidates[0].MasterId);
        Assert.NotEqual(other, result.SureMasterId);
        Assert.True(result.Candidate(other).Score < 0.5);
        Assert.Contains("pack differs", result.Candidate(other).Against(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_number_on_another_pack_is_not_a_match()
    {
        var result = Shelf.Match(Shelf.Listing("Tidewater Canvas Tote Bag 12L Navy 3-pack") with { Gtin = "4006381333931" });

        Assert.Null(result.SureMasterId);
        Assert.True(result.Candidate("m1").Score < 0.5);
        Assert.NotEqual(MatchTier.Identifier, result.Candidate("m1").Tier);
    }

    [Theory]
    [InlineData("Tidewater Canvas Tote Bag 12L - Red", "Tidewater", "colour differs: red / blue")]
    [InlineData("Canvas tote bag", "Windrose", "brand differs: Windrose / Tidewater")]
    public void The_same_number_with_another_colour_or_brand_is_not_a_match(string title, string brand, string why)
    {
        var result = Shelf.Match(Shelf.Listing(title) with { Gtin = "4006381333931", Brand = brand });

        Assert.NotEqual("m1", result.SureMasterId);
        Assert.True(result.Candidate("m1").Score < 0.5);
        Assert.Contains(why, result.Candidate("m1").Against(), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_brands_may_share_a_part_number()
    {
        var result = Shelf.Match(Shelf.Listing("Rope clutch") with { Brand = "Fairlead", Mpn = "kx 4410" });

        Assert.Equal("m8", result.Candidates[0].MasterId);
        Assert.Equal(MatchTier.Identifier, result.Candidates[0].Tier);
        Assert.True(result.Candidate("m7").Score < 0.5);
        Assert.Contains("same part number of another brand", result.Candidate("m7").Against(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_number_on_two_masters_that_are_alike_is_for_a_person()
    {
        var twice = (MatchProduct[])[.. Shelf.Masters, Shelf.Masters[0] with { Id = "m1b", Sku = "TW-TOTE-NV2" }];

        Assert.Null(Shelf.Match(Shelf.Listing("Tidewater Canvas Tote Bag 12L - Navy") with { Gtin = "4006381333931" }, twice).SureMasterId);
    }

    [Fact]
    public void A_number_a_shop_made_up_itself_says_nothing_to_another()
    {
        var masters = (MatchProduct[])[Shelf.Of("a", "Bread rolls") with { Gtin = "2000001186008" }];

        Assert.Null(Shelf.Match(Shelf.Listing("Goat cheese") with { Gtin = "2000001186008" }, masters).SureMasterId);
    }
}
