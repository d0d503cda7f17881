using Quayside.Connectors;
using Quayside.Connectors.Lazada;
using Quayside.Sandbox;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Connectors.Lazada;

/// <summary>A seller who signed in at a practice store, as a browser would, and the connection that came of it.</summary>
internal sealed class SignedInStore : IAccess
{
    private static readonly Uri Callback = new("https://quayside.example/authorised");

    private readonly LazadaConnector _connector;
    private readonly Connection _without;
    private readonly string _account;
    private AccessTokens _tokens;

    private SignedInStore(LazadaConnector connector, Connection without, Grant grant) =>
        (_connector, _without, _tokens, _account, Grant) = (connector, without, grant.Tokens, grant.Shops[0].Account, grant);

    public Grant Grant { get; }

    public AccessTokens Tokens => _tokens;

    public int Renewed { get; private set; }

    public Connection Connection => _without with
    {
        Settings = new Dictionary<string, string>(_without.Settings.Concat(Grant.Shops[0].Settings)),
        Access = this,
    };

    public static async Task<SignedInStore> AtAsync(PracticeShop shop, LazadaConnector connector, CancellationToken cancellation)
    {
        var without = new Connection(shop.Settings, FakeMarketplace.NewClient(), ShopFacts.None, new TokensInMemory());
        var returned = await BrowseAsync(connector.SignInAddress(shop.Settings, Callback, "state-made-up"), cancellation);
        return new SignedInStore(connector, without, await connector.RedeemAsync(without, returned, cancellation));
    }

    /// <summary>Opens the sign-in page, agrees, and says what the callback was called with.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> BrowseAsync(Uri signIn, CancellationToken cancellation)
    {
        using var browser = FakeMarketplace.NewClient();
        using var page = await browser.GetAsync(signIn, cancellation);
        page.EnsureSuccessStatusCode();
        using var agreed = await browser.GetAsync(new Uri(signIn.AbsoluteUri.Replace("/oauth/authorize", "/oauth/agree", StringComparison.Ordinal)), cancellation);
        Assert.Equal(System.Net.HttpStatusCode.Found, agreed.StatusCode);
        Assert.StartsWith(Callback.AbsoluteUri, agreed.Headers.Location!.AbsoluteUri, StringComparison.Ordinal);
        return agreed.Headers.Location.Query.TrimStart('?').Split('&').Select(part => part.Split('=', 2))
            .ToDictionary(pair => pair[0], pair => Uri.UnescapeDataString(pair[1]));
    }

    public ValueTask<string> TokenAsync(CancellationToken cancellation) => ValueTask.FromResult(_tokens.Access);

    public async ValueTask<string> OtherThanAsync(string refused, CancellationToken cancellation)
    {
        if (_tokens.Access == refused)
        {
            _tokens = await _connector.RefreshAsync(_without, _account, _tokens, cancellation);
            Renewed++;
        }

        return _tokens.Access;
    }
}
