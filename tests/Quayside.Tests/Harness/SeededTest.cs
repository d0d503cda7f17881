using Quayside.Database;

namespace Quayside.Tests.Harness;

/// <summary>Each test begins with an organisation of its own that has no rows yet.</summary>
public abstract class SeededTest(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private Seeds? _seeds;

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private protected Databases Databases { get; } = TestDatabase.Open(database.Engine, database.ConnectionString);

    private protected Seeds Seeds => _seeds ?? throw new InvalidOperationException("Not there yet.");

    public async ValueTask InitializeAsync() => _seeds = await Seeds.NewOrganisationAsync(Databases);

    public ValueTask DisposeAsync()
    {
        Databases.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
