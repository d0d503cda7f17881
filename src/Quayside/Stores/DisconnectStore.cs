using Quayside.Organisations;

namespace Quayside.Stores;

/// <summary>Archives a store: no more calls, its settings forgotten; catalogue, orders and links stay. Repeating does nothing.</summary>
public sealed class DisconnectStore
{
    /// <returns>Refused: not_found, forbidden.</returns>
    public Task<Outcome<Store>> RunAsync(Caller caller, long storeId, CancellationToken cancellation) =>
        throw new NotImplementedException();
}
