using Quayside.SkuLinks.Matching;

namespace Quayside.Tests.SkuLinks.Matching;

public sealed class RivalWordsTests
{
    private static readonly MatchProduct[] Headlamps =
    [
        Shelf.Of("a", "Lantern Bay Headlamp LB-220 400 lumen") with { Price = 39m },
        Shelf.Of("b", "Lantern Bay Headlamp LB-230 600 lumen") with { Price = 49m },
        Shelf.Of("c", "Lantern Bay Headlamp rechargeable") with { Price = 80m },
    ];

    [Fact]
    public void A_code_that_one_master_alone_has_speaks_for_it_and_against_the_others()
    {
        var listing = Shelf.Listing("Lantern Bay LB-220");

        Assert.True(Seen(listing, 0, "rarest said of it alone") > 0);
        Assert.True(Seen(listing, 0, "numbers said of it alone") > 0);
        Assert.Equal(0, Seen(listing, 0, "said of others"));
        Assert.True(Seen(listing, 0, "lead in words") > 0);
        Assert.Equal(0, Seen(listing, 1, "said of it alone"));
        Assert.True(Seen(listing, 1, "rarest said of others") > 0);
        Assert.True(Seen(listing, 1, "said of best other") > 0);
        Assert.True(Seen(listing, 1, "lead in words") < 0);
    }

    [Fact]
    public void What_all_masters_say_tells_none_of_them_apart()
    {
        var listing = Shelf.Listing("Lantern Bay Headlamp");

        Assert.All([0, 1, 2], rank => Assert.Equal((0f, 0f), (Seen(listing, rank, "said of it alone"), Seen(listing, rank, "said of others"))));
    }

    [Fact]
    public void A_word_inside_a_longer_one_counts_as_said()
    {
        Assert.True(Seen(Shelf.Listing("Lantern HeadlampLB220"), 0, "said of it alone") > 0);
        Assert.True(Seen(Shelf.Listing("Lantern HeadlampLB240"), 0, "said of none") > 0);
    }

    [Fact]
    public void What_a_master_says_beyond_the_listing_is_told_apart_by_who_else_says_it()
    {
        var listing = Shelf.Listing("LanternBay rechargeable");

        Assert.True(Seen(listing, 0, "left in it alone") > 0);
        Assert.True(Seen(listing, 0, "left in others too") > 0);
        Assert.Equal(0, Seen(listing, 2, "left in it alone"));
        Assert.Equal(0, Seen(Shelf.Listing("LanternBay Headlamp"), 2, "left in others too"));
    }

    [Fact]
    public void The_nearest_price_leads()
    {
        var listing = Shelf.Listing("Lantern Bay Headlamp") with { Price = 48m };

        Assert.True(Seen(listing, 1, "price lead") > 0);
        Assert.True(Seen(listing, 0, "price lead") < 0);
        Assert.Equal(PairFeatures.Unknown, Seen(Shelf.Listing("Lantern Bay Headlamp"), 0, "price lead"));
    }

    [Fact]
    public void What_another_listing_of_a_master_says_is_said_of_that_master()
    {
        var listing = Shelf.Listing("Lantern Bay Nightrunner");

        Assert.True(Seen(listing, 0, "unsaid by siblings") > 0);
        Assert.Equal(0, Seen(listing, 0, "unsaid by siblings", "Nightrunner LB-220"));
        Assert.True(Seen(listing, 0, "said by siblings of it alone", "Nightrunner LB-220") > 0);
        Assert.True(Seen(listing, 1, "said by siblings of others", "Nightrunner LB-220") > 0);
        Assert.Equal((1, 0), (Seen(listing, 0, "siblings", "Nightrunner LB-220"), Seen(listing, 1, "siblings", "Nightrunner LB-220")));
    }

    /// <param name="siblings">Titles of other listings that go to the first master.</param>
    private static float Seen(MatchProduct listing, int rank, string name, params string[] siblings)
    {
        var scorer = new PairScorer(MasterIndex.Build(Headlamps), Facts.Of([listing]));
        Runner[] runners = [.. Enumerable.Range(0, Headlamps.Length).Select(slot => new Runner(slot, 0, slot, -slot))];
        var features = new float[RivalWords.Count];
        scorer.WordsOf(runners, [Facts.Of([.. siblings.Select(Shelf.Listing)]), [], []], scorer.SideOf(0)).Fill(features, rank);
        return features[Array.IndexOf(RivalWords.Names, name)];
    }
}
