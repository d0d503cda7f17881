using System.Diagnostics;

namespace Quayside.Stores.Sync;

/// <summary>One trace a session: what it asked its shop, and what of a channel's open questions was met there.</summary>
internal static class SyncTrace
{
    public const string SourceName = "Quayside";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>Leaves the trace of whatever started a run: it is over long before the run.</summary>
    public static void Leave() => Activity.Current = null;

    /// <returns>null where nobody collects traces.</returns>
    public static Activity? Begin(Store store, SyncSession session) => Source.StartActivity($"sync {session.Kind}")?
        .SetTag("quayside.store", store.Id)
        .SetTag("quayside.channel", store.Channel)
        .SetTag("quayside.session", session.Id);
}
