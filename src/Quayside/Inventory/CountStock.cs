using Quayside.Database;
using Quayside.Organisations;
using Quayside.Stores;

namespace Quayside.Inventory;

/// <summary>A person counted one item in one warehouse: on hand is that from now on.</summary>
/// <remarks>Repeatable: counting the same again moves nothing.</remarks>
public sealed class CountStock(Databases databases, StoreNews news, TimeProvider clock)
{
    /// <param name="warehouseId">null for the main warehouse.</param>
    /// <param name="counted">Pieces on hand, those promised to orders too.</param>
    /// <param name="text">A remark; null for none.</param>
    /// <returns>Refused: forbidden, stock.quantity, stock.text, not_found, stock_item.merged, warehouse.closed.</returns>
    public async Task<Refusal?> RunAsync(
        Caller caller, long stockItemId, long? warehouseId, decimal counted, string? text, CancellationToken cancellation)
    {
        if ((caller.Needs(Role.Manager) ?? StockPlace.RefusePieces(counted, 0) ?? StockPlace.RefuseText(text, isNeeded: false)) is { } refusal)
        {
            return refusal;
        }

        await using var write = await WriteTransaction.BeginAsync(databases, caller.OrganisationId, cancellation);
        await write.LockStockAsync(cancellation);
        if ((await StockPlace.FindAsync(write.Db, stockItemId, [warehouseId], cancellation)).Refusal is { } missing)
        {
            return missing;
        }

        var cause = new StockCause(MovementReason.Counted, clock.GetUtcNow(), caller.Name, Text: string.IsNullOrWhiteSpace(text) ? null : text.Trim());
        await new WriteCounts(write.Db, cause).RunAsync([new CountedStock(stockItemId, warehouseId, counted)], cancellation);
        await write.CommitAsync(cancellation);
        news.Tell(caller.OrganisationId);
        return null;
    }
}
