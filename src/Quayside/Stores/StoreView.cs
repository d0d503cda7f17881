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
    /// <summary>ISO 3166-1 alpha-2, of an offline store; null for a connected one.</summary>
    public string? Country { get; init; }

    /// <summary>Where orders taken here are reserved and shipped from; null for the main warehouse.</summary>
    public long? WarehouseId { get; init; }

    /// <summary>Used for its orders until the channel names a carrier; null when none was chosen.</summary>
    public long? DefaultCarrierId { get; init; }

    /// <summary>Whether an order taken here may ask for more than is available.</summary>
    public bool AllowsBackOrders { get; init; }

    /// <summary>How old its figures are; null where nobody asked, and for an offline store.</summary>
    public FreshnessView? Freshness { get; init; }

    public static StoreView Of(Store store, IEnumerable<StoreIdentity> identities) => new(
        store.Id, store.Channel, store.Name, store.Mode, store.Health, store.HealthText, store.ShopName, store.Address,
        [.. identities.OrderBy(i => i.Kind, StringComparer.Ordinal).ThenBy(i => i.Value, StringComparer.Ordinal)
            .Select(i => new IdentityView(i.Kind, i.Value))],
        store.Currency, store.HistoryDays, store.ConnectedAt, store.DisconnectedAt, store.CopyOfStoreId)
    {
        Country = store.Country,
        WarehouseId = store.WarehouseId,
        DefaultCarrierId = store.DefaultCarrierId,
        AllowsBackOrders = store.AllowsBackOrders,
    };
}

public sealed record IdentityView(string Kind, string Value);
