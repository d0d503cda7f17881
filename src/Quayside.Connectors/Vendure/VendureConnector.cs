using System.Globalization;
using System.Runtime.InteropServices;
using Quayside.Connectors.Http;

namespace Quayside.Connectors.Vendure;

/// <summary>Vendure, through its Admin API. Facts, limits and rights are in docs/connectors/vendure.md.</summary>
public sealed class VendureConnector(TimeProvider clock) : IReadsListings, IReadsOrders, IReadsCarriers, IReadsChanges, IListsIds
{
    private static readonly IReadOnlyDictionary<string, string> Nothing = new Dictionary<string, string>();

    public ConnectorInfo Info { get; } = new(
        "vendure",
        "Vendure",
        [
            new("url", "Address", "Where the Vendure server is, such as https://shop.example or https://shop.example/admin-api."),
            new("username", "User name", "An administrator made for Quayside, whose role may read catalogue, orders and settings and nothing else."),
            new("password", "Password", "The password of that administrator.", Secret: true),
            new("channelToken", "Channel token", "From Settings, Channels; empty for the default channel.", Required: false),
        ],
        HistoryDays: null,
        CallsAtATime: 2)
    {
        VariationIdsAreUnique = true,
        Lag = TimeSpan.FromSeconds(2), // a change is dated before it is committed
    };

    public async Task<ShopIdentity> IdentifyAsync(Connection connection, CancellationToken cancellation)
    {
        var client = new VendureClient(connection, clock);
        using var answer = await client.AskForAllAsync(VendureQueries.Identify, cancellation);
        return Identity(client, client.ShopOf(answer));
    }

    public async Task<ShopCheck> CheckAsync(Connection connection, CancellationToken cancellation)
    {
        var client = new VendureClient(connection, clock);
        using var answer = await client.AskForAllAsync(VendureQueries.Check, cancellation);
        var shop = client.ShopOf(answer);
        var newest = answer.Data.Field("orders"u8)?.Items("items"u8).Select(order => order.Utc("orderPlacedAt"u8)).FirstOrDefault();
        return new ShopCheck(Identity(client, shop), (long?)answer.Data.Field("products"u8)?.Number("totalItems"u8), newest);
    }

    public async Task<Page<CatalogueRecord>> ReadListingsAsync(Connection connection, string? cursor, CancellationToken cancellation)
    {
        var client = new VendureClient(connection, clock);
        using var page = await VendurePages.ReadAsync(
            client, VendureQueries.Products, VendureCursor.Parse(cursor), Nothing, cancellation);
        var variations = page.Data.Field("productVariants"u8)?.Number("totalItems"u8);
        return PageOf(page, await ListingsAsync(client, page, cancellation), (long?)variations);
    }

    public async Task<Page<CatalogueRecord>> ReadListingAsync(Connection connection, string channelId, CancellationToken cancellation)
    {
        var client = new VendureClient(connection, clock);
        using var page = await VendurePages.ReadAsync(
            client, VendureQueries.OneProduct, VendureCursor.Start, WithId(channelId), cancellation);
        return PageOf(page, await ListingsAsync(client, page, cancellation), null);
    }

    public async Task<Page<ChannelOrder>> ReadOrdersAsync(
        Connection connection, OrderWindow window, string? cursor, CancellationToken cancellation)
    {
        using var page = await VendurePages.ReadAsync(
            new VendureClient(connection, clock), VendureQueries.Orders, VendureCursor.Parse(cursor), Times(window), cancellation);
        return PageOf(page, Orders(page), page.Total);
    }

    public async Task<Page<ChannelOrder>> ReadOrderAsync(Connection connection, string channelOrderId, CancellationToken cancellation)
    {
        using var page = await VendurePages.ReadAsync(
            new VendureClient(connection, clock), VendureQueries.OneOrder, VendureCursor.Start, WithId(channelOrderId), cancellation);
        return PageOf(page, Orders(page), null);
    }

    public async Task<Page<CatalogueRecord>> ReadListingChangesAsync(
        Connection connection, ChangeWindow window, string? cursor, CancellationToken cancellation)
    {
        var client = new VendureClient(connection, clock);
        using var read = await VendureChanges.ListingsAsync(client, window, cursor, cancellation);
        var records = new List<Record<CatalogueRecord>>();
        foreach (var page in read.Pages)
        {
            records.AddRange(await ListingsAsync(client, page, cancellation));
        }

        return new Page<CatalogueRecord>([.. records.DistinctBy(r => r.ChannelId)], read.Next, read.More, null);
    }

    public async Task<Page<ChannelOrder>> ReadOrderChangesAsync(
        Connection connection, ChangeWindow window, string? cursor, CancellationToken cancellation)
    {
        using var page = await VendureChanges.OrdersAsync(new VendureClient(connection, clock), window, cursor, cancellation);
        return PageOf(page, Orders(page), page.Total);
    }

