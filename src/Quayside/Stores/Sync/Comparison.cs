using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace Quayside.Stores.Sync;

/// <summary>What a comparison may rely on, and what it has to say.</summary>
internal static class Comparison
{
    /// <summary>From here on equal times of change prove nothing: what was read alone just when it changed may have changed once more within
    /// the same second. The looks leave that second to their next window; a comparison takes that window's place.</summary>
    /// <param name="compared">When the comparison before this one began, by our clock: it went through what was unproven then.</param>
    /// <returns>A time of the shop's clock.</returns>
    public static async Task<DateTimeOffset> UnprovenFromAsync(
        RunContext run, StageName feed, DateTimeOffset compared, CancellationToken cancellation)
    {
        await using var db = run.Read();
        var readUpTo = await db.SyncCursors.Where(c => c.StoreId == run.Target.StoreId && c.Feed == feed)
            .Select(c => (DateTimeOffset?)c.ReadUpTo).SingleOrDefaultAsync(cancellation);
        return readUpTo is { } read
            ? NewSession.WholeSecond((read > compared ? read : compared) - run.Connector.Info.Lag + (run.Connection.Clock.Ahead ?? run.Ahead))
            : DateTimeOffset.MaxValue;
    }

    /// <returns>null when both sides were equal.</returns>
    public static string? Text(int missed, int differed, int deleted, string thing)
    {
        List<string> parts = [];
        Add(parts, missed, thing, "was missing here and fetched", "were missing here and fetched");
        Add(parts, differed, thing, "differed and was read again", "differed and were read again");
        Add(parts, deleted, thing, "is gone from the shop and marked as deleted", "are gone from the shop and marked as deleted");
        return parts.Count == 0 ? null : string.Join("; ", parts) + ".";
    }

    private static void Add(List<string> parts, int count, string thing, string one, string many)
    {
        if (count > 0)
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{count} {thing}{(count == 1 ? "" : "s")} {(count == 1 ? one : many)}"));
        }
    }
}
