using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Quayside.Database;

/// <summary>Brings the tables up to date.</summary>
internal static class Schema
{
    private const int BackupsKept = 3;

    /// <summary>Applies what is missing. A SQLite file that has rows is copied first; the last three copies are kept.</summary>
    /// <param name="backups">Folder for the copies.</param>
    /// <returns>The copy; null when none was needed.</returns>
    /// <remarks>On SQLite the caller holds the data folder: EF's own lock is a row, which a kill leaves behind and which the next
    /// start would wait for without end.</remarks>
    public static async Task<string?> BringUpToDateAsync(
        Databases databases, string backups, TimeProvider clock, CancellationToken cancellation)
    {
        await using var db = databases.OpenForNobody();
        if (!databases.IsSqlite)
        {
            await db.Database.MigrateAsync(cancellation);
            return null;
        }

        await ForgetLockAsync(db, cancellation);
        var applied = (await db.Database.GetAppliedMigrationsAsync(cancellation)).ToHashSet();
        if (db.Database.GetMigrations().All(applied.Contains))
        {
            return null;
        }

        var backup = applied.Count > 0 ? await BackUpAsync(db, backups, clock, cancellation) : null;
        await db.Database.MigrateAsync(cancellation);
        return backup;
    }

    /// <returns>true when the tables are as this version knows them.</returns>
    public static async Task<bool> IsUpToDateAsync(Databases databases, CancellationToken cancellation)
    {
        await using var db = databases.OpenForNobody();
        return !(await db.Database.GetPendingMigrationsAsync(cancellation)).Any();
    }

    private static async Task ForgetLockAsync(QuaysideDb db, CancellationToken cancellation)
    {
        try
        {
            await db.Database.ExecuteSqlRawAsync("DELETE FROM \"__EFMigrationsLock\"", cancellation);
        }
        catch (SqliteException missing) when (missing.SqliteErrorCode == 1)
        {
            // No such table: nobody was ever killed while holding it.
        }
    }

    /// <summary>Copies the database as it is now, and forgets the oldest copies.</summary>
    internal static async Task<string> BackUpAsync(
        QuaysideDb db, string backups, TimeProvider clock, CancellationToken cancellation)
    {
        Directory.CreateDirectory(backups);
        var now = clock.GetUtcNow().ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture);
        var file = Path.Combine(backups, $"quayside-{now}.db");
        File.Delete(file);
        await db.Database.ExecuteSqlAsync($"VACUUM INTO {file}", cancellation);
        foreach (var old in Directory.GetFiles(backups, "quayside-*.db").OrderDescending(StringComparer.Ordinal).Skip(BackupsKept))
        {
            File.Delete(old);
        }

        return file;
    }
}
