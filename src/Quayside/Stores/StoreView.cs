namespace Quayside.Stores;

/// <summary>A store, as pages and API show it. No secret is in it.</summary>
/// <param name="Name">What the seller calls it.</param>
/// <param name="ShopName">What the shop calls itself.</param>
/// <param name="HealthText">Why it is not ok and what to do; null when it is.</param>
/// <param name="CopyOfStoreId">The store this shop is a copy of, where an owner said so.</param>
public sealed record StoreView(
    long Id,
    string Channel,
    string Name,
    StoreMode Mode,
    StoreHealth Health,
    string? HealthText,
    string ShopName,
    string? Address,
    IReadOnlyList<IdentityView> Identities,
    string? Currency,
    int HistoryDays,
    DateTimeOffset ConnectedAt,
    DateTimeOffset? DisconnectedAt,
    long? CopyOfStoreId)
{
    /// <summary>With which carrier its orders travel until the channel names another; null when none was chosen.</summary>
    public long? DefaultCarrierId { get; init; }

    /// <summary>How old its figures are; null where nobody asked.</summary>
    public FreshnessView? Freshness { get; init; }

    public static StoreView Of(Store store, IEnumerable<StoreIdentity> identities) => new(
        store.Id, store.Channel, store.Name, store.Mode, store.Health, store.HealthText, store.ShopName, store.Address,
        [.. identities.OrderBy(i => i.Kind, StringComparer.Ordinal).ThenBy(i => i.Value, StringComparer.Ordinal)
            .Select(i => new IdentityView(i.Kind, i.Value))],
        store.Currency, store.HistoryDays, store.ConnectedAt, store.DisconnectedAt, store.CopyOfStoreId)
    {
        DefaultCarrierId = store.DefaultCarrierId,
    };
}

public sealed record IdentityView(string Kind, string Value);
