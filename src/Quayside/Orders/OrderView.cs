using System.Text.Json.Serialization;
using Quayside.Carriers;
using Quayside.Catalogue;
using Quayside.Connectors;
using Quayside.Orders.Fulfilment;
using Quayside.Stores;

namespace Quayside.Orders;

/// <summary>An order with its lines, as pages and API show it.</summary>
/// <param name="ChannelStatus">The channel's own word.</param>
/// <param name="Attention">Why it needs a person; empty for orders that are not open.</param>
/// <param name="Notes">What is odd about it and needs nobody.</param>
/// <param name="TaxTotal">null where the channel states no tax: the lines are then as charged.</param>
/// <param name="Carrier">The channel's: of its first shipping line; else the one chosen for it, else the store's default. null when there is none.</param>
public sealed record OrderView(
    long Id,
    long StoreId,
    string ChannelOrderId,
    string Number,
    DateTimeOffset PlacedAt,
    DateTimeOffset? ChangedAt,
    string ChannelStatus,
    OrderState State,
    bool Open,
    bool Historical,
    IReadOnlyList<OrderAttention> Attention,
    IReadOnlyList<OrderNote> Notes,
    Buyer Buyer,
    PostalAddress? ShipTo,
    Money Total,
    Money ShippingTotal,
    Money? TaxTotal,
    Money DiscountTotal,
    Money FeeTotal,
    Money RefundedTotal,
    IReadOnlyList<OrderLineView> Lines,
    string? Carrier,
    long? CarrierId,
    IReadOnlyList<ChannelShipping> Shipping,
    IReadOnlyList<string> TrackingNumbers)
{
    /// <summary>Who says which carrier it is; null when there is none.</summary>
    public CarrierFrom? CarrierFrom { get; init; }

    /// <summary>Address of a parcel's page at the carrier, with {number} where the tracking number goes; null where the carrier has none.</summary>
    public string? TrackingUrl { get; init; }

    /// <summary>The buyer fetches it: it needs no carrier.</summary>
    public bool Collected { get; init; }

    /// <summary>Taken here, for an offline store: it is changed here.</summary>
    public bool Ours { get; init; }

    /// <summary>The warehouse that an order taken here is reserved in; null for the main one.</summary>
    public long? WarehouseId { get; init; }

    /// <summary>What a person noted about it.</summary>
    public string? Note { get; init; }

    /// <summary>When it was paid; null when it is not, or when the channel does not say.</summary>
    public DateTimeOffset? PaidAt { get; init; }

    /// <summary>When we learned that the channel has it no longer; null while it has.</summary>
    public DateTimeOffset? DeletedAt { get; init; }

    /// <summary>When it was first read; null for orders from before that was kept.</summary>
    public DateTimeOffset? LearnedAt { get; init; }

    public LearnedBy? LearnedBy { get; init; }

    /// <summary>What a person may do with it now; nothing where it lives in a shop.</summary>
    public IReadOnlyList<OrderMove> Moves { get; init; } = [];

    /// <summary>Parcels that were handed over here, in their order.</summary>
    public IReadOnlyList<ParcelView> Shipments { get; init; } = [];

    /// <summary>What changed in the shop before this is in these figures; null before the store's first sync has ended.</summary>
    public DateTimeOffset? AsOf { get; init; }
}

/// <param name="VariationId">null while the variation is not in the catalogue, or its product is gone.</param>
/// <param name="ListingId">The listing of that variation.</param>
/// <param name="Total">After discounts, before tax.</param>
/// <param name="StockItemId">What it is taken from: through the variation's link as it is now, or what it stays reserved on since a link
/// was changed for later orders only; the first item of a kit; null when it waits for a link.</param>
/// <param name="Components">All items of a kit; empty where it is taken from one item.</param>
public sealed record OrderLineView(
    long Id,
    string ChannelLineId,
    string? ChannelListingId,
    string? ChannelVariationId,
    long? VariationId,
    long? ListingId,
    string? SellerSku,
    string Title,
    string? Image,
    decimal Quantity,
    decimal OpenQuantity,
    UnitPrice? UnitPrice,
    Money Total,
    long? StockItemId,
    string? MasterSku,
    IReadOnlyList<ComponentView> Components)
{
    /// <summary>Pieces that came back after they were shipped from here.</summary>
    public decimal ReturnedQuantity { get; init; }

    /// <summary>Pieces that are with the buyer and can still come back here; 0 for orders of shops.</summary>
    public decimal ReturnableQuantity { get; init; }
}

/// <param name="LineId">The line it is about; null when it is about the order.</param>
public sealed record OrderAttention(AttentionReason Reason, long? LineId, string Text)
{
    [JsonIgnore]
    public Remedy? Remedy { get; init; }
}

/// <summary>Where a person does what helps: a page of ours, and what the way there is called.</summary>
public sealed record Remedy(string Word, string Href);

public enum AttentionReason
{
    /// <summary>A line's variation is linked to no stock item.</summary>
    UnlinkedSku,

    /// <summary>More of an item is promised than the order's warehouse has.</summary>
    OutOfStock,

    /// <summary>Nobody says with which carrier it travels: not the channel, not a person, and its store has no default.</summary>
    NoCarrier,
}

public sealed record OrderNote(NoteReason Reason, string Text);

public enum NoteReason
{
    /// <summary>The channel's total is not the sum of its parts.</summary>
    TotalsDiffer,
}
