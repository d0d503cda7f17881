using Microsoft.EntityFrameworkCore;
using Quayside.Connectors;
using Quayside.Database;
using Quayside.Organisations;

namespace Quayside.Inventory;

/// <param name="Holds">How many items it holds or promises.</param>
/// <param name="ClosedAt">null while it is in use.</param>
public sealed record WarehouseView(long Id, string Name, PostalAddress? Address, int Holds, DateTimeOffset? ClosedAt);

/// <summary>Where stock is kept beside the main warehouse, by name, closed ones too.</summary>
/// <remarks>All of them at once: a seller has few.</remarks>
public sealed class FindWarehouses(Databases databases)
{
    public async Task<Slice<WarehouseView>> RunAsync(Caller caller, CancellationToken cancellation)
    {
        await using var db = databases.Open(caller.OrganisationId);
        return new Slice<WarehouseView>(await LoadAsync(db, db.Warehouses, cancellation), null);
    }

    /// <returns>Refused: not_found.</returns>
    public async Task<Outcome<WarehouseView>> OneAsync(Caller caller, long id, CancellationToken cancellation)
    {
        await using var db = databases.Open(caller.OrganisationId);
        return await LoadAsync(db, db.Warehouses.Where(w => w.Id == id), cancellation) is [var found] ? found : Refusal.NotFound("warehouse");
    }

    private static async Task<List<WarehouseView>> LoadAsync(QuaysideDb db, IQueryable<Warehouse> warehouses, CancellationToken cancellation)
    {
        var rows = await warehouses.AsNoTracking().OrderBy(w => w.NameKey).ToListAsync(cancellation);
        var held = await db.StockLevels.Where(l => l.OnHand != 0 || l.Reserved != 0)
            .GroupBy(l => l.WarehouseId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellation);
        return rows.ConvertAll(w => new WarehouseView(w.Id, w.Name, w.Address, held.GetValueOrDefault(w.Id), w.ClosedAt));
    }
}
