using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Quayside.Tests.Harness;

public sealed class TestDatabaseTests(TestDatabase database, TestDatabaseTemplate template) : IClassFixture<TestDatabase>
{
    [Fact]
    public void The_database_is_of_the_engine_that_was_asked_for()
    {
        var asked = Environment.GetEnvironmentVariable("QUAYSIDE_TEST_DATABASE") is "postgres" ? TestEngine.Postgres : TestEngine.Sqlite;

        Assert.Equal(asked, database.Engine);
    }

    [Fact]
    public async Task A_copy_has_the_rows_of_its_original_and_is_another_database()
    {
        var original = await database.NewEmptyAsync();
        await RunAsync(original, "CREATE TABLE parcels (number INTEGER); INSERT INTO parcels VALUES (7)");

        var copy = await template.CopyOfAsync(original);
        try
        {
            await RunAsync(original, "UPDATE parcels SET number = 8");

            Assert.Equal(7L, Convert.ToInt64(await RunAsync(copy, "SELECT number FROM parcels"), provider: null));
        }
        finally
        {
            await template.DropAsync(copy);
        }
    }

    [Fact]
    public async Task Every_asking_gives_another_database()
    {
        var names = new HashSet<string> { database.ConnectionString };

        Assert.True(names.Add(await database.NewAsync()));
        Assert.True(names.Add(await database.NewAsync()));
        Assert.True(names.Add(await database.NewEmptyAsync()));
    }

    private async Task<object?> RunAsync(string connectionString, string sql)
    {
        await using DbConnection connection = database.Engine == TestEngine.Postgres
            ? new NpgsqlConnection(connectionString)
            : new SqliteConnection(connectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }
}
