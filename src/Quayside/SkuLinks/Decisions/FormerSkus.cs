using Microsoft.EntityFrameworkCore;
using Quayside.Database;

namespace Quayside.SkuLinks.Decisions;

/// <summary>Names that items had before a person renamed them: shops still use them.</summary>
internal static class FormerSkus
{
    /// <returns>By key; the last item that had it.</returns>
    public static async Task<IReadOnlyDictionary<string, KnownItem>> LoadAsync(QuaysideDb db, List<string> keys, CancellationToken cancellation)
    {
        var found = await (
            from decision in db.ItemDecisions
            where decision.FormerKey != null && keys.Contains(decision.FormerKey) && decision.UndoneAt == null
            join item in db.StockItems.AsNoTracking() on decision.StockItemId equals item.Id
            orderby decision.Id
            select new { decision.FormerKey, Item = item }).ToListAsync(cancellation);
        return found.GroupBy(f => f.FormerKey!).ToDictionary(f => f.Key, f => KnownItem.Of(f.Last().Item), StringComparer.Ordinal);
    }
}
