using Quayside.SkuLinks.Matching;

namespace Quayside.SkuLinks.Suggestions;

/// <summary>A pair that may be one thing, before it is kept as a suggestion.</summary>
internal sealed record ProposedLink(
    long StoreId, long VariationId, long StockItemId, double Score, MatchTier Tier, int Quantity, IReadOnlyList<MatchReason> Reasons, bool Ticked)
{
    // A quantity is kept in thousandths, and so is a probability.
    public decimal Rounded => Math.Clamp(decimal.Round((decimal)Score, 3), 0, 1);

    public LinkSuggestion Row(long organisationId, DateTimeOffset now) => new()
    {
        OrganisationId = organisationId,
        StoreId = StoreId,
        VariationId = VariationId,
        StockItemId = StockItemId,
        Score = Rounded,
        Tier = Tier,
        Quantity = Quantity,
        Reasons = [.. Reasons],
        Ticked = Ticked,
        FoundAt = now,
    };
}
