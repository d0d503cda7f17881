using Microsoft.EntityFrameworkCore;
using Quayside.Database;
using Quayside.Orders;
using Quayside.Organisations;
using Quayside.SkuLinks;
using Quayside.Stores;

namespace Quayside.Inventory;

/// <param name="Address">Left out, it stays as it is; an empty one takes it away.</param>
public sealed record WarehouseRequest(string Name, AddressRequest? Address = null);

/// <summary>Places beside the main warehouse that hold stock: added, named, closed when they hold nothing.</summary>
public sealed class ManageWarehouses(Databases databases, StoreNews news, TimeProvider clock)
{
    private const int LongestName = 100;

    /// <summary>A closed one of the same name is opened again.</summary>
    /// <returns>Refused: forbidden, warehouse.name, warehouse.exists.</returns>
    public async Task<Outcome<Warehouse>> AddAsync(Caller caller, WarehouseRequest request, CancellationToken cancellation)
    {
        if ((caller.Needs(Role.Manager) ?? Check(request.Name)) is { } refusal)
        {
            return refusal;
        }

        await using var write = await WriteTransaction.BeginAsync(databases, caller.OrganisationId, cancellation);
        await write.LockStockAsync(cancellation);
        var key = SkuKey.Of(request.Name)!;
        var warehouse = await write.Db.Warehouses.SingleOrDefaultAsync(w => w.NameKey == key, cancellation);
        if (warehouse is { ClosedAt: null })
        {
            return Exists(warehouse.Name);
        }

        if (warehouse is null)
        {
            warehouse = new Warehouse { OrganisationId = caller.OrganisationId, Name = "", NameKey = key, CreatedAt = clock.GetUtcNow() };
            write.Db.Warehouses.Add(warehouse);
        }

        (warehouse.Name, warehouse.ClosedAt) = (request.Name.Trim(), null);
        warehouse.Address = request.Address is null ? warehouse.Address : AddressRequest.Kept(request.Address);
        Audit.Add(write.Db, caller, "warehouse.added", $"Added the warehouse {warehouse.Name}", clock.GetUtcNow());
        await write.CommitAsync(cancellation);
        news.Tell(caller.OrganisationId);
        return warehouse;
    }

    /// <returns>Refused: forbidden, warehouse.name, not_found, warehouse.exists.</returns>
    public Task<Outcome<Warehouse>> ChangeAsync(Caller caller, long id, WarehouseRequest request, CancellationToken cancellation) => WriteAsync(
        caller, id, Check(request.Name),
        async (db, warehouse) =>
        {
            var key = SkuKey.Of(request.Name)!;
            if (await db.Warehouses.AnyAsync(w => w.Id != id && w.NameKey == key, cancellation))
            {
                return Exists(request.Name.Trim());
            }

            Audit.Add(db, caller, "warehouse.changed", $"The warehouse {warehouse.Name} is {request.Name.Trim()} now", clock.GetUtcNow());
            (warehouse.Name, warehouse.NameKey) = (request.Name.Trim(), key);
            warehouse.Address = request.Address is null ? warehouse.Address : AddressRequest.Kept(request.Address);
            return null;
        },
        cancellation);

    /// <summary>It takes no stock and no orders any more; what moved there stays told. Repeatable.</summary>
    /// <returns>Refused: forbidden, not_found, warehouse.not_empty, warehouse.in_use.</returns>
    public Task<Outcome<Warehouse>> CloseAsync(Caller caller, long id, CancellationToken cancellation) => WriteAsync(
        caller, id, null,
        async (db, warehouse) =>
        {
            if (await db.StockLevels.CountAsync(l => l.WarehouseId == id && (l.OnHand != 0 || l.Reserved != 0), cancellation) is > 0 and var held)
            {
                return new Refusal("warehouse.not_empty", $"{warehouse.Name} still holds or promises {Ui.Figures.Of(held, "item")}. Transfer or count them away first.");
            }

            if (await db.Stores.Where(s => s.WarehouseId == id).Select(s => s.Name).FirstOrDefaultAsync(cancellation) is { } store)
            {
                return new Refusal("warehouse.in_use", $"{store} ships from {warehouse.Name}. Choose another warehouse there first.");
            }

            if (await db.Orders.Where(o => o.IsOpen && o.WarehouseId == id).Select(o => o.Number).FirstOrDefaultAsync(cancellation) is { } order)
            {
                return new Refusal("warehouse.in_use", $"Order {order} is shipped from {warehouse.Name}. Ship or cancel it first.");
            }

            if (warehouse.ClosedAt is null)
            {
                warehouse.ClosedAt = clock.GetUtcNow();
                Audit.Add(db, caller, "warehouse.closed", $"Closed the warehouse {warehouse.Name}", clock.GetUtcNow());
            }

            return null;
        },
        cancellation);

    private async Task<Outcome<Warehouse>> WriteAsync(
        Caller caller, long id, Refusal? wrong, Func<QuaysideDb, Warehouse, Task<Refusal?>> change, CancellationToken cancellation)
    {
        if ((caller.Needs(Role.Manager) ?? wrong) is { } refusal)
        {
            return refusal;
        }

        // Alone, so that nothing is put into a warehouse in the moment in which it is found empty.
        await using var write = await WriteTransaction.BeginAsync(databases, caller.OrganisationId, cancellation);
        await write.LockStockAsync(cancellation);
        if (await write.Db.Warehouses.SingleOrDefaultAsync(w => w.Id == id, cancellation) is not { } warehouse)
        {
            return Refusal.NotFound("warehouse");
        }

        if (await change(write.Db, warehouse) is { } no)
        {
            return no;
        }

        await write.CommitAsync(cancellation);
        news.Tell(caller.OrganisationId);
        return warehouse;
    }

    private static Refusal? Check(string? name) => SkuKey.Of(name) is not { } key || name!.Trim().Length > LongestName
        ? new Refusal("warehouse.name", $"Give the warehouse a name of 1 to {LongestName} letters.")
        : key == SkuKey.Of(Warehouse.MainName) ? Exists(Warehouse.MainName) : null;

    private static Refusal Exists(string name) => new("warehouse.exists", $"There is a warehouse {name} already.");
}
