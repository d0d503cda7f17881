using System.Text.Json;
using Quayside.Connectors;

namespace Quayside.Tests.Connectors;

/// <summary>Reads a feed the two ways the application may: page after page, or ahead.</summary>
public static class FeedReading
{
    private const int TooMany = 200;

    /// <summary>Follows each page's own cursor to the end.</summary>
    public static async Task<List<Page<T>>> OneByOneAsync<T>(Func<string?, Task<Page<T>>> read)
        where T : class
    {
        var pages = new List<Page<T>>();
        string? cursor = null;
        do
        {
            Assert.True(pages.Count < TooMany, "The feed does not end.");
            pages.Add(await read(cursor));
            cursor = pages[^1].Cursor;
        }
        while (pages[^1].More);

        return pages;
    }

    /// <summary>Asks at once for all pages that a page announces, and goes on from the last of them.</summary>
    public static async Task<List<Page<T>>> AheadAsync<T>(Func<string?, Task<Page<T>>> read)
        where T : class
    {
        var pages = new List<Page<T>> { await read(null) };
        while (pages[^1].More)
        {
            Assert.True(pages.Count < TooMany, "The feed does not end.");
            var last = pages[^1];
            IReadOnlyList<string> next = last.Ahead.Count > 0 ? last.Ahead : [last.Cursor];
            pages.AddRange(await Task.WhenAll(next.Select(read)));
        }

        return pages;
    }

    /// <summary>What the feeds of a stage say they hold in all, by each feed's last word; null when one does not say.</summary>
    public static long? Expected<T>(IEnumerable<Page<T>> pages)
        where T : class =>
        pages.GroupBy(page => page.Feed).Select(feed => feed.Last().Expected)
            .Aggregate((long?)0, (sum, expected) => sum + expected);

    /// <summary>The application drops what it fetched ahead as soon as a page leads elsewhere than was announced.</summary>
    public static void LeadWhereAnnounced<T>(List<Page<T>> pages)
        where T : class => Assert.All(
            Enumerable.Range(0, pages.Count),
            i => Assert.Equal(pages[i].Ahead, pages.Skip(i).Take(pages[i].Ahead.Count).Select(page => page.Cursor)));

    public static void OneStandsAlone<T>(string bad, List<Page<T>> pages)
        where T : class
    {
        var records = pages.SelectMany(p => p.Records).ToList();
        Assert.Equal([bad], records.Where(r => r.Problem is not null).Select(r => r.ChannelId));
        Assert.All(records, r => Assert.Equal(r.Problem is null, r.Value is not null));
        Assert.All(records, r => JsonDocument.Parse(r.Raw).Dispose());
    }
}
