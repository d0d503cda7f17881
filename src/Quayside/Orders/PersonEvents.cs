using Quayside.Organisations;
using Quayside.Stores;

namespace Quayside.Orders;

/// <summary>What people change about orders that were taken here, for their timelines.</summary>
internal static class PersonEvents
{
    /// <param name="before">As people read it; null where there was nothing.</param>
    /// <param name="after">As people read it; null where there is nothing any more.</param>
    public static OrderEvent Of(
        Caller caller, Order order, OrderChange change, string? before, string? after, DateTimeOffset now, LearnedBy by = LearnedBy.Person) => new()
        {
            OrganisationId = order.OrganisationId,
            OrderId = order.Id,
            At = now,
            LearnedAt = now,
            LearnedBy = by,
            Change = change,
            Who = caller.Name,
            Before = before,
            After = after,
        };
}
