using Microsoft.EntityFrameworkCore;
using Quayside.Connectors;
using Quayside.Database;
using Quayside.Hosting;
using Quayside.Organisations;

namespace Quayside.Stores;

/// <summary>Brings an archived store back with settings that reach the same seller; every link is as it was. An offline store has none to give.</summary>
public sealed class ReconnectStore(
    AskShop shops, Databases databases, Secrets secrets, ReauthoriseStore reauthorise, StoreRestart restart)
{
    /// <param name="settings">null to use the ones it had.</param>
    /// <returns>Refused: not_found, forbidden, store.connected, store.needs_reauth, setting.missing, store.check_failed,
    /// store.other_seller, authorisation.*.</returns>
    public async Task<Outcome<Store>> RunAsync(
        Caller caller, long storeId, IReadOnlyDictionary<string, string>? settings, CancellationToken cancellation)
    {
        if (caller.Needs(Role.Owner) is { } refusal)
        {
            return refusal;
        }

        await using var reading = databases.Open(caller.OrganisationId);
        if (await reading.Stores.AsNoTracking().SingleOrDefaultAsync(s => s.Id == storeId, cancellation) is not { } found)
        {
            return Refusal.NotFound("store");
        }

        if (found.DisconnectedAt is null)
        {
            return IsConnected(found);
        }

        if (found.Mode == StoreMode.Offline)
        {
            return await ReopenAsync(caller, storeId, cancellation);
        }

        var asked = settings is not null
            ? await shops.AskAsync(caller, found.Channel, settings, (c, connection, stop) => c.IdentifyAsync(connection, stop), cancellation)
            : secrets.Unprotect(found.Settings) is { } kept
            ? await shops.AskAsync(found, kept, (c, connection, stop) => c.IdentifyAsync(connection, stop), cancellation)
            : new Refusal("store.needs_reauth", "The settings it had cannot be read any more. Enter them again.");
        if (asked.Refusal is { } failed)
        {
            return failed;
        }

        return await WriteAgain.RunAsync(() => WriteAsync(caller, storeId, asked.Value!, cancellation));
    }

    private async Task<Outcome<Store>> WriteAsync(
        Caller caller, long storeId, AskShop.Answer<ShopIdentity> answer, CancellationToken cancellation)
    {
        await using var write = await WriteTransaction.BeginAsync(databases, caller.OrganisationId, cancellation);
        await write.LockStoreAsync(storeId, cancellation);
        var store = await write.Db.Stores.SingleAsync(s => s.Id == storeId, cancellation);
        if (store.DisconnectedAt is null)
        {
            return IsConnected(store); // by somebody else, while the shop was asked
        }

        if (await reauthorise.TakeOverAsync(write.Db, store, answer, cancellation) is { } other)
        {
            return other;
        }

        await restart.AddAsync(write.Db, store, answer.Connector, cancellation);
        Audit.Add(write.Db, caller, "store.reconnected", $"Reconnected {store.Name}", restart.Now, storeId);
        await write.CommitAsync(cancellation);
        restart.Nudge();
        return store;
    }

    private async Task<Outcome<Store>> ReopenAsync(Caller caller, long storeId, CancellationToken cancellation)
    {
        await using var write = await WriteTransaction.BeginAsync(databases, caller.OrganisationId, cancellation);
        await write.LockStoreAsync(storeId, cancellation);
        var store = await write.Db.Stores.SingleAsync(s => s.Id == storeId, cancellation);
        (store.DisconnectedAt, store.Health) = (null, StoreHealth.Ok);
        Audit.Add(write.Db, caller, "store.reopened", $"Opened {store.Name} again", restart.Now, storeId);
        await write.CommitAsync(cancellation);
        return store;
    }

    private static Refusal IsConnected(Store store) => new("store.connected", $"\"{store.Name}\" is connected.");
}
