using Microsoft.EntityFrameworkCore;
using Quayside.Connectors;
using Quayside.Database;
using Quayside.Hosting;

namespace Quayside.Stores.Authorisations;

/// <summary>Finds a token that works, and renews the pair before it ends: by one caller at a time, over all stores and processes.</summary>
/// <remarks>Claim, call, commit. Whoever does not get the claim waits and reads what the claimer committed. A claimer that died between
/// the channel's answer and the commit leaves a claim that runs out: a refresh token that works once may then be spent, so it is shown to
/// nobody again and a person signs in anew.</remarks>
public sealed class RenewTokens(Databases databases, Secrets secrets, ShopHttp http, TimeProvider clock)
{
    /// <summary>How long a claim is waited for: longer than a call can take, so that one that runs out belongs to nobody.</summary>
    public static readonly TimeSpan ClaimLength = TimeSpan.FromMinutes(3);

    private const int CommitTries = 4;

    private const string InDoubt = "Quayside was interrupted while it renewed the sign-in, and the channel takes each renewal once. "
        + "Sign in there again; everything that was read and linked stays as it is.";

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMinutes(1);

    /// <param name="refused">A token that the channel refuses; null when none was.</param>
    /// <exception cref="ConnectorException">NeedsReauth: a person has to sign in again. Others: it could not be renewed now.</exception>
    internal async Task<LiveToken> FindAsync(TokenHolder holder, string? refused, CancellationToken cancellation)
    {
        while (true)
        {
            var row = await LoadAsync(holder, cancellation);
            var tokens = secrets.ReadTokens(row.Tokens) ?? throw NeedsReauth("The keys that the sign-in was encrypted with are gone. Sign in again.");
            var now = clock.GetUtcNow();
            var works = tokens.Access != refused && tokens.AccessUntil > now;
            if (works && tokens.AccessUntil - holder.Channel.RefreshBefore > now)
            {
                return new LiveToken(tokens.Access, tokens.AccessUntil - holder.Channel.RefreshBefore);
            }

            if (row.RefreshingUntil is { } until && until > now)
            {
                if (works)
                {
                    return new LiveToken(tokens.Access, now + Look);
                }

                await Task.Delay(Look, cancellation);
            }
            else if (row.RefreshingUntil is not null && holder.Channel.RefreshesOnce)
            {
                await GiveUpAsync(holder, row.Version, InDoubt);
            }
            else if (tokens.Refresh is null || tokens.RefreshUntil <= now)
            {
                await GiveUpAsync(holder, row.Version, "The sign-in at the channel has ended. Sign in there again.");
            }
            else if (await ClaimAsync(holder, row, now, cancellation) && await RenewAsync(holder, row, tokens, works) is { } live)
            {
                return live;
            }
        }
    }

    /// <returns>null when somebody signed in meanwhile: then that counts.</returns>
    private async Task<LiveToken?> RenewAsync(TokenHolder holder, Authorisation row, AccessTokens present, bool presentWorks)
    {
        AccessTokens renewed;
        try
        {
            // Seen through once it is claimed: a stop in the middle would leave a token of which nobody knows whether it is spent.
            var connection = new Connection(
                holder.Settings, http.Client(new RateBudget(callsAtATime: 1, lease: null)), ShopFacts.None, new TokensInMemory());
            renewed = await holder.Channel.RefreshAsync(connection, row.Account, present, CancellationToken.None);
        }
        catch (ConnectorException failure)
        {
            if (failure.Kind == FailureKind.NeedsReauth)
            {
                await GiveUpAsync(holder, row.Version, failure.Message);
            }
            else if (holder.Channel.RefreshesOnce && !failure.HadNoEffect)
            {
                await GiveUpAsync(holder, row.Version, InDoubt);
                throw NeedsReauth(InDoubt);
            }
            else
            {
                await ChangeAsync(holder, row.Version, s => s.SetProperty(a => a.RefreshingUntil, (DateTimeOffset?)null));
                if (presentWorks)
                {
                    return new LiveToken(present.Access, Earlier(clock.GetUtcNow() + BetweenTries, present.AccessUntil));
                }
            }

            throw;
        }

        return await CommitAsync(holder, row.Version, renewed)
            ? new LiveToken(renewed.Access, renewed.AccessUntil - holder.Channel.RefreshBefore)
            : null;
    }

