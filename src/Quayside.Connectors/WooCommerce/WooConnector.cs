namespace Quayside.Connectors.WooCommerce;

/// <summary>WooCommerce over its REST API v3. What it relies on, and what the channel cannot give, is in docs/connectors/woocommerce.md.</summary>
/// <param name="clock">For signatures, and to know when facts are too old.</param>
public sealed class WooConnector(TimeProvider clock) : IReadsListings, IReadsOrders, IReadsCarriers, IReadsChanges, IOffersWebhooks
{
    public ConnectorInfo Info { get; } = new(
        "woocommerce",
        "WooCommerce",
        [
            new ConnectorSetting(WooSettings.Url, "Shop address", "The address that buyers open, such as https://shop.example."),
            new ConnectorSetting(
                WooSettings.ConsumerKey, "Consumer key",
                "Made in WooCommerce → Settings → Advanced → REST API with the permission Read; begins with ck_.", Secret: true),
            new ConnectorSetting(
                WooSettings.ConsumerSecret, "Consumer secret", "Shown once, when the key is made; begins with cs_.", Secret: true),
        ],
        HistoryDays: null,
        CallsAtATime: WooClient.AtOnce)
    {
        VariationIdsAreUnique = true, // products and variations are posts of one table
        // Times are whole seconds, and a change is dated before it is committed.
        Lag = TimeSpan.FromSeconds(5),
        IdsAtOnce = WooFeed.PageSize,
    };

    public Task<ShopIdentity> IdentifyAsync(Connection connection, CancellationToken cancellation) =>
        WooIdentity.AskAsync(connection, clock, cancellation);

    public async Task<ShopCheck> CheckAsync(Connection connection, CancellationToken cancellation)
    {
        var shop = await WooIdentity.AskAsync(connection, clock, cancellation);
        var client = ClientOf(connection, WooShop.From(shop.Facts.Values)!);
        return new ShopCheck(shop, await WooCatalogue.CountAsync(client, cancellation), await WooOrders.NewestAsync(client, cancellation));
    }

    public async Task<Page<CatalogueRecord>> ReadListingsAsync(Connection connection, string? cursor, CancellationToken cancellation)
    {
        var at = cursor is null
            ? WooCursor.First(WooCursor.Products, await ShopForListingsAsync(connection, cancellation))
            : WooCursor.Parse(cursor);
        return await WooCatalogue.ReadAsync(ClientOf(connection, at.Shop), at, null, cancellation);
    }

    public async Task<Page<CatalogueRecord>> ReadListingAsync(Connection connection, string channelId, CancellationToken cancellation)
    {
        EnsureId(channelId);
        return await WooCatalogue.OneAsync(ClientOf(connection, await ShopForListingsAsync(connection, cancellation)), channelId, cancellation);
    }

    public async Task<Page<ChannelOrder>> ReadOrdersAsync(
        Connection connection, OrderWindow window, string? cursor, CancellationToken cancellation)
    {
        var at = cursor is null
            ? WooCursor.First(WooCursor.Orders, await ShopWithStatusesAsync(connection, cancellation))
            : WooCursor.Parse(cursor);
        return await WooOrders.ReadAsync(ClientOf(connection, at.Shop), window, at, cancellation);
    }

    public async Task<Page<ChannelOrder>> ReadOrderAsync(Connection connection, string channelOrderId, CancellationToken cancellation)
    {
        EnsureId(channelOrderId);
        return await WooOrders.OneAsync(await OpenAsync(connection, cancellation), channelOrderId, cancellation);
    }

    public async Task<Page<ChannelCarrier>> ReadCarriersAsync(Connection connection, string? cursor, CancellationToken cancellation) =>
        await WooCarriers.ReadAsync(await OpenAsync(connection, cancellation), cancellation);

    public IReadOnlyList<WebhookTopic> WebhookTopics => WooWebhooks.Topics;

    public async Task<IReadOnlyList<WebhookSubscription>> SubscribeAsync(
        Connection connection, WebhookKey key, CancellationToken cancellation) =>
        await WooWebhooks.SubscribeAsync(await OpenAsync(connection, cancellation), key, cancellation);

    public async Task<IReadOnlyList<WebhookSubscription>> FindWebhooksAsync(
        Connection connection, Uri address, CancellationToken cancellation) =>
        await WooWebhooks.FindAsync(await OpenAsync(connection, cancellation), address, cancellation);

    public async Task RemoveWebhookAsync(Connection connection, string id, CancellationToken cancellation)
    {
        EnsureId(id);
        await WooWebhooks.RemoveAsync(await OpenAsync(connection, cancellation), id, cancellation);
    }

    public WebhookDelivery ReadDelivery(WebhookMessage message, WebhookKey key) => WooWebhooks.Read(message, key);

