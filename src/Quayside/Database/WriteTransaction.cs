using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Quayside.Database;

/// <summary>A context and its open transaction, holding SQLite's one place to write until it is disposed.</summary>
/// <remarks>Keep it short: on SQLite everybody else waits. Disposing without <see cref="CommitAsync"/> undoes it.</remarks>
internal sealed class WriteTransaction : IAsyncDisposable
{
    private readonly IDbContextTransaction _transaction;
    private readonly SemaphoreSlim? _gate;

    private WriteTransaction(QuaysideDb db, IDbContextTransaction transaction, SemaphoreSlim? gate) =>
        (Db, _transaction, _gate) = (db, transaction, gate);

    public QuaysideDb Db { get; }

    public static async Task<WriteTransaction> BeginAsync(
        Databases databases, long organisationId, CancellationToken cancellation)
    {
        var gate = databases.IsSqlite ? databases.WriteGate : null;
        if (gate is not null)
        {
            await gate.WaitAsync(cancellation);
        }

        QuaysideDb? db = null;
        try
        {
            db = databases.Open(organisationId);
            return new WriteTransaction(db, await db.Database.BeginTransactionAsync(cancellation), gate);
        }
        catch
        {
            if (db is not null)
            {
                await db.DisposeAsync();
            }

            gate?.Release();
            throw;
        }
    }

    /// <summary>Makes everything else that changes an organisation's links or stock wait until this transaction ends.</summary>
    /// <remarks>On SQLite the write gate does that already.</remarks>
    public Task LockStockAsync(CancellationToken cancellation) => _gate is not null
        ? Task.CompletedTask
        : Db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({Db.OrganisationId})", cancellation);

    /// <summary>Makes readings and decisions, which compute figures anew (<see cref="LockStockAsync"/>), wait until this transaction
    /// ends; others who change single figures by what they add or take (<see cref="Inventory.ChangeStock"/>) go on beside it.</summary>
    /// <remarks>On SQLite the write gate lets in one at a time.</remarks>
    public Task ShareStockAsync(CancellationToken cancellation) => _gate is not null
        ? Task.CompletedTask
        : Db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock_shared({Db.OrganisationId})", cancellation);

    /// <summary>Makes other people's decisions about an organisation's carriers wait until this transaction ends.</summary>
    /// <remarks>Taken before stores and stock are locked. Ids are positive, so the negative one is no organisation's stock. On SQLite the write
    /// gate does that already.</remarks>
    public Task LockCarriersAsync(CancellationToken cancellation) => _gate is not null
        ? Task.CompletedTask
        : Db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({-Db.OrganisationId})", cancellation);

    /// <summary>Makes decisions about carriers (<see cref="LockCarriersAsync"/>) wait until this transaction, which names one, ends; others who
    /// name carriers go on beside it.</summary>
    /// <remarks>Taken before stores and stock are locked. On SQLite the write gate lets in one at a time.</remarks>
    public Task ShareCarriersAsync(CancellationToken cancellation) => _gate is not null
        ? Task.CompletedTask
        : Db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock_shared({-Db.OrganisationId})", cancellation);

    /// <summary>Makes everything else that starts, ends or writes under the lease of a store wait until this transaction ends.</summary>
    /// <remarks>On SQLite the write gate does that already.</remarks>
    public Task LockStoreAsync(long storeId, CancellationToken cancellation) => _gate is not null
        ? Task.CompletedTask
        : Db.Database.ExecuteSqlAsync($"SELECT 1 FROM stores WHERE id = {storeId} FOR NO KEY UPDATE", cancellation);

    /// <summary>Lets the commit return before the disk has it.</summary>
    /// <remarks>For rows that are read again from where their own transaction says that they are here. A crash of the machine, not of the
    /// program, may then undo the last such transactions, whole and from the newest back, as it may any on SQLite
    /// (<see cref="SqlitePragmas"/>); a commit that waits makes all before it last too.</remarks>
    public Task NeedNotWaitForDiskAsync(CancellationToken cancellation) => _gate is not null
        ? Task.CompletedTask
        : Db.Database.ExecuteSqlAsync($"SET LOCAL synchronous_commit = off", cancellation);

    public async Task CommitAsync(CancellationToken cancellation)
    {
        await Db.SaveChangesAsync(cancellation);
        await _transaction.CommitAsync(cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await _transaction.DisposeAsync();
            await Db.DisposeAsync();
        }
        finally
        {
            _gate?.Release();
        }
    }
}
