using Quayside.Organisations;

namespace Quayside.Stores;

/// <summary>One pull of a store: its stages, its window, its receipt.</summary>
public sealed class SyncSession : IBelongToOrganisation
{
    public long Id { get; init; } = NewId.Next();

    public required long OrganisationId { get; init; }

    public required long StoreId { get; init; }

    public required SyncKind Kind { get; init; }

    public SyncState State { get; set; } = SyncState.Running;

    /// <summary>When a waiting session goes on by itself; null when it waits for a person.</summary>
    public DateTimeOffset? ResumesAt { get; set; }

    public required DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; set; }

    public required DateTimeOffset WindowFrom { get; init; }

    public required DateTimeOffset WindowTo { get; init; }

    /// <summary>Why the window is shorter than asked for; null when it is not.</summary>
    public string? WindowCut { get; init; }

    /// <summary>HTTP requests sent for this session so far, failed ones included.</summary>
    public int Requests { get; set; }

    /// <summary>Failures since the last page that was read; decides how long to wait.</summary>
    public int FailuresInARow { get; set; }

    /// <summary>What it is waiting for, why it failed and what to do, or what there was to say at the end.</summary>
    public string? Text { get; set; }

    /// <summary>Looks before this one that found nothing new either, one after the other; they were folded into this session.</summary>
    public int QuietLooks { get; set; }

    /// <summary>When the first of those began; null without any.</summary>
    public DateTimeOffset? QuietSince { get; set; }

    public List<SyncStage> Stages { get; } = [];
}

public enum SyncKind
{
    Initial,
    Delta,
    Reconcile,

    /// <summary>Orders from before the first window, asked for by a person. History: without side effects.</summary>
    OlderOrders,
}

public enum SyncState
{
    Running,
    Waiting,
    Completed,
    Failed,
}

/// <summary>One part of a session: what was found on the wire, what is in the tables, what was kept apart.</summary>
public sealed class SyncStage : IBelongToOrganisation
{
    public required long SessionId { get; init; }

    public required StageName Name { get; init; }

    public required long OrganisationId { get; init; }

    public StageState State { get; set; } = StageState.Pending;

    /// <summary>Where the next read begins; moved only together with the rows before it. null before the first page.</summary>
    public string? Cursor { get; set; }

    /// <summary>Pages written so far.</summary>
    public int Pages { get; set; }

    /// <summary>Counted on the wire, before mapping.</summary>
    public long Discovered { get; set; }

    /// <summary>Counted in the tables, afterwards.</summary>
    public long Stored { get; set; }

    public long Quarantined { get; set; }

    /// <summary>What the channel says there is; null when it does not say.</summary>
    public long? Expected { get; set; }

    /// <summary>Records that were new or differed from what was here.</summary>
    public long Changed { get; set; }

    /// <summary>What comparing both sides found: missed here and fetched, different here and read again, gone there and marked.</summary>
    public long Missed { get; set; }

    public long Differed { get; set; }

    public long Deleted { get; set; }

    public string? Text { get; set; }
}

public enum StageName
{
    Listings,
    Orders,
    Carriers,
}

public enum StageState
{
    Pending,
    Running,

    /// <summary>All pages are written; what they mean for links and stock is being worked out.</summary>
    Settling,
    Completed,
    Failed,
}

/// <summary>A page that was written, with the ids it held: proof of what was seen.</summary>
public sealed class SyncPage : IBelongToOrganisation
{
    public required long SessionId { get; init; }

    public required StageName Stage { get; init; }

    public required int Number { get; init; }

    public required long OrganisationId { get; init; }

    public required string Feed { get; init; }

    /// <summary>Cursor that was asked for; empty for the first page.</summary>
    public required string Cursor { get; init; }

    /// <summary>The counted ids, one a line, compressed.</summary>
    public required byte[] Ids { get; init; }

    /// <summary>What the channel said its feed holds, and how many of this page's records that figure counts in vain.</summary>
    public long? Expected { get; init; }

    public required int NotCounted { get; init; }
}