    public async Task<Page<CatalogueRecord>> ReadListingChangesAsync(
        Connection connection, ChangeWindow window, string? cursor, CancellationToken cancellation)
    {
        var at = cursor is null ? WooCursor.First(WooCursor.Products, await KnownShopAsync(connection, cancellation)) : WooCursor.Parse(cursor);
        return await WooCatalogue.ReadAsync(ClientOf(connection, at.Shop), at, window, cancellation);
    }

    public async Task<Page<ChannelOrder>> ReadOrderChangesAsync(
        Connection connection, ChangeWindow window, string? cursor, CancellationToken cancellation)
    {
        var at = cursor is null ? WooCursor.First(WooCursor.Orders, await KnownShopAsync(connection, cancellation)) : WooCursor.Parse(cursor);
        return await WooOrders.ReadChangesAsync(ClientOf(connection, at.Shop), window, at, cancellation);
    }

    public async Task<Page<ListedListing>> ListListingsAsync(Connection connection, string? cursor, CancellationToken cancellation)
    {
        var at = cursor is null ? WooCursor.First(WooCursor.Products, await KnownShopAsync(connection, cancellation)) : WooCursor.Parse(cursor);
        return await WooIds.ListAsync(ClientOf(connection, at.Shop), at, cancellation);
    }

    public async Task<Page<ListedOrder>> ListOrdersAsync(
        Connection connection, OrderWindow window, string? cursor, CancellationToken cancellation)
    {
        var at = cursor is null ? WooCursor.First(WooCursor.Orders, await KnownShopAsync(connection, cancellation)) : WooCursor.Parse(cursor);
        return await WooOrders.ListAsync(ClientOf(connection, at.Shop), window, at, cancellation);
    }

    public async Task<Page<CatalogueRecord>> ReadListingsByIdAsync(
        Connection connection, IReadOnlyList<string> listingIds, CancellationToken cancellation)
    {
        listingIds.ToList().ForEach(EnsureId);
        return await WooCatalogue.ByIdAsync(ClientOf(connection, await KnownShopAsync(connection, cancellation)), listingIds, cancellation);
    }

    public async Task<Page<ChannelOrder>> ReadOrdersByIdAsync(
        Connection connection, IReadOnlyList<string> orderIds, CancellationToken cancellation)
    {
        orderIds.ToList().ForEach(EnsureId);
        return await WooOrders.ByIdAsync(ClientOf(connection, await KnownShopAsync(connection, cancellation)), orderIds, cancellation);
    }

    // What is asked every quarter of an hour goes by what the shop said of itself when it was last identified, once a day.
    private async Task<WooShop> KnownShopAsync(Connection connection, CancellationToken cancellation)
    {
        var known = WooShop.From(connection.Facts.Values);
        if (known is { Currency: not null, HasVariationList: not null, Statuses: not null })
        {
            return known;
        }

        var shop = await ShopForListingsAsync(connection, cancellation);
        return shop with { Statuses = shop.Statuses ?? await WooIdentity.StatusesAsync(ClientOf(connection, shop), cancellation) };
    }

    private WooClient ClientOf(Connection connection, WooShop shop) => new(connection, shop, clock);

    private async Task<WooClient> OpenAsync(Connection connection, CancellationToken cancellation) =>
        ClientOf(connection, await WooDiscovery.ShopAsync(connection, clock, cancellation));

    // Products do not say in which currency their prices are, and a closed index does not say which lists there are.
    private async Task<WooShop> ShopForListingsAsync(Connection connection, CancellationToken cancellation)
    {
        var shop = await WooDiscovery.ShopAsync(connection, clock, cancellation);
        var client = ClientOf(connection, shop);
        return shop with
        {
            Currency = shop.Currency ?? await WooIdentity.CurrencyAsync(client, cancellation),
            HasVariationList = shop.HasVariationList ?? await WooCatalogue.HasVariationListAsync(client, cancellation),
        };
    }

    private async Task<WooShop> ShopWithStatusesAsync(Connection connection, CancellationToken cancellation)
    {
        var shop = await WooDiscovery.ShopAsync(connection, clock, cancellation);
        return shop.Statuses is null
            ? shop with { Statuses = await WooIdentity.StatusesAsync(ClientOf(connection, shop), cancellation) }
            : shop;
    }

    // A record that came without an id was given a place as its name; there is nothing to ask the shop for.
    private static void EnsureId(string id)
    {
        if (id.Length is 0 or > 20 || !id.All(char.IsAsciiDigit))
        {
            throw new ConnectorException(FailureKind.Refused, "This record came without an id, so it cannot be read alone. The next sync reads it again.");
        }
    }
}
