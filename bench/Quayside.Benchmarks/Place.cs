using Npgsql;
using Quayside.Database;

namespace Quayside.Benchmarks;

/// <summary>A database of its own for one measurement, of either kind, gone afterwards.</summary>
internal sealed class Place : IAsyncDisposable
{
    private readonly string _folder;
    private readonly string? _server;
    private readonly string? _name;

    private Place(string folder, string? server, string? name) => (_folder, _server, _name) = (folder, server, name);

    public string Engine => _server is null ? "SQLite" : "PostgreSQL";

    /// <summary>How the program is told to work here.</summary>
    public IReadOnlyList<string> Arguments => _server is null
        ? [$"--DataDirectory={_folder}"]
        : [$"--DataDirectory={_folder}", $"--ConnectionStrings:Quayside={Connection}"];

    private string Connection => new NpgsqlConnectionStringBuilder(_server) { Database = _name }.ConnectionString;

    /// <param name="server">PostgreSQL server; null for a SQLite file.</param>
    public static async Task<Place> CreateAsync(BenchOptions options, string? server)
    {
        var folder = Directory.CreateDirectory(Path.Combine(options.Work, Guid.NewGuid().ToString("N"))).FullName;
        var name = server is null ? null : $"quayside_bench_{Guid.NewGuid():N}";
        var place = new Place(folder, server, name);
        if (server is not null)
        {
            await place.OnServerAsync($"CREATE DATABASE {name}");
        }

        return place;
    }

    public Databases Open() => _server is null ? Databases.Sqlite(Path.Combine(_folder, "quayside.db")) : Databases.Postgres(Connection);

    /// <summary>Makes the tables, empty.</summary>
    public async Task MigrateAsync()
    {
        using var databases = Open();
        await Schema.BringUpToDateAsync(databases, _folder, TimeProvider.System, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        NpgsqlConnection.ClearAllPools();
        if (_server is not null)
        {
            await OnServerAsync($"DROP DATABASE {_name} WITH (FORCE)");
        }

        Directory.Delete(_folder, recursive: true);
    }

    private async Task OnServerAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_server);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
