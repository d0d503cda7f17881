using Quayside.SkuLinks.Matching;

namespace Quayside.Tests.SkuLinks.Matching;

public sealed class ModelNumberTests
{
    private static readonly MatchProduct Phone = Shelf.Of("phone", "Brightwork desktop phone with caller ID, black") with { Brand = "Brightwork", Model = "BW-1360BK" };
    private static readonly MatchProduct Printer = Shelf.Of("printer", "Brightwork label printer") with { Brand = "Brightwork", Model = "LP48210" };

    [Theory]
    [InlineData("CE278A", "HP", "ce278a")]
    [InlineData("HP CE278A", "HP", "ce278a")]
    [InlineData("000-10236-001", "Lowrance", "00010236001")]
    [InlineData("5029", "Avery", "5029")]
    [InlineData("Galaxy S21", "Samsung", null)] // a name that comes in colours and sizes
    [InlineData("Hero9", null, null)]
    [InlineData("2021", null, null)]
    [InlineData("500GB", null, null)]
    [InlineData("N/A", null, null)]
    [InlineData("000000", null, null)]
    [InlineData("", null, null)]
    [InlineData(null, null, null)]
    public void A_model_is_a_number_where_it_is_written_as_one(string? model, string? brand, string? expected) =>
        Assert.Equal(expected, Identifiers.ModelNumber(model, brand));

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
    public void What_shares_number_and_brand_alone_is_for_a_person(string title, string? model)
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
