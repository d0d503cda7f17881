using Quayside.SkuLinks.Matching;

namespace Quayside.Tests.SkuLinks.Matching;

public sealed class SkuGrammarTests
{
    [Theory]
    [InlineData("gw500")]
    [InlineData("GW 500")]
    [InlineData("gw-500")]
    [InlineData("AMZ-GW500")]
    [InlineData("GW500-SG")]
    [InlineData("GW500_2")]
    public void A_SKU_written_another_way_is_the_same(string sku)
    {
        var result = Shelf.Match(Shelf.Listing(null) with { Sku = sku });

        Assert.Equal("m3", result.Candidates[0].MasterId);
        Assert.Equal(MatchTier.SkuGrammar, result.Candidates[0].Tier);
        Assert.Contains("same SKU", result.Candidates[0].For(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_store_puts_before_is_learned_from_one_confirmed_link()
    {
        var listing = Shelf.Listing(null) with { Sku = "ZQGW250" };
        var taught = MatchHints.From([new DecidedPair(Shelf.Masters[2], Shelf.Listing(null) with { Id = "seen", Sku = "ZQ-GW500" }, true)]);

        Assert.DoesNotContain(Shelf.Match(listing).Candidates, c => c.Tier == MatchTier.SkuGrammar);
        Assert.Equal(("m4", MatchTier.SkuGrammar), Shelf.Match(listing, taught).Candidates.Select(c => (c.MasterId, c.Tier)).First());
    }

    [Fact]
    public void What_one_store_writes_says_nothing_of_another()
    {
        var taught = MatchHints.From([new DecidedPair(Shelf.Masters[2], Shelf.Listing(null) with { Id = "seen", Sku = "ZQ-GW500" }, true)]);

        Assert.DoesNotContain(Shelf.Match(Shelf.Listing(null) with { Sku = "ZQGW250", Store = "south" }, taught).Candidates, c => c.Tier == MatchTier.SkuGrammar);
    }

    [Fact]
    public void A_rejected_link_teaches_no_prefix_and_is_not_proposed_again()
    {
        var listing = Shelf.Listing("Gullwing Thermo Flask 500 ml Steel") with { Sku = "ZQ-GW500" };
        var taught = MatchHints.From([new DecidedPair(Shelf.Masters[2], listing, false)]);

        var result = Shelf.Match(listing, taught);

        Assert.Equal(0, result.Candidate("m3").Score);
        Assert.NotEqual("m3", result.SureMasterId);
        Assert.Contains("you rejected this link", result.Candidate("m3").Against() + string.Concat(result.Candidates.SelectMany(c => c.Reasons).Select(r => r.Text)), StringComparison.Ordinal);
        Assert.DoesNotContain(Shelf.Match(Shelf.Listing(null) with { Sku = "ZQGW250" }, taught).Candidates, c => c.Tier == MatchTier.SkuGrammar);
    }

    [Fact]
    public void The_same_SKU_on_another_variation_is_not_ticked()
    {
        var result = Shelf.Match(Shelf.Listing("Gullwing Thermo Flask 250 ml Steel") with { Sku = "GW500" });

        Assert.NotEqual("m3", result.SureMasterId);
        Assert.Contains("size differs: 250 ml / 500 ml", result.Candidate("m3").Against(), StringComparison.Ordinal);
    }
}
