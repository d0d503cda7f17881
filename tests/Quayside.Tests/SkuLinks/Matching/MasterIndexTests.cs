using Quayside.SkuLinks.Matching;

namespace Quayside.Tests.SkuLinks.Matching;

public sealed class MasterIndexTests
{
    private static readonly MatchProduct Listing = Shelf.Listing("Gullwing Thermo Flask 500 ml Steel") with { Gtin = "036000291452" };

    [Fact]
    public void A_master_put_later_is_found()
    {
        var index = MasterIndex.Build(Shelf.Masters.Where(m => m.Id != "m3"));
        Assert.NotEqual("m3", First(index)?.MasterId);

        index.Put(Shelf.Masters[2]);

        Assert.Equal(("m3", Shelf.Masters.Length), (First(index)?.MasterId, index.Count));
    }

    [Fact]
    public void A_master_taken_away_is_not()
    {
        var index = MasterIndex.Build(Shelf.Masters);

        index.Remove("m3");
        index.Remove("never there");

        Assert.Equal(Shelf.Masters.Length - 1, index.Count);
        Assert.DoesNotContain(Match(index).Candidates, c => c.MasterId == "m3");
    }

    [Fact]
    public void A_master_put_again_is_the_new_one()
    {
        var index = MasterIndex.Build(Shelf.Masters);

        index.Put(Shelf.Masters[2] with { Title = "Garden hose", Gtin = null, Sku = "GH" });

        Assert.Equal(Shelf.Masters.Length, index.Count);
        Assert.Null(Match(index).SureMasterId);
    }

    [Fact]
    public void Thousands_of_changes_leave_it_as_if_built_anew()
    {
        var index = MasterIndex.Build([]);
        for (var i = 0; i < 1500; i++)
        {
            index.Put(Shelf.Of($"k{i}", $"Skerry enamel mug {i}"));
        }

        for (var i = 0; i < 1500; i++)
        {
            index.Remove($"k{i}");
        }

        foreach (var master in Shelf.Masters)
        {
            index.Put(master);
        }

        Assert.Equal(Shelf.Masters.Length, index.Count);
        Assert.Equal("m3", Match(index).SureMasterId);
    }

    private static MatchResult Match(MasterIndex index) => Assert.Single(new Matcher(MatchModel.BuiltIn).Match(index, [Listing]));

    private static MatchCandidate? First(MasterIndex index) => Match(index).Candidates is [var first, ..] ? first : null;
}
