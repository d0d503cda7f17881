using Quayside.Database;
using Quayside.Organisations;

namespace Quayside.SkuLinks.Decisions;

/// <summary>What was decided, and what was linked when. Newest first.</summary>
public sealed class MappingHistory(Databases databases)
{
    /// <returns>Refused: cursor.invalid, limit.invalid.</returns>
    public Task<Outcome<Slice<MappingBatchView>>> BatchesAsync(Caller caller, string? cursor, int limit, CancellationToken cancellation) =>
        throw new NotImplementedException($"{databases}");

    /// <returns>Refused: not_found.</returns>
    public Task<Outcome<MappingBatchDetail>> BatchAsync(Caller caller, long batchId, CancellationToken cancellation) =>
        throw new NotImplementedException();

    /// <returns>Refused: not_found.</returns>
    public Task<Outcome<IReadOnlyList<LinkPeriod>>> OfVariationAsync(Caller caller, long variationId, CancellationToken cancellation) =>
        throw new NotImplementedException();

    /// <returns>Refused: not_found.</returns>
    public Task<Outcome<IReadOnlyList<LinkPeriod>>> OfStockItemAsync(Caller caller, long stockItemId, CancellationToken cancellation) =>
        throw new NotImplementedException();
}

/// <param name="Who">null where a sync did it.</param>
/// <param name="Changes">How many variations and items it changed.</param>
/// <param name="Undone">How many of them were undone.</param>
public record MappingBatchView(
    long Id, DateTimeOffset At, string? Who, MappingOrigin Origin, long? StoreId, string Text, OpenOrders OpenOrders,
    int Changes, int Undone, DateTimeOffset? UndoneAt, string? UndoneBy);

/// <param name="Rows">The first 500 of what it changed.</param>
public sealed record MappingBatchDetail(MappingBatchView Batch, IReadOnlyList<MappingRowView> Rows);

/// <param name="VariationId">The variation that was linked otherwise; null where the item itself was merged, split off or renamed.</param>
public sealed record MappingRowView(long? VariationId, long? StockItemId, string Text, DateTimeOffset? UndoneAt);

/// <summary>From when to when a variation was sold from an item.</summary>
/// <param name="EndedAt">null while it holds.</param>
/// <param name="BatchId">The decision that linked it.</param>
public sealed record LinkPeriod(
    long VariationId, long StockItemId, string MasterSku, decimal Quantity, bool Kit, LinkOrigin Origin, long? BatchId,
    DateTimeOffset LinkedAt, string? LinkedBy, DateTimeOffset? EndedAt, string? EndedBy);
