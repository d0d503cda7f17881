using Quayside.Organisations;

namespace Quayside.Stores;

/// <summary>Starts a session for a store.</summary>
public sealed class StartSync
{
    /// <returns>Refused: not_found, forbidden, sync.running, store.disconnected, store.needs_reauth.</returns>
    public Task<Outcome<SyncSession>> RunAsync(Caller caller, long storeId, CancellationToken cancellation) =>
        throw new NotImplementedException();
}
