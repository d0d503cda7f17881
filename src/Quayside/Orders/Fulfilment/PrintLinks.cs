namespace Quayside.Orders.Fulfilment;

/// <summary>Addresses of what is printed for orders that somebody chose.</summary>
internal static class PrintLinks
{
    /// <summary>Orders in one address: more of them than servers and proxies take.</summary>
    public const int Most = 200;

    public static string PickList(IEnumerable<long> orders) => $"/orders/pick-list?{Ids(orders)}";

    public static string PackingSlips(IEnumerable<long> orders) => $"/orders/packing-slips?{Ids(orders)}";

    private static string Ids(IEnumerable<long> orders) => string.Join('&', orders.Take(Most).Select(id => $"id={id}"));
}
