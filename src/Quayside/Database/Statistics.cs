using Microsoft.EntityFrameworkCore;

namespace Quayside.Database;

/// <summary>What the planner knows of the tables. Without it SQLite takes the organisation's index, which holds every row of the
/// organisation, before one that holds three: a list of fifty listings then reads 100,000 variations.</summary>
internal static class Statistics
{
    // Rows looked at for each index: enough to tell a few from many, and a matter of milliseconds.
    private const string OnSqlite = "PRAGMA analysis_limit=1000; ANALYZE;";

    /// <summary>To be called when a store's rows have come in. PostgreSQL does this by itself.</summary>
    public static async Task RefreshAsync(QuaysideDb db, CancellationToken cancellation)
    {
        if (db is SqliteQuaysideDb)
        {
            await db.Database.ExecuteSqlRawAsync(OnSqlite, cancellation);
        }
    }
}
