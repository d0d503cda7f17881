using Microsoft.Data.Sqlite;

namespace Quayside.Tests.Harness;

/// <summary>Files in a temporary folder of this process.</summary>
internal sealed class SqliteTestServer : ITestServer
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("quayside-tests-");

    public TestEngine Engine => TestEngine.Sqlite;

    public Task<string> CreateAsync() => Task.FromResult(NewConnectionString());

    public async Task<string> CopyAsync(string original)
    {
        var copy = NewConnectionString();
        if (File.Exists(FileOf(original)))
        {
            // Takes what still lies in the write-ahead log, which copying the file would leave behind.
            await using var from = new SqliteConnection(original);
            await using var to = new SqliteConnection(copy);
            await from.OpenAsync();
            await to.OpenAsync();
            from.BackupDatabase(to);
        }

        return copy;
    }

    public Task DropAsync(string connectionString)
    {
        using var connection = new SqliteConnection(connectionString);
        SqliteConnection.ClearPool(connection);
        foreach (var suffix in (string[])["", "-wal", "-shm"])
        {
            File.Delete(FileOf(connectionString) + suffix);
        }

        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private string NewConnectionString() => new SqliteConnectionStringBuilder
    {
        DataSource = Path.Combine(_folder.FullName, $"{Guid.CreateVersion7():N}.db"),
    }.ConnectionString;

    private static string FileOf(string connectionString) => new SqliteConnectionStringBuilder(connectionString).DataSource;
}
