using Quayside.Connectors;

namespace Quayside.Stores.Sync;

/// <summary>Reads a list of ids from its beginning to its end; what pages that overlap bring twice is in it twice.</summary>
internal static class IdLists
{
    /// <exception cref="ConnectorException">A page could not be read.</exception>
    /// <exception cref="EndlessFeedException">The channel sends the same again and again.</exception>
    public static async Task<List<Record<T>>> ReadAsync<T>(
        RunContext run, Func<string?, CancellationToken, Task<Page<T>>> read, CancellationToken cancellation)
        where T : class
    {
        var seen = new SeenIds();
        var all = new List<Record<T>>();
        await foreach (var (asked, page) in PageFeed.ReadAsync(read, null, run.CallsAtATime * 2, cancellation))
        {
            seen.Add(asked ?? "", [.. page.Records.Select(r => r.ChannelId)], page.Records.Count == 0);
            all.AddRange(page.Records);
        }

        return all;
    }
}
