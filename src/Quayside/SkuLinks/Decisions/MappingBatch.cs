using Quayside.Organisations;

namespace Quayside.SkuLinks.Decisions;

/// <summary>A decision: changes that were made together, when, by whom, and whether they were undone.</summary>
public sealed class MappingBatch : IBelongToOrganisation
{
    /// <summary>The session's own id where a sync linked.</summary>
    public long Id { get; init; } = NewId.Next();

    public required long OrganisationId { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>A person's sign-in name or "key: name"; null where a sync did it.</summary>
    public string? Who { get; init; }

    public required MappingOrigin Origin { get; init; }

    /// <summary>The store whose sync linked, or whose catalogue grew.</summary>
    public long? StoreId { get; init; }

    /// <summary>What was done, in words.</summary>
    public required string Text { get; init; }

    public required OpenOrders OpenOrders { get; init; }

    /// <summary>How many variations and items it changed.</summary>
    public int Changes { get; set; }

    /// <summary>When the last of its changes was undone; null while any holds.</summary>
    public DateTimeOffset? UndoneAt { get; set; }

    public string? UndoneBy { get; set; }
}

public enum MappingOrigin
{
    Sync,
    Person,
    Import,

    /// <summary>Listings were added to a store that people keep here.</summary>
    Catalogue,
}
