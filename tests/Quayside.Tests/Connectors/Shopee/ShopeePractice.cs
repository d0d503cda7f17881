using System.Web;
using Quayside.Connectors;
using Quayside.Connectors.Shopee;
using Quayside.Sandbox;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Connectors.Shopee;

/// <summary>The connector in front of the practice Shopee, which shares no code with it and checks signatures itself.</summary>
internal static class ShopeePractice
{
    public static readonly Uri Callback = new("http://127.0.0.1:5080/connect/callback/shopee");

    public static ShopOptions Options { get; } = new() { Channel = "shopee", Currency = "SGD", Listings = 60, Orders = 80 };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>A connection that nobody has signed in for.</summary>
    public static Connection Unsigned(PracticeShop shop) =>
        new(shop.Settings, FakeMarketplace.NewClient(), ShopFacts.None, new TokensInMemory());

    /// <summary>What the browser comes back with after the seller has said yes.</summary>
    public static IReadOnlyDictionary<string, string> Returned(ShopeeConnector connector, PracticeShop shop, string state = "made-up-state")
    {
        var back = shop.Consent(connector.SignInAddress(shop.Settings, Callback, state))!;
        var query = HttpUtility.ParseQueryString(back.Query);
        return query.AllKeys.OfType<string>().ToDictionary(key => key, key => query[key]!);
    }

    public static async Task<Grant> GrantAsync(ShopeeConnector connector, PracticeShop shop) =>
        await connector.RedeemAsync(Unsigned(shop), Returned(connector, shop), Cancellation);

    public static async Task<Connection> SignedInAsync(ShopeeConnector connector, PracticeShop shop)
    {
        var grant = await GrantAsync(connector, shop);
        return For(shop, grant.Shops[0], grant.Tokens.Access);
    }

    public static Connection For(PracticeShop shop, GrantedShop granted, string token) => Unsigned(shop) with
    {
        Settings = shop.Settings.Concat(granted.Settings).ToDictionary(),
        Access = new Given(token),
    };

    private sealed class Given(string token) : IAccess
    {
        public ValueTask<string> TokenAsync(CancellationToken cancellation) => ValueTask.FromResult(token);

        public ValueTask<string> OtherThanAsync(string refused, CancellationToken cancellation) =>
            throw new ConnectorException(FailureKind.NeedsReauth, "There is no other token.");
    }
}
