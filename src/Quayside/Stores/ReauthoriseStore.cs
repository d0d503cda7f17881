using Microsoft.EntityFrameworkCore;
using Quayside.Connectors;
using Quayside.Database;
using Quayside.Hosting;
using Quayside.Organisations;

namespace Quayside.Stores;

/// <summary>Replaces a store's settings with ones that reach the same seller; work that waited for them goes on.</summary>
public sealed class ReauthoriseStore(AskShop shops, Databases databases, Secrets secrets, StoreWaker waker, TimeProvider clock)
{
    /// <returns>Refused: not_found, forbidden, store.offline, store.disconnected, setting.missing, store.check_failed, store.other_seller,
    /// authorisation.*; the old settings then stay.</returns>
    public async Task<Outcome<Store>> RunAsync(
        Caller caller, long storeId, IReadOnlyDictionary<string, string> settings, CancellationToken cancellation)
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

        if (StartSync.IsOffline(found) is { } offline)
        {
            return offline;
        }

        if (found.DisconnectedAt is not null)
        {
            return new Refusal("store.disconnected", $"\"{found.Name}\" is disconnected. Reconnect it with the new settings.");
        }

        var asked = await shops.AskAsync(
            caller, found.Channel, settings, (c, connection, stop) => c.IdentifyAsync(connection, stop), cancellation);
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
        if (await TakeOverAsync(write.Db, store, answer, cancellation) is { } other)
        {
            return other;
        }

        var now = clock.GetUtcNow();
        (store.Health, store.HealthText) = (StoreHealth.Ok, null);
        store.DueAt = await write.Db.SyncSessions.AnyAsync(
            s => s.StoreId == storeId && (s.State == SyncState.Running || s.State == SyncState.Waiting), cancellation)
            ? now
            : store.DueAt;
        Audit.Add(write.Db, caller, "store.reauthorised", $"New settings for {store.Name}", now, storeId);
        await write.CommitAsync(cancellation);
        waker.Nudge();
        return store;
    }

    /// <summary>Puts settings and facts into the store's row when the same seller answered.</summary>
    internal async Task<Refusal?> TakeOverAsync(
        QuaysideDb db, Store store, AskShop.Answer<ShopIdentity> answer, CancellationToken cancellation)
    {
        var shop = answer.Value;
        var ofStore = await db.StoreIdentities.Where(i => i.StoreId == store.Id).ToListAsync(cancellation);
        var known = await ShopIdentities.FindAsync(db, store.Channel, shop, cancellation);
        if (!ShopIdentities.AreOfSameSeller(ofStore, shop) || known.Known.Any(k => k.StoreId != store.Id && k.StoreId != store.CopyOfStoreId))
        {
            return new Refusal(
                "store.other_seller",
                $"\"{shop.Name}\" at {shop.Address ?? "an unknown address"} is another shop than \"{store.Name}\". Enter settings of the same shop, or connect this one as a store of its own.");
        }

        db.StoreIdentities.AddRange(shop.Identities
            .Where(i => !known.Known.Any(k => k.Kind == i.Kind && k.Value == i.Value))
            .Select(i => ShopIdentities.Row(store.OrganisationId, store, i)));
        store.Settings = secrets.Protect(answer.Settings);
        store.Tokens = null;
        store.AuthorisationId = await shops.KeepSignInAsync(db, answer, store.AuthorisationId, cancellation);
        store.Facts = OpenShop.ToText(shop.Facts);
        (store.ShopName, store.Address, store.Currency) = (shop.Name, shop.Address, shop.Currency?.Code ?? store.Currency);
        return null;
    }
}
