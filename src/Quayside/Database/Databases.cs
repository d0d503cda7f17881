using Microsoft.EntityFrameworkCore;

namespace Quayside.Database;

/// <summary>Opens contexts on the database this process was started with.</summary>
public sealed class Databases : IDisposable
{
    private readonly DbContextOptions<SqliteQuaysideDb>? _sqlite;
    private readonly DbContextOptions<PostgresQuaysideDb>? _postgres;

    private Databases(DbContextOptions<SqliteQuaysideDb>? sqlite, DbContextOptions<PostgresQuaysideDb>? postgres) =>
        (_sqlite, _postgres) = (sqlite, postgres);

    public bool IsSqlite => _sqlite is not null;

    /// <summary>Held for each write transaction on SQLite, which has one writer; free on PostgreSQL.</summary>
    internal SemaphoreSlim WriteGate { get; } = new(1, 1);

    public static Databases Sqlite(string file) => new(
        new DbContextOptionsBuilder<SqliteQuaysideDb>()
            .UseSqlite($"Data Source={file}", sqlite => sqlite.UseParameterizedCollectionMode(ParameterTranslationMode.Parameter))
            .AddInterceptors(new SqlitePragmas())
            .Options,
        null);

    public static Databases Postgres(string connectionString) => new(
        null,
        new DbContextOptionsBuilder<PostgresQuaysideDb>()
            .UseNpgsql(connectionString, npgsql => npgsql.UseParameterizedCollectionMode(ParameterTranslationMode.Parameter))
            .Options);

    /// <summary>A context that sees the rows of one organisation.</summary>
    public QuaysideDb Open(long organisationId)
    {
        var db = OpenForNobody();
        db.OrganisationId = organisationId;
        return db;
    }

    /// <summary>A context without an organisation, for sign-in and for finding out what is due.</summary>
    public QuaysideDb OpenForNobody() => _sqlite is not null ? new SqliteQuaysideDb(_sqlite) : new PostgresQuaysideDb(_postgres!);

    public void Dispose() => WriteGate.Dispose();
}
