using Quayside.Connectors;

namespace Quayside.Stores.Authorisations;

/// <summary>The token of one connection, looked up again only when it is soon over or was refused.</summary>
internal sealed class StoreAccess(RenewTokens renew, TokenHolder holder, TimeProvider clock) : IAccess
{
    private volatile LiveToken? _known;

    public async ValueTask<string> TokenAsync(CancellationToken cancellation) => _known is { } known && known.Until > clock.GetUtcNow()
        ? known.Access
        : (_known = await renew.FindAsync(holder, refused: null, cancellation)).Access;

    public async ValueTask<string> OtherThanAsync(string refused, CancellationToken cancellation) => _known is { } known && known.Access != refused && known.Until > clock.GetUtcNow()
        ? known.Access
        : (_known = await renew.FindAsync(holder, refused, cancellation)).Access;
}

/// <summary>Tokens that were bought a moment ago, for a shop that is no store yet.</summary>
internal sealed class FreshAccess(AccessTokens tokens) : IAccess
{
    public ValueTask<string> TokenAsync(CancellationToken cancellation) => ValueTask.FromResult(tokens.Access);

    public ValueTask<string> OtherThanAsync(string refused, CancellationToken cancellation) => throw new ConnectorException(
        FailureKind.NeedsReauth, "The channel does not accept the sign-in any more. Sign in there again.");
}
