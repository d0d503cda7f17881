using System.Text.Json.Serialization;

namespace Quayside.Orders;

/// <summary>What to change about an order that was taken here. What is left out stays as it is. Amounts as in <see cref="OrderRequest"/>.</summary>
[JsonNumberHandling(JsonNumberHandling.AllowReadingFromString)]
public sealed record OrderEdit
{
    /// <summary>The order's changedAt that the caller looked at: where it was changed since, the edit is refused. Left out, it is changed
    /// as it is now.</summary>
    public DateTimeOffset? ChangedAt { get; init; }

    /// <summary>All lines that the order has afterwards, in their order; those that it has now by their id.</summary>
    public IReadOnlyList<OrderLineRequest>? Lines { get; init; }

    /// <summary>Replaces the buyer as a whole.</summary>
    public BuyerRequest? Buyer { get; init; }

    /// <summary>Replaces the address as a whole; an empty one takes it away.</summary>
    public AddressRequest? ShipTo { get; init; }

    public decimal? Shipping { get; init; }

    public decimal? Discount { get; init; }

    public decimal? Tax { get; init; }

    /// <summary>true: paid now. false: not paid after all; a new order waits for the payment then.</summary>
    public bool? Paid { get; init; }

    /// <summary>true: it is not paid, and worked on without, to be paid on delivery or by invoice; one that awaits its payment is new then. Not
    /// together with paid.</summary>
    public bool PaidLater { get; init; }

    /// <summary>An empty text takes it away.</summary>
    public string? Note { get; init; }

    public long? CarrierId { get; init; }

    internal bool ChangesSums => Lines is not null || Shipping is not null || Discount is not null || Tax is not null;
}
