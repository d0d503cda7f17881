using Microsoft.Data.Sqlite;
using Quayside.Database;

namespace Quayside.Tests.Harness;

public enum TestEngine
{
    Sqlite,
    Postgres,
}

/// <summary>A fresh database for one test class, on the engine that QUAYSIDE_TEST_DATABASE names (sqlite when it is not set).</summary>
/// <remarks>Use it as a class fixture. It is gone when the class is through.</remarks>
public sealed class TestDatabase(TestDatabaseTemplate template) : IAsyncLifetime
{
    private readonly List<string> _made = [];

    public TestEngine Engine => template.Engine;

    /// <summary>A database with Quayside's tables and no rows, shared by the tests of the class.</summary>
    public string ConnectionString { get; private set; } = "";

    /// <summary>How many of the drawn worlds of a test are run. What they compute is the same on both databases, and a world is four times
    /// as long in the making on PostgreSQL: there a quarter will do, except with <c>./test --long</c>.</summary>
    public int Drawn(int all) => Engine == TestEngine.Postgres && !Requires.IsLong ? (all + 3) / 4 : all;

    public async ValueTask InitializeAsync() => ConnectionString = await NewAsync();

    /// <summary>Makes one more database with Quayside's tables and no rows, for a test that wants it to itself.</summary>
    public async Task<string> NewAsync()
    {
        var connectionString = await template.CopyAsync();
        _made.Add(connectionString);
        return connectionString;
    }

    /// <summary>Makes a database without any table.</summary>
    public async Task<string> NewEmptyAsync()
    {
        var connectionString = await template.CreateEmptyAsync();
        _made.Add(connectionString);
        return connectionString;
    }

    /// <summary>Quayside's way to a database that a connection string names.</summary>
    public static Databases Open(TestEngine engine, string connectionString) => engine == TestEngine.Sqlite
        ? Databases.Sqlite(new SqliteConnectionStringBuilder(connectionString).DataSource)
        : Databases.Postgres(connectionString);

    public async ValueTask DisposeAsync()
    {
        foreach (var connectionString in _made)
        {
            await template.DropAsync(connectionString);
        }
    }
}
