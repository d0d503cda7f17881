namespace Quayside.Connectors.Lazada;

/// <summary>What the states of an order's units mean together: Lazada gives the order none of its own.</summary>
internal static class LazadaUnits
{
    // From the least to the most advanced; an order stands where its least advanced unit that still counts stands.
    private static readonly OrderState[] Course =
    [
        OrderState.AwaitingPayment, OrderState.ReadyToShip, OrderState.Packed, OrderState.Unknown, OrderState.Shipped,
        OrderState.Delivered, OrderState.Returned,
    ];

    /// <param name="isCancelAsked">The buyer wants a unit cancelled and the answer is due.</param>
    public static OrderState Together(IReadOnlyList<string> statuses, bool isCancelAsked)
    {
        var states = statuses.Select(State).ToList();
        var lowest = states.Where(s => s != OrderState.Cancelled).Select(s => Array.IndexOf(Course, s)).DefaultIfEmpty(-1).Min();
        var state = lowest >= 0 ? Course[lowest] : states.Count > 0 ? OrderState.Cancelled : OrderState.Unknown;
        return isCancelAsked && state is OrderState.AwaitingPayment or OrderState.ReadyToShip or OrderState.Packed ? OrderState.CancelRequested : state;
    }

    /// <summary>One unit's state. What got lost on its way, or came back because nobody took it, is no sale any more.</summary>
    public static OrderState State(string status) => status.ToUpperInvariant() switch
    {
        "UNPAID" => OrderState.AwaitingPayment,
        "PENDING" or "REPACKED" or "TOPACK" or "CONFIRMED" => OrderState.ReadyToShip,
        "PACKED" or "READY_TO_SHIP_PENDING" or "READY_TO_SHIP" or "TOSHIP" => OrderState.Packed,
        "SHIPPED" or "SHIPPING" => OrderState.Shipped,
        "DELIVERED" => OrderState.Delivered,
        "CANCELED" or "CANCELLED" or "LOST" or "LOST_BY_3PL" or "DAMAGED_BY_3PL" or "PACKAGE_SCRAPPED" => OrderState.Cancelled,
        "RETURNED" or "FAILED" or "FAILED_DELIVERY" or "SHIPPED_BACK" or "SHIPPED_BACK_SUCCESS" or "SHIPPED_BACK_FAILED" => OrderState.Returned,
        _ => OrderState.Unknown,
    };

    /// <summary>Lazada has taken the unit from what can be sold, for a buyer who may still have to pay, and it is not with a carrier yet.</summary>
    public static bool IsOpen(string? status) =>
        status is not null && State(status) is OrderState.AwaitingPayment or OrderState.ReadyToShip or OrderState.Packed;
}
