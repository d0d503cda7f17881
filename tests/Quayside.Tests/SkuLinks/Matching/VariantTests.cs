using Quayside.SkuLinks.Matching;

namespace Quayside.Tests.SkuLinks.Matching;

public sealed class VariantTests
{
    [Theory]
    [InlineData("Gullwing Thermo Flask 250ml Steel", "m4", "m3", "size differs: 250 ml / 500 ml")]
    [InlineData("Tidewater canvas tote bag 12 l red", "m2", "m1", "colour differs: red / blue")]
    [InlineData("Cormorant USB memory stick 128GB", "m13", "m12", "capacity differs: 128 GB / 64 GB")]
    [InlineData("Saltmarsh Sea Salt 250g 6 pack", "m6", "m5", "pack differs: 6 / single")]
    public void Another_variation_is_never_ticked_and_says_why(string title, string right, string wrong, string why)
    {
        var result = Shelf.Match(Shelf.Listing(title));

        Assert.Equal(right, result.Candidates[0].MasterId);
        Assert.NotEqual(wrong, result.SureMasterId);
        Assert.True(result.Candidate(wrong).Score < 0.5);
        Assert.Contains(why, result.Candidate(wrong).Against(), StringComparison.Ordinal);
    }

    [Fact]
    public void Options_that_contradict_say_so()
    {
        var masters = (MatchProduct[])[Shelf.Of("a", "Dockside Sweater") with { Options = [("Size", "M")] }, Shelf.Of("b", "Dockside Sweater") with { Options = [("Size", "L")] }];

        var result = Shelf.Match(Shelf.Listing("Dockside Sweater") with { Options = [("size", "L")] }, masters);

        Assert.Equal("b", result.Candidates[0].MasterId);
        Assert.NotEqual("a", result.SureMasterId);
        Assert.Contains("size differs: L / M", result.Candidate("a").Against(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2 x Gullwing Thermo Flask 500 ml Steel", 2)]
    [InlineData("3x Gullwing Thermo Flask 500 ml Steel", 3)]
    [InlineData("Set of 2: Gullwing Thermo Flask 500 ml Steel", 2)]
    [InlineData("Gullwing Thermo Flask 500 ml Steel", null)]
    public void What_reads_as_several_of_one_thing_proposes_a_kit(string title, int? count)
    {
        var result = Shelf.Match(Shelf.Listing(title));

        Assert.Equal(("m3", count), (result.Candidates[0].MasterId, result.Candidates[0].KitOf));
        Assert.True(count is null || result.SureMasterId is null);
    }

    [Theory]
    [InlineData("1 TB", "1000 GB", 1)]
    [InlineData("1TB", "1024 gb", 1)]
    [InlineData("49\"", "124 cm", 1)]
    [InlineData("0.5 l", "500 ml", 1)]
    [InlineData("0,5 l", "500 ml", 1)]
    [InlineData("500 ml", "250 ml", -1)]
    [InlineData("500 ml", "500 g", 0)]
    public void Numbers_are_compared_with_their_units(string left, string right, int verdict)
    {
        var (a, b) = (Facts.Of([Shelf.Of("a", left)])[0], Facts.Of([Shelf.Of("b", right)])[0]);

        Assert.Equal(verdict, a.Quantities.Concat(b.Quantities).Select(q => PairFeatures.Compare(a.Quantities, b.Quantities, q.Measure)).FirstOrDefault(v => v != 0));
    }
}
