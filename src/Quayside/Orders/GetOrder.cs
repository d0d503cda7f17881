using Microsoft.EntityFrameworkCore;
using Quayside.Database;
using Quayside.Organisations;

namespace Quayside.Orders;

/// <summary>One order with its lines.</summary>
public sealed class GetOrder(Databases databases)
{
    /// <returns>Refused: not_found.</returns>
    public async Task<Outcome<OrderView>> RunAsync(Caller caller, long id, CancellationToken cancellation)
    {
        await using var db = databases.Open(caller.OrganisationId);
        var order = await db.Orders.AsNoTracking().SingleOrDefaultAsync(o => o.Id == id, cancellation);
        return order is null ? Refusal.NotFound("order") : (await OrderViews.LoadAsync(db, [order], cancellation))[0];
    }
}
