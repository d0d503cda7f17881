using Quayside.SkuLinks.Matching;

namespace Quayside.Tests.SkuLinks.Matching;

public sealed class LearningTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_a_seller_decides_moves_what_is_alike(bool isLinked)
    {
        var seller = SellerCalibration.Fit([.. Enumerable.Repeat((0.7, isLinked), 20)]);

        Assert.Equal(isLinked, seller.Of(0.7) > 0.7);
        Assert.Equal(isLinked, seller.Of(0.6) > 0.6);
        Assert.True(seller.Of(0.8) > seller.Of(0.6));
    }

    [Fact]
    public void A_handful_of_decisions_moves_nothing() =>
        Assert.Equal(0.7, SellerCalibration.Fit([(0.7, false), (0.7, false)]).Of(0.7));

    [Fact]
    public void Words_left_over_in_links_tell_less_and_those_in_rejected_links_more()
    {
        var hints = MatchHints.From(
        [
            new DecidedPair(Shelf.Of("a", "Skerry mug"), Shelf.Of("b", "Skerry mug giftbox"), true),
            new DecidedPair(Shelf.Of("a", "Skerry mug"), Shelf.Of("c", "Skerry mug coaster"), false),
        ]);

        Assert.True(hints.WordFactor(FoldedText.Hash("giftbox")) < 1);
        Assert.True(hints.WordFactor(FoldedText.Hash("coaster")) > 1);
        Assert.Equal(1, hints.WordFactor(FoldedText.Hash("mug")));
    }
}
