using Microsoft.EntityFrameworkCore;
using Quayside.Connectors;
using Quayside.Database;
using Quayside.Hosting;

namespace Quayside.Stores;

/// <summary>A store's access tokens, encrypted in its row and written under its lease.</summary>
internal sealed class StoreTokens(Databases databases, Secrets secrets, StoreLease lease) : ITokenStore
{
    // Nobody else writes them while the lease is held, and some connectors ask before each call.
    private IReadOnlyDictionary<string, string>? _known;

    public async ValueTask<string?> ReadAsync(string name, CancellationToken cancellation)
    {
        if (_known is null)
        {
            await using var db = databases.Open(lease.OrganisationId);
            Interlocked.CompareExchange(ref _known, await LoadAsync(db, cancellation), null);
        }

        return _known.GetValueOrDefault(name);
    }

    public async ValueTask WriteAsync(string name, string? token, CancellationToken cancellation)
    {
        await using var write = await WriteTransaction.BeginAsync(databases, lease.OrganisationId, cancellation);
        await lease.FenceAsync(write.Db, cancellation);
        var tokens = await LoadAsync(write.Db, cancellation);
        if (token is null)
        {
            tokens.Remove(name);
        }
        else
        {
            tokens[name] = token;
        }

        var secret = tokens.Count == 0 ? null : secrets.Protect(tokens);
        await write.Db.Stores.Where(s => s.Id == lease.StoreId)
            .ExecuteUpdateAsync(s => s.SetProperty(x => x.Tokens, secret), cancellation);
        await write.CommitAsync(cancellation);
        _known = tokens;
    }

    private async Task<Dictionary<string, string>> LoadAsync(QuaysideDb db, CancellationToken cancellation)
    {
        var secret = await db.Stores.Where(s => s.Id == lease.StoreId).Select(s => s.Tokens).SingleAsync(cancellation);
        var tokens = secret is null ? null : secrets.Unprotect(secret);
        return tokens is null ? [] : new Dictionary<string, string>(tokens);
    }
}
