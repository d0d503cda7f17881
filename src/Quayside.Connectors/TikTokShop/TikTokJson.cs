using System.Text;
using System.Text.Json;
using Quayside.Connectors.Http;

namespace Quayside.Connectors.TikTokShop;

/// <summary>What is TikTok Shop's own way of writing things.</summary>
internal static class TikTokJson
{
    private const decimal AfterTheLastSecond = 253_402_300_800m;

    /// <summary>Seconds since 1970; 0 and absent are null.</summary>
    public static DateTimeOffset? Time(this JsonElement owner, ReadOnlySpan<byte> name) => owner.Number(name) switch
    {
        null or <= 0 => null,
        > 0 and < AfterTheLastSecond and var seconds => DateTimeOffset.FromUnixTimeSeconds((long)seconds),
        _ => throw new FormatException($"The field \"{Encoding.UTF8.GetString(name)}\" is not a time."),
    };

    /// <exception cref="FormatException">It is not there.</exception>
    public static T Need<T>(this T? value, string name)
        where T : struct => value ?? throw Missing(name);

    public static T Need<T>(this T? value, string name)
        where T : class => value ?? throw Missing(name);

    public static bool IsTrue(this JsonElement owner, ReadOnlySpan<byte> name) => owner.Field(name) is { ValueKind: JsonValueKind.True };

    /// <summary>The object of that name; nothing where there is none.</summary>
    public static JsonElement Part(this JsonElement owner, ReadOnlySpan<byte> name) =>
        owner.Field(name) is { ValueKind: JsonValueKind.Object } part ? part : default;

    /// <summary>The items of a list that are objects.</summary>
    public static IEnumerable<JsonElement> Parts(this JsonElement owner, ReadOnlySpan<byte> name) =>
        owner.Items(name).Where(item => item.ValueKind == JsonValueKind.Object);

    /// <summary>The full-size address of a picture.</summary>
    public static string? Picture(this JsonElement image) => image.Items("urls"u8)
        .Where(url => url.ValueKind == JsonValueKind.String).Select(url => url.GetString()!.Trim()).FirstOrDefault(url => url.Length > 0);

    /// <summary>The first whole second that is not before the time.</summary>
    public static long Second(DateTimeOffset time) =>
        time.ToUnixTimeSeconds() + (time.UtcTicks % TimeSpan.TicksPerSecond == 0 ? 0 : 1);

    private static FormatException Missing(string name) => new($"The field \"{name}\" is missing.");
}
