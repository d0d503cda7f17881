using Quayside.Organisations;

namespace Quayside.Stores;

/// <summary>Connects a shop: asks who it is, refuses one that is connected already, stores it and starts its initial sync.</summary>
public sealed class ConnectStore
{
    /// <returns>Refused: forbidden, channel.unknown, setting.missing, store.check_failed, store.already_connected (with StoreId).
    /// Nothing half-made is left behind.</returns>
    public Task<Outcome<Store>> RunAsync(Caller caller, ConnectRequest request, CancellationToken cancellation) =>
        throw new NotImplementedException();
}

/// <param name="HistoryDays">Days of orders to fetch; null for 90. Cut to what the channel allows.</param>
/// <param name="IsCopy">An owner says that this shop is a copy of one that is connected: only its address must be new.</param>
public sealed record ConnectRequest(
    string Channel, string Name, IReadOnlyDictionary<string, string> Settings, int? HistoryDays = null, bool IsCopy = false);
