using System.Diagnostics;

namespace Quayside.Connectors.Lazada;

/// <summary>Writes down how Lazada turned out where its documents leave it open: an event on the running trace.</summary>
internal static class LazadaFindings
{
    public static void Met(string what, string outcome) =>
        Activity.Current?.AddEvent(new ActivityEvent(what, tags: new ActivityTagsCollection { ["outcome"] = outcome }));
}
