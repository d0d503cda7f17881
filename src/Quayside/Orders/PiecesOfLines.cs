using Quayside.Inventory;

namespace Quayside.Orders;

/// <summary>From pieces of order lines to pieces of stock items: one of a kit takes all that it is made of. Pure.</summary>
internal static class PiecesOfLines
{
    /// <summary>What lines keep reserved, by stock item.</summary>
    /// <remarks>Each line and item is cut to thousandths by itself, as <see cref="ReadStock"/> does it in SQL: a reading after an order
    /// finds the same figure.</remarks>
    public static Dictionary<long, decimal> Open(IEnumerable<OrderLine> lines, IReadOnlyDictionary<long, IReadOnlyList<LineItem>> items) =>
        Of(lines.Select(l => (l.Id, l.OpenQuantity)), items);

    /// <param name="pieces">Pieces of what was sold, by line.</param>
    /// <param name="items">What lines are taken from (<see cref="LineItems"/>); a line that waits for a link takes nothing.</param>
    public static Dictionary<long, decimal> Of(
        IEnumerable<(long LineId, decimal Pieces)> pieces, IReadOnlyDictionary<long, IReadOnlyList<LineItem>> items)
    {
        var sums = new Dictionary<long, decimal>();
        foreach (var (line, sold) in pieces)
        {
            foreach (var item in items[line])
            {
                sums[item.StockItemId] = sums.GetValueOrDefault(item.StockItemId) + (decimal.Truncate(sold * item.Quantity * 1000m) / 1000m);
            }
        }

        return sums;
    }

    /// <summary>What changes between two states of the same lines: more reserved is positive, and guarded; less is never refused.</summary>
    /// <returns>One change for each item that differs, by item.</returns>
    public static List<StockChange> Reserving(
        IReadOnlyDictionary<long, decimal> before, IReadOnlyDictionary<long, decimal> after, long? warehouseId, StockGuard guard) =>
    [
        .. from item in before.Keys.Union(after.Keys).Order()
           let delta = after.GetValueOrDefault(item) - before.GetValueOrDefault(item)
           where delta != 0
           select new StockChange(item, warehouseId, 0, delta, delta > 0 ? guard : StockGuard.None),
    ];
}
