using Microsoft.EntityFrameworkCore;
using Quayside.Database;
using Quayside.Stores.Webhooks;

namespace Quayside.Stores;

/// <summary>Wakes the grains of stores whose work is due. Two wakers do no harm: the store's lease lets one in.</summary>
public sealed partial class StoreWaker(
    Databases databases, IGrainFactory grains, WebhookWork webhooks, SyncSchedule schedule, ILogger<StoreWaker> log) : BackgroundService
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(1);
    private readonly SemaphoreSlim _nudges = new(0);

    /// <summary>Looks now instead of within the next second.</summary>
    public void Nudge() => _nudges.Release();

    public override void Dispose()
    {
        _nudges.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await ForgetLeasesAsync(stoppingToken);
        await PlanAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await WakeDueAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                Failed(failure);
            }

            await _nudges.WaitAsync(Between, stoppingToken);
        }
    }

    // The data folder belongs to this process alone, so a lease found at the start is a dead one's.
    private async Task ForgetLeasesAsync(CancellationToken cancellation)
    {
        if (databases.IsSqlite)
        {
            await using var db = databases.OpenForNobody();
            DateTimeOffset? nobody = null;
            await db.Stores.IgnoreQueryFilters().Where(s => s.LeaseUntil != null)
                .ExecuteUpdateAsync(s => s.SetProperty(x => x.LeaseUntil, nobody), cancellation);
        }
    }

    // Stores from before there was a schedule, or from a time when it was switched off. Which session they are due for is found out then.
    internal async Task PlanAsync(CancellationToken cancellation)
    {
        if (schedule.IsOn)
        {
            await using var db = databases.OpenForNobody();
            DateTimeOffset? now = schedule.Clock.GetUtcNow();
            await db.Stores.IgnoreQueryFilters()
                .Where(s => s.DueAt == null && s.DisconnectedAt == null && s.Health == StoreHealth.Ok && s.Mode != StoreMode.Offline)
                .ExecuteUpdateAsync(s => s.SetProperty(x => x.DueAt, now), cancellation);
        }
    }

    private async Task WakeDueAsync(CancellationToken cancellation)
    {
        var now = schedule.Clock.GetUtcNow();
        await using var db = databases.OpenForNobody();
        var due = await db.Stores.IgnoreQueryFilters()
            .Where(s => s.DueAt <= now && s.DisconnectedAt == null && (s.LeaseUntil == null || s.LeaseUntil < now))
            .OrderBy(s => s.DueAt).Select(s => s.Id).Take(200).ToListAsync(cancellation);
        due.AddRange(await webhooks.Due(db).Take(200).ToListAsync(cancellation));
        foreach (var store in due.Distinct())
        {
            await grains.GetGrain<IStoreGrain>(store).StartAsync();
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Looking for due stores failed; tried again in a second")]
    private partial void Failed(Exception cause);
}
