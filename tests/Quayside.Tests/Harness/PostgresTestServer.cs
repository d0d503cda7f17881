using Npgsql;

namespace Quayside.Tests.Harness;

/// <summary>Databases on the server that QUAYSIDE_TEST_POSTGRES names; <c>./test</c> starts one for the run.</summary>
internal sealed class PostgresTestServer : ITestServer
{
    private readonly NpgsqlDataSource _server;
    private readonly string _address;

    /// <param name="address">Connection string of a server, with the right to create databases.</param>
    public PostgresTestServer(string? address)
    {
        _address = string.IsNullOrEmpty(address)
            ? throw new InvalidOperationException("QUAYSIDE_TEST_POSTGRES does not name a server; ./test starts one and sets it.")
            : address;
        _server = NpgsqlDataSource.Create(_address);
    }

    public TestEngine Engine => TestEngine.Postgres;

    public Task<string> CreateAsync() => NewAsync("");

    public async Task<string> CopyAsync(string original)
    {
        // PostgreSQL copies no database that anyone is connected to, pooled connections included, and we reach only some pools.
        await using var connection = new NpgsqlConnection(original);
        NpgsqlConnection.ClearPool(connection);
        await RunAsync($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{NameOf(original)}'");
        return await NewAsync($" TEMPLATE {NameOf(original)}");
    }

    public async Task DropAsync(string connectionString)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        NpgsqlConnection.ClearPool(connection);
        await RunAsync($"DROP DATABASE IF EXISTS {NameOf(connectionString)} WITH (FORCE)");
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task<string> NewAsync(string template)
    {
        var name = $"quayside_test_{Guid.CreateVersion7():N}";
        await RunAsync($"CREATE DATABASE {name}{template}");

        // A test may make a hundred databases; their idle connections would use up the server's.
        return new NpgsqlConnectionStringBuilder(_address) { Database = name, ConnectionIdleLifetime = 4, ConnectionPruningInterval = 2 }.ConnectionString;
    }

    private async Task RunAsync(string sql)
    {
        await using var command = _server.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private static string NameOf(string connectionString) => new NpgsqlConnectionStringBuilder(connectionString).Database!;
}
