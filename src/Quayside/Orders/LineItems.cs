using Microsoft.EntityFrameworkCore;
using Quayside.Database;

namespace Quayside.Orders;

/// <summary>What order lines are taken from: what they are kept on, else what their variations are linked to.</summary>
internal static class LineItems
{
    /// <returns>By line; nothing for one that waits for a link.</returns>
    public static async Task<IReadOnlyDictionary<long, IReadOnlyList<LineItem>>> LoadAsync(
        QuaysideDb db, IReadOnlyCollection<OrderLine> lines, CancellationToken cancellation)
    {
        var ids = lines.Select(l => l.Id).ToArray();
        var variations = lines.Select(l => l.VariationId).OfType<long>().Distinct().ToArray();
        var linked = await (
            from link in db.SkuLinks
            where variations.Contains(link.VariationId) && link.EndedAt == null
            join item in db.StockItems on link.StockItemId equals item.Id
            orderby link.Position
            select new { link.VariationId, Item = new LineItem(item.Id, item.MasterSku, item.Image, link.Quantity) }).ToListAsync(cancellation);
        var kept = await (
            from line in db.KeptLines
            where ids.Contains(line.LineId) && line.EndedByBatchId == null
            join item in db.StockItems on line.StockItemId equals item.Id
            orderby line.Id
            select new { line.LineId, Item = new LineItem(item.Id, item.MasterSku, item.Image, line.Quantity) }).ToListAsync(cancellation);
        var (byVariation, byLine) = (linked.ToLookup(l => l.VariationId, l => l.Item), kept.ToLookup(k => k.LineId, k => k.Item));
        return lines.ToDictionary(l => l.Id, l => (IReadOnlyList<LineItem>)[.. byLine.Contains(l.Id) ? byLine[l.Id] : byVariation[l.VariationId ?? 0]]);
    }
}

/// <param name="Quantity">Pieces of the item in one of what was sold.</param>
internal sealed record LineItem(long StockItemId, string MasterSku, string? Image, decimal Quantity);
