using Quayside.Database;
using Quayside.Organisations;

namespace Quayside.SkuLinks.Decisions;

/// <summary>What changes would do to stock, orders and kits, computed as <see cref="ApplyMapping"/> does it. Writes nothing.</summary>
public sealed class PreviewMapping(Databases databases, TimeProvider clock)
{
    /// <returns>Refused: forbidden, mapping.size, not_found (an id that is not the organisation's). What else speaks against a
    /// change is among the problems.</returns>
    public Task<Outcome<MappingPreview>> RunAsync(
        Caller caller, IReadOnlyList<MappingChange> changes, OpenOrders openOrders, CancellationToken cancellation) =>
        throw new NotImplementedException($"{databases}{clock}");
}
