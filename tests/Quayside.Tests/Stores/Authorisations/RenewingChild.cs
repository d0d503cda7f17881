using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Quayside.Connectors;
using Quayside.Hosting;
using Quayside.Stores;
using Quayside.Stores.Authorisations;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Stores.Authorisations;

/// <summary>What a process that renews tokens is told: where they are kept, and whose they are.</summary>
/// <param name="Keys">Folder with the keys that tokens are encrypted with.</param>
internal sealed record RenewingWork(
    TestEngine Engine, string ConnectionString, string Keys, string Channel, long OrganisationId, long AuthorisationId, IReadOnlyDictionary<string, string> Settings)
{
    public Secrets Secrets() => SecretsIn(Keys);

    public static Secrets SecretsIn(string keys) => new(DataProtectionProvider.Create(new DirectoryInfo(keys)));
}

/// <summary>The other side of <see cref="RenewingProcess"/>: reads the token that was refused, asks twice at once for another, and says it.</summary>
internal static class RenewingChild
{
    public const string Word = "renew";

    public static async Task<int> RunAsync(TextReader input, TextWriter output)
    {
        var work = JsonSerializer.Deserialize<RenewingWork>((await input.ReadLineAsync())!)!;
        using var databases = TestDatabase.Open(work.Engine, work.ConnectionString);
        using var http = new ShopHttp(new ShopAddresses(allowPrivate: true));
        var channel = new CountedChannel(BuiltIn.Connectors.OfType<IAuthorises>().Single(c => c.Info.Key == work.Channel));
        var renew = new RenewTokens(databases, work.Secrets(), http, TimeProvider.System);
        var holder = new TokenHolder(work.OrganisationId, work.AuthorisationId, channel, work.Settings);
        while (await input.ReadLineAsync() is { } refused)
        {
            var found = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => renew.FindAsync(holder, refused, CancellationToken.None))));
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{channel.Renewals} {string.Join(' ', found.Select(one => one.Access).Distinct())}"));
        }

        return 0;
    }

    /// <summary>The channel itself, and how often this process asked it for new tokens.</summary>
    private sealed class CountedChannel(IAuthorises channel) : IAuthorises
    {
        private int _renewals;

        public int Renewals => _renewals;

        public ConnectorInfo Info => channel.Info;

        public bool RefreshesOnce => channel.RefreshesOnce;

        public TimeSpan RefreshBefore => channel.RefreshBefore;

        public Uri SignInAddress(IReadOnlyDictionary<string, string> settings, Uri callback, string state) => channel.SignInAddress(settings, callback, state);

        public Task<Grant> RedeemAsync(Connection connection, IReadOnlyDictionary<string, string> returned, CancellationToken cancellation) =>
            channel.RedeemAsync(connection, returned, cancellation);

        public Task<AccessTokens> RefreshAsync(Connection connection, string account, AccessTokens present, CancellationToken cancellation)
        {
            Interlocked.Increment(ref _renewals);
            return channel.RefreshAsync(connection, account, present, cancellation);
        }

        public Task<ShopIdentity> IdentifyAsync(Connection connection, CancellationToken cancellation) => channel.IdentifyAsync(connection, cancellation);

        public Task<ShopCheck> CheckAsync(Connection connection, CancellationToken cancellation) => channel.CheckAsync(connection, cancellation);
    }
}
