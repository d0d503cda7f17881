namespace Quayside.Connectors;

/// <summary>One channel's API in Quayside's words. Stateless: all it needs comes in with each call.</summary>
/// <remarks>What a channel can do beyond this is an ability, a small interface such as <see cref="IReadsOrders"/>.
/// A connector does not implement what its channel cannot do; no method answers "not supported".</remarks>
public interface IConnector
{
    ConnectorInfo Info { get; }

    /// <summary>Asks which shop these settings reach, in as few reads as the channel allows.</summary>
    /// <exception cref="ConnectorException">They reach none, or the key may not read. The message says what to do.</exception>
    Task<ShopIdentity> IdentifyAsync(Connection connection, CancellationToken cancellation);

    /// <summary>What a person wants to see before connecting: the identity and how much there is.</summary>
    /// <exception cref="ConnectorException">As <see cref="IdentifyAsync"/>.</exception>
    Task<ShopCheck> CheckAsync(Connection connection, CancellationToken cancellation);
}

/// <summary>A connector that can read the catalogue.</summary>
public interface IReadsListings : IConnector
{
    /// <summary>Reads one page of the whole catalogue, in an order that inserts and changes while reading do not disturb.</summary>
    /// <param name="cursor">What an earlier page returned as <see cref="Page{T}.Cursor"/> or <see cref="Page{T}.Ahead"/>; null to begin.</param>
    /// <exception cref="ConnectorException">The page was not read. The same cursor may be used again.</exception>
    Task<Page<CatalogueRecord>> ReadListingsAsync(Connection connection, string? cursor, CancellationToken cancellation);

    /// <summary>Reads one listing (with its variations) or one variation again, by the id its record had.</summary>
    /// <returns>A page without a successor; empty when the channel no longer has it.</returns>
    /// <exception cref="ConnectorException">Not read; repeatable.</exception>
    Task<Page<CatalogueRecord>> ReadListingAsync(Connection connection, string channelId, CancellationToken cancellation);
}

/// <summary>A connector that can read orders.</summary>
public interface IReadsOrders : IConnector
{
    /// <summary>Reads one page of the orders placed in the window. Carts and drafts of checkouts are excluded in the query.</summary>
    /// <param name="cursor">As for <see cref="IReadsListings.ReadListingsAsync"/>.</param>
    /// <exception cref="ConnectorException">The page was not read. The same cursor may be used again.</exception>
    Task<Page<ChannelOrder>> ReadOrdersAsync(
        Connection connection, OrderWindow window, string? cursor, CancellationToken cancellation);

    /// <summary>Reads one order again by its channel order id.</summary>
    /// <returns>A page without a successor; empty when the channel no longer has it.</returns>
    /// <exception cref="ConnectorException">Not read; repeatable.</exception>
    Task<Page<ChannelOrder>> ReadOrderAsync(Connection connection, string channelOrderId, CancellationToken cancellation);
}

/// <summary>A connector whose channel keeps a list of carriers or shipping methods.</summary>
public interface IReadsCarriers : IConnector
{
    /// <summary>Reads one page of the channel's own list of carriers. Carriers named only in orders come with the orders.</summary>
    /// <exception cref="ConnectorException">The page was not read. The same cursor may be used again.</exception>
    Task<Page<ChannelCarrier>> ReadCarriersAsync(Connection connection, string? cursor, CancellationToken cancellation);
}

/// <summary>From (inclusive) to (exclusive), by the time an order was placed.</summary>
public readonly record struct OrderWindow(DateTimeOffset From, DateTimeOffset To);
