using System.Globalization;
using Quayside.Connectors;
using Quayside.Stores.Sync;

namespace Quayside.Tests.Stores.Sync;

public sealed class PagesAheadTests
{
    private const int Pages = 12; // more than wait for the writer, fewer than that and those under way

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task It_tells_when_the_last_page_is_here_though_none_was_taken_yet()
    {
        var told = new TaskCompletionSource();
        await using var ahead = new PagesAhead<ChannelCarrier>(async (cursor, _) => await PageAsync(cursor), null, atATime: 4);

        ahead.Begin(told.SetResult);
        ahead.ReadOn();

        await told.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);
    }

    private static async Task<Page<ChannelCarrier>> PageAsync(string? cursor)
    {
        await Task.Yield();
        var number = cursor is null ? 1 : int.Parse(cursor, CultureInfo.InvariantCulture);
        List<string> ahead = [.. Enumerable.Range(number + 1, Pages - number).Select(n => n.ToString(CultureInfo.InvariantCulture))];
        return new Page<ChannelCarrier>([], ahead.FirstOrDefault() ?? "end", ahead.Count > 0, null) { Ahead = ahead };
    }
}
