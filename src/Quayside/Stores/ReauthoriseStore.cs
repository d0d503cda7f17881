using Quayside.Organisations;

namespace Quayside.Stores;

/// <summary>Replaces a store's settings with ones that reach the same seller.</summary>
public sealed class ReauthoriseStore
{
    /// <returns>Refused: not_found, forbidden, setting.missing, store.check_failed, store.other_seller; the old settings then stay.</returns>
    public Task<Outcome<Store>> RunAsync(
        Caller caller, long storeId, IReadOnlyDictionary<string, string> settings, CancellationToken cancellation) =>
        throw new NotImplementedException();
}
