namespace Quayside.Connectors.Shopee;

/// <summary>Shopee, through its Open Platform v2. Facts, limits and rights are in docs/connectors/shopee.md.</summary>
public sealed class ShopeeConnector(TimeProvider clock) : IAuthorises, IReadsCarriers, IReadsChanges, IListsIds
{
    public ConnectorInfo Info { get; } = new(
        "shopee",
        "Shopee",
        [
            new(ShopeeSettings.PartnerId, "Partner id", "The number of your app, from the App List of the Shopee Open Platform Console."),
            new(ShopeeSettings.PartnerKey, "Partner key", "The app's Live API Partner Key, from the same page.", Secret: true),
            new(ShopeeSettings.Url, "API address", "Empty for https://partner.shopeemobile.com; https://openplatform.shopee.com.br for an app made in Brazil.", Required: false),
        ],
        HistoryDays: null,
        CallsAtATime: 5)
    {
        CallsPerSecond = 10,
        Lag = TimeSpan.FromSeconds(5), // times are whole seconds, and a change is dated before it can be read
        LongestWindow = ShopeeTimes.Longest,
        IdsAtOnce = ShopeeCursor.IdsAtOnce,
    };

    public bool RefreshesOnce => true;

    public TimeSpan RefreshBefore => TimeSpan.FromMinutes(30);

    public Uri SignInAddress(IReadOnlyDictionary<string, string> settings, Uri callback, string state) =>
        ShopeeSignIn.Address(ShopeeApp.Of(settings), callback, state, clock.GetUtcNow());

    public Task<Grant> RedeemAsync(Connection connection, IReadOnlyDictionary<string, string> returned, CancellationToken cancellation) =>
        ShopeeSignIn.RedeemAsync(ClientOf(connection), returned, cancellation);

    public Task<AccessTokens> RefreshAsync(Connection connection, string account, AccessTokens present, CancellationToken cancellation) =>
        ShopeeSignIn.RefreshAsync(ClientOf(connection), account, present, cancellation);

    public Task<ShopIdentity> IdentifyAsync(Connection connection, CancellationToken cancellation) =>
        ShopeeIdentity.AskAsync(ClientOf(connection), cancellation);

    public async Task<ShopCheck> CheckAsync(Connection connection, CancellationToken cancellation)
    {
        var client = ClientOf(connection);
        return new ShopCheck(
            await ShopeeIdentity.AskAsync(client, cancellation),
            await ShopeeCatalogue.CountAsync(client, cancellation),
            await ShopeeOrders.NewestAsync(client, cancellation));
    }

    public Task<Page<CatalogueRecord>> ReadListingsAsync(Connection connection, string? cursor, CancellationToken cancellation) =>
        ShopeeCatalogue.ReadAsync(ClientOf(connection), null, cursor, ShopeeMapListing.Records, cancellation);

    public Task<Page<CatalogueRecord>> ReadListingAsync(Connection connection, string channelId, CancellationToken cancellation) =>
        ReadListingsByIdAsync(connection, [channelId], cancellation);

    public Task<Page<CatalogueRecord>> ReadListingsByIdAsync(
        Connection connection, IReadOnlyList<string> listingIds, CancellationToken cancellation)
    {
        EnsureIds(listingIds, char.IsAsciiDigit);
        return ShopeeCatalogue.ByIdAsync(ClientOf(connection), listingIds, cancellation);
    }

    public Task<Page<CatalogueRecord>> ReadListingChangesAsync(
        Connection connection, ChangeWindow window, string? cursor, CancellationToken cancellation) =>
        ShopeeCatalogue.ReadAsync(ClientOf(connection), window, cursor, ShopeeMapListing.Records, cancellation);

    public Task<Page<ListedListing>> ListListingsAsync(Connection connection, string? cursor, CancellationToken cancellation) =>
        ShopeeCatalogue.ReadAsync(ClientOf(connection), null, cursor, ShopeeMapListing.Listed, cancellation);

    public Task<Page<ChannelOrder>> ReadOrdersAsync(
        Connection connection, OrderWindow window, string? cursor, CancellationToken cancellation) =>
        ShopeeOrders.ReadAsync(ClientOf(connection), window, cursor, cancellation);

    public Task<Page<ChannelOrder>> ReadOrderAsync(Connection connection, string channelOrderId, CancellationToken cancellation) =>
        ReadOrdersByIdAsync(connection, [channelOrderId], cancellation);

    public Task<Page<ChannelOrder>> ReadOrdersByIdAsync(
        Connection connection, IReadOnlyList<string> orderIds, CancellationToken cancellation)
    {
        EnsureIds(orderIds, char.IsAsciiLetterOrDigit);
        return ShopeeOrders.ByIdAsync(ClientOf(connection), orderIds, cancellation);
    }

    public Task<Page<ChannelOrder>> ReadOrderChangesAsync(
        Connection connection, ChangeWindow window, string? cursor, CancellationToken cancellation) =>
        ShopeeOrders.ReadChangesAsync(ClientOf(connection), window, cursor, cancellation);

    public Task<Page<ListedOrder>> ListOrdersAsync(
        Connection connection, OrderWindow window, string? cursor, CancellationToken cancellation) =>
        ShopeeOrders.ListAsync(ClientOf(connection), window, cursor, cancellation);

    public Task<Page<ChannelCarrier>> ReadCarriersAsync(Connection connection, string? cursor, CancellationToken cancellation) =>
        ShopeeCarriers.ReadAsync(ClientOf(connection), cancellation);

    private ShopeeClient ClientOf(Connection connection) => new(connection, clock);

    // A record that came without an id was given other words for its name; there is nothing to ask Shopee for.
    private static void EnsureIds(IReadOnlyList<string> ids, Func<char, bool> allowed)
    {
        if (ids.Any(id => id.Length is 0 or > 64 || !id.All(allowed)))
        {
            throw new ConnectorException(FailureKind.Refused, "This record came without an id, so it cannot be read alone. The next sync reads it again.");
        }
    }
}
