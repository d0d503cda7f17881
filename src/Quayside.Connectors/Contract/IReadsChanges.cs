namespace Quayside.Connectors;

/// <summary>A connector that can read what changed in a span of time, for stores that were read whole once.</summary>
/// <remarks>A window is half open and lies in the past of the channel's clock, by at least <see cref="ConnectorInfo.Lag"/>: what it
/// holds can only grow smaller while it is read (what changes again leaves it for a later one), so nothing in it is missed.</remarks>
public interface IReadsChanges : IConnector
{
    /// <summary>Reads one page of the listings and variations changed in the window; a variation may come without its listing.</summary>
    /// <param name="cursor">As for <see cref="IReadsListings.ReadListingsAsync"/>.</param>
    /// <exception cref="ConnectorException">The page was not read. The same cursor may be used again.</exception>
    Task<Page<CatalogueRecord>> ReadListingChangesAsync(
        Connection connection, ChangeWindow window, string? cursor, CancellationToken cancellation);

    /// <summary>Reads one page of the orders changed in the window, whenever they were placed. New ones have changed, too.</summary>
    /// <exception cref="ConnectorException">The page was not read. The same cursor may be used again.</exception>
    Task<Page<ChannelOrder>> ReadOrderChangesAsync(
        Connection connection, ChangeWindow window, string? cursor, CancellationToken cancellation);
}

/// <summary>A connector that can say cheaply which listings and orders its channel has, and read chosen ones.</summary>
public interface IListsIds : IReadsListings, IReadsOrders
{
    /// <summary>One page of the ids of the whole catalogue, listings and variations.</summary>
    /// <exception cref="ConnectorException">The page was not read. The same cursor may be used again.</exception>
    Task<Page<ListedListing>> ListListingsAsync(Connection connection, string? cursor, CancellationToken cancellation);

    /// <summary>One page of the ids of the orders placed in the window: the same set that
    /// <see cref="IReadsOrders.ReadOrdersAsync"/> reads.</summary>
    /// <exception cref="ConnectorException">The page was not read. The same cursor may be used again.</exception>
    Task<Page<ListedOrder>> ListOrdersAsync(Connection connection, OrderWindow window, string? cursor, CancellationToken cancellation);

    /// <summary>Reads listings with all their variations, at most <see cref="ConnectorInfo.IdsAtOnce"/> of them.</summary>
    /// <returns>A page without a successor; what the channel no longer has is absent from it.</returns>
    /// <exception cref="ConnectorException">Not read; repeatable.</exception>
    Task<Page<CatalogueRecord>> ReadListingsByIdAsync(
        Connection connection, IReadOnlyList<string> listingIds, CancellationToken cancellation);

    /// <summary>Reads orders, at most <see cref="ConnectorInfo.IdsAtOnce"/> of them.</summary>
    /// <returns>As <see cref="ReadListingsByIdAsync"/>.</returns>
    /// <exception cref="ConnectorException">Not read; repeatable.</exception>
    Task<Page<ChannelOrder>> ReadOrdersByIdAsync(
        Connection connection, IReadOnlyList<string> orderIds, CancellationToken cancellation);
}

/// <summary>From (inclusive) to (exclusive), by the time of the last change, as the channel's own clock has it.</summary>
public readonly record struct ChangeWindow(DateTimeOffset From, DateTimeOffset To);

/// <summary>A listing or a variation, by its id and the little that comes with it for nothing.</summary>
/// <param name="ListingId">The listing it belongs to; its own id for a listing.</param>
/// <param name="IsVariation">true for what can be sold; a product without variations is both.</param>
/// <param name="ChangedAt">null where the channel's list does not say.</param>
/// <param name="Stock">What can be sold now, since some channels count without noting a change; a listing's is what its variations share. Null where
/// the list does not say.</param>
public sealed record ListedListing(string Id, string ListingId, bool IsVariation, DateTimeOffset? ChangedAt, ListedStock? Stock);

public sealed record ListedStock(decimal? Quantity, StockTracking Tracking);

/// <summary>An order, by its id.</summary>
/// <param name="PlacedAt">Where the channel's list does not say, any time of the same day (UTC).</param>
/// <param name="ChangedAt">null where the channel's list does not say.</param>
/// <param name="Mark">As <see cref="ChannelOrder.Mark"/>.</param>
public sealed record ListedOrder(string Id, DateTimeOffset PlacedAt, DateTimeOffset? ChangedAt, string? Mark = null);

/// <summary>The channel's clock, told by the Date of its answers.</summary>
public sealed class ShopClock
{
    private long _ahead = long.MinValue;

    /// <summary>How far it is ahead of ours; negative when it is behind, null before the first answer.</summary>
    public TimeSpan? Ahead
    {
        get => Interlocked.Read(ref _ahead) is var ticks && ticks == long.MinValue ? null : TimeSpan.FromTicks(ticks);
        set => Interlocked.Exchange(ref _ahead, value?.Ticks ?? long.MinValue);
    }
}
