using System.Globalization;
using System.Text.Json;
using Quayside.Connectors.Http;

namespace Quayside.Connectors.Lazada;

/// <summary>Lazada's many ways to write a time: ISO 8601, "2021-07-29 11:02:19 +0700", milliseconds of the epoch as text, and local
/// times without a zone, which are the country's.</summary>
internal static class LazadaTimes
{
    private const long FirstMillisecond = 100_000_000_000; // less is counted in seconds

    private static readonly string[] WithZone =
        ["yyyy-MM-dd HH:mm:ss zzz", "yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss.FFFzzz", "yyyy-MM-dd'T'HH:mm:ss.FFF'Z'", "yyyy-MM-dd HH:mm:sszzz"];

    private static readonly string[] Local = ["yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd"];

    /// <returns>In UTC; null where the field is absent, blank, "null" or 0.</returns>
    /// <exception cref="FormatException">It is no time; the message names the field.</exception>
    public static DateTimeOffset? Time(this JsonElement owner, ReadOnlySpan<byte> name, TimeSpan offset)
    {
        if (owner.Filled(name)?.Trim() is not { } text || text is "null" or "0")
        {
            return null;
        }

        return Parse(text, offset)
            ?? throw new FormatException($"The field \"{System.Text.Encoding.UTF8.GetString(name)}\" is not a time.");
    }

    public static DateTimeOffset? Parse(string text, TimeSpan offset)
    {
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return Epoch(number);
        }

        if (DateTimeOffset.TryParseExact(text, WithZone, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var zoned))
        {
            return zoned.ToUniversalTime();
        }

        return DateTime.TryParseExact(text, Local, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
            ? new DateTimeOffset(local, offset).ToUniversalTime()
            : null;
    }

    /// <summary>"2026-06-23T00:00:00+08:00", what GetOrders insists on.</summary>
    public static string Iso(long second, TimeSpan offset) =>
        DateTimeOffset.FromUnixTimeSeconds(second).ToOffset(offset).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

    /// <summary>"2026-06-23T00:00:00+0800", as GetProducts is documented.</summary>
    public static string Compact(long second, TimeSpan offset) => Iso(second, offset).Remove(22, 1);

    /// <summary>The first whole second that is not before the time.</summary>
    public static long Second(DateTimeOffset time) =>
        time.ToUnixTimeSeconds() + (time.UtcTicks % TimeSpan.TicksPerSecond == 0 ? 0 : 1);

    private static DateTimeOffset? Epoch(long number)
    {
        const long lastMillisecond = 253_402_300_799_999;
        var milliseconds = number < FirstMillisecond ? number * 1000 : number;
        return milliseconds <= lastMillisecond ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null;
    }
}
