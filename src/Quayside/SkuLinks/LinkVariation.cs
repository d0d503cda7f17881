using Quayside.Organisations;

namespace Quayside.SkuLinks;

/// <summary>Links a variation to a stock item in place of what it was linked to. Touches no shop.</summary>
public sealed class LinkVariation
{
    /// <param name="quantity">Pieces of the stock item in one of the variation, above 0.</param>
    /// <returns>Refused: not_found, forbidden, link.quantity. Linking to what it is linked to already changes nothing.</returns>
    public Task<Outcome<SkuLink>> RunAsync(
        Caller caller, long variationId, long stockItemId, decimal quantity, CancellationToken cancellation) =>
        throw new NotImplementedException();
}
