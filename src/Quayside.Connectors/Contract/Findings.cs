using System.Diagnostics;

namespace Quayside.Connectors;

/// <summary>How a channel turned out where its documents leave more than one way open.</summary>
/// <param name="What">The question, its channel first: "lazada.refresh_token".</param>
/// <param name="Outcome">Which way it was: "kept". Words of a closed set, or the channel's own name of a field or an error: nothing of a shop's data.</param>
public sealed record Finding(string What, string Outcome);

/// <summary>Where connectors say which way they met, as often as they meet it: an event on the running trace, and to whoever listens.</summary>
public static class Findings
{
    /// <summary>Called on the thread that reads the channel.</summary>
    public static event Action<Finding>? Heard;

    internal static void Met(string what, string outcome)
    {
        Activity.Current?.AddEvent(new ActivityEvent(what, tags: new ActivityTagsCollection { ["outcome"] = outcome }));
        Heard?.Invoke(new Finding(what, outcome));
    }
}
