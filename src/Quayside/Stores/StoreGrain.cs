namespace Quayside.Stores;

/// <summary>The only caller of one store's channel. Its key is the store's id.</summary>
[Alias("quayside.store")]
public interface IStoreGrain : IGrainWithIntegerKey
{
    /// <summary>Starts the store's open session and returns at once. Does nothing while one runs, so calling too often is harmless.</summary>
    [Alias("start")]
    Task StartAsync();

    /// <summary>Stops what runs and returns when it has stopped.</summary>
    [Alias("stop")]
    Task StopAsync();

    /// <summary>Reads quarantined records again. Ends within 20 s; what was not tried by then stays as it was.</summary>
    /// <returns>null when all were tried; otherwise why not, for the seller.</returns>
    [Alias("retry")]
    Task<string?> RetryAsync(long[] recordIds);

    /// <summary>Stops what runs and takes our webhooks out of the shop. Ends within 20 s; what is left there then stays noted.</summary>
    [Alias("removeWebhooks")]
    Task RemoveWebhooksAsync();
}

/// <summary>Starts runs, one at a time, and stays active while one lives.</summary>
/// <remarks>Holds nothing that matters: session, cursor and lease are in the tables. Losing this grain loses no work.</remarks>
internal sealed class StoreGrain(StoreRuns runs) : Grain, IStoreGrain, IDisposable
{
    private static readonly TimeSpan RetryTime = TimeSpan.FromSeconds(20);

    private CancellationTokenSource _stop = new();
    private Task _run = Task.CompletedTask;

    public Task StartAsync()
    {
        if (_run.IsCompleted)
        {
            _stop.Dispose();
            _stop = new CancellationTokenSource();
            _run = runs.StartSync(this.GetPrimaryKeyLong(), _stop.Token);
            StayWhileRunning();
        }

        return Task.CompletedTask;
    }

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _run;
    }

    public async Task<string?> RetryAsync(long[] recordIds)
    {
        if (!_run.IsCompleted)
        {
            return "A sync of this store is running. Retry when it has finished.";
        }

        using var stop = new CancellationTokenSource(RetryTime);
        var retry = runs.StartRetry(this.GetPrimaryKeyLong(), recordIds, stop.Token);
        _run = retry;
        return await retry;
    }

    public async Task RemoveWebhooksAsync()
    {
        await StopAsync();
        using var stop = new CancellationTokenSource(RetryTime);
        _run = runs.StartRemovingWebhooks(this.GetPrimaryKeyLong(), stop.Token);
        await _run;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => StopAsync();

    public void Dispose() => _stop.Dispose();

    // A run that outlived its grain would meet a second grain's run at the same shop.
    private void StayWhileRunning() => this.RegisterGrainTimer(
        static (grain, _) =>
        {
            if (!grain._run.IsCompleted)
            {
                grain.DelayDeactivation(TimeSpan.FromMinutes(5));
            }

            return Task.CompletedTask;
        },
        this,
        new GrainTimerCreationOptions(TimeSpan.Zero, TimeSpan.FromMinutes(1)));
}