    public async Task<Page<ListedListing>> ListListingsAsync(Connection connection, string? cursor, CancellationToken cancellation)
    {
        var client = new VendureClient(connection, clock);
        using var page = await VendurePages.ReadAsync(
            client, VendureQueries.ListedProducts, VendureCursor.Parse(cursor), Nothing, cancellation);
        var records = new List<Record<ListedListing>>();
        foreach (var item in page.Items)
        {
            using var whole = await VendureVariantsBeyond.WithAllAsync(client, item, page.Cursor, cancellation);
            records.AddRange(VendureChanges.Listed(whole is null ? item : item with { Json = whole.RootElement }, page.Shop));
        }

        return PageOf(page, records, null);
    }

    public async Task<Page<ListedOrder>> ListOrdersAsync(
        Connection connection, OrderWindow window, string? cursor, CancellationToken cancellation)
    {
        using var page = await VendurePages.ReadAsync(
            new VendureClient(connection, clock), VendureQueries.ListedOrders, VendureCursor.Parse(cursor), Times(window), cancellation);
        return PageOf(page, [.. page.Items.Select(item => VendureMap.Record(item, Listed))], page.Total);
    }

    public async Task<Page<CatalogueRecord>> ReadListingsByIdAsync(
        Connection connection, IReadOnlyList<string> listingIds, CancellationToken cancellation)
    {
        var client = new VendureClient(connection, clock);
        using var page = await VendureChanges.ByIdAsync(client, VendureQueries.ChosenProducts, listingIds, cancellation);
        return new Page<CatalogueRecord>(await ListingsAsync(client, page, cancellation), "", false, null);
    }

    public async Task<Page<ChannelOrder>> ReadOrdersByIdAsync(
        Connection connection, IReadOnlyList<string> orderIds, CancellationToken cancellation)
    {
        using var page = await VendureChanges.ByIdAsync(new VendureClient(connection, clock), VendureQueries.ChosenOrders, orderIds, cancellation);
        return new Page<ChannelOrder>(Orders(page), "", false, null);
    }

    public async Task<Page<ChannelCarrier>> ReadCarriersAsync(Connection connection, string? cursor, CancellationToken cancellation)
    {
        using var page = await VendurePages.ReadAsync(
            new VendureClient(connection, clock), VendureQueries.ShippingMethods, VendureCursor.Parse(cursor), Nothing, cancellation);
        return PageOf(page, [.. page.Items.Select(item => VendureMap.Record(item, VendureMap.Carrier))], page.Total);
    }

    private ShopIdentity Identity(VendureClient client, VendureActiveChannel shop)
    {
        var address = VendureEndpoint.Plain(client.Endpoint);
        return new ShopIdentity(
            $"{shop.Name} at {address}",
            Address: null,
            shop.Currency,
            [
                new SellerIdentity(VendureActiveChannel.IdentityKind, shop.Identity, Strong: true),
                new SellerIdentity("address", $"{address}#{shop.Code}", Strong: false),
            ],
            new ShopFacts(new Dictionary<string, string> { [VendureActiveChannel.IdentityKind] = shop.Identity }, clock.GetUtcNow()));
    }

    private static Page<T> PageOf<T>(VendurePage page, IReadOnlyList<Record<T>> records, long? expected)
        where T : class => new(records, page.Next.ToString(), page.HasMore, expected)
        {
            Ahead = page.HasMore ? page.Next.Ahead() : [],
        };

    private static async Task<List<Record<CatalogueRecord>>> ListingsAsync(
        VendureClient client, VendurePage page, CancellationToken cancellation)
    {
        var records = new List<Record<CatalogueRecord>>();
        foreach (var item in page.Items)
        {
            using var whole = await VendureVariantsBeyond.WithAllAsync(client, item, page.Cursor, cancellation);
            records.Add(VendureMap.Record(
                whole is null ? item : item with { Json = whole.RootElement, Raw = JsonMarshal.GetRawUtf8Value(whole.RootElement).ToArray() },
                json => VendureMap.Listing(json, page.Shop),
                VendureMap.VariantIds));
        }

        return records;
    }

    private static List<Record<ChannelOrder>> Orders(VendurePage page) =>
        [.. page.Items.Select(item => VendureMap.Record(item, json => VendureOrderMap.Order(json, page.Shop)))];

    private static Dictionary<string, string> WithId(string id) => new() { ["id"] = id };

    private static ListedOrder Listed(System.Text.Json.JsonElement json)
    {
        var order = new VendureOrder(json);
        return new ListedOrder(order.Id.Need("id"), order.Placed.Need("orderPlacedAt"), order.Updated, VendureOrderMap.Mark(order));
    }

    // Vendure's "between" takes both ends, and times of orders have whole milliseconds.
    private static Dictionary<string, string> Times(OrderWindow window) => new()
    {
        ["from"] = Text(NextMillisecond(window.From)),
        ["to"] = Text(NextMillisecond(window.To).AddMilliseconds(-1)),
    };

    private static DateTimeOffset NextMillisecond(DateTimeOffset time) =>
        new((time.UtcTicks + TimeSpan.TicksPerMillisecond - 1) / TimeSpan.TicksPerMillisecond * TimeSpan.TicksPerMillisecond, TimeSpan.Zero);

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
}
