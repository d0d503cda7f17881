using Quayside.Sandbox;

namespace Quayside.Tests.Sandbox;

/// <summary>Starts practice shops for one test and clients for them.</summary>
internal sealed class RunningSandbox : IAsyncDisposable
{
    private readonly List<ShopClient> _clients = [];

    private RunningSandbox(SandboxHost host) => Host = host;

    public SandboxHost Host { get; }

    public PracticeShop Shop => Host.Shops[0];

    public ShopClient Client => _clients.Count > 0 ? _clients[0] : ClientOf(Shop);

    public static async Task<RunningSandbox> StartAsync(params ShopOptions[] shops) =>
        new(await SandboxHost.StartAsync(shops, TestContext.Current.CancellationToken));

    public ShopClient ClientOf(PracticeShop shop)
    {
        var client = new ShopClient(shop.Address, shop.ConsumerKey, shop.ConsumerSecret) { Home = shop.Options.HomeUrl };
        _clients.Add(client);
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        _clients.ForEach(client => client.Dispose());
        await Host.DisposeAsync();
    }
}
