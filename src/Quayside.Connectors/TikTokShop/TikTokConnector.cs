namespace Quayside.Connectors.TikTokShop;

/// <summary>TikTok Shop, through its Open API of version 202309 and later. Facts, limits and rights are in docs/connectors/tiktokshop.md.</summary>
/// <param name="clock">For signatures.</param>
public sealed class TikTokConnector(TimeProvider clock) : IAuthorises, IReadsCarriers, IReadsChanges, IListsIds
{
    public ConnectorInfo Info { get; } = new(
        "tiktokshop",
        "TikTok Shop",
        [
            new(TikTokSettings.AppKey, "App key", "Of your own app, from its page in TikTok Shop's Partner Center."),
            new(TikTokSettings.AppSecret, "App secret", "Beside the app key in Partner Center.", Secret: true),
            new(TikTokSettings.ServiceId, "Service id", "The number at the end of the app's authorization link in Partner Center."),
            new(TikTokSettings.Market, "Market", "Where the shop sells: sellers in the USA sign in at a page of their own.", Required: false)
            {
                Choices = [new("", "Every country but the USA"), new("US", "USA")],
            },
            new(TikTokSettings.Url, "Other server", "Empty for TikTok Shop itself; a practice store has an address of its own.", Required: false),
        ],
        HistoryDays: null,
        CallsAtATime: 20) // not stated: enough that the rate is kept up when an answer takes 400 ms
    {
        VariationIdsAreUnique = true, // SKU ids are counted over all of TikTok Shop
        CallsPerSecond = 50, // stated for each call of its own; kept over all of them
        Lag = TimeSpan.FromSeconds(30), // how soon a change is listed is not documented
        IdsAtOnce = TikTokOrders.IdsAtOnce,
    };

    public bool RefreshesOnce => true; // not documented: so either way does no harm

    public TimeSpan RefreshBefore => TimeSpan.FromHours(1);

    public Uri SignInAddress(IReadOnlyDictionary<string, string> settings, Uri callback, string state) =>
        TikTokSignIn.Address(TikTokApp.Of(settings), callback, state);

    public Task<Grant> RedeemAsync(Connection connection, IReadOnlyDictionary<string, string> returned, CancellationToken cancellation) =>
        TikTokSignIn.RedeemAsync(ClientOf(connection), returned, cancellation);

    public Task<AccessTokens> RefreshAsync(Connection connection, string account, AccessTokens present, CancellationToken cancellation) =>
        TikTokSignIn.RefreshAsync(ClientOf(connection), present, cancellation);

    public Task<ShopIdentity> IdentifyAsync(Connection connection, CancellationToken cancellation) =>
        TikTokShops.IdentifyAsync(ClientOf(connection), cancellation);

    public async Task<ShopCheck> CheckAsync(Connection connection, CancellationToken cancellation)
    {
        var client = ClientOf(connection);
        return new ShopCheck(
            await TikTokShops.IdentifyAsync(client, cancellation),
            await TikTokProductList.CountAsync(client, cancellation),
            await TikTokOrders.NewestAsync(client, cancellation));
    }

    public Task<Page<CatalogueRecord>> ReadListingsAsync(Connection connection, string? cursor, CancellationToken cancellation) =>
        TikTokProducts.ReadAsync(ClientOf(connection), TikTokProductList.Created, TikTokSpans.All, cursor, cancellation);

    public Task<Page<CatalogueRecord>> ReadListingAsync(Connection connection, string channelId, CancellationToken cancellation) =>
        ReadListingsByIdAsync(connection, [channelId], cancellation);

    public Task<Page<CatalogueRecord>> ReadListingsByIdAsync(
        Connection connection, IReadOnlyList<string> listingIds, CancellationToken cancellation)
    {
        EnsureIds(listingIds);
        return TikTokProducts.ByIdAsync(ClientOf(connection), listingIds, cancellation);
    }

    public Task<Page<CatalogueRecord>> ReadListingChangesAsync(
        Connection connection, ChangeWindow window, string? cursor, CancellationToken cancellation) =>
        TikTokProducts.ReadAsync(ClientOf(connection), TikTokProductList.Updated, TikTokSpans.Of(window.From, window.To), cursor, cancellation);

    public Task<Page<ListedListing>> ListListingsAsync(Connection connection, string? cursor, CancellationToken cancellation) =>
        TikTokProducts.ListAsync(ClientOf(connection), cursor, cancellation);

    public Task<Page<ChannelOrder>> ReadOrdersAsync(
        Connection connection, OrderWindow window, string? cursor, CancellationToken cancellation) =>
        TikTokOrders.ReadAsync(ClientOf(connection), TikTokOrderFeed.Created, TikTokSpans.Of(window.From, window.To), cursor, cancellation);

    public Task<Page<ChannelOrder>> ReadOrderAsync(Connection connection, string channelOrderId, CancellationToken cancellation) =>
        ReadOrdersByIdAsync(connection, [channelOrderId], cancellation);

    public Task<Page<ChannelOrder>> ReadOrdersByIdAsync(
        Connection connection, IReadOnlyList<string> orderIds, CancellationToken cancellation)
    {
        EnsureIds(orderIds);
        return TikTokOrders.ByIdAsync(ClientOf(connection), orderIds, cancellation);
    }

    public Task<Page<ChannelOrder>> ReadOrderChangesAsync(
        Connection connection, ChangeWindow window, string? cursor, CancellationToken cancellation) =>
        TikTokOrders.ReadAsync(ClientOf(connection), TikTokOrderFeed.Updated, TikTokSpans.Of(window.From, window.To), cursor, cancellation);

    public Task<Page<ListedOrder>> ListOrdersAsync(
        Connection connection, OrderWindow window, string? cursor, CancellationToken cancellation) =>
        TikTokOrders.ListAsync(ClientOf(connection), TikTokSpans.Of(window.From, window.To), cursor, cancellation);

    public Task<Page<ChannelCarrier>> ReadCarriersAsync(Connection connection, string? cursor, CancellationToken cancellation) =>
        TikTokCarriers.ReadAsync(ClientOf(connection), cancellation);

    private TikTokClient ClientOf(Connection connection) => new(connection, clock);

    // A record that came without an id was given other words for its name; there is nothing to ask TikTok Shop for.
    private static void EnsureIds(IReadOnlyList<string> ids)
    {
        if (ids.Any(id => id.Length is 0 or > 32 || !id.All(char.IsAsciiDigit)))
        {
            throw new ConnectorException(FailureKind.Refused, "This record came without an id, so it cannot be read alone. The next sync reads it again.");
        }
    }
}
