using Quayside.Tests.Harness;

[assembly: AssemblyFixture(typeof(TestDatabaseTemplate))]

namespace Quayside.Tests.Harness;

/// <summary>Migrates one database when the first test class asks for one, and copies it for each: a copy takes a hundredth of the time.</summary>
public sealed class TestDatabaseTemplate : IAsyncDisposable
{
    private readonly ITestServer _server = Named(Environment.GetEnvironmentVariable("QUAYSIDE_TEST_DATABASE"));
    private readonly Lazy<Task<string>> _migrated;

    public TestDatabaseTemplate() => _migrated = new Lazy<Task<string>>(MigrateAsync);

    public TestEngine Engine => _server.Engine;

    internal async Task<string> CopyAsync() => await _server.CopyAsync(await _migrated.Value);

    internal Task<string> CopyOfAsync(string original) => _server.CopyAsync(original);

    internal Task<string> CreateEmptyAsync() => _server.CreateAsync();

    internal Task DropAsync(string connectionString) => _server.DropAsync(connectionString);

    public async ValueTask DisposeAsync()
    {
        if (_migrated is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
        {
            await _server.DropAsync(await _migrated.Value);
        }

        await _server.DisposeAsync();
    }

    private async Task<string> MigrateAsync()
    {
        var connectionString = await _server.CreateAsync();
        await TestSchema.ApplyAsync(Engine, connectionString, CancellationToken.None);
        return connectionString;
    }

    private static ITestServer Named(string? engine) => engine switch
    {
        null or "" or "sqlite" => new SqliteTestServer(),
        "postgres" => new PostgresTestServer(Environment.GetEnvironmentVariable("QUAYSIDE_TEST_POSTGRES")),
        _ => throw new InvalidOperationException($"QUAYSIDE_TEST_DATABASE is \"{engine}\": it may be sqlite or postgres."),
    };
}

/// <summary>Makes, copies and drops databases of one engine. Connection strings are what names a database.</summary>
internal interface ITestServer : IAsyncDisposable
{
    TestEngine Engine { get; }

    Task<string> CreateAsync();

    /// <param name="original">A database that nobody is connected to.</param>
    Task<string> CopyAsync(string original);

    /// <summary>Drops a database, also under callers that are still connected.</summary>
    Task DropAsync(string connectionString);
}
