namespace Quayside.Connectors;

/// <summary>A sale from a store, with sums that mean the same on every channel.</summary>
/// <remarks><see cref="Total"/> = Σ lines + <see cref="ShippingTotal"/> + <see cref="FeeTotal"/> + <see cref="TaxTotal"/>.
/// Where the channel's own figures do not add up they are kept as they are.</remarks>
/// <param name="Number">What buyer and seller call it; may differ from the id.</param>
/// <param name="Status">The channel's own word.</param>
/// <param name="Total">What the buyer was charged, before refunds.</param>
/// <param name="ShippingTotal">Before tax.</param>
/// <param name="TaxTotal">null where the channel states no tax: the lines are then as charged.</param>
/// <param name="DiscountTotal">Informs; it is inside the lines already.</param>
/// <param name="FeeTotal">Before tax.</param>
/// <param name="RefundedTotal">Positive; 0 when nothing was refunded.</param>
public sealed record ChannelOrder(
    string Id,
    string Number,
    DateTimeOffset PlacedAt,
    DateTimeOffset? ChangedAt,
    string Status,
    OrderState State,
    Money Total,
    Money ShippingTotal,
    Money? TaxTotal,
    Money DiscountTotal,
    Money FeeTotal,
    Money RefundedTotal,
    Buyer Buyer,
    PostalAddress? ShipTo,
    IReadOnlyList<ChannelOrderLine> Lines,
    IReadOnlyList<ChannelShipping> Shipping,
    IReadOnlyList<string> TrackingNumbers)
{
    /// <summary>When it was paid; null when it is not, or when the channel does not say.</summary>
    public DateTimeOffset? PaidAt { get; init; }

    /// <summary>Text that differs when the channel changed the order without dating the change; null where it dates every one.</summary>
    public string? Mark { get; init; }

    /// <summary>The buyer fetches it: it names no carrier because none is needed. false where the channel does not say.</summary>
    public bool IsCollected { get; init; }

    /// <summary>The seller threw it away and the channel keeps it in a bin.</summary>
    public bool IsDeleted { get; init; }
}

/// <param name="ListingId">null when the product is gone.</param>
/// <param name="VariationId">The listing's own id for a product without variations; null when the product is gone.</param>
/// <param name="SellerSku">As the order carries it; null when blank.</param>
/// <param name="Quantity">Pieces ordered, refunds not taken off.</param>
/// <param name="OpenQuantity">Pieces the shop has taken from its stock for this line and not yet shipped or taken back;
/// 0 when the order is not open.</param>
/// <param name="Total">After discounts, before tax.</param>
public sealed record ChannelOrderLine(
    string Id,
    string? ListingId,
    string? VariationId,
    string? SellerSku,
    string Title,
    decimal Quantity,
    decimal OpenQuantity,
    UnitPrice? UnitPrice,
    Money Total);

/// <summary>How an order travels: the carrier as this channel writes it and one of its services.</summary>
/// <param name="Carrier">Free text; the same text is the same carrier on this store.</param>
/// <param name="ServiceCode">The channel's code of the service; null when it names none.</param>
public sealed record ChannelShipping(string Carrier, string? ServiceCode, string? ServiceName);

/// <summary>A carrier of the channel's own list.</summary>
public sealed record ChannelCarrier(string Name, IReadOnlyList<ChannelCarrierService> Services);

public sealed record ChannelCarrierService(string Code, string Name);

/// <summary>Who bought. Any part may be missing.</summary>
public sealed record Buyer(string? Name, string? Email, string? Phone);

/// <param name="Country">ISO 3166-1 alpha-2 where the channel says it so.</param>
public sealed record PostalAddress(
    string? Name,
    string? Company,
    string? Line1,
    string? Line2,
    string? City,
    string? Region,
    string? Postcode,
    string? Country,
    string? Phone);

/// <summary>Where an order stands, the same words for every channel.</summary>
public enum OrderState
{
    New,
    AwaitingPayment,
    ReadyToShip,
    Packed,
    Shipped,
    Delivered,
    Completed,
    CancelRequested,
    Cancelled,
    Refunded,
    Returned,

    /// <summary>A status this version does not know; the channel's own word is kept beside it.</summary>
    Unknown,
}
