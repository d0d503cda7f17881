using System.Globalization;
using Quayside.Connectors;
using Quayside.Stores.Sync;

namespace Quayside.Orders;

/// <summary>What of an order differs between what is stored and what the channel says now. Pure.</summary>
internal static class OrderChanges
{
    /// <param name="newLines">The lines as they are now where they changed; null where they did not.</param>
    public static IEnumerable<OrderEvent> Between(
        Order before, Order after, IReadOnlyList<OrderLine>? newLines, ImportTarget store, DateTimeOffset now)
    {
        if (before.DeletedAt is null != after.DeletedAt is null)
        {
            yield return Event(after, after.DeletedAt is null ? OrderChange.Restored : OrderChange.Deleted, null, null, store, now);
        }


        foreach (var (change, old, fresh) in Parts(before, after))
        {
            if (old != fresh)
            {
                yield return Event(after, change, old, fresh, store, now);
            }
        }

        if (newLines is not null)
        {
            yield return Event(after, OrderChange.Lines, null, Lines(newLines), store, now);
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

    /// <summary>What a buyer or a seller would call another line; that pieces of it were shipped is told by the order's state.</summary>
    public static bool IsOtherLine(OrderLine before, OrderLine after) =>
        before.Quantity != after.Quantity || before.TotalMinor != after.TotalMinor || before.Title != after.Title
        || before.SellerSku != after.SellerSku;

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

    /// <summary>As people read it.</summary>
    public static string? Time(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    public static IEnumerable<(OrderChange Change, string? Before, string? After)> Parts(Order before, Order after)
    {
        yield return (OrderChange.State, before.State.ToString(), after.State.ToString());
        yield return (OrderChange.ChannelStatus, before.ChannelStatus, after.ChannelStatus);
        yield return (OrderChange.Payment, Time(before.PaidAt), Time(after.PaidAt));
        yield return (OrderChange.Total, Amount(before.TotalMinor, before), Amount(after.TotalMinor, after));
        yield return (OrderChange.Refund, Amount(before.RefundedMinor, before), Amount(after.RefundedMinor, after));
        yield return (OrderChange.Carrier, Carriers(before), Carriers(after));
        yield return (OrderChange.ShipTo, Address(before.ShipTo), Address(after.ShipTo));
    }

    /// <summary>What only people change, about orders that were taken here.</summary>
    public static IEnumerable<(OrderChange Change, string? Before, string? After)> PersonsParts(Order before, Order after)
    {
        yield return (OrderChange.Buyer, Buyer(before), Buyer(after));
        yield return (OrderChange.Shipping, Amount(before.ShippingMinor, before), Amount(after.ShippingMinor, after));
        yield return (OrderChange.Discount, Amount(before.DiscountMinor, before), Amount(after.DiscountMinor, after));
        yield return (OrderChange.Note, before.Note, after.Note);
    }

    private static string? Buyer(Order order) =>
        string.Join(", ", new[] { order.BuyerName, order.BuyerEmail, order.BuyerPhone }.OfType<string>()) is { Length: > 0 } buyer ? buyer : null;

    private static string Amount(long minor, Order order)
    {
        var currency = new Currency(order.Currency);
        return $"{new Money(minor, currency)} {currency}";
    }

    public static string Lines(IReadOnlyList<OrderLine> lines) => lines.Count == 0 ? "no lines" : string.Join(
        ", ", lines.Select(l => string.Create(CultureInfo.InvariantCulture, $"{l.Quantity:0.###} × {l.SellerSku ?? l.Title}")));

    private static string? Carriers(Order order) => order.Shipping.Count == 0
        ? null
        : string.Join(", ", order.Shipping.Select(s => s.ServiceName is null || s.ServiceName == s.Carrier ? s.Carrier : $"{s.Carrier} ({s.ServiceName})"));

    private static string? Address(PostalAddress? to) => to is null
        ? null
        : string.Join(", ", new[] { to.Name, to.Company, to.Line1, to.Line2, to.Postcode, to.City, to.Region, to.Country, to.Phone }.OfType<string>());
}
