using Quayside.Database;
using Quayside.Organisations;
using Quayside.Stores;

namespace Quayside.Inventory;

/// <summary>Carries pieces from one warehouse to another. What is promised from the first stays there.</summary>
public sealed class TransferStock(Databases databases, StoreNews news, TimeProvider clock)
{
    /// <param name="from">null for the main warehouse.</param>
    /// <param name="to">null for the main warehouse.</param>
    /// <param name="text">A remark; null for none.</param>
    /// <returns>Refused: forbidden, stock.quantity, stock.text, not_found, stock_item.merged, warehouse.closed, stock.same_warehouse,
    /// stock.unknown, stock.short (fewer are available there).</returns>
    public async Task<Refusal?> RunAsync(
        Caller caller, long stockItemId, long? from, long? to, decimal pieces, string? text, CancellationToken cancellation)
    {
        if ((caller.Needs(Role.Manager) ?? StockPlace.RefusePieces(pieces, 0.001m) ?? StockPlace.RefuseText(text, isNeeded: false)) is { } refusal)
        {
            return refusal;
        }

        await using var write = await WriteTransaction.BeginAsync(databases, caller.OrganisationId, cancellation);
        await write.ShareStockAsync(cancellation);
        var found = await StockPlace.FindAsync(write.Db, stockItemId, [from, to], cancellation);
        if (found.Refusal is { } missing)
        {
            return missing;
        }

        if (from == to)
        {
            return new Refusal("stock.same_warehouse", "Choose two different warehouses.");
        }

        if (found.Value!.OnHand is null)
        {
            return AdjustStock.NotCounted(found.Value);
        }

        var cause = new StockCause(MovementReason.Transferred, clock.GetUtcNow(), caller.Name, Text: string.IsNullOrWhiteSpace(text) ? null : text.Trim());
        StockChange[] changes = [new(stockItemId, from, -pieces, 0, StockGuard.Available), new(stockItemId, to, pieces, 0)];
        if (await ChangeStock.RunAsync(write.Db, changes, cause, cancellation) is { Count: > 0 } shortages)
        {
            return await StockShort.RefuseAsync(write.Db, shortages, cancellation);
        }

        await write.CommitAsync(cancellation);
        news.Tell(caller.OrganisationId);
        return null;
    }
}
