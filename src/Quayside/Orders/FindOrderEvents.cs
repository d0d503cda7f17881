using Microsoft.EntityFrameworkCore;
using Quayside.Database;
using Quayside.Organisations;
using Quayside.Stores;

namespace Quayside.Orders;

/// <param name="At">When the channel says the order was changed; when we learned it where it does not say.</param>
/// <param name="LearnedAt">When Quayside learned it, and <paramref name="LearnedBy"/> how.</param>
/// <param name="Change">What changed.</param>
/// <param name="Who">Who did it where a person did; null where the channel did.</param>
/// <param name="Before">As people read it; null where there was nothing.</param>
/// <param name="After">As people read it; null where there is nothing any more.</param>
public sealed record OrderEventView(
    long Id, DateTimeOffset At, DateTimeOffset LearnedAt, LearnedBy LearnedBy, OrderChange Change, string? Who, string? Before, string? After);

/// <summary>What changed about an order since it was first known, latest first, a part at a time.</summary>
public sealed class FindOrderEvents(Databases databases)
{
    /// <returns>Refused: not_found (the order), cursor.invalid, limit.invalid.</returns>
    public async Task<Outcome<Slice<OrderEventView>>> RunAsync(
        Caller caller, long orderId, string? cursor, int limit, CancellationToken cancellation)
    {
        var list = $"order-events.{orderId}";
        var begin = Place.Read(list, cursor, limit);
        if (begin.Refusal is { } refusal)
        {
            return refusal;
        }

        await using var db = databases.Open(caller.OrganisationId);
        if (!await db.Orders.AnyAsync(o => o.Id == orderId, cancellation))
        {
            return Refusal.NotFound("order");
        }

        var events = db.OrderEvents.AsNoTracking().Where(e => e.OrderId == orderId);
        if (begin.Value is { } after)
        {
            events = events.Where(e => e.Id < after.Id);
        }

        var rows = await events.OrderByDescending(e => e.Id).Take(limit + 1)
            .Select(e => new OrderEventView(e.Id, e.At, e.LearnedAt, e.LearnedBy, e.Change, e.Who, e.Before, e.After)).ToListAsync(cancellation);
        return Place.Cut(list, rows, limit, e => new Place("", e.Id));
    }
}
