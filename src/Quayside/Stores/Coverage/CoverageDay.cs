using Quayside.Organisations;

namespace Quayside.Stores.Coverage;

/// <summary>What was last proven about the orders of one day of a store.</summary>
public sealed class CoverageDay : IBelongToOrganisation
{
    public required long StoreId { get; init; }

    /// <summary>By the time orders were placed, in UTC: such a day has 24 hours in every zone and season.</summary>
    public required DateOnly Day { get; init; }

    public required long OrganisationId { get; init; }

    public CoverageState State { get; set; }

    /// <summary>Orders that the shop listed.</summary>
    public int Theirs { get; set; }

    /// <summary>Orders in the tables, without those that are marked deleted.</summary>
    public int Ours { get; set; }

    /// <summary>Over the ids and times of change of the shop's orders, as it listed them.</summary>
    public string TheirFingerprint { get; set; } = "";

    /// <summary>The same over the rows in the tables; equal where both sides hold the same.</summary>
    public string OurFingerprint { get; set; } = "";

    public DateTimeOffset CheckedAt { get; set; }

    /// <summary>What the last check that found a difference had to fetch.</summary>
    public int Missed { get; set; }

    /// <summary>What it had to read again.</summary>
    public int Differed { get; set; }

    /// <summary>What it had to mark as deleted.</summary>
    public int Deleted { get; set; }

    /// <summary>When that difference was found; null when there never was one.</summary>
    public DateTimeOffset? DifferedAt { get; set; }

    /// <summary>When both sides were equal again; null while they are not, or never differed.</summary>
    public DateTimeOffset? HealedAt { get; set; }

    /// <summary>Why it is not complete, in words; null when it is.</summary>
    public string? Text { get; set; }
}

public enum CoverageState
{
    /// <summary>Both sides held the same.</summary>
    Complete,

    /// <summary>They did not, or an order is kept apart because it could not be read.</summary>
    Partial,

    /// <summary>They did not, and do since.</summary>
    Healed,

    /// <summary>The channel gives out no orders of that day.</summary>
    NotOffered,
}
