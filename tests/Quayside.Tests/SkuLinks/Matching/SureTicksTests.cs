using Quayside.SkuLinks.Matching;

namespace Quayside.Tests.SkuLinks.Matching;

public sealed class SureTicksTests
{
    [Fact]
    public void Where_most_are_certain_some_are_ticked_that_would_not_be_alone()
    {
        var chances = Enumerable.Repeat(0.999, 300).Concat(Enumerable.Repeat(0.9, 40));

        Assert.Equal(0.9, SureTicks.From(chances, 1000));
    }

    [Fact]
    public void What_is_ticked_beyond_the_certain_keeps_the_promise_together()
    {
        var chances = Enumerable.Repeat(0.998, 400).Concat(Enumerable.Range(0, 600).Select(i => 0.96 - (i * 0.0001))).ToArray();

        var from = SureTicks.From(chances, 1000);

        Assert.True(from < SureTicks.Alone);
        Assert.True(chances.Where(c => c >= from).Average() >= SureTicks.Together);
        Assert.True(chances.Where(c => c >= from - 0.00015).Average() < SureTicks.Together);
    }

    [Fact]
    public void Equal_chances_are_ticked_together_or_not_at_all()
    {
        var chances = Enumerable.Repeat(0.99, 300).Concat(Enumerable.Repeat(0.94, 299));

        Assert.Equal(SureTicks.Alone, SureTicks.From(chances, 1000));
    }

    [Fact]
    public void What_is_certain_enough_alone_is_ticked_whatever_else_there_is() =>
        Assert.Equal(SureTicks.Alone, SureTicks.From(Enumerable.Repeat(0.981, 20).Concat(Enumerable.Repeat(0.9, 2000)), 3000));

    [Fact]
    public void What_is_unlikely_is_for_a_person_however_good_the_rest_is() =>
        Assert.True(SureTicks.From([.. Enumerable.Repeat(0.999, 5000), 0.69], 6000) > 0.69);

    [Fact]
    public void What_may_not_be_ticked_counts_for_nothing() =>
        Assert.Equal(0.9, SureTicks.From([.. Enumerable.Repeat(0.99, 100), 0.9, double.NaN, double.NaN], 1000));

    [Theory]
    [InlineData(0)]
    [InlineData(299)]
    public void Of_a_few_each_stands_alone(int listings) =>
        Assert.Equal(SureTicks.Alone, SureTicks.From(Enumerable.Repeat(0.999, 200).Append(0.9), listings));
}
