using Microsoft.EntityFrameworkCore;

namespace Quayside.Database;

/// <summary>What each database's planner knows of tables that were filled a moment ago.</summary>
internal static class Statistics
{
    // What queries join and look up by. Of these columns alone, so that the server's own count of all of them still follows.
    private static readonly Dictionary<string, string> Counts = new(StringComparer.Ordinal)
    {
        ["listings"] = "ANALYZE (SKIP_LOCKED) listings (id, organisation_id, store_id, channel_listing_id)",
        ["listing_variations"] =
            "ANALYZE (SKIP_LOCKED) listing_variations (id, organisation_id, store_id, listing_id, channel_variation_id, sku_key, status)",
        ["sku_links"] = "ANALYZE (SKIP_LOCKED) sku_links (organisation_id, variation_id, stock_item_id, ended_at, is_component)",
        ["stock_items"] = "ANALYZE (SKIP_LOCKED) stock_items (id, organisation_id, master_sku_key, opened_by_store_id)",
        ["orders"] = "ANALYZE (SKIP_LOCKED) orders (id, organisation_id, store_id, channel_order_id)",
        ["order_lines"] = "ANALYZE (SKIP_LOCKED) order_lines (id, order_id, variation_id, open_quantity)",
    };

    /// <summary>Counts now what the server would count within a minute: until then it takes a table of 100,000 rows for an almost
    /// empty one and goes through it once for each row of another.</summary>
    /// <remarks>For PostgreSQL, in the middle of a run; SQLite's queries there choose by their indexes and need none. A look at 3,000 rows of a
    /// table, which takes milliseconds and tells a large table from a small one. Does nothing where the tables belong to another user or are
    /// being counted, and where they have not grown: an hourly sync that brings nothing leaves them alone.</remarks>
    public static async Task RefreshAsync(QuaysideDb db, CancellationToken cancellation)
    {
        if (db is not PostgresQuaysideDb || await GrownAsync(db, cancellation) is not { Count: > 0 } grown)
        {
            return;
        }

        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await db.Database.ExecuteSqlAsync($"SET LOCAL default_statistics_target = 10", cancellation);
        foreach (var table in grown)
        {
            await db.Database.ExecuteSqlRawAsync(Counts[table], cancellation);
        }

        await transaction.CommitAsync(cancellation);
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

    // A tenth, as the server's own rule has it; the server learns what others added up to a second late.
    private static Task<List<string>> GrownAsync(QuaysideDb db, CancellationToken cancellation) => db.Database.SqlQuery<string>(
        $"""
         SELECT t.relname::text AS "Value" FROM pg_stat_user_tables AS s JOIN pg_class AS t ON t.oid = s.relid
         WHERE s.relid IN ('listings'::regclass, 'listing_variations'::regclass, 'sku_links'::regclass, 'stock_items'::regclass,
             'orders'::regclass, 'order_lines'::regclass)
           AND s.n_live_tup > 500 + 1.1 * GREATEST(t.reltuples, 0)
         """).ToListAsync(cancellation);
}
