using Microsoft.EntityFrameworkCore;
using Quayside.Database;

namespace Quayside.Inventory;

/// <summary>What can be sold of variations now: of a kit, as many as its scarcest component allows.</summary>
internal static class Availability
{
    /// <param name="warehouseId">null for the main warehouse.</param>
    /// <returns>By variation: its whole pieces (packs, kits) in that warehouse; negative where more is promised than there. null where
    /// it is linked to nothing, or on hand of something it is made of is not known.</returns>
    public static async Task<IReadOnlyDictionary<long, decimal?>> LoadAsync(
        QuaysideDb db, IReadOnlyCollection<long> variationIds, long? warehouseId, CancellationToken cancellation)
    {
        var parts = await PartsAsync(db, variationIds, cancellation);
        var levels = warehouseId is { } warehouse ? await LevelsAsync(db, parts, cancellation, warehouse) : null;
        return variationIds.Distinct().ToDictionary(v => v, v => Least(parts[v], p => levels is null
            ? p.Main
            : p.Whole is null ? null : levels[p.StockItemId].Sum(l => l.Available)));
    }

    /// <summary>The same of one variation: everywhere together, and by warehouse.</summary>
    public static async Task<VariationAvailability> OfAsync(QuaysideDb db, long variationId, CancellationToken cancellation)
    {
        var parts = await PartsAsync(db, [variationId], cancellation);
        var levels = (await LevelsAsync(db, parts, cancellation)).SelectMany(l => l).ToLookup(l => (l.WarehouseId, l.StockItemId));
        var warehouses = await db.Warehouses.Where(w => w.ClosedAt == null).OrderBy(w => w.NameKey).Select(w => new { w.Id, w.Name }).ToListAsync(cancellation);
        var own = parts[variationId].ToList();
        return new VariationAvailability(
            variationId,
            Least(own, p => p.Whole),
            [
                new WarehouseAvailability(null, Warehouse.MainName, Least(own, p => p.Main)),
                .. warehouses.Select(w => new WarehouseAvailability(
                    w.Id, w.Name, Least(own, p => p.Whole is null ? null : levels[(w.Id, p.StockItemId)].Sum(l => l.Available)))),
            ]);
    }

    private static async Task<ILookup<long, Part>> PartsAsync(QuaysideDb db, IReadOnlyCollection<long> variationIds, CancellationToken cancellation)
    {
        var ids = variationIds.Distinct().ToArray();
        return (await (
            from link in db.SkuLinks
            where ids.Contains(link.VariationId) && link.EndedAt == null
            join item in db.StockItems on link.StockItemId equals item.Id
            select new Part(
                link.VariationId, link.StockItemId, link.Quantity, item.OnHand - item.Reserved,
                item.OnHand - item.ElsewhereOnHand - item.Reserved + item.ElsewhereReserved)).ToListAsync(cancellation)).ToLookup(p => p.VariationId);
    }

    private static async Task<ILookup<long, StockLevel>> LevelsAsync(
        QuaysideDb db, ILookup<long, Part> parts, CancellationToken cancellation, long? warehouseId = null)
    {
        var items = parts.SelectMany(p => p).Select(p => p.StockItemId).Distinct().ToArray();
        return (await db.StockLevels.AsNoTracking()
            .Where(l => items.Contains(l.StockItemId) && (warehouseId == null || l.WarehouseId == warehouseId))
            .ToListAsync(cancellation)).ToLookup(l => l.StockItemId);
    }

    private static decimal? Least(IEnumerable<Part> parts, Func<Part, decimal?> available)
    {
        var each = parts.Select(p => available(p) is { } pieces ? Discrepancies.Shown(pieces, p.Quantity) : (decimal?)null).ToList();
        return each.Contains(null) ? null : each.Min();
    }

    /// <param name="Whole">What is available of the item in all warehouses.</param>
    /// <param name="Main">What is available in the main one.</param>
    private sealed record Part(long VariationId, long StockItemId, decimal Quantity, decimal? Whole, decimal? Main);
}

/// <summary>How many of a variation can be sold now, in pieces of the variation: whole packs, whole kits.</summary>
/// <param name="Available">From all warehouses together; negative where more is promised than there. null where it is linked to nothing,
/// or on hand of something it is made of is not known: an order for it is not refused then.</param>
/// <param name="Warehouses">The main warehouse first, then those in use by name.</param>
public sealed record VariationAvailability(long VariationId, decimal? Available, IReadOnlyList<WarehouseAvailability> Warehouses);

/// <param name="WarehouseId">null for the main warehouse.</param>
public sealed record WarehouseAvailability(long? WarehouseId, string Name, decimal? Available);
