using Quayside.Connectors;
using Quayside.Database;
using Quayside.Organisations;

namespace Quayside.Stores;

/// <summary>Says which shop answers to these settings. Keeps nothing.</summary>
public sealed class CheckShop(AskShop shops, Databases databases)
{
    /// <returns>Refused: forbidden, and as <see cref="AskShop"/> does: channel.unknown, setting.missing, store.check_failed with the
    /// reason in words, authorisation.*.</returns>
    public async Task<Outcome<CheckedShop>> RunAsync(
        Caller caller, string channel, IReadOnlyDictionary<string, string> settings, CancellationToken cancellation)
    {
        if (caller.Needs(Role.Owner) is { } refusal)
        {
            return refusal;
        }

        var asked = await shops.AskAsync(caller, channel, settings, (c, connection, stop) => c.CheckAsync(connection, stop), cancellation);
        if (asked.Refusal is { } failed)
        {
            return failed;
        }

        await using var db = databases.Open(caller.OrganisationId);
        var known = await ShopIdentities.FindAsync(db, channel, asked.Value!.Value.Shop, cancellation);
        return new CheckedShop(asked.Value.Value, known.Store, known.LooksLikeCopy);
    }
}

/// <param name="KnownStore">The store that already has one of the shop's identities; null when it is new.</param>
/// <param name="LooksLikeCopy">true when a strong identity is known and the address is another: an owner may say it is a copy.</param>
public sealed record CheckedShop(ShopCheck Check, Store? KnownStore, bool LooksLikeCopy);
