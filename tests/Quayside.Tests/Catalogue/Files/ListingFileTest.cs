using Quayside.Database;
using Quayside.Tests.Catalogue.Own;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Catalogue.Files;

/// <summary>A store with a catalogue of its own, and somebody who brings files to it.</summary>
public abstract class ListingFileTest(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private OwnCatalogue? _stall;
    private TakingFile? _file;

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private protected Databases Databases { get; } = TestDatabase.Open(database.Engine, database.ConnectionString);

    private protected OwnCatalogue Stall => _stall ?? throw new InvalidOperationException("Not opened yet.");

    private protected TakingFile Taking => _file ?? throw new InvalidOperationException("Not opened yet.");

    public async ValueTask InitializeAsync()
    {
        _stall = await OwnCatalogue.OpenAsync(Databases);
        _file = new TakingFile(Databases, _stall);
    }

    public async ValueTask DisposeAsync()
    {
        await Taking.DisposeAsync();
        Databases.Dispose();
        GC.SuppressFinalize(this);
    }
}
