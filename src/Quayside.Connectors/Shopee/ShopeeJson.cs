using System.Text.Json;
using Quayside.Connectors.Http;

namespace Quayside.Connectors.Shopee;

/// <summary>What is Shopee's own way of writing things.</summary>
internal static class ShopeeJson
{
    /// <summary>Seconds since 1970; 0 and absent are null.</summary>
    public static DateTimeOffset? Time(this JsonElement owner, ReadOnlySpan<byte> name)
    {
        var seconds = owner.Number(name);
        return seconds switch
        {
            null or <= 0 => null,
            > 0 and < 253_402_300_800m => DateTimeOffset.FromUnixTimeSeconds((long)seconds.Value),
            _ => throw new FormatException($"The field \"{System.Text.Encoding.UTF8.GetString(name)}\" is not a time."),
        };
    }

    public static T Need<T>(this T? value, string name)
        where T : struct => value ?? throw Missing(name);

    public static T Need<T>(this T? value, string name)
        where T : class => value ?? throw Missing(name);

    public static bool IsTrue(this JsonElement owner, ReadOnlySpan<byte> name) =>
        owner.Text(name) is { } text && (text == "1" || text.Equals("true", StringComparison.OrdinalIgnoreCase));

    private static FormatException Missing(string name) => new($"The field \"{name}\" is missing.");
}
