using Quayside.Connectors;
using Quayside.Organisations;

namespace Quayside.Stores;

/// <summary>Says which shop answers to these settings. Keeps nothing.</summary>
public sealed class CheckShop
{
    /// <returns>Refused: channel.unknown, setting.missing, store.check_failed with the reason in words.</returns>
    public Task<Outcome<CheckedShop>> RunAsync(
        Caller caller, string channel, IReadOnlyDictionary<string, string> settings, CancellationToken cancellation) =>
        throw new NotImplementedException();
}

/// <param name="KnownStore">The store that already has one of the shop's identities; null when it is new.</param>
/// <param name="LooksLikeCopy">true when a strong identity is known and the address is another: an owner may say it is a copy.</param>
public sealed record CheckedShop(ShopCheck Check, Store? KnownStore, bool LooksLikeCopy);
