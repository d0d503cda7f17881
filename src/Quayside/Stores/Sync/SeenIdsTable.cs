using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Quayside.Database;

namespace Quayside.Stores.Sync;

/// <summary>Fills the temporary table of ids, which keeps each once.</summary>
internal static class SeenIdsTable
{
    // On PostgreSQL ids are told apart by a language's rules unless it is told otherwise, which takes longer and joins no index of ours.
    public static Task CreateAsync(QuaysideDb db, CancellationToken cancellation) => db is SqliteQuaysideDb
        ? db.Database.ExecuteSqlAsync($"CREATE TEMPORARY TABLE IF NOT EXISTS seen_ids (id TEXT NOT NULL PRIMARY KEY)", cancellation)
        : db.Database.ExecuteSqlAsync($"""CREATE TEMPORARY TABLE IF NOT EXISTS seen_ids (id TEXT COLLATE "C" NOT NULL PRIMARY KEY)""", cancellation);

    public static Task ClearAsync(QuaysideDb db, CancellationToken cancellation) =>
        db.Database.ExecuteSqlAsync($"DELETE FROM seen_ids", cancellation);

    /// <remarks>The ids travel as one JSON array, which both databases unfold by themselves.</remarks>
    public static Task InsertAsync(QuaysideDb db, IEnumerable<string> ids, CancellationToken cancellation)
    {
        var array = JsonSerializer.Serialize(ids);
        return db is SqliteQuaysideDb
            ? db.Database.ExecuteSqlAsync(
                $"INSERT INTO seen_ids (id) SELECT value FROM json_each({array}) WHERE true ON CONFLICT DO NOTHING", cancellation)
            : db.Database.ExecuteSqlAsync(
                $"INSERT INTO seen_ids (id) SELECT value FROM jsonb_array_elements_text({array}::jsonb) ON CONFLICT DO NOTHING", cancellation);
    }
}
