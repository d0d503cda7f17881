using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Quayside.Database;

// Used by dotnet-ef alone, one per database; see docs/decisions/0003.
internal sealed class SqliteDesignTime : IDesignTimeDbContextFactory<SqliteQuaysideDb>
{
    public SqliteQuaysideDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteQuaysideDb>().UseSqlite("Data Source=design.db").Options);
}

internal sealed class PostgresDesignTime : IDesignTimeDbContextFactory<PostgresQuaysideDb>
{
    public PostgresQuaysideDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PostgresQuaysideDb>().UseNpgsql("Host=localhost").Options);
}
