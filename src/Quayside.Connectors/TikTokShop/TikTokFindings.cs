using System.Diagnostics;

namespace Quayside.Connectors.TikTokShop;

/// <summary>Writes down how TikTok Shop turned out where its documents leave it open: an event on the running trace.</summary>
internal static class TikTokFindings
{
    public static void Met(string what, string outcome) =>
        Activity.Current?.AddEvent(new ActivityEvent(what, tags: new ActivityTagsCollection { ["outcome"] = outcome }));
}
