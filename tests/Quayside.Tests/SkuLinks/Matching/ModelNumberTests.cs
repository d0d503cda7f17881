using Quayside.SkuLinks.Matching;

namespace Quayside.Tests.SkuLinks.Matching;

public sealed class ModelNumberTests
{
    private static readonly MatchProduct Phone = Shelf.Of("phone", "Brightwork desktop phone with caller ID, black") with { Brand = "Brightwork", Model = "BW-1360BK" };
    private static readonly MatchProduct Printer = Shelf.Of("printer", "Brightwork label printer") with { Brand = "Brightwork", Model = "LP48210" };

    [Theory]
    [InlineData("CE278A", "HP", "ce278a")]
    [InlineData("HP CE278A", "HP", "ce278a")]
    [InlineData("Black Decker KD1001K", "Black+Decker", "kd1001k")]
    [InlineData("000-10236-001", "Lowrance", "00010236001")]
    [InlineData("5029", "Avery", "5029")]
    [InlineData("WH-1000XM4", null, "wh1000xm4")]
    [InlineData("Galaxy S21", "Samsung", null)] // a name that comes in colours and sizes
    [InlineData("iPhone12", "Apple", null)]
    [InlineData("Hero9", null, null)]
    [InlineData("Office2019", null, null)]
    [InlineData("2021", null, null)]
    [InlineData("2021/22", null, null)]
    [InlineData("500GB", null, null)]
    [InlineData("1080p", null, null)]
    [InlineData("220-240", null, null)]
    [InlineData("M6x40", null, null)]
    [InlineData("W32L34", null, null)]
    [InlineData("EU42", null, null)]
    [InlineData("CR2032", null, null)]
    [InlineData("USB3.0", null, null)]
    [InlineData("AC1200", null, null)]
    [InlineData("RTX3060", null, null)]
    [InlineData("DDR4-3200", null, null)]
    [InlineData("N/A", null, null)]
    [InlineData("000000", null, null)]
    [InlineData("", null, null)]
    [InlineData(null, null, null)]
    public void A_model_is_a_number_where_it_is_written_as_one(string? model, string? brand, string? expected) =>
        Assert.Equal(expected, MakersNumber.OfModel(model, brand));

    [Theory]
    [InlineData("KX-4410", "kx4410")]
    [InlineData("ABCD123", "abcd123")]
    [InlineData("black", null)]
    [InlineData("standard", null)]
    [InlineData("2023", null)]
    [InlineData("1TB", null)]
    [InlineData("iPhone 12", null)]
    [InlineData("501", null)]
    [InlineData("does not apply", null)]
    public void A_part_number_has_digits_and_is_no_figure(string written, string? expected) => Assert.Equal(expected, MakersNumber.OfPart(written, null));

