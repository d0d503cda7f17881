using Microsoft.Extensions.Time.Testing;
using Quayside.Connectors;
using Quayside.Connectors.Lazada;
using Quayside.Sandbox;
using Quayside.Tests.Harness;
using Quayside.Tests.Sandbox;

namespace Quayside.Tests.Connectors.Lazada;

public sealed class LazadaSignInTests
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    private readonly FakeTimeProvider _clock = new(Now);

    private LazadaConnector Connector => field ??= new LazadaConnector(_clock);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ShopOptions Usual => new() { Channel = "lazada", Listings = 5, Orders = 5, Now = Now, Clock = _clock };

    [Fact]
    public void The_browser_is_sent_to_lazada_with_the_state_and_no_secret()
    {
        var address = Connector.SignInAddress(
            new Dictionary<string, string> { ["appKey"] = "501234", ["appSecret"] = "laz-made-up-secret-0001" }, new Uri("https://quay.example/back?a=1"), "st&te");

        Assert.Equal(
            "https://auth.lazada.com/oauth/authorize?response_type=code&force_auth=true&redirect_uri=https%3A%2F%2Fquay.example%2Fback%3Fa%3D1&client_id=501234&state=st%26te",
            address.AbsoluteUri);
        Assert.Equal(FailureKind.NeedsReauth, Assert.Throws<ConnectorException>(
            () => Connector.SignInAddress(new Dictionary<string, string> { ["appKey"] = "a b" }, new Uri("https://quay.example"), "s")).Kind);
    }

    [Fact]
    public async Task A_sign_in_brings_tokens_and_the_store_and_its_code_works_once()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Usual);
        var without = Without(sandbox.Shop);
        var returned = await SignedInStore.BrowseAsync(
            Connector.SignInAddress(sandbox.Shop.Settings, new Uri("https://quayside.example/authorised"), "the state"), Cancellation);

        var grant = await Connector.RedeemAsync(without, returned, Cancellation);

        Assert.Equal("the state", returned["state"]);
        Assert.Equal(Now.AddSeconds(864_000), grant.Tokens.AccessUntil);
        Assert.Equal(Now.AddSeconds(4_320_000), grant.Tokens.RefreshUntil);
        var shop = Assert.Single(grant.Shops);
        Assert.Equal(("sg", $"sg:{shop.Settings["sellerId"]}"), (shop.Settings["country"], shop.Id));
        Assert.Equal($"{sandbox.Shop.Settings["appKey"]}:{shop.Id}", shop.Account);
        var again = await Assert.ThrowsAsync<ConnectorException>(() => Connector.RedeemAsync(without, returned, Cancellation));
        Assert.Equal(FailureKind.NeedsReauth, again.Kind);
        Assert.Equal(
            FailureKind.NeedsReauth,
            (await Assert.ThrowsAsync<ConnectorException>(() => Connector.RedeemAsync(without, new Dictionary<string, string>(), Cancellation))).Kind);
    }

    [Fact]
    public async Task The_seller_is_identified_by_country_and_number()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Usual);
        var store = await SignedInStore.AtAsync(sandbox.Shop, Connector, Cancellation);

        var shop = await Connector.IdentifyAsync(store.Connection, Cancellation);

        Assert.Equal(new SellerIdentity("seller", $"SG:{store.Grant.Shops[0].Settings["sellerId"]}", Strong: true), shop.Identities[0]);
        Assert.Equal(("short_code", false), (shop.Identities[1].Kind, shop.Identities[1].Strong));
        Assert.Equal(("Harbour Supplies", "SGD"), (shop.Name, shop.Currency?.Code));
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, false)]
    public async Task A_token_that_ended_is_renewed_and_reading_goes_on(bool changes, bool worksOnce)
    {
        var options = new LazadaOptions { AccessLives = TimeSpan.FromHours(1), RefreshTokenChanges = changes, RefreshTokenWorksOnce = worksOnce };
        await using var sandbox = await RunningSandbox.StartAsync(Usual with { Lazada = options });
        var store = await SignedInStore.AtAsync(sandbox.Shop, Connector, Cancellation);
        var first = store.Tokens;
        for (var hour = 1; hour <= 3; hour++)
        {
            _clock.Advance(TimeSpan.FromMinutes(61));

            Assert.NotEmpty((await Connector.ReadListingsAsync(store.Connection, null, Cancellation)).Records);
            Assert.Equal(hour, store.Renewed);
        }

        Assert.Equal(first.RefreshUntil!.Value.ToUnixTimeSeconds(), store.Tokens.RefreshUntil!.Value.ToUnixTimeSeconds());
        Assert.Equal(changes, first.Refresh != store.Tokens.Refresh);
    }

    [Fact]
    public async Task When_the_refresh_token_ends_a_person_signs_in_again()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Usual with { Lazada = new LazadaOptions { AccessLives = TimeSpan.FromDays(7), RefreshLives = TimeSpan.FromDays(14) } });
        var store = await SignedInStore.AtAsync(sandbox.Shop, Connector, Cancellation);
        _clock.Advance(TimeSpan.FromDays(15));

        var failure = await Assert.ThrowsAsync<ConnectorException>(() => Connector.IdentifyAsync(store.Connection, Cancellation));

        Assert.Equal((FailureKind.NeedsReauth, true), (failure.Kind, failure.HadNoEffect));
    }

    [Fact]
    public async Task An_app_whose_tokens_cannot_be_renewed_keeps_none_to_renew_with()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Usual with { Lazada = new LazadaOptions { RefreshLives = TimeSpan.Zero } });
        var store = await SignedInStore.AtAsync(sandbox.Shop, Connector, Cancellation);

        Assert.Null(store.Tokens.Refresh);
        Assert.Equal(
            FailureKind.NeedsReauth,
            (await Assert.ThrowsAsync<ConnectorException>(() => Connector.RefreshAsync(Without(sandbox.Shop), "", store.Tokens, Cancellation))).Kind);
    }

    [Fact]
    public async Task A_token_that_is_refused_although_it_was_just_renewed_needs_a_person()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Usual);
        var store = await SignedInStore.AtAsync(sandbox.Shop, Connector, Cancellation);
        sandbox.Shop.Faults.Add(new Fault(FaultKind.ExpiredKey));

        var failure = await Assert.ThrowsAsync<ConnectorException>(() => Connector.ReadListingsAsync(store.Connection, null, Cancellation));

        Assert.Equal((FailureKind.NeedsReauth, 1), (failure.Kind, store.Renewed));
    }

    [Fact]
    public async Task A_cross_border_seller_has_a_store_in_each_country_behind_one_pair_of_tokens()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Usual with { Lazada = new LazadaOptions { AlsoIn = ["my", "th"] } });

        var grant = (await SignedInStore.AtAsync(sandbox.Shop, Connector, Cancellation)).Grant;

        Assert.Equal(["sg", "my", "th"], grant.Shops.Select(shop => shop.Settings["country"]));
        Assert.Single(grant.Shops.Select(shop => shop.Account).Distinct());
        Assert.Equal(3, grant.Shops.Select(shop => shop.Id).Distinct().Count());
        Assert.Contains(":cb:", grant.Shops[0].Account, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""[{"country":"th","user_id":1,"seller_id":"1001","short_code":"TH1"},{"country":"xx","seller_id":"9"}]""", "th:1001")]
    [InlineData("""{"sg":{"seller_id":"1001","user_id":10101},"my":{"seller_id":"2001","user_id":20101}}""", "sg:1001,my:2001")]
    public async Task Sellers_come_as_a_list_or_by_country(string users, string expected)
    {
        await using var marketplace = await FakeMarketplace.StartAsync();
        marketplace.Shop = _ => FakeAnswer.Json(
            $$"""{"access_token":"a","refresh_token":"r","expires_in":"60","refresh_expires_in":"120","country":"sg","country_user_info":{{users}},"code":"0","request_id":"1"}""");
        var settings = new Dictionary<string, string> { ["appKey"] = "501234", ["appSecret"] = "made-up", ["url"] = marketplace.Address };
        var connection = new Connection(settings, FakeMarketplace.NewClient(), ShopFacts.None, new TokensInMemory());

        var grant = await Connector.RedeemAsync(connection, new Dictionary<string, string> { ["code"] = "0_code" }, Cancellation);

        Assert.Equal(expected, string.Join(',', grant.Shops.Select(shop => shop.Id)));
        Assert.Equal("POST", Assert.Single(marketplace.Requests).Method);
        Assert.DoesNotContain("0_code", marketplace.Requests[0].QueryString, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(7100)]
    [InlineData(-7100)]
    public async Task A_clock_that_is_off_by_less_than_two_hours_does_no_harm(int seconds)
    {
        await using var sandbox = await RunningSandbox.StartAsync(Usual);
        var store = await SignedInStore.AtAsync(sandbox.Shop, Connector, Cancellation);
        sandbox.Shop.ClockAhead = TimeSpan.FromSeconds(seconds);

        Assert.NotEmpty((await Connector.ReadListingsAsync(store.Connection, null, Cancellation)).Records);
        sandbox.Shop.ClockAhead = TimeSpan.FromSeconds(Math.Sign(seconds) * 7300);
        var failure = await Assert.ThrowsAsync<ConnectorException>(() => Connector.ReadListingsAsync(store.Connection, null, Cancellation));
        Assert.Equal(FailureKind.Unavailable, failure.Kind);
    }

    [Fact]
    public async Task A_clock_that_is_off_by_more_is_set_by_the_answer_that_says_so()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Usual);
        var connection = (await SignedInStore.AtAsync(sandbox.Shop, Connector, Cancellation)).Connection;
        using var http = new HttpClient(new ToldTheTime(connection.Clock, _clock) { InnerHandler = new SocketsHttpHandler() });
        sandbox.Shop.ClockAhead = TimeSpan.FromSeconds(7300);
        sandbox.Shop.Calls.Clear();

        Assert.NotEmpty((await Connector.ReadListingsAsync(connection with { Http = http }, null, Cancellation)).Records);
        Assert.Equal(2, sandbox.Shop.Calls.Total);
    }

    [Fact]
    public async Task A_secret_that_belongs_to_another_app_is_told_from_a_token_that_ended()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Usual);
        var store = await SignedInStore.AtAsync(sandbox.Shop, Connector, Cancellation);
        var settings = new Dictionary<string, string>(store.Connection.Settings) { ["appSecret"] = "another-made-up-secret" };

        var failure = await Assert.ThrowsAsync<ConnectorException>(() => Connector.IdentifyAsync(store.Connection with { Settings = settings }, Cancellation));

        Assert.Equal(FailureKind.NeedsReauth, failure.Kind);
        Assert.Contains("secret", failure.Message, StringComparison.Ordinal);
        Assert.Equal(0, store.Renewed);
    }

    private static Connection Without(PracticeShop shop) => new(shop.Settings, FakeMarketplace.NewClient(), ShopFacts.None, new TokensInMemory());

    /// <summary>Does what the application's client does with the time of an answer.</summary>
    private sealed class ToldTheTime(ShopClock shop, TimeProvider clock) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var answer = await base.SendAsync(request, cancellationToken);
            shop.Ahead = answer.Headers.Date - clock.GetUtcNow();
            return answer;
        }
    }
}
