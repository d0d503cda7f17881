using Microsoft.EntityFrameworkCore;
using Quayside.Database;
using Quayside.Organisations;

namespace Quayside.Stores;

/// <param name="WarehouseId">null for the main warehouse. Orders that are taken already stay where they are reserved.</param>
public sealed record OfflineStoreSettings(string Name, long? WarehouseId = null, bool AllowsBackOrders = false);

/// <summary>Changes how an offline store works. Country and currency stay: prices and orders are in them. Its carrier is chosen as any
/// store's is (<see cref="Carriers.ChooseDefaultCarrier"/>). Repeating does nothing.</summary>
public sealed class ChangeOfflineStore(Databases databases, StoreNews news, TimeProvider clock)
{
    /// <returns>Refused: forbidden, not_found (the store, the warehouse), store.not_offline, store.name.</returns>
    public async Task<Outcome<Store>> RunAsync(Caller caller, long storeId, OfflineStoreSettings settings, CancellationToken cancellation)
    {
        if (caller.Needs(Role.Owner) is { } refusal)
        {
            return refusal;
        }

        await using var write = await WriteTransaction.BeginAsync(databases, caller.OrganisationId, cancellation);
        await write.LockStoreAsync(storeId, cancellation);
        await write.ShareStockAsync(cancellation);
        if (await write.Db.Stores.SingleOrDefaultAsync(s => s.Id == storeId, cancellation) is not { } store)
        {
            return Refusal.NotFound("store");
        }

        if (store.Mode != StoreMode.Offline)
        {
            return new Refusal("store.not_offline", $"\"{store.Name}\" is a connected shop.");
        }

        if ((OpenOfflineStore.CheckName(settings.Name)
            ?? await OpenOfflineStore.CheckWarehouseAsync(write.Db, settings.WarehouseId, cancellation)) is { } no)
        {
            return no;
        }

        (store.Name, store.ShopName) = (settings.Name.Trim(), settings.Name.Trim());
        (store.WarehouseId, store.AllowsBackOrders) = (settings.WarehouseId, settings.AllowsBackOrders);
        if (write.Db.Entry(store).State == EntityState.Modified)
        {
            Audit.Add(write.Db, caller, "store.changed", $"Changed the offline store {store.Name}", clock.GetUtcNow(), storeId);
        }

        await write.CommitAsync(cancellation);
        news.Tell(caller.OrganisationId, storeId);
        return store;
    }
}
