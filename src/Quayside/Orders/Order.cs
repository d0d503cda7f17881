using Quayside.Connectors;
using Quayside.Organisations;
using Quayside.Stores;

namespace Quayside.Orders;

/// <summary>A sale from a store, as the channel last told it, or as it was taken here.</summary>
public sealed class Order : IBelongToOrganisation
{
    public long Id { get; init; } = NewId.Next();

    public required long OrganisationId { get; init; }

    public required long StoreId { get; init; }

    /// <summary>Unique within a store, which is what makes importing twice harmless.</summary>
    public required string ChannelOrderId { get; init; }

    public required string Number { get; init; }

    public required DateTimeOffset PlacedAt { get; init; }

    public DateTimeOffset? ChangedAt { get; set; }

    public required string ChannelStatus { get; init; }

    public required OrderState State { get; set; }

    /// <summary>Placed before the store was connected; fixed then. Has no side effects.</summary>
    public required bool IsHistorical { get; init; }

    /// <summary>A person may still have to do something for it.</summary>
    public required bool IsOpen { get; set; }

    public required string Currency { get; init; }

    public required long TotalMinor { get; set; }

    public required long ShippingMinor { get; set; }

    public long? TaxMinor { get; set; }

    public required long DiscountMinor { get; set; }

    public required long FeeMinor { get; init; }

    public required long RefundedMinor { get; init; }

    /// <summary>How far the channel's total is from the sum of its parts; 0 when it adds up.</summary>
    public required long SumDifferenceMinor { get; init; }

    public string? BuyerName { get; set; }

    public string? BuyerEmail { get; set; }

    public string? BuyerPhone { get; set; }

    public PostalAddress? ShipTo { get; set; }

    public required List<ChannelShipping> Shipping { get; init; }

    /// <summary>The buyer fetches it: nothing travels, and no carrier is needed.</summary>
    public bool IsCollected { get; init; }

    public required List<string> TrackingNumbers { get; set; }

    public required string SearchText { get; set; }

    public DateTimeOffset? PaidAt { get; set; }

    /// <summary>What else the channel changes when it changes the order without dating it; null where it dates every change.</summary>
    public string? ChannelMark { get; init; }

    /// <summary>When we learned that the channel has it no longer. It stays, and is not open.</summary>
    public DateTimeOffset? DeletedAt { get; set; }

    /// <summary>Over this row and its lines as they were written (<see cref="OrderFingerprint"/>): a row that was changed by
    /// another hand does not fit it. null for orders from before this was kept.</summary>
    public long? Fingerprint { get; set; }

    /// <summary>When and how it was first read; null for orders from before this was kept.</summary>
    public DateTimeOffset? LearnedAt { get; init; }

    public LearnedBy? LearnedBy { get; init; }

    /// <summary>Taken here, for an offline store: Quayside is where it lives, and where it is changed.</summary>
    public bool IsOurs { get; init; }

    /// <summary>The caller's own key of the request that took it; unique within a store, so that a repeat is the same order. null where
    /// the caller gave none.</summary>
    public string? RequestKey { get; init; }

    /// <summary>The warehouse it is reserved in and shipped from; null for the main one.</summary>
    public long? WarehouseId { get; set; }

    /// <summary>The carrier a person chose for it; null for the store's default. A carrier that the channel names wins.</summary>
    public long? CarrierId { get; set; }

    /// <summary>What a person noted about it.</summary>
    public string? Note { get; set; }

    public Money Total => new(TotalMinor, new Currency(Currency));
}

/// <summary>One variation and quantity in an order.</summary>
public sealed class OrderLine : IBelongToOrganisation
{
    public long Id { get; init; } = NewId.Next();

    public required long OrganisationId { get; init; }

    public required long OrderId { get; init; }

    public required string ChannelLineId { get; init; }

    public required int Position { get; set; }

    /// <summary>What the channel says was sold, kept so that the variation can be found when it arrives later.</summary>
    public string? ChannelListingId { get; init; }

    public string? ChannelVariationId { get; init; }

    /// <summary>null while the variation is not in the catalogue.</summary>
    public long? VariationId { get; init; }

    public string? SellerSku { get; init; }

    public required string Title { get; init; }

    public required decimal Quantity { get; set; }

    /// <summary>Pieces the shop has taken from its stock for this line and not yet shipped.</summary>
    public required decimal OpenQuantity { get; set; }

    /// <summary>Pieces that were shipped and came back, of an order taken here.</summary>
    public decimal ReturnedQuantity { get; set; }

    public string? UnitPriceText { get; set; }

    public required long TotalMinor { get; set; }
}

/// <summary>The order's JSON as the channel sent it, compressed.</summary>
public sealed class RawOrder : IBelongToOrganisation
{
    public required long OrderId { get; init; }

    public required long OrganisationId { get; init; }

    public required byte[] Body { get; init; }
}
