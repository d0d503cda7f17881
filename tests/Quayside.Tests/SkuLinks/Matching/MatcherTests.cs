using CsCheck;
using Quayside.SkuLinks.Matching;

namespace Quayside.Tests.SkuLinks.Matching;

public sealed class MatcherTests
{
    private static readonly MatchProduct[] Listings =
    [
        .. Shelf.Masters.Select((m, i) => m with { Id = $"l{i}", Title = $"NEW {m.Title!.ToUpperInvariant()} free shipping", Gtin = null, Sku = null, Store = i % 2 == 0 ? "north" : "south" }),
        .. Shelf.Masters.Take(6).Select((m, i) => m with { Id = $"x{i}", Title = string.Join(' ', m.Title!.Split(' ').Reverse()), Sku = null, Store = "south" }),
        Shelf.Of("nil", "Ceramic garden gnome with lantern"), Shelf.Of("blank", null), Shelf.Of("marks", "???"),
    ];

    [Fact]
    public void Shuffled_input_gives_the_same_links()
    {
        var expected = Said(new Matcher(MatchModel.BuiltIn).Match(MasterIndex.Build(Shelf.Masters), Listings));

        Gen.Select(Gen.Shuffle(Shelf.Masters), Gen.Shuffle(Listings)).Sample(
            (masters, listings) => Assert.Equal(expected, Said(new Matcher(MatchModel.BuiltIn).Match(MasterIndex.Build(masters), listings))),
            iter: 30);
    }

    [Fact]
    public void Shuffled_input_gives_the_same_links_where_rivals_are_compared()
    {
        var batch = Enumerable.Range(0, Rivals.SmallestBatch / Listings.Length * 2).SelectMany(i => Listings.Select(l => l with { Id = $"{l.Id}-{i}", Title = i % 3 == 0 ? l.Title : $"{l.Title} {i}" })).ToArray();
        var expected = Said(new Matcher(MatchModel.BuiltIn).Match(MasterIndex.Build(Shelf.Masters), batch));

        Gen.Select(Gen.Shuffle(Shelf.Masters), Gen.Shuffle(batch)).Sample(
            (masters, listings) => Assert.Equal(expected, Said(new Matcher(MatchModel.BuiltIn).Match(MasterIndex.Build(masters), listings))),
            iter: 6);
    }

    [Fact]
    public void A_few_listings_are_looked_at_as_if_each_came_alone()
    {
        var together = new Matcher(MatchModel.BuiltIn).Match(MasterIndex.Build(Shelf.Masters), Listings);

        Assert.Equal(Said([.. Listings.Select(l => Shelf.Match(l))]), Said(together));
    }

    [Fact]
    public void Results_come_in_the_listings_order() =>
        Assert.Equal(Listings.Select(l => l.Id), new Matcher(MatchModel.BuiltIn).Match(MasterIndex.Build(Shelf.Masters), Listings).Select(r => r.ListingId));

    [Fact]
    public void What_is_written_louder_is_still_the_same_thing()
    {
        var results = new Matcher(MatchModel.BuiltIn).Match(MasterIndex.Build(Shelf.Masters), Listings);

        Assert.All(results.Take(Shelf.Masters.Length), (r, i) => Assert.Equal(Shelf.Masters[i].Id, r.Candidates[0].MasterId));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("???")]
    public void A_listing_that_says_nothing_gets_no_sure_link(string? title) =>
        Assert.Null(Shelf.Match(new MatchProduct { Id = "l", Title = title }).SureMasterId);

    [Fact]
    public void Masters_that_say_nothing_are_harmless()
    {
        var result = Shelf.Match(Shelf.Listing("Gullwing Thermo Flask 500 ml Steel"), [new MatchProduct { Id = "empty" }, .. Shelf.Masters]);

        Assert.Equal("m3", result.Candidates[0].MasterId);
        Assert.Empty(Shelf.Match(Shelf.Listing("Gullwing"), []).Candidates);
    }

    [Fact]
    public void At_most_twenty_are_proposed_and_they_are_ranked()
    {
        var many = Enumerable.Range(0, 60).Select(i => Shelf.Of($"k{i}", $"Skerry enamel mug {i} blue")).ToArray();

        var result = Shelf.Match(Shelf.Listing("Skerry enamel mug blue"), many);

        Assert.Equal(MatchResult.MostCandidates, result.Candidates.Count);
        Assert.Equal(Enumerable.Range(1, 20), result.Candidates.Select(c => c.Rank));
        Assert.Equal(result.Candidates.OrderByDescending(c => c.Score).Select(c => c.Score), result.Candidates.Select(c => c.Score));
        Assert.All(result.Candidates, c => Assert.InRange(c.Score, 0, 1));
    }

    [Fact]
    public void Many_listings_may_go_to_one_master()
    {
        var listings = Enumerable.Range(0, 12).Select(i => Shelf.Of($"l{i}", "Lantern Bay Rechargeable Headlamp LB-220") with { Store = $"shop{i}" });

        var results = new Matcher(MatchModel.BuiltIn).Match(MasterIndex.Build(Shelf.Masters), listings);

        Assert.All(results, r => Assert.Equal("m10", r.Candidates[0].MasterId));
        Assert.All(results, r => Assert.True(r.Candidates[0].Score >= 0.5));
    }

    [Fact]
    public void A_confirmed_pair_stays_confirmed()
    {
        var listing = Shelf.Of("odd", "Something else entirely") with { Sku = "TW-TOTE-NV" };

        var result = Shelf.Match(listing, MatchHints.From([new DecidedPair(Shelf.Masters[0], listing, true)]));

        Assert.Equal((1.0, "m1"), (result.Candidates[0].Score, result.Candidates[0].MasterId));
        Assert.Contains("you linked these", result.Candidates[0].For(), StringComparison.Ordinal);
    }

    private static string[] Said(IReadOnlyList<MatchResult> results) =>
    [
        .. results.OrderBy(r => r.ListingId, StringComparer.Ordinal)
            .Select(r => $"{r.ListingId} {r.SureMasterId} {string.Join(' ', r.Candidates.Select(c => $"{c.MasterId}:{c.Score:R}:{c.Tier}"))}"),
    ];

    [Fact]
    public void Where_a_person_said_which_master_it_is_not_the_other_one_has_no_rival()
    {
        var listing = Shelf.Listing("Tidewater Canvas Tote Bag 12L");
        var rejected = MatchHints.From([new DecidedPair(Shelf.Masters[0], listing, IsLinked: false)]);

        Assert.True(Shelf.Match(listing, rejected).Candidate("m2").Score > Shelf.Match(listing).Candidate("m2").Score + 0.1);
    }
}
