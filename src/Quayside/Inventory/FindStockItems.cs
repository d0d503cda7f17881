using Microsoft.EntityFrameworkCore;
using Quayside.Database;
using Quayside.Organisations;

namespace Quayside.Inventory;

/// <param name="Query">Parts of the SKU, the title or the barcode, in any order; letter case does not matter.</param>
/// <param name="StoreId">Items that this store sells.</param>
/// <param name="OnlyDiscrepancies">Items of which a shop shows another figure than ours.</param>
public sealed record StockItemFilter(
    string? Query = null, long? StoreId = null, bool OnlyDiscrepancies = false, StockItemSort Sort = StockItemSort.Sku);

public enum StockItemSort
{
    Sku,

    /// <summary>Last added first.</summary>
    Newest,
}

/// <summary>Which stock items there are, a part at a time; not those that turned out to be another.</summary>
public sealed class FindStockItems(Databases databases)
{
    /// <returns>Refused: not_found (the store), cursor.invalid, limit.invalid.</returns>
    public async Task<Outcome<Slice<StockItemView>>> RunAsync(
        Caller caller, StockItemFilter filter, string? cursor, int limit, CancellationToken cancellation)
    {
        var list = $"stock-items.{filter.Sort}";
        var begin = Place.Read(list, cursor, limit);
        if (begin.Refusal is { } refusal)
        {
            return refusal;
        }

        await using var db = databases.Open(caller.OrganisationId);
        if (filter.StoreId is { } storeId && !await db.Stores.AnyAsync(s => s.Id == storeId, cancellation))
        {
            return Refusal.NotFound("store");
        }

        var rows = await Sorted(Filtered(db, filter), filter.Sort, begin.Value).Take(limit + 1).ToListAsync(cancellation);
        var part = Place.Cut(list, rows, limit, i => new Place(filter.Sort == StockItemSort.Sku ? i.MasterSkuKey : "", i.Id));
        return new Slice<StockItemView>(await Discrepancies.LoadAsync(db, part.Items, cancellation), part.Next);
    }

    private static IQueryable<StockItem> Filtered(QuaysideDb db, StockItemFilter filter)
    {
        var items = (filter.OnlyDiscrepancies ? Discrepancies.Only(db) : db.StockItems).AsNoTracking().Where(i => i.MergedIntoId == null);
        if (filter.StoreId is { } storeId)
        {
            items = items.Where(i => db.SkuLinks.Any(l => l.StockItemId == i.Id && l.EndedAt == null
                && db.Variations.Any(v => v.Id == l.VariationId && v.StoreId == storeId)));
        }

        return items.Searched(filter.Query, word => i => i.SearchText.Contains(word));
    }

    private static IQueryable<StockItem> Sorted(IQueryable<StockItem> items, StockItemSort sort, Place? after)
    {
        if (sort == StockItemSort.Newest)
        {
            return (after is null ? items : items.Where(i => i.Id < after.Id)).OrderByDescending(i => i.Id);
        }

        // A key is unique in its organisation, so it alone says the place.
        return (after is null ? items : items.Where(i => i.MasterSkuKey.CompareTo(after.Sort) > 0)).OrderBy(i => i.MasterSkuKey);
    }
}
