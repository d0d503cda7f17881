using Quayside.Database;
using Quayside.Organisations;
using Quayside.Stores;

namespace Quayside.Inventory;

/// <summary>Pieces came or went, as a person says: found, broken, given away.</summary>
public sealed class AdjustStock(Databases databases, StoreNews news, TimeProvider clock)
{
    /// <param name="warehouseId">null for the main warehouse.</param>
    /// <param name="pieces">Came (more than 0) or went (less than 0). What is promised to orders may go too: then more is promised than there.</param>
    /// <param name="text">Why.</param>
    /// <returns>Refused: forbidden, stock.quantity, stock.text, not_found, stock_item.merged, warehouse.closed, stock.unknown,
    /// stock.short (fewer are on hand than go).</returns>
    public async Task<Refusal?> RunAsync(
        Caller caller, long stockItemId, long? warehouseId, decimal pieces, string? text, CancellationToken cancellation)
    {
        if ((caller.Needs(Role.Manager) ?? StockPlace.RefusePieces(Math.Abs(pieces), 0.001m) ?? StockPlace.RefuseText(text, isNeeded: true)) is { } refusal)
        {
            return refusal;
        }

        await using var write = await WriteTransaction.BeginAsync(databases, caller.OrganisationId, cancellation);
        await write.ShareStockAsync(cancellation);
        var found = await StockPlace.FindAsync(write.Db, stockItemId, [warehouseId], cancellation);
        if (found.Refusal is { } missing)
        {
            return missing;
        }

        if (found.Value!.OnHand is null)
        {
            return NotCounted(found.Value);
        }

        var cause = new StockCause(MovementReason.Adjusted, clock.GetUtcNow(), caller.Name, Text: text!.Trim());
        var shortages = await ChangeStock.RunAsync(
            write.Db, [new StockChange(stockItemId, warehouseId, pieces, 0, StockGuard.OnHand)], cause, cancellation);
        if (shortages.Count > 0)
        {
            return await StockShort.RefuseAsync(write.Db, shortages, cancellation);
        }

        await write.CommitAsync(cancellation);
        news.Tell(caller.OrganisationId);
        return null;
    }

    internal static Refusal NotCounted(StockItem item) =>
        new("stock.unknown", $"{item.MasterSku} was never counted: nobody knows how many there are. Count it first.");
}
