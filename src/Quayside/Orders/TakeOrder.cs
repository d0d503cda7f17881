using Microsoft.EntityFrameworkCore;
using Quayside.Database;
using Quayside.Inventory;
using Quayside.Organisations;
using Quayside.Stores;

namespace Quayside.Orders;

/// <summary>Takes an order for an offline store: its rows and what it reserves are written together, or not at all.</summary>
public sealed class TakeOrder(Databases databases, StoreNews news, TimeProvider clock)
{
    /// <param name="key">The caller's own key of this request: a repeat gives back the order that the first one made, however long ago.</param>
    /// <returns>The order's id. Refused: forbidden, not_found (the store), order.observed, store.disconnected, order.*, stock.short,
    /// idempotency.key_reused.</returns>
    public async Task<Outcome<TakenOrder>> RunAsync(Caller caller, OrderRequest request, string? key, CancellationToken cancellation)
    {
        if (caller.Needs(Role.Manager) is { } forbidden)
        {
            return forbidden;
        }

        var prepared = await PrepareAsync(caller, request, cancellation);
        if (prepared.Refusal is { } refusal)
        {
            return refusal;
        }

        var now = clock.GetUtcNow();
        return await WriteAgain.RunAsync(() => WriteAsync(caller, prepared.Value!, key, now, cancellation));
    }

    private async Task<Outcome<PreparedOrder>> PrepareAsync(Caller caller, OrderRequest request, CancellationToken cancellation)
    {
        await using var db = databases.Open(caller.OrganisationId);
        var store = await PreparedOrder.StoreAsync(db, request.StoreId, cancellation);
        return store.Refusal is { } refusal
            ? refusal
            : await PreparedOrder.OfAsync(db, store.Value!, request, clock.GetUtcNow(), cancellation);
    }

    private async Task<Outcome<TakenOrder>> WriteAsync(
        Caller caller, PreparedOrder prepared, string? key, DateTimeOffset now, CancellationToken cancellation)
    {
        await using var write = await WriteTransaction.BeginAsync(databases, caller.OrganisationId, cancellation);
        await write.ShareCarriersAsync(cancellation);
        await write.ShareStockAsync(cancellation);
        if (key is not null && await RepeatedAsync(write.Db, prepared, key, cancellation) is { } repeated)
        {
            return repeated;
        }

        var taken = await InAsync(write.Db, caller, prepared, key, LearnedBy.Person, now, cancellation);
        if (taken.Refusal is { } refusal)
        {
            return refusal;
        }

        await write.CommitAsync(cancellation);
        news.Tell(caller.OrganisationId, prepared.Store.Id);
        return new TakenOrder(taken.Value!.Id, IsNew: true);
    }

    private static async Task<Outcome<TakenOrder>?> RepeatedAsync(
        QuaysideDb db, PreparedOrder prepared, string key, CancellationToken cancellation)
    {
        var earlier = await db.Orders.AsNoTracking()
            .SingleOrDefaultAsync(o => o.StoreId == prepared.Store.Id && o.RequestKey == key, cancellation);
        return earlier is null ? null
            : prepared.Number is null || prepared.Number == earlier.Number ? new TakenOrder(earlier.Id, IsNew: false)
            : new Refusal("idempotency.key_reused", $"Order {earlier.Number} was taken with this key. Make a new one for each request.");
    }

    /// <summary>Inside the caller's transaction, which shares the stock, and the carriers where one is named, and undoes what was written when
    /// this refuses.</summary>
    internal static async Task<Outcome<Order>> InAsync(
        QuaysideDb db, Caller caller, PreparedOrder looked, string? key, LearnedBy by, DateTimeOffset now, CancellationToken cancellation)
    {
        var still = await looked.StillAsync(db, cancellation);
        if (still.Refusal is { } notAnyMore)
        {
            return notAnyMore;
        }

        var (prepared, store) = (still.Value!, still.Value!.Store);
        if (prepared.Number is { } wanted && await IsTakenAsync(db, store.Id, wanted, cancellation))
        {
            return new Refusal("order.number_taken", $"The store has an order {wanted} already. Nothing was taken again.");
        }

        var id = NewId.Next();
        var lines = OurOrderRows.Lines(
            db.OrganisationId, id, !prepared.IsHistorical(now), prepared.Lines, prepared.Sums, new Dictionary<long, decimal>());
        var items = await LineItems.LoadAsync(db, lines, cancellation);
        var changes = PiecesOfLines.Reserving(
            new Dictionary<long, decimal>(), PiecesOfLines.Open(lines, items), store.WarehouseId,
            store.AllowsBackOrders ? StockGuard.None : StockGuard.Available);
        var cause = new StockCause(MovementReason.Reserved, now, caller.Name, store.Id, id);
        if (await ChangeStock.RunAsync(db, changes, cause, cancellation) is { Count: > 0 } shortages)
        {
            return await StockShort.RefuseAsync(db, shortages, cancellation);
        }

        // The number comes last: an order that is refused uses none up, and others wait for it only while this one is written.
        var number = prepared.Number ?? await NextNumberAsync(db, store.Id, cancellation);
        var order = OurOrderRows.Order(id, prepared, lines, number, key, by, now);
        db.Orders.Add(order);
        db.OrderLines.AddRange(lines);
        db.OrderEvents.Add(PersonEvents.Of(caller, order, OrderChange.Taken, null, OrderChanges.Lines(lines), now, by));
        await db.SaveChangesAsync(cancellation);
        return order;
    }

    private static Task<bool> IsTakenAsync(QuaysideDb db, long storeId, string number, CancellationToken cancellation) =>
        db.Orders.AnyAsync(o => o.StoreId == storeId && o.ChannelOrderId == number, cancellation);

    /// <summary>"Q1001" and on, over all stores of the organisation, so that a number alone names an order.</summary>
    private static async Task<string> NextNumberAsync(QuaysideDb db, long storeId, CancellationToken cancellation)
    {
        while (true)
        {
            await db.Organisations.Where(o => o.Id == db.OrganisationId)
                .ExecuteUpdateAsync(set => set.SetProperty(o => o.NumberedOrders, o => o.NumberedOrders + 1), cancellation);
            var count = await db.Organisations.Where(o => o.Id == db.OrganisationId).Select(o => o.NumberedOrders).SingleAsync(cancellation);
            var number = FormattableString.Invariant($"Q{1000 + count}");
            if (!await IsTakenAsync(db, storeId, number, cancellation))
            {
                return number;
            }
        }
    }
}

/// <param name="IsNew">false where the same request was answered before.</param>
public readonly record struct TakenOrder(long Id, bool IsNew);
