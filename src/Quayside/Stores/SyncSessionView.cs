namespace Quayside.Stores;

/// <summary>One pull of a store, as pages and API show it.</summary>
/// <param name="ResumesAt">When a waiting session goes on by itself; null when it waits for a person.</param>
/// <param name="Text">What it is waiting for, why it failed and what to do, or what there was to say at the end.</param>
/// <param name="Requests">HTTP requests sent so far, failed ones included.</param>
public sealed record SyncSessionView(
    long Id,
    long StoreId,
    SyncKind Kind,
    SyncState State,
    DateTimeOffset? ResumesAt,
    DateTimeOffset StartedAt,
    DateTimeOffset? FinishedAt,
    string? Text,
    WindowView Window,
    IReadOnlyList<StageView> Stages,
    int Requests)
{
    /// <summary>Looks right before this one that found nothing new either; they were folded into it.</summary>
    public int QuietLooks { get; init; }

    /// <summary>When the first of those began; null without any.</summary>
    public DateTimeOffset? QuietSince { get; init; }

    internal static SyncSessionView Of(SyncSession session) => new(
        session.Id, session.StoreId, session.Kind, session.State, session.ResumesAt, session.StartedAt, session.FinishedAt,
        session.Text, new WindowView(session.WindowFrom, session.WindowTo, session.WindowCut),
        [.. session.Stages.OrderBy(s => s.Name).Select(s => new StageView(
            s.Name, s.State, checked((int)s.Discovered), checked((int)s.Stored), checked((int)s.Quarantined),
            s.Expected is { } expected ? checked((int)expected) : null, s.Pages, s.Text)
        {
            Changed = checked((int)s.Changed),
            Missed = checked((int)s.Missed),
            Differed = checked((int)s.Differed),
            Deleted = checked((int)s.Deleted),
        })],
        session.Requests)
    {
        QuietLooks = session.QuietLooks,
        QuietSince = session.QuietSince,
    };
}

/// <summary>From when to when orders were asked for, by the time they were placed; in a look for changes, by the time they changed.</summary>
/// <param name="Cut">Why it is shorter than was asked for; null when it is not.</param>
public sealed record WindowView(DateTimeOffset From, DateTimeOffset To, string? Cut);

/// <param name="Discovered">Counted on the wire. Listings count as their variations.</param>
/// <param name="Stored">Counted in the tables.</param>
/// <param name="Quarantined">Kept apart because they could not be read.</param>
/// <param name="Expected">What the channel says there is; null when it does not say.</param>
/// <param name="Pages">Pages written so far.</param>
public sealed record StageView(
    StageName Name, StageState State, int Discovered, int Stored, int Quarantined, int? Expected, int Pages, string? Text)
{
    /// <summary>Records that were new or differed from what was here.</summary>
    public int Changed { get; init; }

    /// <summary>What comparing both sides found missing here, and fetched.</summary>
    public int Missed { get; init; }

    /// <summary>What it found different here, and read again.</summary>
    public int Differed { get; init; }

    /// <summary>What it found gone from the shop, and marked as deleted.</summary>
    public int Deleted { get; init; }
}
