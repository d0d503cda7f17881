using System.Runtime.CompilerServices;
using Quayside.Connectors;

namespace Quayside.Stores.Sync;

/// <summary>A page, the cursor it was asked for with, and its place in the stage.</summary>
internal sealed record FetchedPage<T>(string? Asked, Page<T> Page)
    where T : class;

/// <summary>Reads a feed page by page, in order, with several requests under way where the channel says which pages follow.</summary>
internal static class PageFeed
{
    /// <param name="read">Reads the page at a cursor; may be called again with the same one.</param>
    /// <param name="start">Where to begin; null for the beginning.</param>
    /// <param name="atATime">Pages fetched ahead of the one being handed out, at most.</param>
    /// <exception cref="ConnectorException">The next page in order could not be read; those before it were handed out.</exception>
    public static async IAsyncEnumerable<FetchedPage<T>> ReadAsync<T>(
        Func<string?, CancellationToken, Task<Page<T>>> read,
        string? start,
        int atATime,
        [EnumeratorCancellation] CancellationToken cancellation)
        where T : class
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var underWay = new Queue<(string? Cursor, Task<Page<T>> Page)>();
        var planned = new Queue<string>();
        underWay.Enqueue((start, read(start, stop.Token)));
        try
        {
            while (underWay.TryDequeue(out var next))
            {
                var page = await next.Page;
                yield return new FetchedPage<T>(next.Cursor, page);
                if (!page.More)
                {
                    yield break;
                }

                if (underWay.Count == 0 ? planned.Count == 0 || planned.Peek() != page.Cursor : underWay.Peek().Cursor != page.Cursor)
                {
                    // The page leads elsewhere than was foreseen: what was fetched ahead is of no use.
                    await AbandonAsync(underWay);
                    planned = new Queue<string>(page.Ahead.Count > 0 ? page.Ahead : [page.Cursor]);
                }

                while (underWay.Count < atATime && planned.TryDequeue(out var cursor))
                {
                    underWay.Enqueue((cursor, read(cursor, stop.Token)));
                }
            }
        }
        finally
        {
            await stop.CancelAsync();
            await AbandonAsync(underWay);
        }
    }

    private static async Task AbandonAsync<T>(Queue<(string? Cursor, Task<Page<T>> Page)> underWay)
        where T : class
    {
        while (underWay.TryDequeue(out var unused))
        {
            // Its failure, if any, belongs to nobody.
            await unused.Page.ContinueWith(static _ => { }, TaskScheduler.Default);
        }
    }
}
