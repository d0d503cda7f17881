using Microsoft.Extensions.Time.Testing;
using Quayside.Connectors;
using Quayside.Connectors.WooCommerce;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Connectors.WooCommerce;

/// <summary>A WooCommerce connector in front of a practice shop.</summary>
public abstract class WooTest : IAsyncLifetime
{
    public const string ConsumerKey = "ck_0000000000000000000000000000000000made0up";
    public const string ConsumerSecret = "cs_1111111111111111111111111111111111made0up";

    private protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private protected FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));

    private protected WooConnector Connector => field ??= new WooConnector(Clock);

    private protected FakeMarketplace Marketplace { get; private set; } = null!;

    private protected PracticeWoo Woo { get; } = new();

    private protected OrderWindow Window => new(Clock.GetUtcNow().AddDays(-90), Clock.GetUtcNow());

    public static IReadOnlyDictionary<string, string> Settings(string address) => new Dictionary<string, string>
    {
        ["url"] = address,
        ["consumerKey"] = ConsumerKey,
        ["consumerSecret"] = ConsumerSecret,
    };

    public async ValueTask InitializeAsync()
    {
        Marketplace = await FakeMarketplace.StartAsync();
        Marketplace.Shop = Woo.Answer;
    }

    public async ValueTask DisposeAsync()
    {
        await Marketplace.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected Connection Connect(string? address = null, ShopFacts? facts = null) =>
        new(Settings(address ?? Marketplace.Address), FakeMarketplace.NewClient(), facts ?? ShopFacts.None, new TokensInMemory());

    /// <summary>A connection with the facts that its identification brought; what was asked for that is forgotten.</summary>
    private protected async Task<Connection> ConnectKnownAsync()
    {
        var connection = Connect();
        var known = connection with { Facts = (await Connector.IdentifyAsync(connection, Cancellation)).Facts };
        Marketplace.Forget();
        return known;
    }

    private protected Task<List<Page<CatalogueRecord>>> ListingsAsync(Connection connection) =>
        FeedReading.OneByOneAsync(cursor => Connector.ReadListingsAsync(connection, cursor, Cancellation));

    private protected Task<List<Page<ChannelOrder>>> OrdersAsync(Connection connection) =>
        FeedReading.OneByOneAsync(cursor => Connector.ReadOrdersAsync(connection, Window, cursor, Cancellation));

    private protected static List<T> Values<T>(IEnumerable<Page<T>> pages)
        where T : class => [.. pages.SelectMany(page => page.Records).Select(record => record.Value!)];
}
