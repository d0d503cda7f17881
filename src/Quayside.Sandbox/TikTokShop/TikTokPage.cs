using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Quayside.Sandbox.TikTokShop;

/// <summary>The places of a search that page tokens name. A token goes on with the search that gave it, and with no other.</summary>
internal static class TikTokPage
{
    private const string Start = "offset=";

    /// <returns>0 where none was sent; null for one that was not given for this search.</returns>
    public static int? PlaceOf(TikTokCall call, TikTokStore store)
    {
        if (call.Text("page_token") is not { } token)
        {
            return 0;
        }

        var room = new byte[token.Length];
        var parts = Convert.TryFromBase64String(token, room, out var length) ? Encoding.ASCII.GetString(room, 0, length).Split(';') : [];
        return parts is [var place, var mark] && mark == MarkOf(call, store, place)
            ? int.Parse(place.AsSpan(Start.Length), NumberStyles.None, CultureInfo.InvariantCulture)
            : null;
    }

    /// <summary>A page of what was found, in an answer's data.</summary>
    /// <param name="isBackwards">Begins with the last that was found.</param>
    public static JsonObject Write<T>(
        TikTokCall call, TikTokStore store, string name, IReadOnlyList<T> found, int place, int size, Func<T, JsonNode> write, bool isBackwards = false)
    {
        var start = Math.Min(call.Struck == FaultKind.RepeatedPage ? 0 : place, found.Count);
        var page = Enumerable.Range(start, Math.Min(size, found.Count - start)).Select(at => found[isBackwards ? found.Count - 1 - at : at]).ToList();
        var next = string.Create(CultureInfo.InvariantCulture, $"{Start}{start + page.Count}");
        return new JsonObject
        {
            [name] = new JsonArray([.. page.Select(write)]),
            ["total_count"] = call.Struck == FaultKind.MorePagesThanAnnounced && found.Count > size ? found.Count - size : found.Count,
            ["next_page_token"] = page.Count > 0 && start + page.Count < found.Count
                ? Convert.ToBase64String(Encoding.ASCII.GetBytes($"{next};{MarkOf(call, store, next)}"))
                : "",
        };
    }

    private static string MarkOf(TikTokCall call, TikTokStore store, string place)
    {
        var search = $"{place} {call.Path} {store.Id} {call.Text("sort_field")} {call.Text("sort_order")} {call.Filter()?.ToJsonString()}";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(search)))[..8];
    }
}
