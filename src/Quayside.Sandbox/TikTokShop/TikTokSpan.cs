using System.Text.Json.Nodes;

namespace Quayside.Sandbox.TikTokShop;

/// <summary>Seconds of the epoch from one on and before another.</summary>
internal readonly record struct TikTokSpan(long From, long Before)
{
    public static readonly TikTokSpan Everything = new(long.MinValue, long.MaxValue);

    /// <summary>Reads two fields of a filter. Without an end it ends with this second; without a start it starts with the shop.</summary>
    /// <param name="isLastIncluded">Searches of products name their last second, those of orders the one after it.</param>
    /// <returns>null when a field is no whole number, or the end lies before the start.</returns>
    public static TikTokSpan? Of(JsonObject filter, string from, string to, bool isLastIncluded, DateTimeOffset now)
    {
        if (!TryRead(filter[from], out var start) || !TryRead(filter[to], out var end) || end < start)
        {
            return null;
        }

        var before = end is not { } last ? start is null ? long.MaxValue : now.ToUnixTimeSeconds() + 1 : isLastIncluded ? last + 1 : last;
        return new TikTokSpan(start ?? long.MinValue, before);
    }

    public bool Holds(DateTimeOffset time) => time.ToUnixTimeSeconds() is var second && second >= From && second < Before;

    private static bool TryRead(JsonNode? node, out long? second)
    {
        second = null;
        if (node is null)
        {
            return true;
        }

        second = node is JsonValue value && value.TryGetValue(out long number) ? number : null;
        return second is not null;
    }
}
