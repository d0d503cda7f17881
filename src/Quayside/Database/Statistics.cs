using Microsoft.EntityFrameworkCore;

namespace Quayside.Database;

/// <summary>What each database's planner knows of tables that were filled a moment ago.</summary>
internal static class Statistics
{
    /// <summary>Counts now what the server would count within a minute: until then it takes a table of 100,000 rows for an almost
    /// empty one and goes through it once for each row of another.</summary>
    /// <remarks>For PostgreSQL, in the middle of a run; SQLite's queries there choose by their indexes and need none. Does nothing
    /// where the tables belong to another user, and where little has changed: an hourly sync that brings nothing leaves them alone.</remarks>
    public static async Task RefreshAsync(QuaysideDb db, CancellationToken cancellation)
    {
        if (db is PostgresQuaysideDb && await HasGrownAsync(db, cancellation))
        {
            await db.Database.ExecuteSqlAsync(
                $"ANALYZE listings, listing_variations, sku_links, stock_items, orders, order_lines", cancellation);
        }
    }

    /// <summary>Lets SQLite look at tables that have grown, after a run, so that it chooses the right index for the pages. Cheap when
    /// nothing grew; PostgreSQL does it by itself.</summary>
    public static async Task TidyAsync(Databases databases, CancellationToken cancellation)
    {
        if (databases.IsSqlite)
        {
            await using var write = await WriteTransaction.BeginAsync(databases, 0, cancellation);
            await write.Db.Database.ExecuteSqlAsync($"PRAGMA analysis_limit=1000", cancellation);
            await write.Db.Database.ExecuteSqlAsync($"PRAGMA optimize=0x10002", cancellation);
            await write.CommitAsync(cancellation);
        }
    }

    // A tenth, as the server's own rule has it; the server counts what others changed up to a second late.
    private static Task<bool> HasGrownAsync(QuaysideDb db, CancellationToken cancellation) => db.Database.SqlQuery<bool>(
        $"""
         SELECT EXISTS (
             SELECT 1 FROM pg_stat_user_tables AS s JOIN pg_class AS t ON t.oid = s.relid
             WHERE s.relid IN ('listings'::regclass, 'listing_variations'::regclass, 'sku_links'::regclass, 'stock_items'::regclass,
                 'orders'::regclass, 'order_lines'::regclass)
               AND s.n_mod_since_analyze > 500 + t.reltuples / 10) AS "Value"
         """).SingleAsync(cancellation);
}
