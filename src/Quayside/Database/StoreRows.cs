using Microsoft.EntityFrameworkCore;

namespace Quayside.Database;

/// <summary>Rows of one store, looked up by its id or by ids of its own rows.</summary>
internal static class StoreRows
{
    /// <remarks>A store belongs to one organisation, so its id is the wall. With the organisation's filter beside it, SQLite, which
    /// knows nothing of a young table, reads the organisation's index from end to end for each page.</remarks>
    public static IQueryable<T> OfOneStore<T>(this IQueryable<T> rows)
        where T : class =>
        rows.IgnoreQueryFilters().AsNoTracking();
}
