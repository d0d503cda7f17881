using Microsoft.EntityFrameworkCore;
using Quayside.Catalogue;
using Quayside.Connectors;
using Quayside.Database;
using Quayside.Stores.Sync;

namespace Quayside.Stores.Webhooks;

/// <summary>Reads again what messages of a shop named, each thing once however many named it, and writes what differs.</summary>
/// <remarks>A thing is forgotten only when no newer message came while it was read. Killing the process anywhere reads some things once
/// more. Under the store's lease.</remarks>
internal sealed class HintRun(RunContext run)
{
    /// <summary>A thing is read at most once in this time: a flood of messages about it costs the shop no flood of requests.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private const int AtOnce = 50;
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(7);

    private readonly StagePlans _plans = new(run);
    private bool _wroteListings;
    private bool _wroteOrders;

    /// <exception cref="ConnectorException">NeedsReauth; what was not read goes on waiting.</exception>
    public async Task RunAsync(CancellationToken cancellation)
    {
        var begun = run.Clock.GetUtcNow();
        StoreWebhooks before;
        await using (var db = run.Read())
        {
            before = await db.StoreWebhooks.AsNoTracking().SingleAsync(w => w.StoreId == run.Target.StoreId, cancellation);
        }

        TimeSpan? wait = null;
        try
        {
            while (await NextAsync(begun, cancellation) is { Count: > 0 } hints)
            {
                await ReadAsync(hints, before.FailuresInARow, cancellation);
            }
        }
        catch (ConnectorException failure) when (failure.Kind != FailureKind.NeedsReauth)
        {
            wait = FailurePolicy.For(failure, before.FailuresInARow + 1, Random.Shared.NextDouble()).Wait ?? Pause;
        }

        await SettleAsync(cancellation);
        await EndAsync(before.Deliveries, wait, cancellation);
    }

    // Those that came after the run began wait for the next one: they may name what was just read.
    private async Task<List<StoredHint>> NextAsync(DateTimeOffset begun, CancellationToken cancellation)
    {
        await using var db = run.Read();
        return await db.WebhookHints.AsNoTracking()
            .Where(h => h.StoreId == run.Target.StoreId && h.WaitingSince <= begun)
            .OrderBy(h => h.WaitingSince).ThenBy(h => h.ChannelId).Take(AtOnce).ToListAsync(cancellation);
    }

    private async Task ReadAsync(List<StoredHint> hints, int failures, CancellationToken cancellation)
    {
        var failed = new List<ConnectorException>();
        var bounded = new ParallelOptions { MaxDegreeOfParallelism = run.CallsAtATime, CancellationToken = cancellation };
        using var writing = new SemaphoreSlim(1, 1);
        await Parallel.ForEachAsync(hints, bounded, async (hint, token) =>
        {
            try
            {
                await (hint.Subject switch
                {
                    WebhookSubject.Listing => ReadListingAsync(hint, writing, token),
                    WebhookSubject.Order => ReadOrderAsync(hint, writing, token),
                    _ => DoneAsync(hint, token),
                });
            }
            catch (ConnectorException failure) when (FailurePolicy.For(failure, failures + 1, 0).Session is null)
            {
                await DoneAsync(hint, token); // the shop will not give this one alone; the next session meets it
            }
            catch (ConnectorException failure)
            {
                lock (failed)
                {
                    failed.Add(failure);
                }
            }
        });
        if (failed.Count > 0)
        {
            throw failed.Find(f => f.Kind == FailureKind.NeedsReauth) ?? failed.MaxBy(f => f.RetryAfter ?? TimeSpan.Zero)!;
        }
    }

    private async Task ReadListingAsync(StoredHint hint, SemaphoreSlim writing, CancellationToken cancellation)
    {
        var channel = (IReadsListings)run.Connector;
        var page = await channel.ReadListingAsync(run.Connection, hint.ChannelId, cancellation);
        await writing.WaitAsync(cancellation);
        try
        {
            _wroteListings |= await WriteAsync(_plans.Listings(channel), page.Records, cancellation);
            await using var write = await run.BeginAsync(cancellation);
            _wroteListings |= await GoneFromListing.MarkAsync(write.Db, run.Target, hint.ChannelId, page.Records, cancellation) > 0;
            await DoneAsync(write, hint, cancellation);
        }
        finally
        {
            writing.Release();
        }
    }

    private async Task ReadOrderAsync(StoredHint hint, SemaphoreSlim writing, CancellationToken cancellation)
    {
        var channel = (IReadsOrders)run.Connector;
        var page = await channel.ReadOrderAsync(run.Connection, hint.ChannelId, cancellation);
        await writing.WaitAsync(cancellation);
        try
        {
            _wroteOrders |= await WriteAsync(_plans.Orders(channel, default), page.Records, cancellation);
            await DoneAsync(hint, cancellation);
        }
        finally
        {
            writing.Release();
        }
    }

    private async Task<bool> WriteAsync<T>(StagePlan<T> plan, IReadOnlyList<Record<T>> records, CancellationToken cancellation)
        where T : class
    {
        var writer = new StageWriter<T>(run, plan, new StageProgress(plan.Name));
        await writer.WriteRecordsAsync(records, cancellation);
        return writer.Written > 0;
    }

    private async Task DoneAsync(StoredHint hint, CancellationToken cancellation)
    {
        await using var write = await run.BeginAsync(cancellation);
        await DoneAsync(write, hint, cancellation);
    }

    private static async Task DoneAsync(WriteTransaction write, StoredHint hint, CancellationToken cancellation)
    {
        DateTimeOffset? no = null;
        await write.Db.WebhookHints
            .Where(h => h.StoreId == hint.StoreId && h.Subject == hint.Subject && h.ChannelId == hint.ChannelId && h.Version == hint.Version)
            .ExecuteUpdateAsync(h => h.SetProperty(x => x.WaitingSince, no), cancellation);
        await write.CommitAsync(cancellation);
    }

    private async Task SettleAsync(CancellationToken cancellation)
    {
        if (_wroteListings)
        {
            await _plans.LinkAsync(cancellation);
        }

        if (_wroteListings || _wroteOrders)
        {
            await _plans.ReadStockAsync(cancellation);
            run.Tell();
        }
    }

    /// <param name="deliveries">Counted when the run began: where more came since, what they name is due after the pause.</param>
    private async Task EndAsync(long deliveries, TimeSpan? wait, CancellationToken cancellation)
    {
        await using var write = await run.BeginAsync(cancellation);
        var (db, storeId, now) = (write.Db, run.Target.StoreId, run.Clock.GetUtcNow());
        DateTimeOffset? next = now + (wait ?? Pause);
        DateTimeOffset? never = null;
        var forgotten = now - KeptFor;
        await db.WebhookHints.Where(h => h.StoreId == storeId && h.WaitingSince == null && h.LastAt < forgotten).ExecuteDeleteAsync(cancellation);
        var waiting = wait is not null || await db.WebhookHints.AnyAsync(h => h.StoreId == storeId && h.WaitingSince != null, cancellation);
        await db.StoreWebhooks.Where(w => w.StoreId == storeId)
            .ExecuteUpdateAsync(w => w.SetProperty(x => x.NotBefore, next)
                .SetProperty(x => x.HintsAt, x => waiting || x.Deliveries != deliveries ? next : never)
                .SetProperty(x => x.FailuresInARow, x => wait == null ? 0 : x.FailuresInARow + 1), cancellation);
        await write.CommitAsync(cancellation);
    }
}
