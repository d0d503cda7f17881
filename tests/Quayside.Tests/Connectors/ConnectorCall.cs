using Quayside.Connectors;

namespace Quayside.Tests.Connectors;

/// <summary>One of the calls that the application makes, so that a rule for all calls is written once.</summary>
public sealed record ConnectorCall(string Name, Func<Connection, CancellationToken, Task> RunAsync)
{
    public static IEnumerable<ConnectorCall> AllOf(IConnector connector, OrderWindow window)
    {
        yield return new("identify", connector.IdentifyAsync);
        yield return new("check", connector.CheckAsync);
        if (connector is IReadsListings listings)
        {
            yield return new("listings", (c, t) => FeedReading.OneByOneAsync(cursor => listings.ReadListingsAsync(c, cursor, t)));
        }

        if (connector is IReadsOrders orders)
        {
            yield return new("orders", (c, t) => FeedReading.OneByOneAsync(cursor => orders.ReadOrdersAsync(c, window, cursor, t)));
        }

        if (connector is IReadsCarriers carriers)
        {
            yield return new("carriers", (c, t) => FeedReading.OneByOneAsync(cursor => carriers.ReadCarriersAsync(c, cursor, t)));
        }
    }
}
