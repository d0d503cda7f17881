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
    [InlineData("'4006381333931", "04006381333931")] // kept as text in one
    [InlineData("=\"036000291452\"", "00036000291452")]
    [InlineData("4.006381333931E+12", "04006381333931")] // with all its digits
    [InlineData("EAN: 4006381333931", "04006381333931")]
    [InlineData("UPC 036000291452", "00036000291452")]
    [InlineData("ISBN-13: 978-0-306-40615-7", "09780306406157")]
    [InlineData("isbn 0306406152", "09780306406157")]
    public void Every_form_of_a_number_is_the_same_fourteen_digits(string written, string expected) =>
        Assert.Equal(expected, Identifiers.Gtin14(written));

    [Theory]
    [InlineData("4006381333932")]
    [InlineData("036000291453")]
    [InlineData("0-306-40615-3")]
    [InlineData("4.00638E+12")]
    [InlineData("000000000000")]
    [InlineData("0000000000")]
    [InlineData("12345")]
    public void A_number_that_cannot_be_one_is_broken(string written)
    {
        Assert.Null(Identifiers.Gtin14(written));
        Assert.True(Identifiers.IsBroken(written));
    }

    [Fact]
    public void Ten_digits_that_are_both_a_book_and_a_number_without_its_zeros_may_be_either()
    {
        Assert.Equal(["09780500201015"], Identifiers.Gtins("0500201013"));
        Assert.Equal(["09781000000054", "00001000000052"], Identifiers.Gtins("1000000052"));
        var masters = (MatchProduct[])[Shelf.Of("book", "Knots and splices") with { Gtin = "9781000000054" }, Shelf.Of("rope", "Hemp rope") with { Gtin = "001000000052" }];

        Assert.Equal("book", Shelf.Match(Shelf.Listing("Knots and splices, second-hand") with { Gtin = "1000000052" }, masters[..1]).SureMasterId);
        Assert.Equal("rope", Shelf.Match(Shelf.Listing("Rope of hemp") with { Gtin = "1000000052" }, masters[1..]).SureMasterId);
        Assert.Null(Shelf.Match(Shelf.Listing("Bosun's chair") with { Gtin = "1000000052" }, masters).SureMasterId);
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
    [InlineData("Saltmarsh Sea Salt 250 g x6", "m6", "m5")]
    [InlineData("Saltmarsh Sea Salt 250 g Six Pack", "m6", "m5")]
    [InlineData("Saltmarsh Sea Salt 250 g, half a dozen", "m6", "m5")]
    [InlineData("Saltmarsh Sea Salt 250 g multipack 6", "m6", "m5")]
    [InlineData("Saltmarsh Sea Salt 250 g lot de 6", "m6", "m5")]
    public void One_number_on_single_and_six_pack_goes_by_the_pack(string title, string expected, string other)
    {
        var result = Shelf.Match(Shelf.Listing(title) with { Gtin = "96385074" });

        Assert.Equal(expected, result.Candidates[0].MasterId);
        Assert.NotEqual(other, result.SureMasterId);
        Assert.True(result.Candidate(other).Score < 0.5);
        Assert.Contains("pack differs", result.Candidate(other).Against(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("6 x Saltmarsh Sea Salt 250 g")]
    [InlineData("6x Saltmarsh Sea Salt 250 g")]
    public void Six_of_it_are_the_six_pack_where_there_is_one_and_a_kit_where_not(string title)
    {
        var beside = Shelf.Match(Shelf.Listing(title) with { Gtin = "96385074" });
        var alone = Shelf.Match(Shelf.Listing(title) with { Gtin = "96385074" }, Shelf.Masters.Where(m => m.Id != "m6"));

        Assert.Equal(("m6", null), (beside.Candidates[0].MasterId, beside.Candidates[0].KitOf));
        Assert.True(beside.Candidate("m5").Score < 0.5);
        Assert.Equal(("m5", 6, null), (alone.Candidates[0].MasterId, alone.Candidates[0].KitOf, alone.SureMasterId));
    }

    [Theory]
    [InlineData("pack", "6")]
    [InlineData("Pack size", "6 pieces")]
    public void A_pack_may_be_an_option(string name, string value)
    {
        var result = Shelf.Match(Shelf.Listing("Saltmarsh Sea Salt 250 g") with { Gtin = "96385074", Options = [(name, value)] });

        Assert.Equal("m6", result.Candidates[0].MasterId);
        Assert.NotEqual("m5", result.SureMasterId);
    }

    [Theory]
    [InlineData("Deckhand boots UK 8", "Deckhand boots UK 9")]
    [InlineData("Deckhand boots EU 42", "Deckhand boots EU 42.5")]
    [InlineData("Deckhand jacket - XL", "Deckhand jacket - S")]
    [InlineData("Deckhand jacket DJ828 S", "Deckhand jacket DJ828 XL")]
    [InlineData("Deckhand screen 32\"", "Deckhand screen 43 inch")]
    public void The_same_number_in_another_size_is_not_a_match(string title, string master)
    {
        var result = Shelf.Match(Shelf.Listing(title) with { Gtin = "4006381333931" }, [Shelf.Of("a", master) with { Gtin = "4006381333931" }]);

        Assert.Null(result.SureMasterId);
        Assert.True(result.Candidates[0].Score < 0.5);
        Assert.Contains("size differs", result.Candidates[0].Against(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Deckhand boots UK 8", "Deckhand boots EU 42")]
    [InlineData("Floor mats for BMW X6", "Floor mats BMW X6 all weather")]
    [InlineData("Deckhand cable 5 l", "Deckhand cable 5 l, new")]
    public void What_only_looks_like_another_size_or_pack_is_one(string title, string master) =>
        Assert.Equal("a", Shelf.Match(Shelf.Listing(title) with { Gtin = "4006381333931" }, [Shelf.Of("a", master) with { Gtin = "4006381333931" }]).SureMasterId);

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

    [Theory]
    [InlineData("does not apply")]
    [InlineData("None")]
    [InlineData("unknown")]
    [InlineData("0000")]
    public void What_stands_for_no_part_number_names_nothing(string filler)
    {
        var masters = (MatchProduct[])[Shelf.Of("a", "Brightwork bench drill") with { Brand = "Brightwork", Mpn = filler, Sku = filler }];

        var result = Shelf.Match(Shelf.Listing("Brightwork garden chair") with { Brand = "Brightwork", Mpn = filler, Sku = filler }, masters);

        Assert.Null(result.SureMasterId);
        Assert.All(result.Candidates, c => Assert.Equal(MatchTier.Text, c.Tier));
    }

    [Fact]
    public void A_brand_of_initials_is_the_brand()
    {
        var masters = (MatchProduct[])[Shelf.Of("a", "LaserJet P1202") with { Brand = "Hewlett-Packard", Mpn = "CE657A" }];

        Assert.Equal("a", Shelf.Match(Shelf.Listing("Laser printer") with { Brand = "HP", Mpn = "ce657a" }, masters).SureMasterId);
    }

    [Fact]
    public void The_same_number_with_another_part_number_of_the_brand_is_for_a_person()
    {
        var master = Shelf.Masters[6] with { Gtin = "4006381333931" };

        var result = Shelf.Match(Shelf.Listing("Brightwork bench drill") with { Brand = "Brightwork", Mpn = "KX-4420", Gtin = "4006381333931" }, [master]);

        Assert.Null(result.SureMasterId);
        Assert.Contains("part number differs: KX-4420 / KX-4410", result.Candidates[0].Against(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_number_of_one_digit_alone_says_nothing()
    {
        var masters = (MatchProduct[])[Shelf.Of("a", "Bread rolls") with { Gtin = "1111111111116" }];

        Assert.Null(Shelf.Match(Shelf.Listing("Goat cheese") with { Gtin = "1111111111116" }, masters).SureMasterId);
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