    [Fact]
    public void The_same_brand_and_model_number_name_one_product()
    {
        var result = Shelf.Match(Shelf.Listing("Desktop phone, corded, caller ID") with { Brand = "BRIGHTWORK", Model = "bw1360bk" }, [Phone, Printer]);

        Assert.Equal(("phone", MatchTier.Identifier), (result.SureMasterId, result.Candidates[0].Tier));
        Assert.Contains("same brand and model number", result.Candidates[0].For(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_of_one_is_the_part_number_of_the_other() =>
        Assert.Equal("phone", Shelf.Match(Shelf.Listing("Desktop phone, corded") with { Brand = "Brightwork", Mpn = "BW 1360 BK" }, [Phone, Printer]).SureMasterId);

    [Theory]
    [InlineData("Desktop phone, white")]
    [InlineData("Desktop phone with caller ID, pack of 3")]
    public void Of_another_colour_or_pack_it_is_another(string title)
    {
        var result = Shelf.Match(Shelf.Listing(title) with { Brand = "Brightwork", Model = "BW-1360BK" }, [Phone, Printer]);

        Assert.Null(result.SureMasterId);
        Assert.NotEqual(MatchTier.Identifier, result.Candidates[0].Tier);
    }

    [Fact]
    public void Words_that_have_nothing_in_common_are_for_a_person()
    {
        var result = Shelf.Match(Shelf.Listing("Kxxz qqy") with { Brand = "Brightwork", Model = "BW-1360BK" }, [Phone with { Title = "Gulls over mmw" }, Printer]);

        Assert.Null(result.SureMasterId);
        Assert.Equal("phone", result.Candidates[0].MasterId);
    }

    [Theory]
    [InlineData("Brightwork door seal BW-1360BK", null)]
    [InlineData("Brightwork door seal", "BW-1360BK")]
    [InlineData("Brightwork phone cord BW-1360BK", null)] // a part of it
    [InlineData("Brightwork phone, refurbished", "BW-1360BK")]
    public void What_shares_the_number_and_is_a_part_or_says_nothing_else_is_for_a_person(string title, string? model)
    {
        var result = Shelf.Match(Shelf.Listing(title) with { Brand = "Brightwork", Model = model }, [Phone, Printer]);

        Assert.Null(result.SureMasterId);
        Assert.Equal("phone", result.Candidates[0].MasterId);
    }

    [Theory]
    [InlineData(80, 85, true)]
    [InlineData(80, 12, false)]
    [InlineData(12, 80, false)]
    public void What_costs_several_times_as_much_is_for_a_person(int price, int other, bool isTicked)
    {
        var listing = Shelf.Listing("Desktop phone, corded, caller ID") with { Brand = "Brightwork", Model = "BW-1360BK", Price = price };

        Assert.Equal(isTicked, Shelf.Match(listing, [Phone with { Price = other }, Printer]).SureMasterId is not null);
    }

    [Fact]
    public void A_price_in_another_currency_says_nothing()
    {
        var listing = Shelf.Listing("Desktop phone, corded, caller ID") with { Brand = "Brightwork", Model = "BW-1360BK", Price = 80, Currency = "EUR" };

        Assert.Equal("phone", Shelf.Match(listing, [Phone with { Price = 12_000, Currency = "JPY" }, Printer]).SureMasterId);
    }

    [Theory]
    [InlineData("BWX-1360")] // a hyphen makes words of a number
    [InlineData("phone1360")]
    public void The_number_itself_is_no_word_that_is_shared(string model)
    {
        var result = Shelf.Match(Shelf.Listing("Brightwork door seal") with { Brand = "Brightwork", Model = model }, [Phone with { Model = model }, Printer]);

        Assert.Null(result.SureMasterId);
    }

    [Fact]
    public void A_part_number_that_differs_outweighs_the_same_model()
    {
        var master = Phone with { Mpn = "4711-100" };

        var result = Shelf.Match(Shelf.Listing("Brightwork desktop phone with caller ID, black") with { Brand = "Brightwork", Model = "BW-1360BK", Mpn = "4711-200" }, [master, Printer]);

        Assert.Null(result.SureMasterId);
        Assert.Contains("part number differs: 4711-200 / 4711-100", result.Candidate("phone").Against(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_number_with_a_letter_more_is_never_ticked_and_not_held_against_it()
    {
        var result = Shelf.Match(Shelf.Listing("Brightwork desktop phone with caller ID, black") with { Brand = "Brightwork", Model = "BW-1360BKR" }, [Phone, Printer]);

        Assert.Null(result.SureMasterId);
        Assert.True(result.Candidate("phone").Score > 0.5);
    }

    [Fact]
    public void A_model_is_not_held_against_a_part_number()
    {
        var result = Shelf.Match(Shelf.Listing("Brightwork desktop phone with caller ID, black") with { Brand = "Brightwork", Mpn = "SHOP-00017" }, [Phone, Printer]);

        Assert.Equal("", result.Candidate("phone").Against());
    }

    [Theory]
    [InlineData("Polo shirt, slim fit, navy blue")]
    [InlineData("Polo shirt, slim fit, burgundy")]
    public void A_number_of_a_family_names_none_of_it_also_where_the_others_are_contradicted(string title)
    {
        var masters = ((string[])["black", "white", "burgundy"]).Select(colour => Shelf.Of(colour, $"Fairlead polo shirt slim fit {colour}") with { Brand = "Fairlead", Model = "MW0MW17770", Mpn = "MW0MW17770" });

        Assert.Null(Shelf.Match(Shelf.Listing(title) with { Brand = "Fairlead", Model = "MW0MW17770", Mpn = "MW0MW17770" }, masters).SureMasterId);
    }

    [Theory]
    [InlineData("Brightwork phone, size 38", "Brightwork phone, size 43")]
    [InlineData("Brightwork phone 2021", "Brightwork phone 2022")]
    public void Two_figures_that_only_one_of_them_says_are_for_a_person(string title, string master)
    {
        var result = Shelf.Match(Shelf.Listing(title) with { Brand = "Brightwork", Model = "BW-1360BK" }, [Phone with { Title = master }, Printer]);

        Assert.Null(result.SureMasterId);
    }

    [Theory]
    [InlineData("Brightwork", "Brightwork Marine", true)]
    [InlineData("Bright-Work", "brightwork", true)]
    [InlineData("HP", "Hewlett Packard", true)]
    [InlineData("Ace", "Acer", null)]
    [InlineData("Oki", "Okidata", null)]
    [InlineData("GE", "Geberit", false)]
    [InlineData("for Brightwork", "Brightwork", false)]
    [InlineData("passend für Brightwork", "Brightwork", false)]
    [InlineData("Fairlead", "Brightwork", false)]
    [InlineData(null, "Brightwork", null)]
    [InlineData("", "", null)]
    public void Brands_are_compared_word_by_word(string? one, string? other, bool? expected)
    {
        var facts = Facts.Of([Shelf.Listing("Desktop phone") with { Brand = one }, Shelf.Listing("Desktop phone") with { Brand = other }]);

        Assert.Equal((expected, expected), (Brands.AreOne(facts[0], facts[1]), Brands.AreOne(facts[1], facts[0])));
    }

    [Fact]
    public void Both_of_two_masters_that_a_person_linked_stay_decided()
    {
        var listing = Shelf.Listing("Brightwork desktop phone with caller ID, black");

        var result = Shelf.Match(listing, [Phone, Printer], MatchHints.From([new DecidedPair(Phone, listing, true), new DecidedPair(Printer, listing, true)]));

        Assert.Equal((1.0, 1.0), (result.Candidate("phone").Score, result.Candidate("printer").Score));
    }

    [Fact]
    public void A_model_number_of_two_masters_is_for_a_person()
    {
        var result = Shelf.Match(Shelf.Listing("Desktop phone with caller ID") with { Brand = "Brightwork", Model = "BW-1360BK" }, [Phone, Phone with { Id = "again" }]);

        Assert.Null(result.SureMasterId);
    }

    [Fact]
    public void Another_brand_with_the_model_number_is_not_identified()
    {
        var result = Shelf.Match(Shelf.Listing("Rope clutch for dinghies") with { Brand = "Fairlead", Model = "LP48210" }, [Phone, Printer]);

        Assert.Null(result.SureMasterId);
        Assert.All(result.Candidates, c => Assert.NotEqual(MatchTier.Identifier, c.Tier));
    }

    [Fact]
    public void Another_model_number_of_the_brand_is_never_ticked()
    {
        var result = Shelf.Match(Shelf.Listing("Brightwork desktop phone with caller ID, black") with { Brand = "Brightwork", Model = "BW-1380BK" }, [Phone, Printer]);

        Assert.Null(result.SureMasterId);
        Assert.Contains("part number differs: BW-1380BK / BW-1360BK", result.Candidate("phone").Against(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("New - BRIGHTWORK BW-1360BK DESKTOP PHONE CALLER ID", "Brightwork")]
    [InlineData("Brightwork BW1360BK Desktop Phone Caller ID", null)]
    public void A_title_that_says_the_others_number_is_proposed(string title, string? brand)
    {
        var result = Shelf.Match(Shelf.Listing(title) with { Brand = brand }, [Phone, Printer]);

        Assert.Equal("phone", result.Candidates[0].MasterId);
        Assert.True(result.Candidates[0].Score > 0.9);
        Assert.Contains("one says the other's brand and number", result.Candidates[0].For(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Brightwork headset for BW-1360BK phone", "Brightwork")]
    [InlineData("Brightwork cord, compatible with Brightwork BW-1360BK", "Brightwork")]
    [InlineData("Brightwork Netzteil passend für Telefon BW-1360BK", "Brightwork")]
    [InlineData("Folio cover for Brightwork - phone - BW-1360BK", "Brightwork")]
    [InlineData("Brightwork cord\nfor BW-1360BK", "Brightwork")]
    [InlineData("Fairlead cord BW-1360BK", "Fairlead")]
    public void What_is_made_for_it_is_not_it(string title, string brand)
    {
        var result = Shelf.Match(Shelf.Listing(title) with { Brand = brand }, [Phone, Printer]);

        Assert.Null(result.SureMasterId);
        Assert.DoesNotContain("one says", result.Candidates[0].For(), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_a_listings_masters_one_at_most_is_said_to_be_it()
    {
        var result = Shelf.Match(Shelf.Listing("Brightwork desktop phone BW-1360BK LP48210") with { Brand = "Brightwork" }, [Phone, Printer]);

        Assert.Null(result.SureMasterId);
        Assert.True(result.Candidates[0].Score + result.Candidates[1].Score <= 1);
    }
}
