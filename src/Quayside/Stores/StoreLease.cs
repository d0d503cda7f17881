using Microsoft.EntityFrameworkCore;
using Quayside.Database;

namespace Quayside.Stores;

/// <summary>The right to work on a store: one holder at a time, numbered, for a short while that its holder keeps extending.</summary>
/// <remarks>A transaction begins with <see cref="FenceAsync"/> and a sender with <see cref="ThrowIfOver"/>, so a process that was
/// held up past its lease neither writes nor sends anything more.</remarks>
internal sealed class StoreLease
{
    /// <summary>How long after a holder's death another may begin.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(20);

    private readonly Databases _databases;
    private readonly TimeProvider _clock;
    private long _until;

    private StoreLease(Databases databases, TimeProvider clock, long organisationId, long storeId, long number, DateTimeOffset until)
    {
        (_databases, _clock, OrganisationId, StoreId, Number) = (databases, clock, organisationId, storeId, number);
        _until = until.UtcTicks;
    }

    public long OrganisationId { get; }

    public long StoreId { get; }

    public long Number { get; }

    /// <returns>null when somebody else holds it.</returns>
    public static async Task<StoreLease?> TakeAsync(
        Databases databases, TimeProvider clock, long organisationId, long storeId, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        DateTimeOffset? until = now + Length;
        await using var write = await WriteTransaction.BeginAsync(databases, organisationId, cancellation);
        var taken = await write.Db.Stores
            .Where(s => s.Id == storeId && (s.LeaseUntil == null || s.LeaseUntil < now))
            .ExecuteUpdateAsync(s => s.SetProperty(x => x.Lease, x => x.Lease + 1).SetProperty(x => x.LeaseUntil, until), cancellation);
        if (taken == 0)
        {
            return null;
        }

        var number = await write.Db.Stores.Where(s => s.Id == storeId).Select(s => s.Lease).SingleAsync(cancellation);
        await write.CommitAsync(cancellation);
        return new StoreLease(databases, clock, organisationId, storeId, number, until.Value);
    }

    /// <summary>Extends the lease inside a transaction, which holds the store's row until it ends.</summary>
    /// <exception cref="LeaseLostException">Somebody else has it; the transaction must not be committed.</exception>
    public async Task FenceAsync(QuaysideDb db, CancellationToken cancellation)
    {
        DateTimeOffset? until = _clock.GetUtcNow() + Length;
        var held = await db.Stores
            .Where(s => s.Id == StoreId && s.Lease == Number)
            .ExecuteUpdateAsync(s => s.SetProperty(x => x.LeaseUntil, until), cancellation);
        if (held == 0)
        {
            throw new LeaseLostException();
        }

        Interlocked.Exchange(ref _until, until.Value.UtcTicks);
    }

    /// <summary>Extends the lease every few seconds until cancelled or lost.</summary>
    public async Task KeepAsync(CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(Length / 5, _clock);
        while (await timer.WaitForNextTickAsync(cancellation))
        {
            await using var write = await WriteTransaction.BeginAsync(_databases, OrganisationId, cancellation);
            await FenceAsync(write.Db, cancellation);
            await write.CommitAsync(cancellation);
        }
    }

    /// <exception cref="LeaseLostException">The time is up.</exception>
    public void ThrowIfOver()
    {
        if (_clock.GetUtcNow().UtcTicks >= Interlocked.Read(ref _until))
        {
            throw new LeaseLostException();
        }
    }

    /// <summary>Lets the next one begin at once. Does nothing when it was lost.</summary>
    public async Task ReleaseAsync()
    {
        await using var write = await WriteTransaction.BeginAsync(_databases, OrganisationId, CancellationToken.None);
        await write.Db.Stores
            .Where(s => s.Id == StoreId && s.Lease == Number)
            .ExecuteUpdateAsync(s => s.SetProperty(x => x.LeaseUntil, (DateTimeOffset?)null));
        await write.CommitAsync(CancellationToken.None);
    }
}

/// <summary>Another holder has the store, or the time ran out: whoever gets this stops without writing.</summary>
public sealed class LeaseLostException() : Exception("The lease on the store was lost.");
