using Quayside.Connectors;
using Quayside.Database;

namespace Quayside.Stores.Sync;

/// <summary>What one run works with: the store and its lease, its connector and connection, and the session it fills.</summary>
internal sealed class RunContext(
    Databases databases, StoreLease lease, ImportTarget target, OpenConnection shop, StoreNews news)
{
    private int _requestsBefore;

    public required long SessionId { get; init; }

    public required SyncSchedule Schedule { get; init; }

    /// <summary>Orders placed before are not fetched by themselves; those that are here follow.</summary>
    public DateTimeOffset OrdersFrom { get; init; }

    public TimeProvider Clock => Schedule.Clock;

    /// <summary>How far the shop's clock was taken to be ahead when this run began. It stays so while the run lives: a window must not
    /// move while it is read.</summary>
    public TimeSpan Ahead { get; } = shop.Connection.Clock.Ahead ?? TimeSpan.Zero;

    public ImportTarget Target { get; } = target;

    /// <summary>Records so far that were new or differed.</summary>
    public long Changed { get; set; }

    public IConnector Connector => shop.Connector;

    public Connection Connection { get; set; } = shop.Connection;

    public int CallsAtATime => shop.Connector.Info.CallsAtATime;

    /// <summary>Requests of the session so far, those of runs before this one included.</summary>
    public int Requests => _requestsBefore + shop.Budget.Requests;

    public void StartCountingFrom(int requests) => _requestsBefore = requests;

    /// <summary>A transaction that begins with the store's fence.</summary>
    /// <exception cref="LeaseLostException">The store has another holder by now.</exception>
    public async Task<WriteTransaction> BeginAsync(CancellationToken cancellation)
    {
        var write = await WriteTransaction.BeginAsync(databases, Target.OrganisationId, cancellation);
        try
        {
            await lease.FenceAsync(write.Db, cancellation);
            return write;
        }
        catch
        {
            await write.DisposeAsync();
            throw;
        }
    }

    public QuaysideDb Read() => databases.Open(Target.OrganisationId);

    /// <summary>Lets the database know how large its tables are by now.</summary>
    public async Task CountTablesAsync(CancellationToken cancellation)
    {
        await using var db = Read();
        await Statistics.RefreshAsync(db, cancellation);
    }

    public void Tell() => news.Tell(Target.OrganisationId, Target.StoreId);
}

/// <summary>A connector with a connection that is ready to be used, and the budget it is used under.</summary>
internal sealed record OpenConnection(IConnector Connector, Connection Connection, RateBudget Budget);
