using System.Threading.Channels;

namespace Quayside.Stores.Sync;

/// <summary>Reads a stage's feed into a short line of pages: the first page as soon as it is begun, the rest when told to read on.</summary>
/// <remarks>So the shop is never idle while an earlier stage is written or settled, and never asked for more than waits here.</remarks>
internal sealed class PagesAhead<T>(Func<string?, CancellationToken, Task<Connectors.Page<T>>> read, string? start, int atATime) : IAsyncDisposable
    where T : class
{
    /// <summary>Pages that wait for the writer, at most.</summary>
    private const int WaitingPages = 8;

    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _mayReadOn = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Channel<FetchedPage<T>> _pages = Channel.CreateBounded<FetchedPage<T>>(
        new BoundedChannelOptions(WaitingPages) { SingleReader = true, SingleWriter = true });

    private readonly Lock _beginning = new();

    private Task? _reading;

    /// <summary>Pages in the feed's order. Waiting for one throws what reading it threw, after the pages before it were taken.</summary>
    public ChannelReader<FetchedPage<T>> Pages => _pages.Reader;

    /// <summary>Asks for the first page. Calling again does nothing, from whichever thread.</summary>
    /// <param name="whenRead">Called once the last page is here, which may be long before it is written.</param>
    public void Begin(Action? whenRead)
    {
        lock (_beginning)
        {
            _reading ??= ReadAsync(whenRead);
        }
    }

    public void ReadOn() => _mayReadOn.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await (_reading ?? Task.CompletedTask);
        _stop.Dispose();
    }

    private async Task ReadAsync(Action? whenRead)
    {
        try
        {
            // Twice as many as may be sent at once: while the first is waited for, the line stays full.
            await foreach (var page in PageFeed.ReadAsync(Telling(whenRead), start, atATime * 2, _stop.Token))
            {
                await _pages.Writer.WriteAsync(page, _stop.Token);
                await _mayReadOn.Task.WaitAsync(_stop.Token);
            }

            _pages.Writer.Complete();
        }
#pragma warning disable CA1031 // Handed to the writer, which throws it after the pages before it are written.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            _pages.Writer.TryComplete(failure);
        }
    }

    // When the last page is here, not when it has its place in the line: pages before it may wait for the writer still.
    private Func<string?, CancellationToken, Task<Connectors.Page<T>>> Telling(Action? whenRead) => async (cursor, stop) =>
    {
        var page = await read(cursor, stop);
        if (!page.More)
        {
            whenRead?.Invoke();
        }

        return page;
    };
}
