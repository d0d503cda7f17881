using Microsoft.EntityFrameworkCore;
using Quayside.Connectors;
using Quayside.Database;
using Quayside.Hosting;
using Quayside.Organisations;

namespace Quayside.Stores.Authorisations;

/// <summary>Takes what a channel sent the browser back with, once, and buys the tokens.</summary>
public sealed class FinishChannelSignIn(OpenShop shops, ConnectorList connectors, Databases databases, Secrets secrets, TimeProvider clock)
{
    private static readonly Refusal Unknown = new(
        "authorisation.unknown", "This sign-in was not begun here, or by somebody else. Begin it on the page Connect a store.");

    /// <param name="returned">The callback's query, as it came.</param>
    /// <returns>Refused: forbidden, authorisation.unknown (also another organisation's or another person's), authorisation.used,
    /// authorisation.late, authorisation.failed with the reason in words.</returns>
    public async Task<Outcome<ReturnedSignIn>> RunAsync(
        Caller caller, string channel, IReadOnlyDictionary<string, string> returned, CancellationToken cancellation)
    {
        if (caller.Needs(Role.Owner) is { } refusal)
        {
            return refusal;
        }

        if (connectors.Find(channel) is not IAuthorises authorises || !returned.TryGetValue(SignInState.Parameter, out var state))
        {
            return Unknown;
        }

        var hash = SignInState.HashOf(state);
        await using var reading = databases.Open(caller.OrganisationId);
        var signIn = await reading.ChannelSignIns.AsNoTracking()
            .SingleOrDefaultAsync(s => s.StateHash == hash && s.Channel == channel && s.Who == caller.Name, cancellation);
        if (signIn is null)
        {
            return Unknown;
        }

        if (await TakeAsync(signIn, cancellation) is { } no)
        {
            return no;
        }

        if (secrets.Unprotect(signIn.Settings) is not { } settings)
        {
            return new Refusal("authorisation.failed", "What was entered cannot be read any more. Begin the sign-in again.");
        }

        try
        {
            var grant = await authorises.RedeemAsync(shops.ForSettings(authorises, settings).Connection, returned, cancellation);
            await KeepAsync(signIn, grant);
            return new ReturnedSignIn(signIn.Id, channel, signIn.StoreId, grant.Shops);
        }
        catch (ConnectorException failure)
        {
            return new Refusal("authorisation.failed", failure.Message);
        }
    }

    // Codes work once and states do: of two that bring the same, one gets through.
    private async Task<Refusal?> TakeAsync(ChannelSignIn signIn, CancellationToken cancellation)
    {
        DateTimeOffset? now = clock.GetUtcNow();
        var from = now.Value - BeginChannelSignIn.Away;
        await using var write = await WriteTransaction.BeginAsync(databases, signIn.OrganisationId, cancellation);
        var taken = await write.Db.ChannelSignIns.Where(s => s.Id == signIn.Id && s.ReturnedAt == null && s.StartedAt > from)
            .ExecuteUpdateAsync(s => s.SetProperty(x => x.ReturnedAt, now), cancellation);
        await write.CommitAsync(cancellation);
        return taken == 1 ? null
            : signIn.ReturnedAt is null && signIn.StartedAt <= from
                ? new Refusal("authorisation.late", $"The sign-in took longer than {BeginChannelSignIn.Away.TotalMinutes:0} minutes. Begin it again.")
            : new Refusal("authorisation.used", "This sign-in was taken already. Begin a new one where you need another.");
    }

    // What a channel gives to an account replaces what it gave before, also for stores that are connected.
    private async Task KeepAsync(ChannelSignIn signIn, Grant grant)
    {
        var (kept, tokens) = (secrets.Protect(grant), secrets.Protect(grant.Tokens));
        var accounts = grant.Shops.Select(s => s.Account).Distinct().ToList();
        DateTimeOffset? now = clock.GetUtcNow();
        await using var write = await WriteTransaction.BeginAsync(databases, signIn.OrganisationId, CancellationToken.None);
        await write.Db.ChannelSignIns.Where(s => s.Id == signIn.Id).ExecuteUpdateAsync(s => s.SetProperty(x => x.Grant, kept), CancellationToken.None);
        foreach (var authorisation in await write.Db.Authorisations
            .Where(a => a.Channel == signIn.Channel && accounts.Contains(a.Account)).ToListAsync(CancellationToken.None))
        {
            (authorisation.Tokens, authorisation.Version) = (tokens, authorisation.Version + 1);
            (authorisation.RefreshingUntil, authorisation.Problem) = (null, null);
            await write.Db.Stores
                .Where(s => s.AuthorisationId == authorisation.Id && s.Health == StoreHealth.NeedsReauth && s.DisconnectedAt == null)
                .ExecuteUpdateAsync(s => s.SetProperty(x => x.DueAt, now), CancellationToken.None);
        }

        await write.CommitAsync(CancellationToken.None);
    }
}

/// <param name="StoreId">As <see cref="ChannelSignIn.StoreId"/>.</param>
/// <param name="Shops">The shops behind the sign-in; where there are several a person chooses.</param>
public sealed record ReturnedSignIn(long Id, string Channel, long? StoreId, IReadOnlyList<GrantedShop> Shops);
