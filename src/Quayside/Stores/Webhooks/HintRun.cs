using Microsoft.EntityFrameworkCore;
using Quayside.Connectors;
using Quayside.Stores.Sync;

namespace Quayside.Stores.Webhooks;

/// <summary>Reads again what messages of a shop named, each thing once however many named it, and writes what differs.</summary>
/// <remarks>A thing is forgotten only when no newer message came while it was read. Killing the process anywhere reads some things once
/// more. Under the store's lease.</remarks>
internal sealed class HintRun(RunContext run)
{
    /// <summary>A thing is read at most once in this time: a flood of messages about it costs the shop no flood of requests.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <summary>What cannot be read so often in a row is left to the next session, so that it does not hold up the rest.</summary>
    private const int MostTries = 5;

    /// <summary>Things of one run; more wait for the next.</summary>
    private const int MostAtOnce = 2000;

    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(7);

    private readonly StagePlans _plans = new(run);

    /// <exception cref="ConnectorException">NeedsReauth; what was not read goes on waiting.</exception>
    public async Task RunAsync(CancellationToken cancellation)
    {
        var begun = run.Clock.GetUtcNow();
        StoreWebhooks before;
        await using (var db = run.Read())
        {
            before = await db.StoreWebhooks.AsNoTracking().SingleAsync(w => w.StoreId == run.Target.StoreId, cancellation);
        }

        // Forgotten only when links and stock follow, too: a kill before that reads them once more.
        var read = new List<StoredHint>();
        var wait = await ReadAllAsync(await WaitingAsync(begun, cancellation), read, before.FailuresInARow, cancellation);
        if (read.Count > 0)
        {
            await _plans.LinkAsync(cancellation);
            await _plans.ReadStockAsync(cancellation);
            await DoneAsync(read, cancellation);
        }

        await EndAsync(before.Deliveries, wait, cancellation);
    }

    /// <param name="read">Gets those that need not be read again.</param>
    /// <returns>How long to wait for the rest; null when there is none.</returns>
    private async Task<TimeSpan?> ReadAllAsync(List<StoredHint> waiting, List<StoredHint> read, int failures, CancellationToken cancellation)
    {
        foreach (var hints in waiting.GroupBy(h => h.Subject).OrderBy(g => g.Key).SelectMany(g => g.Chunk(run.Connector.Info.IdsAtOnce)))
        {
            try
            {
                await ReadAsync(hints[0].Subject, [.. hints.Select(h => h.ChannelId)], cancellation);
            }
            catch (ConnectorException failure) when (failure.Kind != FailureKind.NeedsReauth)
            {
                if (failures + 1 < MostTries && FailurePolicy.For(failure, failures + 1, Random.Shared.NextDouble()).Wait is { } wait)
                {
                    return wait;
                }
            }

            read.AddRange(hints);
        }

        return null;
    }

    // Those that came after the run began wait for the next one: they may name what was just read.
    private async Task<List<StoredHint>> WaitingAsync(DateTimeOffset begun, CancellationToken cancellation)
    {
        await using var db = run.Read();
        return await db.WebhookHints.AsNoTracking()
            .Where(h => h.StoreId == run.Target.StoreId && h.WaitingSince <= begun)
            .OrderBy(h => h.WaitingSince).ThenBy(h => h.ChannelId).Take(MostAtOnce).ToListAsync(cancellation);
    }

    private Task<int> ReadAsync(WebhookSubject subject, IReadOnlyCollection<string> ids, CancellationToken cancellation)
    {
        var again = new ReadAgain(run, _plans, (IOffersWebhooks)run.Connector);
        return subject == WebhookSubject.Order ? again.OrdersAsync(ids, cancellation) : again.ListingsAsync(ids, cancellation);
    }

    private async Task DoneAsync(List<StoredHint> hints, CancellationToken cancellation)
    {
        await using var write = await run.BeginAsync(cancellation);
        await LockAsync(write.Db, cancellation);
        DateTimeOffset? no = null;
        foreach (var hint in hints)
        {
            await write.Db.WebhookHints
                .Where(h => h.StoreId == hint.StoreId && h.Subject == hint.Subject && h.ChannelId == hint.ChannelId && h.Version == hint.Version)
                .ExecuteUpdateAsync(h => h.SetProperty(x => x.WaitingSince, no), cancellation);
        }

        await write.CommitAsync(cancellation);
    }

    // Messages that come at this moment are kept before or after, never between: both sides take this row first.
    private Task<int> LockAsync(Database.QuaysideDb db, CancellationToken cancellation) => db.StoreWebhooks
        .Where(w => w.StoreId == run.Target.StoreId)
        .ExecuteUpdateAsync(w => w.SetProperty(x => x.FailuresInARow, x => x.FailuresInARow), cancellation);

    /// <param name="deliveries">Counted when the run began: where more came since, what they name is due after the pause.</param>
    private async Task EndAsync(long deliveries, TimeSpan? wait, CancellationToken cancellation)
    {
        await using var write = await run.BeginAsync(cancellation);
        var (db, storeId, now) = (write.Db, run.Target.StoreId, run.Clock.GetUtcNow());
        await LockAsync(db, cancellation);
        DateTimeOffset? next = now + (wait ?? Pause);
        DateTimeOffset? never = null;
        var forgotten = now - KeptFor;
        await db.WebhookHints.Where(h => h.StoreId == storeId && h.WaitingSince == null && h.LastAt < forgotten).ExecuteDeleteAsync(cancellation);
        var waiting = await db.WebhookHints.AnyAsync(h => h.StoreId == storeId && h.WaitingSince != null, cancellation);
        await db.StoreWebhooks.Where(w => w.StoreId == storeId)
            .ExecuteUpdateAsync(w => w.SetProperty(x => x.NotBefore, next)
                .SetProperty(x => x.HintsAt, x => waiting || x.Deliveries != deliveries ? next : never)
                .SetProperty(x => x.FailuresInARow, x => wait == null ? 0 : x.FailuresInARow + 1), cancellation);
        await write.CommitAsync(cancellation);
        run.Tell();
    }
}
