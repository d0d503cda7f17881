using Quayside.Connectors;
using Quayside.Connectors.Vendure;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Connectors.Vendure;

/// <summary>A recorded Vendure on loopback and a connection to it.</summary>
public abstract class VendureShopTest : IAsyncLifetime
{
    private FakeMarketplace? _marketplace;

    protected static OrderWindow Always { get; } = new(
        new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero));

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected FakeMarketplace Marketplace => _marketplace ?? throw new InvalidOperationException("Not started yet.");

    protected VendureConnector Connector { get; } = new(TimeProvider.System);

    private protected RecordedVendure Shop { get; } = new();

    protected int SignIns => Marketplace.Requests.Count(RecordedVendure.IsSignIn);

    public async ValueTask InitializeAsync()
    {
        _marketplace = await FakeMarketplace.StartAsync();
        _marketplace.Shop = Shop.Answer;
    }

    public async ValueTask DisposeAsync()
    {
        await Marketplace.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected Connection Connect(ITokenStore? tokens = null, params (string Key, string Value)[] settings)
    {
        var all = new Dictionary<string, string>
        {
            ["url"] = Marketplace.Address,
            ["username"] = RecordedVendure.Username,
            ["password"] = RecordedVendure.Password,
        };
        foreach (var (key, value) in settings)
        {
            all[key] = value;
        }

        return new Connection(all, FakeMarketplace.NewClient(), ShopFacts.None, tokens ?? new TokensInMemory());
    }

    protected Connection Connect(params (string Key, string Value)[] settings) => Connect(null, settings);

    protected async Task<ChannelListing> ListingAsync(string id)
    {
        var page = await Connector.ReadListingsAsync(Connect(), null, Cancellation);
        var record = page.Records.Single(r => r.ChannelId == id);
        Assert.Null(record.Problem);
        return Assert.IsType<ChannelListing>(record.Value);
    }

    protected async Task<ChannelOrder> OrderAsync(string id)
    {
        var page = await Connector.ReadOrdersAsync(Connect(), Always, null, Cancellation);
        var record = page.Records.Single(r => r.ChannelId == id);
        Assert.Null(record.Problem);
        return record.Value!;
    }

    protected static async Task<ConnectorException> FailureOf(Func<Task> call) => await Assert.ThrowsAsync<ConnectorException>(call);
}
