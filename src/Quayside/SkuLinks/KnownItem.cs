using System.Linq.Expressions;
using Quayside.Inventory;

namespace Quayside.SkuLinks;

/// <summary>What linking looks at in a stock item, and no more: it may know ten thousand at once.</summary>
internal sealed record KnownItem(long Id, string MasterSkuKey, string? Gtin, int? PackSize, bool IsGenerated, bool IsMerged)
{
    public static readonly Expression<Func<StockItem, KnownItem>> OfRow =
        i => new KnownItem(i.Id, i.MasterSkuKey, i.Gtin, i.PackSize, i.IsGenerated, i.MergedIntoId != null);

    public static KnownItem Of(StockItem item) =>
        new(item.Id, item.MasterSkuKey, item.Gtin, item.PackSize, item.IsGenerated, item.MergedIntoId is not null);
}
