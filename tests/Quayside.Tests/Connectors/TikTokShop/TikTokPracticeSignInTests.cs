using Microsoft.Extensions.Time.Testing;
using Quayside.Connectors;
using Quayside.Connectors.TikTokShop;
using Quayside.Sandbox;
using Quayside.Tests.Sandbox;

namespace Quayside.Tests.Connectors.TikTokShop;

/// <summary>Codes, tokens, scopes and clocks against the practice TikTok Shop, which checks them itself.</summary>
public sealed class TikTokPracticeSignInTests
{
    private static readonly TikTokConnector Connector = new(TimeProvider.System);
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();
    private static readonly OrderWindow Days90 = new(Now.AddDays(-90), Now.AddMinutes(1));
    private static readonly ShopOptions Usual = TikTokPractice.Options with { Now = Now };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, false)]
    public async Task A_token_that_ended_is_renewed_once_and_reading_goes_on(bool changes, bool worksOnce)
    {
        var clock = new FakeTimeProvider(Now);
        var connector = new TikTokConnector(clock);
        var options = new TikTokOptions { AccessLives = TimeSpan.FromHours(1), RefreshTokenChanges = changes, RefreshTokenWorksOnce = worksOnce };
        await using var sandbox = await RunningSandbox.StartAsync(Usual with { Listings = 5, Orders = 5, Clock = clock, TikTok = options });
        var store = await TikTokPractice.SignInAsync(connector, sandbox.Shop);
        var first = store.Tokens.Refresh;
        for (var hour = 1; hour <= 3; hour++)
        {
            clock.Advance(TimeSpan.FromMinutes(61));

            await connector.ReadListingsAsync(store.Connection(), null, Cancellation);
            Assert.Equal(hour, store.Renewed);
        }

        Assert.Equal(changes, store.Tokens.Refresh != first);

        clock.Advance(TimeSpan.FromDays(366));
        var failure = await Assert.ThrowsAsync<ConnectorException>(() => connector.IdentifyAsync(store.Connection(), Cancellation));
        Assert.Equal((FailureKind.NeedsReauth, true), (failure.Kind, failure.HadNoEffect));
    }

    [Fact]
    public async Task A_code_works_once_and_a_refused_sign_in_not_at_all()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Usual with { Listings = 2, Orders = 0 });
        var returned = TikTokPractice.Returned(Connector, sandbox.Shop);
        await Connector.RedeemAsync(TikTokPractice.Unsigned(sandbox.Shop), returned, Cancellation);

        var again = await Assert.ThrowsAsync<ConnectorException>(() => Connector.RedeemAsync(TikTokPractice.Unsigned(sandbox.Shop), returned, Cancellation));

        Assert.Equal(FailureKind.NeedsReauth, again.Kind);
        Assert.Equal("made-up-state", returned["state"]);
    }

    [Fact]
    public async Task A_token_that_is_refused_although_it_was_just_renewed_needs_a_person()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Usual with { Listings = 2, Orders = 0 });
        var store = await TikTokPractice.SignInAsync(Connector, sandbox.Shop);
        sandbox.Shop.Faults.Add(new Fault(FaultKind.ExpiredKey));

        var failure = await Assert.ThrowsAsync<ConnectorException>(() => Connector.ReadListingsAsync(store.Connection(), null, Cancellation));

        Assert.Equal((FailureKind.NeedsReauth, 1), (failure.Kind, store.Renewed));
    }

    [Fact]
    public async Task A_scope_that_is_missing_is_said_to_be_and_renews_nothing()
    {
        await using var sandbox = await RunningSandbox.StartAsync(
            Usual with { Listings = 2, Orders = 2, TikTok = new TikTokOptions { Scopes = ["seller.authorization.info", "seller.product.basic"] } });
        var store = await TikTokPractice.SignInAsync(Connector, sandbox.Shop);

        var failure = await Assert.ThrowsAsync<ConnectorException>(() => Connector.ReadOrdersAsync(store.Connection(), Days90, null, Cancellation));

        Assert.Equal((FailureKind.NeedsReauth, 0), (failure.Kind, store.Renewed));
        Assert.Contains("scopes", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_shops_behind_one_sign_in_share_its_tokens_and_hold_what_is_theirs()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Usual with { Listings = 5, Orders = 5, TikTok = new TikTokOptions { Shops = 3 } });
        var store = await TikTokPractice.SignInAsync(Connector, sandbox.Shop);

        var shops = await Task.WhenAll(Enumerable.Range(0, 3).Select(n => Connector.IdentifyAsync(store.Connection(n), Cancellation)));
        var products = await Task.WhenAll(Enumerable.Range(0, 3).Select(async n => (await ListAsync(store.Connection(n))).SelectMany(p => p.Records).Select(r => r.ChannelId)));

        Assert.Single(store.Grant.Shops.Select(s => s.Account).Distinct());
        Assert.Equal(["SGD", "MYR", "PHP"], shops.Select(s => s.Currency!.Value.Code));
        Assert.Equal(store.Grant.Shops.Select(s => s.Id), shops.Select(s => s.Identities[0].Value));
        Assert.All(shops, s => Assert.Equal(("shop_id", true), (s.Identities[0].Kind, s.Identities[0].Strong)));
        Assert.Equal(products.Sum(p => p.Count()), products.SelectMany(p => p).Distinct().Count());
    }

    [Theory]
    [InlineData(3600)]
    [InlineData(-3600)]
    public async Task A_clock_that_is_off_is_said_to_be_and_signs_nobody_out(int seconds)
    {
        await using var sandbox = await RunningSandbox.StartAsync(Usual with { Listings = 2, Orders = 0 });
        var store = await TikTokPractice.SignInAsync(Connector, sandbox.Shop);
        sandbox.Shop.ClockAhead = TimeSpan.FromSeconds(seconds);

        var failure = await Assert.ThrowsAsync<ConnectorException>(() => Connector.IdentifyAsync(store.Connection(), Cancellation));

        Assert.Equal((FailureKind.Unavailable, 0), (failure.Kind, store.Renewed));
        var connection = store.Connection() with { Clock = new ShopClock { Ahead = TimeSpan.FromSeconds(seconds) } };
        Assert.NotNull((await Connector.IdentifyAsync(connection, Cancellation)).Name);
    }

    private static Task<List<Page<ListedListing>>> ListAsync(Connection connection) =>
        FeedReading.OneByOneAsync(c => Connector.ListListingsAsync(connection, c, Cancellation));
}
