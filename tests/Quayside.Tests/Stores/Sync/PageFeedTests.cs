using System.Collections.Concurrent;
using Quayside.Connectors;
using Quayside.Stores.Sync;

namespace Quayside.Tests.Stores.Sync;

public sealed class PageFeedTests
{
    private const int AtATime = 6;

    // A list of ids announces the pages that read them and the list's next page, as a marketplace's does.
    private static readonly Dictionary<string, Page<ChannelCarrier>> Pages = new()
    {
        [""] = Of("a", "a", "b", "more"),
        ["a"] = Of("b", "b", "more"),
        ["b"] = Of("more", "more"),
        ["more"] = Of("c", "c", "d"),
        ["c"] = Of("d", "d"),
        ["d"] = new([], "end", More: false, Expected: null),
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_the_last_page_announces_is_asked_for_while_pages_before_it_are_still_waited_for()
    {
        var lastIsAsked = new TaskCompletionSource();
        var feed = PageFeed.ReadAsync(
            async (cursor, stop) =>
            {
                if (cursor == "d")
                {
                    lastIsAsked.TrySetResult();
                }

                await (cursor == "a" ? lastIsAsked.Task.WaitAsync(TimeSpan.FromMinutes(1), stop) : Task.CompletedTask);
                return Pages[cursor ?? ""];
            },
            null,
            AtATime,
            Cancellation);

        Assert.Equal([null, "a", "b", "more", "c", "d"], await AskedAsync(feed));
    }

    [Fact]
    public async Task No_page_is_asked_for_twice_and_no_more_than_allowed_at_once()
    {
        var (asked, running, most) = (new ConcurrentQueue<string>(), 0, 0);
        var feed = PageFeed.ReadAsync(
            async (cursor, stop) =>
            {
                asked.Enqueue(cursor ?? "");
                most = Math.Max(most, Interlocked.Increment(ref running));
                await Task.Yield();
                Interlocked.Decrement(ref running);
                return Pages[cursor ?? ""];
            },
            null,
            atATime: 2,
            Cancellation);

        Assert.Equal([null, "a", "b", "more", "c", "d"], await AskedAsync(feed));
        Assert.Equal(Pages.Keys.Order(), asked.Order());
        Assert.InRange(most, 1, 2);
    }

    [Fact]
    public async Task The_page_that_leads_on_is_asked_for_before_those_that_were_announced_with_it()
    {
        var asked = new ConcurrentQueue<string>();
        var feed = PageFeed.ReadAsync(
            (cursor, _) =>
            {
                asked.Enqueue(cursor ?? "");
                return Task.FromResult(Pages[cursor ?? ""]);
            },
            null,
            AtATime,
            Cancellation);

        Assert.Equal([null, "a", "b", "more", "c", "d"], await AskedAsync(feed));
        Assert.Equal(["", "more", "a", "b"], asked.Take(4));
    }

    [Fact]
    public async Task What_was_fetched_ahead_is_of_no_use_when_a_page_leads_elsewhere()
    {
        var moved = new Dictionary<string, Page<ChannelCarrier>>(Pages) { ["b"] = Of("d", "d") };

        var feed = PageFeed.ReadAsync((cursor, _) => Task.FromResult(moved[cursor ?? ""]), null, AtATime, Cancellation);

        Assert.Equal([null, "a", "b", "d"], await AskedAsync(feed));
    }

    private static Page<ChannelCarrier> Of(string cursor, params string[] ahead) => new([], cursor, More: true, Expected: null) { Ahead = ahead };

    private static async Task<List<string?>> AskedAsync(IAsyncEnumerable<FetchedPage<ChannelCarrier>> feed)
    {
        var asked = new List<string?>();
        await foreach (var page in feed)
        {
            asked.Add(page.Asked);
        }

        return asked;
    }
}
