using Quayside.Database;
using Quayside.Organisations;
using Quayside.SkuLinks.Decisions;

namespace Quayside.SkuLinks;

/// <summary>Ends a variation's link, as a decision of its own. Its open orders then wait for one. Repeating does nothing; no sync
/// links it again.</summary>
public sealed class UnlinkVariation(Databases databases, TimeProvider clock)
{
    /// <returns>Refused: not_found, forbidden.</returns>
    public async Task<Refusal?> RunAsync(Caller caller, long variationId, CancellationToken cancellation) =>
        (await new ApplyMapping(databases, clock).RunAsync(caller, [new UnlinkChange(variationId)], OpenOrders.Backwards, cancellation)).Refusal;
}
