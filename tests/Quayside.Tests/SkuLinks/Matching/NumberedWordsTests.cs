using Quayside.SkuLinks.Matching;

namespace Quayside.Tests.SkuLinks.Matching;

public sealed class NumberedWordsTests
{
    [Theory]
    [InlineData("Fernhill Ryder 3 drill", "Fernhill Ryder 3 cordless", 1, 0)]
    [InlineData("Fernhill Ryder 3 drill", "Fernhill Ryder 5 drill", 0, 1)]
    [InlineData("Fernhill Comet s8 black", "Fernhill Comet s9 black", 0, 1)]
    [InlineData("Fernhill Office 2007", "Fernhill Office 2010 upgrade", 0, 1)]
    [InlineData("Fernhill Ryder 3 drill", "Fernhill drill", 0, 0)]
    public void The_same_word_with_another_number_is_another_thing(string listing, string master, int alike, int apart)
    {
        var (seenAlike, seenApart, rarest) = Compare(listing, master);

        Assert.Equal((alike, apart), (seenAlike, seenApart));
        Assert.Equal(apart > 0, rarest > 0);
    }

    [Theory]
    [InlineData("Fernhill lamp 220 with stand 40", "Fernhill lamp 40 with hook 220")]
    [InlineData("Fernhill lamp 220", "Fernhill lamp lb220x")]
    public void A_number_that_the_other_says_elsewhere_speaks_against_nothing(string listing, string master) =>
        Assert.Equal(0, Compare(listing, master).Apart);

    [Fact]
    public void A_measure_is_no_number_of_the_word_before_it() =>
        Assert.Equal(0, Compare("Fernhill drive 500 gb", "Fernhill drive 250 gb").Apart);

    private static (int Alike, int Apart, float Rarest) Compare(string listing, string master)
    {
        var scorer = new PairScorer(MasterIndex.Build([Shelf.Of("a", master)]), Facts.Of([Shelf.Listing(listing)]));
        return NumberedWords.Compare(scorer.SideOf(0), scorer.SideOfMaster(0));
    }
}
