using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Quayside.Connectors;
using Quayside.Connectors.Shopee;
using Quayside.Database;
using Quayside.Hosting;
using Quayside.Organisations;
using Quayside.Stores;
using Quayside.Stores.Authorisations;
using Quayside.Tests.Connectors.Shopee;
using Quayside.Tests.Harness;
using Quayside.Tests.Sandbox;

namespace Quayside.Tests.Stores.Authorisations;

/// <summary>One pair of tokens, wanted by several stores in several processes at once: each has a way of its own to the one database.</summary>
public sealed class RenewTokensTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const int Times = 300;
    private const int TimesOverTheWire = 60;

    private readonly Secrets _secrets = new(new EphemeralDataProtectionProvider());
    private readonly TestClock _clock = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_processes_that_renew_at_once_show_each_refresh_token_once()
    {
        var channel = new SignedInChannel();
        using var world = await WorldAsync(channel, channel.Pair(_clock.GetUtcNow()));
        var current = (await world.FindAsync(0, null)).Access;
        for (var time = 0; time < Times; time++)
        {
            var refused = current;
            var found = await Task.WhenAll(Enumerable.Range(0, 4).Select(n => Task.Run(() => world.FindAsync(n, refused))));

            current = found[0].Access;
            Assert.NotEqual(refused, current);
            Assert.All(found, one => Assert.Equal(current, one.Access));
        }

        Assert.Equal(Times, channel.Shown.Count);
        Assert.Equal(Times, channel.Shown.Distinct().Count());
    }

    [Fact]
    public async Task The_practice_Shopee_sees_each_refresh_token_once_however_many_want_another()
    {
        await using var sandbox = await RunningSandbox.StartAsync(ShopeePractice.Options with { Listings = 1, Orders = 0 });
        var channel = new ShopeeConnector(TimeProvider.System);
        var grant = await ShopeePractice.GrantAsync(channel, sandbox.Shop);
        using var world = await WorldAsync(channel, grant.Tokens, grant.Shops[0].Account, sandbox.Shop.Settings);
        var current = grant.Tokens.Access;
        for (var time = 0; time < TimesOverTheWire; time++)
        {
            var refused = current;
            var found = await Task.WhenAll(Enumerable.Range(0, 4).Select(n => Task.Run(() => world.FindAsync(n, refused))));
            current = Assert.Single(found.Select(one => one.Access).Distinct());
        }

        var shown = sandbox.Shop.Tokens.Refreshes;
        Assert.Equal(TimesOverTheWire, shown.Count);
        Assert.All(shown, one => Assert.True(one.Accepted));
        Assert.True(sandbox.Shop.Tokens.LetsIn(current, grant.Shops[0].Id, TimeProvider.System.GetUtcNow()));
    }

    [Fact]
    public async Task A_token_is_renewed_before_it_ends_and_goes_on_being_used_meanwhile()
    {
        var answer = new TaskCompletionSource();
        var channel = new SignedInChannel { BeforeAnswer = () => answer.Task };
        using var world = await WorldAsync(channel, channel.Pair(_clock.GetUtcNow()));
        var first = await world.FindAsync(0, null);
        Assert.Empty(channel.Shown);

        _clock.Forward(TimeSpan.FromHours(4) - channel.RefreshBefore);
        var renewing = Task.Run(() => world.FindAsync(0, null), Cancellation);
        await UntilAsync(() => Task.FromResult(!channel.Shown.IsEmpty));
        Assert.Equal(first.Access, (await world.FindAsync(1, null)).Access);
        answer.SetResult();

        Assert.NotEqual(first.Access, (await renewing).Access);
        Assert.Single(channel.Shown);
    }

    [Fact]
    public async Task Killed_between_the_answer_and_the_commit_a_person_has_to_sign_in_and_the_token_is_not_shown_again()
    {
        var killed = new TaskCompletionSource();
        var channel = new SignedInChannel { BeforeAnswer = () => killed.Task };
        using var world = await WorldAsync(channel, channel.Pair(_clock.GetUtcNow()));
        var first = await world.FindAsync(0, null);
        _ = Task.Run(() => world.FindAsync(0, first.Access), Cancellation);
        await UntilAsync(() => Task.FromResult(!channel.Shown.IsEmpty));

        _clock.Forward(RenewTokens.ClaimLength + TimeSpan.FromSeconds(1));
        var failure = await Assert.ThrowsAsync<ConnectorException>(() => world.FindAsync(1, first.Access));

        Assert.Equal(FailureKind.NeedsReauth, failure.Kind);
        Assert.Contains("Sign in", failure.Message, StringComparison.Ordinal);
        Assert.Single(channel.Shown);
        Assert.Equal(failure.Message, (await Assert.ThrowsAsync<ConnectorException>(() => world.FindAsync(0, null))).Message);

        // The process that was only held up commits after all: then nobody has to do anything.
        killed.SetResult();
        await UntilAsync(async () => await world.ProblemAsync() is null);
        Assert.NotEqual(first.Access, (await world.FindAsync(1, first.Access)).Access);
    }

    [Fact]
    public async Task A_channel_that_takes_a_refresh_token_again_is_asked_again_after_a_kill()
    {
        var killed = new TaskCompletionSource();
        var channel = new SignedInChannel { RefreshesOnce = false, BeforeAnswer = () => killed.Task };
        using var world = await WorldAsync(channel, channel.Pair(_clock.GetUtcNow()));
        var first = await world.FindAsync(0, null);
        _ = Task.Run(() => world.FindAsync(0, first.Access), Cancellation);
        await UntilAsync(() => Task.FromResult(!channel.Shown.IsEmpty));

        channel.BeforeAnswer = () => Task.CompletedTask;
        _clock.Forward(RenewTokens.ClaimLength + TimeSpan.FromSeconds(1));

        Assert.NotEqual(first.Access, (await world.FindAsync(1, first.Access)).Access);
        Assert.Equal(2, channel.Shown.Count);
    }

    [Theory]
    [InlineData(FailureKind.Unavailable, true, null)]
    [InlineData(FailureKind.Throttled, true, null)]
    [InlineData(FailureKind.Unavailable, false, "interrupted")]
    [InlineData(FailureKind.NeedsReauth, true, "made up")]
    public async Task What_a_failed_renewal_leaves_depends_on_whether_the_token_may_be_spent(FailureKind kind, bool hadNoEffect, string? problem)
    {
        var channel = new SignedInChannel();
        using var world = await WorldAsync(channel, channel.Pair(_clock.GetUtcNow()));
        var first = await world.FindAsync(0, null);
        channel.Fails = () => new ConnectorException(kind, "A failure that was made up.") { HadNoEffect = hadNoEffect };

        await Assert.ThrowsAsync<ConnectorException>(() => world.FindAsync(0, first.Access));
        channel.Fails = () => null;

        var told = await world.ProblemAsync();
        Assert.Equal(problem is null, told is null);
        Assert.Contains(problem ?? "", told ?? "", StringComparison.Ordinal);
        if (problem is null)
        {
            Assert.NotEqual(first.Access, (await world.FindAsync(1, first.Access)).Access);
        }
        else
        {
            await Assert.ThrowsAsync<ConnectorException>(() => world.FindAsync(1, first.Access));
            Assert.Empty(channel.Shown);
        }
    }

    [Fact]
    public async Task A_renewal_that_fails_early_stops_nothing_while_the_token_still_works()
    {
        var channel = new SignedInChannel();
        using var world = await WorldAsync(channel, channel.Pair(_clock.GetUtcNow()));
        var first = await world.FindAsync(0, null);
        _clock.Forward(TimeSpan.FromHours(4) - channel.RefreshBefore);
        channel.Fails = () => new ConnectorException(FailureKind.Unavailable, "A failure that was made up.") { HadNoEffect = true };

        Assert.Equal(first.Access, (await world.FindAsync(0, null)).Access);
    }

    private static async Task UntilAsync(Func<Task<bool>> awaited)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        late.CancelAfter(TimeSpan.FromSeconds(60));
        while (!await awaited())
        {
            await Task.Delay(10, late.Token);
        }
    }

    private async Task<World> WorldAsync(
        IAuthorises channel, AccessTokens tokens, string account = "an account", IReadOnlyDictionary<string, string>? settings = null)
    {
        var connectionString = await database.NewAsync();
        var processes = Enumerable.Range(0, 2).Select(_ => TestDatabase.Open(database.Engine, connectionString)).ToList();
        await using var db = processes[0].OpenForNobody();
        var organisation = new Organisation { Name = "Harbour Goods", CreatedAt = _clock.GetUtcNow() };
        db.Organisations.Add(organisation);
        await db.SaveChangesAsync(Cancellation);
        await using var own = processes[0].Open(organisation.Id);
        var row = new Authorisation { OrganisationId = organisation.Id, Channel = channel.Info.Key, Account = account, Tokens = _secrets.Protect(tokens) };
        own.Authorisations.Add(row);
        await own.SaveChangesAsync(Cancellation);
        var holder = new TokenHolder(organisation.Id, row.Id, channel, settings ?? new Dictionary<string, string>());
        var http = new ShopHttp(new ShopAddresses(allowPrivate: true));
        return new World(processes, [.. processes.Select(p => new RenewTokens(p, _secrets, http, _clock))], holder, http);
    }

    private sealed record World(List<Databases> Processes, List<RenewTokens> Renewing, TokenHolder Holder, ShopHttp Http) : IDisposable
    {
        public Task<LiveToken> FindAsync(int process, string? refused) =>
            Renewing[process % Renewing.Count].FindAsync(Holder, refused, Cancellation);

        public async Task<string?> ProblemAsync()
        {
            await using var db = Processes[1].Open(Holder.OrganisationId);
            return (await db.Authorisations.AsNoTracking().SingleAsync(Cancellation)).Problem;
        }

        public void Dispose()
        {
            Processes.ForEach(p => p.Dispose());
            Http.Dispose();
        }
    }
}
