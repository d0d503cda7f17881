using Quayside.Connectors;

namespace Quayside.Orders.Fulfilment;

/// <summary>What a person does with an order that was taken here.</summary>
public enum OrderMove
{
    Accept,

    /// <summary>It was paid.</summary>
    Pay,

    Pack,

    /// <summary>A parcel is handed over; the order is shipped with its last piece.</summary>
    Ship,

    Deliver,

    Complete,

    /// <summary>Nothing more of it will be shipped.</summary>
    Cancel,

    /// <summary>Pieces came back; the order is returned with the last piece that was shipped.</summary>
    Return,
}

/// <summary>Which moves an order allows in which state, and where they lead. What is not here is refused.</summary>
internal static class OrderMoves
{
    // A move without a goal leaves the state as it is.
    private static readonly (OrderMove Move, OrderState[] From, OrderState? To)[] Table =
    [
        (OrderMove.Accept, [OrderState.New], OrderState.ReadyToShip),
        (OrderMove.Pay, [OrderState.AwaitingPayment], OrderState.New),
        (OrderMove.Pay, [OrderState.New, OrderState.ReadyToShip, OrderState.Packed, OrderState.Shipped, OrderState.Delivered, OrderState.Completed], null),
        (OrderMove.Pack, [OrderState.ReadyToShip], OrderState.Packed),
        (OrderMove.Ship, [OrderState.ReadyToShip, OrderState.Packed], OrderState.Shipped),
        (OrderMove.Deliver, [OrderState.Shipped], OrderState.Delivered),
        (OrderMove.Complete, [OrderState.Shipped, OrderState.Delivered], OrderState.Completed),
        (OrderMove.Cancel,
            [OrderState.New, OrderState.AwaitingPayment, OrderState.ReadyToShip, OrderState.Packed, OrderState.CancelRequested], OrderState.Cancelled),
        (OrderMove.Return, [OrderState.Shipped, OrderState.Delivered, OrderState.Completed], OrderState.Returned),
    ];

    /// <returns>Where the move leads; null where it is not allowed.</returns>
    public static OrderState? To(OrderState from, OrderMove move)
    {
        var row = Array.Find(Table, row => row.Move == move && row.From.Contains(from));
        return row.From is null ? null : row.To ?? from;
    }

    /// <summary>What a person may do with an order now; nothing where the order lives in a shop.</summary>
    public static IReadOnlyList<OrderMove> Of(Order order) => !order.IsOurs
        ? []
        : [.. Enum.GetValues<OrderMove>().Where(move => To(order.State, move) is not null && !(move == OrderMove.Pay && order.PaidAt is not null))];

    public static Refusal Refuse(Order order, OrderMove move)
    {
        var allowed = Of(order);
        return new Refusal(
            "order.move",
            $"Order {order.Number} is {Words(order.State.ToString())}, so it cannot be {Done(move)}. " +
            (allowed.Count == 0 ? "Nothing more can be done with it." : $"It can be {string.Join(", ", allowed.Select(Done))}."));
    }

    public static string Done(OrderMove move) => move switch
    {
        OrderMove.Accept => "accepted",
        OrderMove.Pay => "marked as paid",
        OrderMove.Pack => "packed",
        OrderMove.Ship => "shipped",
        OrderMove.Deliver => "marked as delivered",
        OrderMove.Complete => "completed",
        OrderMove.Cancel => "cancelled",
        OrderMove.Return => "returned",
        _ => throw new ArgumentOutOfRangeException(nameof(move), move, null),
    };

    // "ReadyToShip" as "ready to ship".
    private static string Words(string name) =>
        string.Concat(name.Select((letter, n) => char.IsUpper(letter) ? (n == 0 ? "" : " ") + char.ToLowerInvariant(letter) : letter.ToString()));
}
