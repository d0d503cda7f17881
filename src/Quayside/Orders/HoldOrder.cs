using Microsoft.EntityFrameworkCore;
using Quayside.Database;

namespace Quayside.Orders;

/// <summary>Takes hold of an order that was taken here, for one change: whoever else changes it waits until the transaction ends, and
/// then sees that it was changed.</summary>
internal static class HoldOrder
{
    /// <summary>Inside the caller's transaction, before stock is touched: everybody waits for orders first and for items then.</summary>
    /// <param name="seen">The <see cref="Order.ChangedAt"/> of the order that the person looked at; null to change it as it is now.</param>
    /// <returns>The order, tracked, with <see cref="Order.ChangedAt"/> set anew: at least a millisecond later than it was.
    /// Refused: not_found, order.observed, order.changed.</returns>
    public static async Task<Outcome<Order>> RunAsync(
        QuaysideDb db, long id, DateTimeOffset? seen, DateTimeOffset now, CancellationToken cancellation)
    {
        var (at, only) = (now.ToUnixTimeMilliseconds(), seen?.ToUnixTimeMilliseconds() ?? -1);
        var held = await db.Database.ExecuteSqlAsync(
            $"""
             UPDATE orders SET changed_at = CASE WHEN changed_at >= {at} THEN changed_at + 1 ELSE {at} END
             WHERE id = {id} AND organisation_id = {db.OrganisationId} AND is_ours = TRUE AND ({only} < 0 OR changed_at = {only})
             """,
            cancellation);
        var order = await db.Orders.SingleOrDefaultAsync(o => o.Id == id, cancellation);
        return order is null ? Refusal.NotFound("order")
            : !order.IsOurs ? Observed
            : held == 0 ? new Refusal("order.changed", "Somebody changed this order meanwhile. Look at it as it is now, and change it then.")
            : order;
    }

    public static Refusal Observed { get; } = new(
        "order.observed", "This order lives in its shop, which Quayside only reads. Change it there; Quayside then shows it as the shop does.");
}
