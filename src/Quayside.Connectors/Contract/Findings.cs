using System.Collections.Concurrent;
using System.Diagnostics;

namespace Quayside.Connectors;

/// <summary>How a channel turned out where its documents leave more than one way open.</summary>
/// <param name="What">The question, its channel first: "lazada.refresh_token".</param>
/// <param name="Outcome">Which way it was: "kept". Words of a closed set, or the channel's own name of a field or an error: nothing of a shop's data.</param>
public readonly record struct Finding(string What, string Outcome);

/// <summary>Where connectors say which way they met, as often as they meet it: for each record, where it is met there.</summary>
public static class Findings
{
    private static readonly ConcurrentDictionary<Finding, bool> Told = new();

    /// <summary>Told each outcome once in a process, on the thread that reads the channel. What was met while nobody listened is told when
    /// it is met again.</summary>
    public static event Action<Finding>? Heard;

    /// <summary>Tells whoever listens, and notes it as an event on the running trace, in each trace once.</summary>
    internal static void Met(string what, string outcome)
    {
        var finding = new Finding(what, outcome);
        if (Heard is { } heard && !Told.ContainsKey(finding) && Told.TryAdd(finding, true))
        {
            heard(finding);
        }

        if (Activity.Current is { IsAllDataRequested: true } trace && !IsNoted(trace, finding))
        {
            Note(trace, finding);
        }
    }

    // Pages of one session are mapped at the same time.
    private static void Note(Activity trace, Finding finding)
    {
        lock (trace)
        {
            if (!IsNoted(trace, finding))
            {
                trace.AddEvent(new ActivityEvent(finding.What, tags: new ActivityTagsCollection { ["outcome"] = finding.Outcome }));
            }
        }
    }

    private static bool IsNoted(Activity trace, Finding finding)
    {
        foreach (ref readonly var noted in trace.EnumerateEvents())
        {
            if (noted.Name == finding.What && noted.Tags.Any(tag => tag.Value is string outcome && outcome == finding.Outcome))
            {
                return true;
            }
        }

        return false;
    }
}
