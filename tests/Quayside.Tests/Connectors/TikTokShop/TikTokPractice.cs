using System.Web;
using Quayside.Connectors;
using Quayside.Connectors.TikTokShop;
using Quayside.Sandbox;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Connectors.TikTokShop;

/// <summary>A seller who signed in at a practice TikTok Shop, which shares no code with the connector and checks signatures itself.</summary>
internal sealed class TikTokPractice : IAccess
{
    private static readonly Uri Callback = new("http://127.0.0.1:5080/connect/callback/tiktokshop");

    private readonly TikTokConnector _connector;
    private readonly Connection _unsigned;

    private TikTokPractice(TikTokConnector connector, Connection unsigned, Grant grant) =>
        (_connector, _unsigned, Grant, Tokens) = (connector, unsigned, grant, grant.Tokens);

    public static ShopOptions Options { get; } = new() { Channel = "tiktokshop", Currency = "SGD", Listings = 60, Orders = 80 };

    public Grant Grant { get; }

    public AccessTokens Tokens { get; private set; }

    public int Renewed { get; private set; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static Connection Unsigned(PracticeShop shop) => new(shop.Settings, FakeMarketplace.NewClient(), ShopFacts.None, new TokensInMemory());

    /// <summary>What the browser comes back with after the seller has said yes.</summary>
    public static IReadOnlyDictionary<string, string> Returned(TikTokConnector connector, PracticeShop shop)
    {
        var query = HttpUtility.ParseQueryString(shop.Consent(connector.SignInAddress(shop.Settings, Callback, "made-up-state"))!.Query);
        return query.AllKeys.OfType<string>().ToDictionary(key => key, key => query[key]!);
    }

    public static async Task<TikTokPractice> SignInAsync(TikTokConnector connector, PracticeShop shop)
    {
        var unsigned = Unsigned(shop);
        return new TikTokPractice(connector, unsigned, await connector.RedeemAsync(unsigned, Returned(connector, shop), Cancellation));
    }

    /// <summary>To one of the shops behind the sign-in.</summary>
    public Connection Connection(int number = 0) => _unsigned with
    {
        Settings = _unsigned.Settings.Concat(Grant.Shops[number].Settings).ToDictionary(),
        Access = this,
    };

    public ValueTask<string> TokenAsync(CancellationToken cancellation) => ValueTask.FromResult(Tokens.Access);

    public async ValueTask<string> OtherThanAsync(string refused, CancellationToken cancellation)
    {
        if (Tokens.Access == refused)
        {
            Tokens = await _connector.RefreshAsync(_unsigned, Grant.Shops[0].Account, Tokens, cancellation);
            Renewed++;
        }

        return Tokens.Access;
    }
}
