using Quayside.Database;
using Quayside.Organisations;

namespace Quayside.SkuLinks.Decisions;

/// <summary>Undoes a decision, a person's or a sync's. What people decided since stays, and is named.</summary>
/// <remarks>Repeatable: what could not be undone is tried again.</remarks>
public sealed class UndoMapping(Databases databases, TimeProvider clock)
{
    /// <returns>Refused: forbidden, not_found.</returns>
    public Task<Outcome<UndoneMapping>> RunAsync(Caller caller, long batchId, CancellationToken cancellation) =>
        throw new NotImplementedException($"{databases}{clock}");
}

/// <param name="Undone">How many variations and items went back.</param>
/// <param name="Kept">What stays, and why.</param>
public sealed record UndoneMapping(long BatchId, int Undone, IReadOnlyList<KeptMapping> Kept);

/// <param name="VariationId">The variation that stays linked as it is; null where it is about the item.</param>
/// <param name="Undoable">true when undoing again, after undoing what the text names, takes it back too.</param>
public sealed record KeptMapping(long? VariationId, long? StockItemId, string Text, bool Undoable);
