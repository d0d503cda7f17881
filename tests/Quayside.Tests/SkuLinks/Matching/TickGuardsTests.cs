using Quayside.SkuLinks.Matching;

namespace Quayside.Tests.SkuLinks.Matching;

public sealed class TickGuardsTests
{
    [Theory]
    [InlineData("Duvet cover 135x200", "Duvet cover 155x220", true)]
    [InlineData("Cable 1 m", "Cable 2 m", true)]
    [InlineData("Deck trousers W32 L34", "Deck trousers W34 L32", true)]
    [InlineData("Tide calendar 2025", "Tide calendar 2026", true)]
    [InlineData("Capsules, 10", "Capsules, 50", true)]
    [InlineData("Storm lantern 230 V", "Storm lantern", false)] // one of them says more
    [InlineData("Storm lantern 2", "Storm lantern II 2", false)]
    [InlineData("Phone BW-1360BK", "Phone BW1360BK", false)]
    [InlineData("Phone BW-1360BK", "Phone KX4410", false)] // numbers of makers are compared elsewhere
    public void Figures_are_apart_where_each_says_one_that_the_other_does_not(string one, string other, bool expected)
    {
        var (a, b) = Read(one, other);

        Assert.Equal((expected, expected), (TickGuards.AreFiguresApart(a, b), TickGuards.AreFiguresApart(b, a)));
    }

    [Theory]
    [InlineData("Storm lantern battery", "Storm lantern", true)]
    [InlineData("Türdichtung Geschirrspüler", "Geschirrspüler", true)]
    [InlineData("Robot vacuum, refurbished", "Robot vacuum", true)]
    [InlineData("Phone cable", "Phone charger", false)] // both are parts
    [InlineData("Storm lantern", "Storm lantern, brass", false)]
    public void A_part_and_its_whole_are_told_apart(string one, string other, bool expected)
    {
        var (a, b) = Read(one, other);

        Assert.Equal((expected, expected), (TickGuards.ArePartAndWhole(a, b), TickGuards.ArePartAndWhole(b, a)));
    }

    [Theory]
    [InlineData("Brightwork phone", "Brightwork desktop phone", true)]
    [InlineData("Brightwork phone, new, black", "Brightwork cord, new, black", false)]
    [InlineData("Brightwork phone with dial", "Brightwork cord with plug", false)]
    public void Brand_colour_and_filling_words_name_no_kind(string one, string other, bool expected)
    {
        var facts = Facts.Of([Shelf.Listing(one) with { Brand = "Brightwork" }, Shelf.Listing(other) with { Brand = "Brightwork" }]);

        Assert.Equal(expected, TickGuards.NameOneKind(facts[0], facts[1]));
    }

    private static (ProductFacts One, ProductFacts Other) Read(string one, string other)
    {
        var facts = Facts.Of([Shelf.Listing(one), Shelf.Listing(other)]);
        return (facts[0], facts[1]);
    }
}
