using Microsoft.EntityFrameworkCore;
using Quayside.Carriers;
using Quayside.Database;
using Quayside.Hosting;
using Quayside.Organisations;

namespace Quayside.Stores;

/// <param name="Country">ISO 3166-1 alpha-2.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="WarehouseId">null for the main warehouse.</param>
public sealed record OfflineStoreRequest(
    string Name, string Country, string Currency, long? WarehouseId = null, long? DefaultCarrierId = null, bool AllowsBackOrders = false);

/// <summary>Opens a store that no connector reaches: a market stall, a phone line, a marketplace that is not supported. Its catalogue and
/// orders are kept here by hand.</summary>
public sealed class OpenOfflineStore(Databases databases, Secrets secrets, TimeProvider clock)
{
    /// <returns>Refused: forbidden, store.name, store.country, store.currency, not_found (the warehouse, the carrier).</returns>
    public async Task<Outcome<Store>> RunAsync(Caller caller, OfflineStoreRequest request, CancellationToken cancellation)
    {
        if ((caller.Needs(Role.Owner) ?? Check(request)) is { } refusal)
        {
            return refusal;
        }

        await using var write = await WriteTransaction.BeginAsync(databases, caller.OrganisationId, cancellation);
        await write.ShareCarriersAsync(cancellation);
        await write.ShareStockAsync(cancellation);
        if (await CheckWarehouseAsync(write.Db, request.WarehouseId, cancellation) is { } missing)
        {
            return missing;
        }

        if (request.DefaultCarrierId is { } carrier && !await write.Db.Carriers.Standing().AnyAsync(c => c.Id == carrier, cancellation))
        {
            return Refusal.NotFound("carrier");
        }

        var (now, name) = (clock.GetUtcNow(), request.Name.Trim());
        var store = new Store
        {
            OrganisationId = caller.OrganisationId,
            Channel = Store.OfflineChannel,
            Mode = StoreMode.Offline,
            Name = name,
            ShopName = name,
            Country = request.Country.Trim().ToUpperInvariant(),
            Currency = request.Currency.Trim().ToUpperInvariant(),
            Settings = secrets.Protect(new Dictionary<string, string>()),
            HistoryDays = 0,
            ConnectedAt = now,
            WarehouseId = request.WarehouseId,
            DefaultCarrierId = request.DefaultCarrierId,
            AllowsBackOrders = request.AllowsBackOrders,
        };
        write.Db.Stores.Add(store);
        Audit.Add(write.Db, caller, "store.opened", $"Opened the offline store {name}", now, store.Id);
        await write.CommitAsync(cancellation);
        return store;
    }

    internal static Refusal? CheckName(string name) => string.IsNullOrWhiteSpace(name) || name.Length > 200
        ? new Refusal("store.name", "Give the store a name of 1 to 200 characters.")
        : null;

    /// <summary>Inside a transaction that shares stock, so that it is not closed in this moment.</summary>
    internal static async Task<Refusal?> CheckWarehouseAsync(QuaysideDb db, long? warehouseId, CancellationToken cancellation) =>
        warehouseId is { } id && !await db.Warehouses.AnyAsync(w => w.Id == id && w.ClosedAt == null, cancellation)
            ? Refusal.NotFound("warehouse")
            : null;

    private static Refusal? Check(OfflineStoreRequest request) =>
        CheckName(request.Name)
        ?? (request.Country?.Trim() is not { Length: 2 } country || !country.All(char.IsAsciiLetter)
            ? new Refusal("store.country", "Choose the store's country: two letters, such as SG.")
            : request.Currency?.Trim() is not { Length: 3 } currency || !currency.All(char.IsAsciiLetter)
                ? new Refusal("store.currency", "Choose the store's currency: three letters, such as SGD.")
                : null);
}
