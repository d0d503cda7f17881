using System.Globalization;

namespace Quayside.Stores.Sync;

/// <summary>What a comparison has to say.</summary>
internal static class Comparison
{
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
