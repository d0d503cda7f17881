using Microsoft.EntityFrameworkCore;
using Quayside.Connectors;
using Quayside.Connectors.Shopee;
using Quayside.Organisations;
using Quayside.Sandbox;
using Quayside.Stores;
using Quayside.Stores.Authorisations;
using Quayside.Tests.Connectors.Shopee;
using Quayside.Tests.Harness;
using Quayside.Tests.Sandbox;

namespace Quayside.Tests.Stores.Authorisations;

/// <summary>Two processes of the operating system over one database, and a practice Shopee that takes each refresh token once.</summary>
/// <remarks>On SQLite two servers on one folder are refused, and commands beside a server are not: so the file is raced for, too.</remarks>
public sealed class TwoProcessesTests(TestDatabase database) : IClassFixture<TestDatabase>, IDisposable
{
    private readonly ShopeeConnector _channel = new(TimeProvider.System);
    private readonly DirectoryInfo _keys = Directory.CreateTempSubdirectory("quayside-keys-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _keys.Delete(recursive: true);

    [Fact]
    public Task Two_processes_that_want_another_token_at_one_moment_show_each_refresh_token_once() => RaceAsync(50);

    [Fact]
    public Task And_so_a_thousand_times()
    {
        Requires.Long();
        return RaceAsync(1000);
    }

    [Fact]
    public async Task A_process_killed_between_the_answer_and_its_commit_leaves_a_sentence_and_a_token_that_is_not_shown_again()
    {
        await using var sandbox = await RunningSandbox.StartAsync(ShopeePractice.Options with { Listings = 1, Orders = 0 });
        var (work, first) = await WorkAsync(sandbox.Shop);
        sandbox.Shop.Faults.Add(new Fault(FaultKind.AnswerLate) { PathContains = "access_token/get", Delay = TimeSpan.FromMinutes(10) });
        await using (var killed = await RenewingProcess.StartAsync(work))
        {
            await killed.AskAsync(first);
            await UntilAsync(() => sandbox.Shop.Tokens.Refreshes.Count == 1);
            await killed.KillAsync();
        }

        sandbox.Shop.Faults.Clear();
        using var databases = TestDatabase.Open(work.Engine, work.ConnectionString);
        using var http = new ShopHttp(new ShopAddresses(allowPrivate: true));
        var clock = new TestClock();
        var renew = new RenewTokens(databases, work.Secrets(), http, clock);
        var holder = new TokenHolder(work.OrganisationId, work.AuthorisationId, _channel, work.Settings);
        clock.Forward(RenewTokens.ClaimLength + TimeSpan.FromSeconds(1));
        var failure = await Assert.ThrowsAsync<ConnectorException>(() => renew.FindAsync(holder, first, Cancellation));

        Assert.Equal(FailureKind.NeedsReauth, failure.Kind);
        Assert.Contains("interrupted while it renewed the sign-in", failure.Message, StringComparison.Ordinal);
        Assert.True(Assert.Single(sandbox.Shop.Tokens.Refreshes).Accepted);
        await using var db = databases.Open(work.OrganisationId);
        Assert.Equal(failure.Message, (await db.Authorisations.AsNoTracking().SingleAsync(Cancellation)).Problem);
    }

    private async Task RaceAsync(int times)
    {
        await using var sandbox = await RunningSandbox.StartAsync(ShopeePractice.Options with { Listings = 1, Orders = 0 });
        var (work, current) = await WorkAsync(sandbox.Shop);
        await using var one = await RenewingProcess.StartAsync(work);
        await using var other = await RenewingProcess.StartAsync(work);
        for (var time = 0; time < times; time++)
        {
            var (first, second) = time % 2 == 0 ? (one, other) : (other, one);
            await first.AskAsync(current);
            await second.AskAsync(current);
            var (found, same) = (await one.AnswerAsync(), await other.AnswerAsync());

            Assert.NotEqual(current, found);
            Assert.Equal(found, same);
            current = found;
        }

        var shown = sandbox.Shop.Tokens.Refreshes;
        Assert.Equal(times, shown.Count);
        Assert.All(shown, refresh => Assert.True(refresh.Accepted));
        Assert.Equal(times, one.Renewals + other.Renewals);
        Assert.True(one.Renewals > 0 && other.Renewals > 0, $"It was no race: {one.Renewals} and {other.Renewals}.");
        Assert.True(sandbox.Shop.Tokens.LetsIn(current, work.Settings["shopId"], TimeProvider.System.GetUtcNow()));
        TestContext.Current.TestOutputHelper?.WriteLine($"{times} renewals: {one.Renewals} by one process, {other.Renewals} by the other.");
    }

    private async Task<(RenewingWork Work, string Access)> WorkAsync(PracticeShop shop)
    {
        var grant = await ShopeePractice.GrantAsync(_channel, shop);
        var granted = grant.Shops[0];
        var connectionString = await database.NewAsync();
        using var databases = TestDatabase.Open(database.Engine, connectionString);
        var organisation = new Organisation { Name = "Harbour Goods", CreatedAt = TimeProvider.System.GetUtcNow() };
        await using (var db = databases.OpenForNobody())
        {
            db.Organisations.Add(organisation);
            await db.SaveChangesAsync(Cancellation);
        }

        var row = new Authorisation
        {
            OrganisationId = organisation.Id,
            Channel = _channel.Info.Key,
            Account = granted.Account,
            Tokens = RenewingWork.SecretsIn(_keys.FullName).Protect(grant.Tokens),
        };
        await using (var own = databases.Open(organisation.Id))
        {
            own.Authorisations.Add(row);
            await own.SaveChangesAsync(Cancellation);
        }

        var settings = shop.Settings.Concat(granted.Settings).ToDictionary();
        return (new RenewingWork(database.Engine, connectionString, _keys.FullName, row.Channel, organisation.Id, row.Id, settings), grant.Tokens.Access);
    }

    private static async Task UntilAsync(Func<bool> awaited)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        late.CancelAfter(TimeSpan.FromMinutes(2));
        while (!awaited())
        {
            await Task.Delay(10, late.Token);
        }
    }
}
