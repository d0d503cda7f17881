using Quayside.Stores;
using Quayside.Tests.Harness;
using static Quayside.Tests.Harness.ScriptedShop;

namespace Quayside.Tests.Stores.Sync;

/// <summary>A channel that says how much there is and sends less.</summary>
public sealed class AnnouncedFeedTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Theory]
    [InlineData(3, 2)]
    [InlineData(3, 3)]
    [InlineData(8, 5)]
    public async Task A_page_that_comes_again_in_a_feed_too_short_to_stand_still_is_not_called_complete(int pages, int again)
    {
        var shop = new ScriptedChannel { ComesAgainAt = again };
        shop.Listings.AddRange(Enumerable.Range(1, pages * shop.PageSize).Select(i => Listing($"{i}", $"SKU-{i}", i)));
        await using var sync = await SyncHarness.StartAsync(database, null, shop);

        var session = await sync.RunAsync(await sync.ConnectAsync(shop));

        Assert.Equal(SyncState.Failed, session.State);
        Assert.Equal(StageState.Failed, session.Stages.Single(s => s.Name == StageName.Listings).State);
        Assert.Contains("same page over and over", session.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_announced_and_never_came_is_said_beside_the_receipt()
    {
        var shop = new ScriptedChannel { AnnouncesMore = 1200 };
        shop.Listings.AddRange(Enumerable.Range(1, 5).Select(i => Listing($"{i}", $"SKU-{i}", i)));
        shop.Orders.Add(Order("1", TimeProvider.System.GetUtcNow().AddDays(-1), listing: "1"));
        await using var sync = await SyncHarness.StartAsync(database, null, shop);

        var session = await sync.RunAsync(await sync.ConnectAsync(shop));

        Assert.Equal(SyncState.Completed, session.State);
        var texts = session.Stages.OrderBy(s => s.Name).Select(s => s.Text).ToList();
        Assert.Equal("The shop announced 1,205 and sent 5. The next comparison of both sides looks for the rest.", texts[0]);
        Assert.StartsWith("The shop announced 1,201 and sent 1. ", texts[1], StringComparison.Ordinal);
        Assert.Contains("Orders placed before", texts[1], StringComparison.Ordinal);
        Assert.Null(texts[2]);
    }
}
