using Quayside.Database;
using Quayside.Organisations;

namespace Quayside.SkuLinks.Decisions;

/// <summary>Makes changes as one decision, all or none, in their order. Touches no shop.</summary>
public sealed class ApplyMapping(Databases databases, TimeProvider clock)
{
    public const int MostChanges = 10_000;

    /// <param name="text">What is done, in words; null to have it said from the changes.</param>
    /// <returns>Refused: forbidden, mapping.size, not_found, or the code of the first problem that a preview would name.
    /// Changes that leave everything as it is give a decision without effect.</returns>
    public Task<Outcome<MappingBatch>> RunAsync(
        Caller caller, IReadOnlyList<MappingChange> changes, OpenOrders openOrders, CancellationToken cancellation,
        MappingOrigin origin = MappingOrigin.Person, string? text = null) =>
        throw new NotImplementedException($"{databases}{clock}");
}
