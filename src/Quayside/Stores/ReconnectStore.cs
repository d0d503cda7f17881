using Quayside.Organisations;

namespace Quayside.Stores;

/// <summary>Brings an archived store back with settings that reach the same seller; every link is as it was.</summary>
public sealed class ReconnectStore
{
    /// <returns>Refused: not_found, forbidden, setting.missing, store.check_failed, store.other_seller, store.connected.</returns>
    public Task<Outcome<Store>> RunAsync(
        Caller caller, long storeId, IReadOnlyDictionary<string, string> settings, CancellationToken cancellation) =>
        throw new NotImplementedException();
}
