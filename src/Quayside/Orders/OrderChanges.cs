using Quayside.Connectors;
using Quayside.Stores.Sync;

namespace Quayside.Orders;

/// <summary>What of an order differs between what is stored and what the channel says now. Pure.</summary>
internal static class OrderChanges
{
    public static IEnumerable<OrderEvent> Between(Order before, Order after, ImportTarget store, DateTimeOffset now)
    {
        foreach (var (change, old, fresh) in Parts(before, after))
        {
            if (old != fresh)
            {
                yield return Event(after, change, old, fresh, store, now);
            }
        }

        foreach (var number in after.TrackingNumbers.Except(before.TrackingNumbers))
        {
            yield return Event(after, OrderChange.TrackingNumber, null, number, store, now);
        }

        foreach (var number in before.TrackingNumbers.Except(after.TrackingNumbers))
        {
            yield return Event(after, OrderChange.TrackingNumber, number, null, store, now);
        }
    }

    public static OrderEvent Event(
        Order order, OrderChange change, string? before, string? after, ImportTarget store, DateTimeOffset now) => new()
        {
            OrganisationId = store.OrganisationId,
            OrderId = order.Id,
            At = order.ChangedAt ?? now,
            LearnedAt = now,
            LearnedBy = store.By,
            Change = change,
            Before = before,
            After = after,
        };

    private static IEnumerable<(OrderChange Change, string? Before, string? After)> Parts(Order before, Order after)
    {
        yield return (OrderChange.State, before.State.ToString(), after.State.ToString());
        yield return (OrderChange.ChannelStatus, before.ChannelStatus, after.ChannelStatus);
        yield return (OrderChange.Total, Amount(before.TotalMinor, before), Amount(after.TotalMinor, after));
        yield return (OrderChange.Refund, Amount(before.RefundedMinor, before), Amount(after.RefundedMinor, after));
        yield return (OrderChange.Carrier, Carriers(before), Carriers(after));
        yield return (OrderChange.ShipTo, Address(before.ShipTo), Address(after.ShipTo));
    }

    private static string Amount(long minor, Order order)
    {
        var currency = new Currency(order.Currency);
        return $"{new Money(minor, currency)} {currency}";
    }

    private static string? Carriers(Order order) => order.Shipping.Count == 0
        ? null
        : string.Join(", ", order.Shipping.Select(s => s.ServiceName is null || s.ServiceName == s.Carrier ? s.Carrier : $"{s.Carrier} ({s.ServiceName})"));

    private static string? Address(PostalAddress? to) => to is null
        ? null
        : string.Join(", ", new[] { to.Name, to.Company, to.Line1, to.Line2, to.Postcode, to.City, to.Region, to.Country, to.Phone }.OfType<string>());
}
