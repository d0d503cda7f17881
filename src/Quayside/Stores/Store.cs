using Quayside.Organisations;

namespace Quayside.Stores;

/// <summary>One seller account or shop on a channel; the unit that connects and syncs.</summary>
public sealed class Store : IBelongToOrganisation
{
    /// <summary><see cref="Channel"/> of a store that no connector reaches.</summary>
    public const string OfflineChannel = "offline";

    public long Id { get; init; } = NewId.Next();

    public required long OrganisationId { get; init; }

    /// <summary>The connector's key, such as "woocommerce".</summary>
    public required string Channel { get; init; }

    /// <summary>What the seller calls it.</summary>
    public required string Name { get; set; }

    public StoreMode Mode { get; set; } = StoreMode.Observe;

    public StoreHealth Health { get; set; } = StoreHealth.Ok;

    /// <summary>Why it is not Ok and what to do, for the seller; null when Ok.</summary>
    public string? HealthText { get; set; }

    /// <summary>The shop's own name and address when it was last identified.</summary>
    public required string ShopName { get; set; }

    public string? Address { get; set; }

    public string? Currency { get; set; }

    /// <summary>All settings, secrets too, encrypted. Write-only: shown to nobody.</summary>
    public required byte[] Settings { get; set; }

    /// <summary>Access tokens by name, encrypted; null when the channel needs none.</summary>
    public byte[]? Tokens { get; set; }

    /// <summary>Whose tokens its calls carry, where the seller signs in at the channel.</summary>
    public long? AuthorisationId { get; set; }

    /// <summary>JSON of what the channel said of itself (<see cref="Connectors.ShopFacts"/>).</summary>
    public string? Facts { get; set; }

    /// <summary>Days of orders to fetch, counted back from <see cref="ConnectedAt"/>.</summary>
    public required int HistoryDays { get; init; }

    public required DateTimeOffset ConnectedAt { get; init; }

    public DateTimeOffset? DisconnectedAt { get; set; }

    /// <summary>The store this shop is a copy of, where an owner said so.</summary>
    public long? CopyOfStoreId { get; init; }

    /// <summary>ISO 3166-1 alpha-2, of an offline store.</summary>
    public string? Country { get; set; }

    /// <summary>Where orders taken here are reserved and shipped from; null for the main warehouse.</summary>
    public long? WarehouseId { get; set; }

    /// <summary>Used for its orders until the channel names one; null when none was chosen.</summary>
    public long? DefaultCarrierId { get; set; }

    /// <summary>Whether an order taken here may ask for more than is available.</summary>
    public bool AllowsBackOrders { get; set; }

    /// <summary>When work is next due; null when a person has to act first, or nothing is planned.</summary>
    public DateTimeOffset? DueAt { get; set; }

    /// <summary>Minutes between two looks for changes; null for the program's own setting.</summary>
    public int? SyncEveryMinutes { get; set; }

    /// <summary>When both sides are next compared; null before the first sync has ended.</summary>
    public DateTimeOffset? ReconcileDueAt { get; set; }

    /// <summary>Milliseconds that the shop's clock was ahead of ours at the last look.</summary>
    public long ClockAheadMs { get; set; }

    /// <summary>Fencing number: a transaction that carries an older one writes nothing.</summary>
    public long Lease { get; set; }

    /// <summary>Until when the holder of <see cref="Lease"/> may send; null when nobody holds it.</summary>
    public DateTimeOffset? LeaseUntil { get; set; }
}

public enum StoreMode
{
    /// <summary>Read only: nothing is written to the shop.</summary>
    Observe,

    Live,

    Offline,
}

public enum StoreHealth
{
    Ok,

    /// <summary>Held back by the channel or the network; goes on by itself.</summary>
    Waiting,

    /// <summary>The channel refuses the key; a person signs in again.</summary>
    NeedsReauth,

    /// <summary>Something a person has to look at.</summary>
    Stopped,

    /// <summary>Archived by a person; mappings are kept.</summary>
    Disconnected,
}

/// <summary>A seller identity of a store. Unique in an organisation per channel, archived stores included.</summary>
public sealed class StoreIdentity : IBelongToOrganisation
{
    public long Id { get; init; } = NewId.Next();

    public required long OrganisationId { get; init; }

    public required long StoreId { get; init; }

    public required string Channel { get; init; }

    public required string Kind { get; init; }

    public required string Value { get; init; }

    public required bool Strong { get; init; }
}