    // What the channel answered is nowhere but here: a database that is busy is asked again.
    private async Task<bool> CommitAsync(TokenHolder holder, long version, AccessTokens renewed)
    {
        var secret = secrets.Protect(renewed);
        for (var tried = 1; ; tried++)
        {
            try
            {
                return await ChangeAsync(holder, version, s => s.SetProperty(a => a.Tokens, secret).SetProperty(a => a.Version, version + 1)
                    .SetProperty(a => a.RefreshingUntil, (DateTimeOffset?)null).SetProperty(a => a.Problem, (string?)null));
            }
            catch (System.Data.Common.DbException) when (tried < CommitTries)
            {
                await Task.Delay(TimeSpan.FromSeconds(tried), CancellationToken.None);
            }
        }
    }

    private async Task<bool> ClaimAsync(TokenHolder holder, Authorisation row, DateTimeOffset now, CancellationToken cancellation)
    {
        DateTimeOffset? until = now + ClaimLength;
        await using var write = await WriteTransaction.BeginAsync(databases, holder.OrganisationId, cancellation);
        var claimed = await write.Db.Authorisations
            .Where(a => a.Id == row.Id && a.Version == row.Version && a.Problem == null && a.RefreshingUntil == row.RefreshingUntil)
            .ExecuteUpdateAsync(s => s.SetProperty(a => a.RefreshingUntil, until), cancellation);
        await write.CommitAsync(cancellation);
        return claimed == 1;
    }

    private Task<bool> GiveUpAsync(TokenHolder holder, long version, string problem) => ChangeAsync(
        holder, version, s => s.SetProperty(a => a.Problem, problem).SetProperty(a => a.RefreshingUntil, (DateTimeOffset?)null));

    /// <returns>false when there is another pair by now.</returns>
    private async Task<bool> ChangeAsync(
        TokenHolder holder, long version, Action<Microsoft.EntityFrameworkCore.Query.UpdateSettersBuilder<Authorisation>> change)
    {
        await using var write = await WriteTransaction.BeginAsync(databases, holder.OrganisationId, CancellationToken.None);
        var changed = await write.Db.Authorisations.Where(a => a.Id == holder.AuthorisationId && a.Version == version)
            .ExecuteUpdateAsync(change, CancellationToken.None);
        await write.CommitAsync(CancellationToken.None);
        return changed == 1;
    }

    private async Task<Authorisation> LoadAsync(TokenHolder holder, CancellationToken cancellation)
    {
        await using var db = databases.Open(holder.OrganisationId);
        var row = await db.Authorisations.AsNoTracking().SingleOrDefaultAsync(a => a.Id == holder.AuthorisationId, cancellation);
        return row switch
        {
            null => throw NeedsReauth("Nobody has signed in at the channel for this store. Sign in there first."),
            { Problem: { } problem } => throw NeedsReauth(problem),
            _ => row,
        };
    }

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private static ConnectorException NeedsReauth(string message) => new(FailureKind.NeedsReauth, message);
}

/// <summary>Whose token is wanted, and how the channel renews it.</summary>
/// <param name="Settings">All that the channel's calls need: the seller's app among them.</param>
internal sealed record TokenHolder(long OrganisationId, long AuthorisationId, IAuthorises Channel, IReadOnlyDictionary<string, string> Settings)
{
    /// <summary>Shows nothing: a record's own text would show the settings.</summary>
    public override string ToString() => $"authorisation {AuthorisationId}";
}

/// <param name="Until">Until when it may be used without looking again.</param>
internal sealed record LiveToken(string Access, DateTimeOffset Until)
{
    /// <summary>Shows nothing: a record's own text would show the token.</summary>
    public override string ToString() => "a token";
}
