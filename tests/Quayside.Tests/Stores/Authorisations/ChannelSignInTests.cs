using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Quayside.Connectors.Shopee;
using Quayside.Database;
using Quayside.Hosting;
using Quayside.Organisations;
using Quayside.Sandbox;
using Quayside.Stores;
using Quayside.Stores.Authorisations;
using Quayside.Stores.Webhooks;
using Quayside.Tests.Connectors.Shopee;
using Quayside.Tests.Harness;
using Quayside.Tests.Sandbox;

namespace Quayside.Tests.Stores.Authorisations;

/// <summary>The way to a channel and back: who may come back, when, how often, and what it leaves.</summary>
public sealed class ChannelSignInTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private static readonly Uri Origin = new("http://127.0.0.1:5080");

    private readonly Secrets _secrets = new(new EphemeralDataProtectionProvider());
    private readonly FakeTimeProvider _clock = new(TimeProvider.System.GetUtcNow());
    private readonly ShopHttp _http = new(new ShopAddresses(allowPrivate: true));
    private Databases _databases = null!;
    private RunningSandbox _sandbox = null!;
    private ConnectorList _connectors = null!;
    private Caller _owner = null!;
    private Caller _stranger = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private PracticeShop Shop => _sandbox.Shop;

    public async ValueTask InitializeAsync()
    {
        _sandbox = await RunningSandbox.StartAsync(ShopeePractice.Options with { Listings = 2, Orders = 0, Clock = _clock });
        _connectors = new ConnectorList([new ShopeeConnector(_clock)]);
        _databases = TestDatabase.Open(database.Engine, await database.NewAsync());
        await using var db = _databases.OpenForNobody();
        var organisations = Enumerable.Range(0, 2).Select(n => new Organisation { Name = $"Seller {n}", CreatedAt = _clock.GetUtcNow() }).ToList();
        db.Organisations.AddRange(organisations);
        await db.SaveChangesAsync(Cancellation);
        (_owner, _stranger) = (new Caller(organisations[0].Id, Role.Owner, "a@example.test"), new Caller(organisations[1].Id, Role.Owner, "a@example.test"));
    }

    public async ValueTask DisposeAsync()
    {
        await _sandbox.DisposeAsync();
        _databases.Dispose();
        _http.Dispose();
    }

    [Fact]
    public async Task Whoever_began_it_comes_back_once_with_the_shops_behind_it()
    {
        var returned = await AwayAsync();

        var back = await FinishAsync(_owner, returned);
        var again = await FinishAsync(_owner, returned);

        Assert.Single(back.Value!.Shops);
        Assert.Equal("authorisation.used", again.Refusal!.Code);
    }

    [Fact]
    public async Task Of_two_that_come_back_with_the_same_at_once_one_gets_through()
    {
        var returned = await AwayAsync();

        var both = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => FinishAsync(_owner, returned))));

        Assert.Single(both, one => one.Value is not null);
        Assert.Single(both, one => one.Refusal?.Code == "authorisation.used");
    }

    [Fact]
    public async Task A_state_that_nobody_was_given_is_refused_and_asks_the_channel_nothing()
    {
        var returned = new Dictionary<string, string>(await AwayAsync()) { ["state"] = "forged" };
        Shop.Calls.Clear();

        Assert.Equal("authorisation.unknown", (await FinishAsync(_owner, returned)).Refusal!.Code);
        Assert.Equal("authorisation.unknown", (await FinishAsync(_owner, new Dictionary<string, string>())).Refusal!.Code);
        Assert.Equal(0, Shop.Calls.Total);
    }

    [Fact]
    public async Task Another_organisation_and_another_person_are_refused_and_take_nothing_away()
    {
        var returned = await AwayAsync();

        Assert.Equal("authorisation.unknown", (await FinishAsync(_stranger, returned)).Refusal!.Code);
        Assert.Equal("authorisation.unknown", (await FinishAsync(_owner with { Name = "b@example.test" }, returned)).Refusal!.Code);
        Assert.Equal("forbidden", (await FinishAsync(_owner with { Role = Role.Manager }, returned)).Refusal!.Code);
        Assert.NotNull((await FinishAsync(_owner, returned)).Value);
    }

    [Fact]
    public async Task Ten_minutes_are_enough_and_more_is_too_late()
    {
        var inTime = await AwayAsync();
        _clock.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromSeconds(1));
        Assert.NotNull((await FinishAsync(_owner, inTime)).Value);

        var late = await AwayAsync();
        _clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal("authorisation.late", (await FinishAsync(_owner, late)).Refusal!.Code);
    }

    [Fact]
    public async Task What_came_back_is_used_by_whoever_began_it_for_an_hour()
    {
        var back = (await FinishAsync(_owner, await AwayAsync())).Value!;
        var signIns = new ChannelSignIns(_databases, _secrets, _clock);

        Assert.NotNull((await signIns.FindAsync(_owner, back.Id, Cancellation)).Value);
        Assert.Equal("authorisation.unknown", (await signIns.FindAsync(_stranger, back.Id, Cancellation)).Refusal!.Code);
        _clock.Advance(TimeSpan.FromHours(1) + TimeSpan.FromSeconds(1));
        Assert.Equal("authorisation.late", (await signIns.FindAsync(_owner, back.Id, Cancellation)).Refusal!.Code);
    }

    [Fact]
    public async Task Neither_tokens_nor_keys_nor_states_are_readable_in_the_database()
    {
        var returned = await AwayAsync();
        await FinishAsync(_owner, returned);
        await using var db = _databases.Open(_owner.OrganisationId);
        var row = await db.ChannelSignIns.AsNoTracking().SingleAsync(Cancellation);

        var kept = System.Text.Encoding.Latin1.GetString([.. row.Settings, .. row.Grant!]) + row.StateHash;

        Assert.DoesNotContain("5eed", kept, StringComparison.Ordinal);
        Assert.DoesNotContain(returned["state"], kept, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_sign_in_replaces_the_tokens_of_stores_that_are_connected()
    {
        var first = (await FinishAsync(_owner, await AwayAsync())).Value!;
        long authorisation;
        await using (var write = await WriteTransaction.BeginAsync(_databases, _owner.OrganisationId, Cancellation))
        {
            var signIns = new ChannelSignIns(_databases, _secrets, _clock);
            var entered = new Dictionary<string, string> { ["signIn"] = $"{first.Id}" };
            var chosen = (await signIns.ChooseAsync(_owner, _connectors.Get("shopee").Info, entered, Cancellation)).Value!;
            authorisation = await signIns.KeepAsync(write.Db, "shopee", chosen, Cancellation);
            await write.CommitAsync(Cancellation);
        }

        await using (var db = _databases.Open(_owner.OrganisationId))
        {
            await db.Authorisations.ExecuteUpdateAsync(a => a.SetProperty(x => x.Problem, "Sign in again."), Cancellation);
        }

        await FinishAsync(_owner, await AwayAsync());

        await using var after = _databases.Open(_owner.OrganisationId);
        var row = await after.Authorisations.AsNoTracking().SingleAsync(a => a.Id == authorisation, Cancellation);
        Assert.Equal((1, null), (row.Version, row.Problem));
        Assert.True(Shop.Tokens.LetsIn(_secrets.ReadTokens(row.Tokens)!.Access, first.Shops[0].Id, _clock.GetUtcNow()));
    }

    [Fact]
    public async Task Two_shops_of_one_account_that_are_connected_in_the_same_moment_share_its_tokens()
    {
        var back = (await FinishAsync(_owner, await AwayAsync())).Value!;
        var signIns = new ChannelSignIns(_databases, _secrets, _clock);
        var entered = new Dictionary<string, string> { ["signIn"] = $"{back.Id}" };
        var chosen = (await signIns.ChooseAsync(_owner, _connectors.Get("shopee").Info, entered, Cancellation)).Value!;
        long kept = 0;

        var connected = await Meanwhile.RunAsync(
            _databases, _owner.OrganisationId,
            async write => kept = await signIns.KeepAsync(write.Db, "shopee", chosen, Cancellation),
            () => ConnectAsync(signIns, entered));

        Assert.Null(connected.Refusal);
        Assert.Equal(kept, connected.Value!.AuthorisationId);
    }

    private async Task<Outcome<Store>> ConnectAsync(ChannelSignIns signIns, Dictionary<string, string> entered)
    {
        using var waker = new StoreWaker(
            _databases, null!, new WebhookWork(_databases, _secrets, _clock), new SyncSchedule(_clock, SyncSchedule.Usual), NullLogger<StoreWaker>.Instance);
        return await new ConnectStore(new AskShop(Shops(), _connectors, signIns), _databases, _secrets, waker, _clock)
            .RunAsync(_owner, new ConnectRequest("shopee", "Harbour", entered), Cancellation);
    }

    private async Task<IReadOnlyDictionary<string, string>> AwayAsync()
    {
        var begin = new BeginChannelSignIn(_connectors, _databases, _secrets, _clock);
        var begun = (await begin.RunAsync(_owner, new SignInRequest("shopee", Shop.Settings, Origin), Cancellation)).Value!;
        var query = System.Web.HttpUtility.ParseQueryString(Shop.Consent(begun.Address)!.Query);
        return query.AllKeys.OfType<string>().ToDictionary(key => key, key => query[key]!);
    }

    private Task<Outcome<ReturnedSignIn>> FinishAsync(Caller caller, IReadOnlyDictionary<string, string> returned) =>
        new FinishChannelSignIn(Shops(), _connectors, _databases, _secrets, _clock).RunAsync(caller, "shopee", returned, Cancellation);

    private OpenShop Shops() =>
        new(_http, _secrets, _databases, _connectors, new RenewTokens(_databases, _secrets, _http, _clock), _clock);
}
