using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Quayside.Database;

namespace Quayside.Organisations;

/// <param name="Prefix">The key's first letters; the rest is kept nowhere.</param>
public sealed record ApiKeyView(long Id, string Name, Role Role, string Prefix, DateTimeOffset CreatedAt, DateTimeOffset? RevokedAt);

/// <param name="Key">Shown this once.</param>
public sealed record NewApiKey(long Id, string Key);

/// <summary>Keys with which programs read and write for an organisation. Owners only.</summary>
public sealed class ManageApiKeys(Databases databases, TimeProvider clock)
{
    private const string Mark = "qsk_";
    private const int KeyBytes = 32;
    private const int PrefixLength = 10;

    /// <returns>Newest first. Refused: forbidden.</returns>
    public async Task<Outcome<IReadOnlyList<ApiKeyView>>> ListAsync(Caller caller, CancellationToken cancellation)
    {
        if (caller.Needs(Role.Owner) is { } refusal)
        {
            return refusal;
        }

        await using var db = databases.Open(caller.OrganisationId);
        var keys = await db.ApiKeys.AsNoTracking().OrderByDescending(k => k.Id)
            .Select(k => new ApiKeyView(k.Id, k.Name, k.Role, k.Prefix, k.CreatedAt, k.RevokedAt)).ToListAsync(cancellation);
        return new Outcome<IReadOnlyList<ApiKeyView>>(keys, null);
    }

    /// <returns>Refused: forbidden, key.name.</returns>
    public async Task<Outcome<NewApiKey>> CreateAsync(Caller caller, string name, Role role, CancellationToken cancellation)
    {
        if (caller.Needs(Role.Owner) is { } refusal)
        {
            return refusal;
        }

        if (name.Trim() is not { Length: > 0 and <= 100 } named)
        {
            return new Refusal("key.name", "Give the key a name of at most 100 letters: what will use it.");
        }

        var key = Mark + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(KeyBytes));
        var row = new ApiKey
        {
            OrganisationId = caller.OrganisationId,
            Name = named,
            Role = role,
            Hash = HashOf(key),
            Prefix = key[..PrefixLength],
            CreatedAt = clock.GetUtcNow(),
        };
        await using var write = await WriteTransaction.BeginAsync(databases, caller.OrganisationId, cancellation);
        write.Db.Add(row);
        Audit.Add(
            write.Db, caller, "key.created", $"The key \"{named}\" ({row.Prefix}…) may act as {role.ToString().ToLowerInvariant()}.", row.CreatedAt);
        await write.CommitAsync(cancellation);
        return new NewApiKey(row.Id, key);
    }

    /// <summary>Ends a key, at once. Repeating does nothing.</summary>
    /// <returns>Refused: forbidden, not_found.</returns>
    public async Task<Refusal?> RevokeAsync(Caller caller, long id, CancellationToken cancellation)
    {
        if (caller.Needs(Role.Owner) is { } refusal)
        {
            return refusal;
        }

        await using var write = await WriteTransaction.BeginAsync(databases, caller.OrganisationId, cancellation);
        var key = await write.Db.ApiKeys.SingleOrDefaultAsync(k => k.Id == id, cancellation);
        if (key is null)
        {
            return Refusal.NotFound("key");
        }

        if (key.RevokedAt is null)
        {
            key.RevokedAt = clock.GetUtcNow();
            Audit.Add(write.Db, caller, "key.revoked", $"The key \"{key.Name}\" ({key.Prefix}…) no longer works.", key.RevokedAt.Value);
            await write.CommitAsync(cancellation);
        }

        return null;
    }

    /// <returns>Who a key acts for; null when it is none, or was revoked.</returns>
    internal async Task<Caller?> CallerOfAsync(string key, CancellationToken cancellation)
    {
        if (!key.StartsWith(Mark, StringComparison.Ordinal))
        {
            return null;
        }

        var hash = HashOf(key);
        await using var db = databases.OpenForNobody();
        var row = await db.ApiKeys.AsNoTracking().IgnoreQueryFilters()
            .SingleOrDefaultAsync(k => k.Hash == hash && k.RevokedAt == null, cancellation);
        return row is null ? null : new Caller(row.OrganisationId, row.Role, $"key: {row.Name}");
    }

    private static byte[] HashOf(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
