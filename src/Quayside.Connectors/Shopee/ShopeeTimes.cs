using System.Globalization;

namespace Quayside.Connectors.Shopee;

/// <summary>Spans of time in the whole seconds that Shopee asks for.</summary>
internal static class ShopeeTimes
{
    /// <summary>No span of orders may be longer. A second less, since it is not told whether fifteen days themselves are too long.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(15) - TimeSpan.FromSeconds(1);

    /// <summary>The span as two parameters. Whether the second itself belongs to it is not told, so it is asked for: what lies on the edge
    /// of two spans is then met twice at most and never missed.</summary>
    public static string Query(string from, string to, DateTimeOffset start, DateTimeOffset end) =>
        string.Create(CultureInfo.InvariantCulture, $"{from}={start.ToUnixTimeSeconds()}&{to}={Ceiling(end)}");

    /// <summary>Equal parts, oldest first, none longer than Shopee allows.</summary>
    public static IReadOnlyList<(DateTimeOffset From, DateTimeOffset To)> Parts(DateTimeOffset from, DateTimeOffset to)
    {
        var count = Math.Max(1, (int)Math.Ceiling((to - from) / Longest));
        var seconds = Math.Ceiling((to - from).TotalSeconds / count);
        return
        [
            .. Enumerable.Range(0, count)
                .Select(i => (From: from.AddSeconds(seconds * i), To: i == count - 1 ? to : from.AddSeconds(seconds * (i + 1))))
                .Where(part => part.From < part.To || count == 1),
        ];
    }

    private static long Ceiling(DateTimeOffset time) => (time.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks + TimeSpan.TicksPerSecond - 1) / TimeSpan.TicksPerSecond;
}
