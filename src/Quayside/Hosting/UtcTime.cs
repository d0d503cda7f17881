using System.Globalization;

namespace Quayside.Hosting;

/// <summary>A time in a query string. Without an offset it is UTC: never the server's own zone.</summary>
internal readonly record struct UtcTime(DateTimeOffset Value)
{
    public static bool TryParse(string? text, IFormatProvider? provider, out UtcTime time)
    {
        var isRead = DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var value);
        time = new UtcTime(value);
        return isRead;
    }
}
