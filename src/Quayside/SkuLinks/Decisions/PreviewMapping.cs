using Quayside.Database;
using Quayside.Organisations;

namespace Quayside.SkuLinks.Decisions;

/// <summary>What changes would do to stock, orders and kits, computed as <see cref="ApplyMapping"/> does it. Writes nothing.</summary>
public sealed class PreviewMapping(Databases databases, TimeProvider clock)
{
    /// <returns>Refused: forbidden, mapping.size, not_found (an id that is not the organisation's). What else speaks against a
    /// change is among the problems.</returns>
    public async Task<Outcome<MappingPreview>> RunAsync(
        Caller caller, IReadOnlyList<MappingChange> changes, OpenOrders openOrders, CancellationToken cancellation)
    {
        if (caller.Needs(Role.Manager) is { } refusal)
        {
            return refusal;
        }

        await using var db = databases.Open(caller.OrganisationId);
        var batch = PrepareMapping.Batch(caller, changes, openOrders, clock.GetUtcNow());
        var prepared = await PrepareMapping.RunAsync(db, batch, changes, cancellation);
        return prepared.Refusal is { } refused ? refused : DraftPreview.Of(prepared.Value!);
    }
}
