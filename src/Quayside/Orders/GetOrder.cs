using Microsoft.EntityFrameworkCore;
using Quayside.Database;
using Quayside.Organisations;

namespace Quayside.Orders;

/// <summary>One order with its lines.</summary>
public sealed class GetOrder(Databases databases)
{
    /// <summary>Those of several that are there, in the order they are asked for.</summary>
    public async Task<IReadOnlyList<OrderView>> RunAsync(Caller caller, IReadOnlyList<long> ids, CancellationToken cancellation)
    {
        await using var db = databases.Open(caller.OrganisationId);
        var orders = await db.Orders.AsNoTracking().Where(o => ids.Contains(o.Id)).ToDictionaryAsync(o => o.Id, cancellation);
        return await OrderViews.LoadAsync(db, [.. ids.Where(orders.ContainsKey).Select(id => orders[id])], cancellation);
    }

    /// <returns>Refused: not_found.</returns>
    public async Task<Outcome<OrderView>> RunAsync(Caller caller, long id, CancellationToken cancellation)
    {
        await using var db = databases.Open(caller.OrganisationId);
        var order = await db.Orders.AsNoTracking().SingleOrDefaultAsync(o => o.Id == id, cancellation);
        return order is null ? Refusal.NotFound("order") : (await OrderViews.LoadAsync(db, [order], cancellation))[0];
    }
}
