using Quayside.Organisations;

namespace Quayside.Stores;

/// <summary>Reads quarantined records again from the channel, through the store's grain.</summary>
public sealed class RetryQuarantine
{
    /// <param name="recordId">One record; null for all of the store's.</param>
    /// <returns>How many were tried and how many are still kept apart. Refused: not_found, forbidden, sync.running,
    /// store.disconnected, store.needs_reauth, store.check_failed when the channel does not answer.</returns>
    public Task<Outcome<RetriedRecords>> RunAsync(Caller caller, long storeId, long? recordId, CancellationToken cancellation) =>
        throw new NotImplementedException();
}

public sealed record RetriedRecords(int Tried, int StillQuarantined);
