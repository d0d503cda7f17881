using Quayside.SkuLinks.Matching;

namespace Quayside.Tests.SkuLinks.Matching;

public sealed class AlikeListingsTests
{
    private const float Likely = 4;
    private const float Unlikely = -4;

    [Fact]
    public void A_listing_that_reads_alike_speaks_for_the_master_it_goes_to()
    {
        var doubtful = (Title: "Nightrunner head torch 220", Runners: Odds(Unlikely, Unlikely));
        var alike = (Title: "Nightrunner head torch 220 blue", Runners: Odds(Likely, Unlikely));
        var other = (Title: "Camping kettle 2 litres", Runners: Odds(Unlikely, Likely));

        Assert.True(Seen("alike at master", 0, doubtful, alike, other) > 0.5f);
        Assert.True(Seen("votes of alike", 0, doubtful, alike, other) > 0.9f);
        Assert.True(Seen("lead in alike", 0, doubtful, alike, other) > 0);
        Assert.True(Seen("alike at others", 1, doubtful, alike, other) > 0.5f);
        Assert.True(Seen("lead in alike", 1, doubtful, alike, other) < 0);
    }

    [Fact]
    public void A_listing_that_reads_alike_and_has_no_master_speaks_for_none()
    {
        var doubtful = (Title: "Nightrunner head torch 220", Runners: Odds(Unlikely, Unlikely));
        var alike = (Title: "Nightrunner head torch 220 blue", Runners: Odds(Unlikely, Unlikely));

        Assert.True(Seen("alike at none", 0, doubtful, alike) > 0.5f);
        Assert.True(Seen("alike at master", 0, doubtful, alike) < 0.1f);
    }

    [Fact]
    public void Of_a_listing_that_goes_to_two_masters_each_has_half()
    {
        var doubtful = (Title: "Nightrunner head torch 220", Runners: Odds(Unlikely, Unlikely));
        var twice = (Title: "Nightrunner head torch 220", Runners: Odds(Likely, Likely));

        Assert.Equal(0.5f, Seen("alike at master", 0, doubtful, twice), 0.01f);
    }

    [Fact]
    public void A_listing_says_nothing_of_itself() =>
        Assert.Equal(0, Seen("most alike", 0, ("Nightrunner head torch 220", Odds(Likely, Unlikely))));

    private static Runner[] Odds(params float[] odds) => [.. odds.Select((o, slot) => new Runner(slot, 0, slot, o)).OrderByDescending(r => r.LogOdds)];

    // What is measured on the first listing's pair with the master in this slot.
    private static float Seen(string name, int slot, params (string Title, Runner[] Runners)[] listings)
    {
        var list = new Shortlist { Listings = Facts.Of([.. listings.Select(l => Shelf.Listing(l.Title))]), Runners = [.. listings.Select(l => l.Runners)] };
        var alike = new AlikeListings(list, work => Enumerable.Range(0, listings.Length).ToList().ForEach(work));
        var features = new float[AlikeListings.Count];
        alike.Fill(features, 0, Array.FindIndex(listings[0].Runners, r => r.Slot == slot));
        return features[Array.IndexOf(AlikeListings.Names, name)];
    }
}
