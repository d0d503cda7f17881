using Microsoft.EntityFrameworkCore;

namespace Quayside.Database;

/// <summary>What PostgreSQL's planner knows of a table that was filled a moment ago.</summary>
internal static class Statistics
{
    /// <summary>Counts now what the server would count within a minute: until then it takes a table of 100,000 rows for an almost
    /// empty one and goes through it once for each row of another.</summary>
    /// <remarks>SQLite chooses by its indexes and needs none. Does nothing where the tables belong to another user.</remarks>
    public static Task RefreshAsync(QuaysideDb db, CancellationToken cancellation) => db is PostgresQuaysideDb
        ? db.Database.ExecuteSqlAsync(
            $"ANALYZE listings, listing_variations, sku_links, stock_items, orders, order_lines", cancellation)
        : Task.CompletedTask;
}
