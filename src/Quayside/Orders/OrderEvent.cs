using Quayside.Organisations;
using Quayside.Stores;

namespace Quayside.Orders;

/// <summary>One thing that changed about an order after it was first known. Never changed, never deleted.</summary>
public sealed class OrderEvent : IBelongToOrganisation
{
    public long Id { get; init; } = NewId.Next();

    public required long OrganisationId { get; init; }

    public required long OrderId { get; init; }

    /// <summary>When the channel says the order was last changed; when we learned it where it does not say.</summary>
    public required DateTimeOffset At { get; init; }

    public required DateTimeOffset LearnedAt { get; init; }

    public required LearnedBy LearnedBy { get; init; }

    public required OrderChange Change { get; init; }

    /// <summary>Who did it where a person did; null where the channel did.</summary>
    public string? Who { get; init; }

    /// <summary>As people read it; null where there was nothing.</summary>
    public string? Before { get; init; }

    /// <summary>As people read it; null where there is nothing any more.</summary>
    public string? After { get; init; }
}

/// <summary>What of an order changed.</summary>
public enum OrderChange
{
    State,

    /// <summary>The channel's own word.</summary>
    ChannelStatus,

    /// <summary>It was paid: when, as the channel says.</summary>
    Payment,

    Total,

    Refund,

    Carrier,

    TrackingNumber,

    ShipTo,

    Lines,

    /// <summary>The channel has it no longer.</summary>
    Deleted,

    /// <summary>The channel has it again.</summary>
    Restored,

    /// <summary>It was taken here.</summary>
    Taken,

    Buyer,

    Shipping,

    Discount,

    Note,

    /// <summary>A parcel was handed over.</summary>
    Parcel,

    /// <summary>What was left when the rest of an order was cancelled.</summary>
    NotShipped,

    /// <summary>Pieces came back from the buyer.</summary>
    CameBack,
}
