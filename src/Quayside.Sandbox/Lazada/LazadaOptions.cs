namespace Quayside.Sandbox;

/// <summary>What a practice store on Lazada is like beyond what every practice shop has.</summary>
public sealed record LazadaOptions
{
    /// <summary>Makes the token one for several countries ("cb"): these beside the store's own.</summary>
    public IReadOnlyList<string> AlsoIn { get; init; } = [];

    public TimeSpan CodeLives { get; init; } = TimeSpan.FromMinutes(30);

    public TimeSpan AccessLives { get; init; } = TimeSpan.FromSeconds(864_000);

    /// <summary>From the sign-in on: renewing does not make it longer. Zero is an app whose tokens cannot be renewed.</summary>
    public TimeSpan RefreshLives { get; init; } = TimeSpan.FromSeconds(4_320_000);

    /// <summary>Whether renewing gives another refresh token or the same again; the documents leave it open.</summary>
    public bool RefreshTokenChanges { get; init; } = true;

    /// <summary>Whether a refresh token that gave another one is refused from then on; the documents leave it open.</summary>
    public bool RefreshTokenWorksOnce { get; init; }

    public int LargestOrderOffset { get; init; } = 5000;

    public int LargestProductOffset { get; init; } = 10_000;

    /// <summary>Whether "after" and "before" include their own second; documented as "after or on", not tried.</summary>
    public bool BoundsAreIncluded { get; init; } = true;

    /// <summary>Older answers do not say how many orders there are.</summary>
    public bool TellsOrderTotal { get; init; } = true;

    /// <summary>Whether filter=all lists deleted products; the documents leave it open.</summary>
    public bool AllHoldsDeleted { get; init; }

    /// <summary>Whether the store-level list of carriers is still there; its announced end was April 2023.</summary>
    public bool ListsCarriers { get; init; } = true;
}
