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
        var line = new Line<T>(read, atATime, stop.Token);
        line.Ask(start);
        try
        {
            while (await line.NextAsync() is { } next)
            {
                yield return next;
                if (!next.Page.More)
                {
                    yield break;
                }

                await line.GoOnFromAsync(next.Page);
            }
        }
        finally
        {
            await stop.CancelAsync();
            await line.AbandonAsync();
        }
    }

    /// <summary>Pages that were asked for, in the feed's order, and cursors of those that are asked for next.</summary>
    private sealed class Line<T>(Func<string?, CancellationToken, Task<Page<T>>> read, int atATime, CancellationToken stop)
        where T : class
    {
        private readonly Queue<(string? Cursor, Task<Page<T>> Page)> _underWay = new();
        private Queue<string> _planned = new();
        private Task<Page<T>>? _last;

        public void Ask(string? cursor) => Add(cursor, read(cursor, stop));

        /// <returns>null when nothing is under way.</returns>
        public async Task<FetchedPage<T>?> NextAsync()
        {
            if (_underWay.Count == 0)
            {
                return null;
            }

            await WhileWaitingAsync(_underWay.Peek().Page);
            var (cursor, page) = _underWay.Dequeue();
            return new FetchedPage<T>(cursor, await page);
        }

        /// <summary>Asks for what follows the page that was handed out.</summary>
        public async Task GoOnFromAsync(Page<T> page)
        {
            if (_underWay.Count == 0 ? _planned.Count == 0 || _planned.Peek() != page.Cursor : _underWay.Peek().Cursor != page.Cursor)
            {
                // The page leads elsewhere than was foreseen: what was fetched ahead is of no use.
                await AbandonAsync();
                _planned = new Queue<string>(page.Ahead.Count > 0 ? page.Ahead : [page.Cursor]);
            }

            Fill();
        }

        public async Task AbandonAsync()
        {
            while (_underWay.TryDequeue(out var unused))
            {
                // Its failure, if any, belongs to nobody.
                await unused.Page.ContinueWith(static _ => { }, TaskScheduler.Default);
            }
        }

        private void Add(string? cursor, Task<Page<T>> page)
        {
            _last = page;
            _underWay.Enqueue((cursor, page));
        }

        // A page that lists ids is the last of those it was announced with and leads to the most: what follows it is asked for once it
        // is here, while pages before it are still waited for.
        private async Task WhileWaitingAsync(Task awaited)
        {
            while (!awaited.IsCompleted && _planned.Count == 0 && _underWay.Count < atATime && _last is { } last && last != awaited)
            {
                await Task.WhenAny(awaited, last);
                if (!last.IsCompletedSuccessfully || await last is not { More: true, Ahead.Count: > 0 } page)
                {
                    return;
                }

                _planned = new Queue<string>(page.Ahead);
                Fill();
            }
        }

        // Of pages that are announced together the last leads on. Where all of them may be asked for it is sent first: the others may be a
        // hundred calls, and while it waited behind them for its answer the shop would have nothing to do.
        private void Fill()
        {
            var cursors = new List<string>();
            while (_underWay.Count + cursors.Count < atATime && _planned.TryDequeue(out var cursor))
            {
                cursors.Add(cursor);
            }

            var leadsOn = cursors.Count > 0 && _planned.Count == 0 ? read(cursors[^1], stop) : null;
            for (var n = 0; n < cursors.Count; n++)
            {
                Add(cursors[n], n == cursors.Count - 1 && leadsOn is not null ? leadsOn : read(cursors[n], stop));
            }
        }
    }
}
