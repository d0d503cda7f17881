namespace Quayside.Connectors;

/// <summary>A connector whose seller signs in at the channel, which sends the browser back with a code that buys tokens.</summary>
/// <remarks>Calls then find a live token in <see cref="Connection.Access"/>; when it is renewed is decided there and not by the connector.</remarks>
public interface IAuthorises : IConnector
{
    /// <summary>Whether a refresh token works once. Then one whose refresh has an unknown outcome is never shown again.</summary>
    bool RefreshesOnce { get; }

    /// <summary>How long before its end an access token is renewed.</summary>
    TimeSpan RefreshBefore { get; }

    /// <summary>Where the seller's browser is sent. Asks nobody.</summary>
    /// <param name="callback">Where the channel sends it back, without a query.</param>
    /// <param name="state">Comes back unchanged as "state" among what was returned; a channel that has no such parameter gets it inside
    /// the callback's query.</param>
    /// <exception cref="ConnectorException">NeedsReauth: a setting cannot be meant.</exception>
    Uri SignInAddress(IReadOnlyDictionary<string, string> settings, Uri callback, string state);

    /// <summary>Buys tokens with what came back. Codes work once, so this is not repeatable.</summary>
    /// <param name="connection">One without <see cref="Connection.Access"/>.</param>
    /// <param name="returned">The callback's query, as sent by whoever called it: nothing in it is known to be true.</param>
    /// <exception cref="ConnectorException">No tokens. The message says what to do.</exception>
    Task<Grant> RedeemAsync(Connection connection, IReadOnlyDictionary<string, string> returned, CancellationToken cancellation);

    /// <summary>Buys the next tokens with the present ones' refresh token. Called by one caller at a time, over all processes.</summary>
    /// <param name="connection">As for <see cref="RedeemAsync"/>.</param>
    /// <param name="account">As <see cref="GrantedShop.Account"/>.</param>
    /// <returns>A whole pair: the refresh token that goes on working, where the channel gave no new one.</returns>
    /// <exception cref="ConnectorException">NeedsReauth: the refresh token is spent, over or refused. Otherwise the present one still works
    /// where <see cref="ConnectorException.HadNoEffect"/> says so, and may be spent where it does not.</exception>
    Task<AccessTokens> RefreshAsync(Connection connection, string account, AccessTokens present, CancellationToken cancellation);
}

/// <summary>What one sign-in gave.</summary>
/// <param name="Shops">The shops behind it, at least one; where there are several a person chooses.</param>
public sealed record Grant(AccessTokens Tokens, IReadOnlyList<GrantedShop> Shops);

/// <param name="Id">The channel's id of the shop, unique within the grant.</param>
/// <param name="Name">As sellers know it; the id where the channel names none.</param>
/// <param name="Account">Whose tokens they are, the seller's app included: shops with the same account share one pair for good, and a later
/// sign-in to the same account replaces it.</param>
/// <param name="Settings">What calls to this shop need beside what a person entered, such as its country; handed back among
/// <see cref="Connection.Settings"/>.</param>
public sealed record GrantedShop(string Id, string Name, string Account, IReadOnlyDictionary<string, string> Settings);

/// <param name="AccessUntil">When the access token ends.</param>
/// <param name="Refresh">null where the channel gives none: then a person signs in again.</param>
/// <param name="RefreshUntil">When a person has to sign in again at the latest; null when the channel does not say.</param>
public sealed record AccessTokens(string Access, DateTimeOffset AccessUntil, string? Refresh, DateTimeOffset? RefreshUntil)
{
    /// <summary>Shows nothing: a record's own text would show the tokens.</summary>
    public override string ToString() => "access tokens";
}

/// <summary>The live access token of one connection.</summary>
public interface IAccess
{
    /// <summary>A token that works, as far as is known; waits while it is being renewed.</summary>
    /// <exception cref="ConnectorException">NeedsReauth: a person has to sign in again. Others: it could not be renewed now.</exception>
    ValueTask<string> TokenAsync(CancellationToken cancellation);

    /// <summary>A token other than the one that the channel refused as expired or unknown.</summary>
    /// <exception cref="ConnectorException">As <see cref="TokenAsync"/>.</exception>
    ValueTask<string> OtherThanAsync(string refused, CancellationToken cancellation);
}

/// <summary>Access of a connection that nobody has signed in for.</summary>
public sealed class NoAccess : IAccess
{
    public static NoAccess Instance { get; } = new();

    public ValueTask<string> TokenAsync(CancellationToken cancellation) => throw new ConnectorException(
        FailureKind.NeedsReauth, "Nobody has signed in at the channel for this store. Sign in there first.");

    public ValueTask<string> OtherThanAsync(string refused, CancellationToken cancellation) => TokenAsync(cancellation);
}
