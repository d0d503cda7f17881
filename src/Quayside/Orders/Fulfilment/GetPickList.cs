using Microsoft.EntityFrameworkCore;
using Quayside.Database;
using Quayside.Organisations;

namespace Quayside.Orders.Fulfilment;

/// <summary>What to fetch from the shelves for many orders at once.</summary>
/// <param name="Items">By warehouse, the main one first, and master SKU.</param>
/// <param name="Unlinked">What belongs to no stock item, line by line.</param>
/// <param name="Orders">How many orders are in it: those with pieces left to ship.</param>
/// <param name="More">There are more open orders than <see cref="GetPickList.Most"/>: the oldest are in it.</param>
public sealed record PickListView(IReadOnlyList<PickView> Items, IReadOnlyList<PickedFor> Unlinked, int Orders, bool More);

/// <param name="WarehouseId">null for the main warehouse.</param>
/// <param name="OnHand">What that warehouse has; null where it is not known.</param>
/// <param name="Lines">Which orders it is for.</param>
public sealed record PickView(
    long? WarehouseId, string? Warehouse, long StockItemId, string MasterSku, string Title, string? Image, decimal Pieces, decimal? OnHand,
    IReadOnlyList<PickedFor> Lines);

/// <param name="Pieces">Of the stock item; of what was sold where it belongs to none.</param>
public sealed record PickedFor(long OrderId, string Number, string Title, decimal Pieces);

/// <summary>The pieces by stock item over open orders, of connected stores too: somebody has to pick them, wherever they are marked as shipped.</summary>
public sealed class GetPickList(Databases databases)
{
    /// <summary>Orders on one list: more than one walk through a warehouse takes.</summary>
    public const int Most = 500;

    /// <param name="ids">Only these orders; null for all that fit the filter.</param>
    /// <returns>Refused: not_found (the filter's store).</returns>
    public async Task<Outcome<PickListView>> RunAsync(
        Caller caller, IReadOnlyCollection<long>? ids, OrderFilter filter, CancellationToken cancellation)
    {
        await using var db = databases.Open(caller.OrganisationId);
        if (await FindOrders.RefuseAsync(db, filter, cancellation) is { } refusal)
        {
            return refusal;
        }

        var found = FindOrders.Filtered(db, filter with { Open = true });
        found = ids is null ? found : found.Where(o => ids.Contains(o.Id));
        var orders = await found.Where(o => db.OrderLines.Any(l => l.OrderId == o.Id && l.OpenQuantity > 0))
            .OrderBy(o => o.PlacedAt).ThenBy(o => o.Id).Take(Most + 1).ToListAsync(cancellation);
        var isCut = orders.Count > Most;
        var byId = orders.Take(Most).ToDictionary(o => o.Id);
        var open = byId.Keys.ToArray();
        var lines = await db.OrderLines.AsNoTracking().Where(l => open.Contains(l.OrderId) && l.OpenQuantity > 0).ToListAsync(cancellation);
        lines = [.. lines.OrderBy(l => byId[l.OrderId].PlacedAt).ThenBy(l => l.OrderId).ThenBy(l => l.Position)];
        var items = await LineItems.LoadAsync(db, lines, cancellation);
        var unlinked = lines.Where(l => items[l.Id].Count == 0)
            .Select(l => new PickedFor(l.OrderId, byId[l.OrderId].Number, l.Title, l.OpenQuantity)).ToList();
        return new PickListView(await PicksAsync(db, byId, lines, items, cancellation), unlinked, byId.Count, isCut);
    }

    private static async Task<IReadOnlyList<PickView>> PicksAsync(
        QuaysideDb db, Dictionary<long, Order> orders, List<OrderLine> lines, IReadOnlyDictionary<long, IReadOnlyList<LineItem>> items,
        CancellationToken cancellation)
    {
        var pieces = (
            from line in lines
            from piece in PiecesOfLines.Of([(line.Id, line.OpenQuantity)], items)
            let order = orders[line.OrderId]
            select (Place: (order.WarehouseId, StockItemId: piece.Key), For: new PickedFor(order.Id, order.Number, line.Title, piece.Value)))
            .ToLookup(p => p.Place, p => p.For);
        var ids = pieces.Select(p => p.Key.StockItemId).Distinct().ToArray();
        var stock = await db.StockItems.AsNoTracking().Where(i => ids.Contains(i.Id)).ToDictionaryAsync(i => i.Id, cancellation);
        var levels = await db.StockLevels.AsNoTracking().Where(l => ids.Contains(l.StockItemId))
            .ToDictionaryAsync(l => (l.WarehouseId, l.StockItemId), l => l.OnHand, cancellation);
        var warehouses = await db.Warehouses.ToDictionaryAsync(w => w.Id, w => w.Name, cancellation);
        return
        [
            .. from pick in pieces
               let item = stock[pick.Key.StockItemId]
               let warehouse = pick.Key.WarehouseId
               let place = warehouse is { } id ? warehouses[id] : null
               orderby place is not null, place, item.MasterSkuKey
               select new PickView(
                   warehouse, place, item.Id, item.MasterSku, item.Title, item.Image, pick.Sum(p => p.Pieces),
                   warehouse is { } there ? levels.GetValueOrDefault((there, item.Id)) : item.OnHand - item.ElsewhereOnHand, [.. pick]),
        ];
    }
}
