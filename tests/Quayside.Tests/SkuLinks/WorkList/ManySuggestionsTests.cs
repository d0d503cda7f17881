using System.Diagnostics;
using Quayside.SkuLinks.Matching;
using Quayside.SkuLinks.Suggestions;
using Quayside.Tests.Harness;

namespace Quayside.Tests.SkuLinks.WorkList;

public sealed class ManySuggestionsTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_hundred_thousand_variations_are_looked_through_once_and_a_few_new_ones_without_the_rest()
    {
        Requires.Long();
        var bench = await MappingBench.NewAsync(database);
        var rows = new ManyRows(bench.Seeds.Databases, bench.Caller.OrganisationId, 60_000, 0);
        await rows.AddAsync(Cancellation);
        var find = new FindSuggestions(bench.Seeds.Databases, new Matcher(MatchModel.BuiltIn), TimeProvider.System);

        var clock = Stopwatch.StartNew();
        var looked = await find.RunAsync(bench.Caller.OrganisationId, Cancellation);
        var first = clock.Elapsed;
        clock.Restart();
        var again = await find.RunAsync(bench.Caller.OrganisationId, Cancellation);
        var second = clock.Elapsed;
        for (var i = 0; i < 3; i++)
        {
            bench.Sell(rows.Small, $"Rust Lantern No. {i} new", $"NEW-{i}");
        }

        await bench.Seeds.SaveAsync();
        clock.Restart();
        var few = await find.RunAsync(bench.Caller.OrganisationId, Cancellation);
        var third = clock.Elapsed;
        clock.Restart();
        var health = await bench.Health.RunAsync(bench.Caller, Cancellation);
        var page = await bench.RowsAsync();

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{looked} in {first.TotalSeconds:0.0} s, nothing new in {second.TotalSeconds:0.0} s, {few} new in {third.TotalSeconds:0.0} s, health and page in {clock.Elapsed.TotalMilliseconds:0} ms, {health.Waiting} waiting, {GC.GetTotalMemory(false) >> 20} MB");
        Assert.Equal((rows.Variations, 0, 3), (looked, again, few));
        Assert.NotEmpty(page);
        Assert.True(second < first / 4, $"{second} to find nothing new, {first} for everything");
    }
}
