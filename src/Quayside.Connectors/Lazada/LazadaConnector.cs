namespace Quayside.Connectors.Lazada;

/// <summary>Lazada in six countries, through its Open Platform. Facts, limits and rights are in docs/connectors/lazada.md.</summary>
/// <param name="clock">For signatures, lifetimes of tokens, and special prices.</param>
public sealed class LazadaConnector(TimeProvider clock) : IAuthorises, IReadsCarriers, IReadsChanges, IListsIds
{
    public ConnectorInfo Info { get; } = new(
        "lazada",
        "Lazada",
        [
            new(LazadaSettings.AppKey, "App key", "Of your own app in Lazada's app console, under App Overview."),
            new(LazadaSettings.AppSecret, "App secret", "Beside the app key in Lazada's app console.", Secret: true),
            new(LazadaSettings.Url, "Other server", "Empty for Lazada itself; a practice store has an address of its own.", Required: false),
        ],
        HistoryDays: null,
        CallsAtATime: 5)
    {
        VariationIdsAreUnique = true, // SKU ids are counted over the whole country
        Lag = TimeSpan.FromSeconds(30), // how soon a change is listed is not documented
        IdsAtOnce = LazadaOrderItems.AtOnce,
    };

    public bool RefreshesOnce => false;

    public TimeSpan RefreshBefore => TimeSpan.FromMinutes(30); // Lazada's own advice

    public Uri SignInAddress(IReadOnlyDictionary<string, string> settings, Uri callback, string state) =>
        LazadaGrants.Address(settings, callback, state);

    public Task<Grant> RedeemAsync(Connection connection, IReadOnlyDictionary<string, string> returned, CancellationToken cancellation) =>
        LazadaGrants.RedeemAsync(TokenClientOf(connection), connection.Setting(LazadaSettings.AppKey), returned, cancellation);

    public Task<AccessTokens> RefreshAsync(Connection connection, string account, AccessTokens present, CancellationToken cancellation) =>
        LazadaGrants.RefreshAsync(TokenClientOf(connection), present, cancellation);

    public Task<ShopIdentity> IdentifyAsync(Connection connection, CancellationToken cancellation) =>
        LazadaIdentity.AskAsync(ClientOf(connection), clock, cancellation);

    public async Task<ShopCheck> CheckAsync(Connection connection, CancellationToken cancellation)
    {
        var client = ClientOf(connection);
        var shop = await LazadaIdentity.AskAsync(client, clock, cancellation);
        return new ShopCheck(shop, await LazadaProducts.CountAsync(client, cancellation), await LazadaOrders.NewestAsync(client, cancellation));
    }

    public Task<Page<CatalogueRecord>> ReadListingsAsync(Connection connection, string? cursor, CancellationToken cancellation) =>
        LazadaProducts.ReadAsync(ClientOf(connection), Place(LazadaList.ProductsByCreation, default, cursor), cancellation);

    public Task<Page<CatalogueRecord>> ReadListingAsync(Connection connection, string channelId, CancellationToken cancellation)
    {
        EnsureId(channelId);
        return LazadaProducts.ByIdAsync(ClientOf(connection), [channelId], cancellation);
    }

    public Task<Page<ChannelOrder>> ReadOrdersAsync(Connection connection, OrderWindow window, string? cursor, CancellationToken cancellation)
    {
        var span = LazadaSpan.Of(window.From, window.To);
        return LazadaOrders.ReadAsync(ClientOf(connection), span, Place(LazadaList.OrdersByCreation, span, cursor), cancellation);
    }

    public Task<Page<ChannelOrder>> ReadOrderAsync(Connection connection, string channelOrderId, CancellationToken cancellation)
    {
        EnsureId(channelOrderId);
        return LazadaOrders.ByIdAsync(ClientOf(connection), [channelOrderId], cancellation);
    }

    public Task<Page<ChannelCarrier>> ReadCarriersAsync(Connection connection, string? cursor, CancellationToken cancellation) =>
        LazadaCarriers.ReadAsync(ClientOf(connection), cancellation);

    public Task<Page<CatalogueRecord>> ReadListingChangesAsync(
        Connection connection, ChangeWindow window, string? cursor, CancellationToken cancellation)
    {
        var span = LazadaSpan.Of(window.From, window.To);
        return LazadaProducts.ReadAsync(ClientOf(connection), Place(LazadaList.ProductsByChange, span, cursor), cancellation);
    }

    public Task<Page<ChannelOrder>> ReadOrderChangesAsync(
        Connection connection, ChangeWindow window, string? cursor, CancellationToken cancellation)
    {
        var span = LazadaSpan.Of(window.From, window.To);
        return LazadaOrders.ReadAsync(ClientOf(connection), span, Place(LazadaList.OrdersByChange, span, cursor), cancellation);
    }

    public Task<Page<ListedListing>> ListListingsAsync(Connection connection, string? cursor, CancellationToken cancellation) =>
        LazadaProducts.ListAsync(ClientOf(connection), Place(LazadaList.ProductsByCreation, default, cursor), cancellation);

    public Task<Page<ListedOrder>> ListOrdersAsync(Connection connection, OrderWindow window, string? cursor, CancellationToken cancellation)
    {
        var span = LazadaSpan.Of(window.From, window.To);
        return LazadaOrders.ListAsync(ClientOf(connection), span, Place(LazadaList.OrdersByCreation, span, cursor), cancellation);
    }

    public Task<Page<CatalogueRecord>> ReadListingsByIdAsync(
        Connection connection, IReadOnlyList<string> listingIds, CancellationToken cancellation)
    {
        listingIds.ToList().ForEach(EnsureId);
        return LazadaProducts.ByIdAsync(ClientOf(connection), listingIds, cancellation);
    }

    public Task<Page<ChannelOrder>> ReadOrdersByIdAsync(Connection connection, IReadOnlyList<string> orderIds, CancellationToken cancellation)
    {
        orderIds.ToList().ForEach(EnsureId);
        return LazadaOrders.ByIdAsync(ClientOf(connection), orderIds, cancellation);
    }

    private LazadaClient ClientOf(Connection connection)
    {
        var key = LazadaKey.Of(connection); // before the country: what a person enters is asked for before what a sign-in brings
        return new LazadaClient(connection, key, LazadaCountry.Of(connection), clock);
    }

    // One server sells tokens for all countries; which store they are for is what its answer tells.
    private LazadaClient TokenClientOf(Connection connection) => new(connection, LazadaKey.Of(connection), LazadaCountry.Find("sg")!, clock);

    private static LazadaCursor Place(LazadaList list, LazadaSpan span, string? cursor) =>
        cursor is null ? LazadaCursor.First(list, span) : LazadaCursor.Parse(cursor, list);

    // A record that came without an id was given a place as its name; there is nothing to ask Lazada for.
    private static void EnsureId(string id)
    {
        if (id.Length is 0 or > 20 || !id.All(char.IsAsciiDigit))
        {
            throw LazadaErrors.NoId();
        }
    }
}
