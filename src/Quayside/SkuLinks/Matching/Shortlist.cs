namespace Quayside.SkuLinks.Matching;

/// <summary>A master still in the running for a listing.</summary>
/// <param name="Found">Its place among the listing's candidates.</param>
/// <param name="LogOdds">By the pair alone, or as a person decided it.</param>
internal readonly record struct Runner(int Slot, float Cosine, int Found, float LogOdds)
{
    /// <summary>Log odds of what needs no guessing.</summary>
    public const float Surely = 12;
}

/// <summary>What is known of the whole batch before rivals are compared.</summary>
internal sealed class Shortlist
{
    public required ProductFacts[] Listings { get; init; }

    /// <summary>For each listing its best runners, best first.</summary>
    public required Runner[][] Runners { get; init; }
}
