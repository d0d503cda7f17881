using Quayside.Organisations;

namespace Quayside.Orders;

/// <summary>One parcel of an order, handed to a carrier or to the buyer. Never changed but for its tracking number and delivery.</summary>
public sealed class Shipment : IBelongToOrganisation
{
    public long Id { get; init; } = NewId.Next();

    public required long OrganisationId { get; init; }

    public required long OrderId { get; init; }

    /// <summary>null where nobody carried it: the buyer took it.</summary>
    public long? CarrierId { get; init; }

    /// <summary>The carrier's service, as people call it.</summary>
    public string? Service { get; init; }

    public string? TrackingNumber { get; set; }

    public required DateTimeOffset ShippedAt { get; init; }

    public required string Who { get; init; }

    public DateTimeOffset? DeliveredAt { get; set; }
}

/// <summary>What of an order's line was in a parcel.</summary>
public sealed class ShipmentLine : IBelongToOrganisation
{
    public required long ShipmentId { get; init; }

    public required long LineId { get; init; }

    public required long OrganisationId { get; init; }

    /// <summary>Pieces of what was ordered, more than 0.</summary>
    public required decimal Quantity { get; init; }
}
