using Microsoft.EntityFrameworkCore;
using Quayside.Database;

namespace Quayside.Tests.Harness;

/// <summary>The one place that says how an empty database gets Quayside's tables.</summary>
internal static class TestSchema
{
    public static async Task ApplyAsync(TestEngine engine, string connectionString, CancellationToken cancellation)
    {
        using var databases = Open(engine, connectionString);
        await using var db = databases.OpenForNobody();
        await db.Database.MigrateAsync(cancellation);
    }

    public static Databases Open(TestEngine engine, string connectionString) => engine == TestEngine.Sqlite
        ? Databases.Sqlite(new Microsoft.Data.Sqlite.SqliteConnectionStringBuilder(connectionString).DataSource)
        : Databases.Postgres(connectionString);
}
