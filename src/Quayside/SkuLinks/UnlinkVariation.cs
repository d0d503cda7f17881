using Quayside.Organisations;

namespace Quayside.SkuLinks;

/// <summary>Ends a variation's link. Its open orders then wait for one. Repeating does nothing.</summary>
public sealed class UnlinkVariation
{
    /// <returns>Refused: not_found, forbidden.</returns>
    public Task<Refusal?> RunAsync(Caller caller, long variationId, CancellationToken cancellation) =>
        throw new NotImplementedException();
}
