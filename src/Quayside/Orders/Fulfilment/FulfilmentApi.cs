using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Quayside.Connectors;
using Quayside.Hosting;
using Quayside.Organisations;

namespace Quayside.Orders.Fulfilment;

/// <param name="TrackingNumber">null to take it away.</param>
public sealed record TrackingBody(string? TrackingNumber);

internal static class FulfilmentApi
{
    // Where a move is not allowed, the refusal says which are.
    private static readonly (OrderMove Move, string Summary)[] Moves =
    [
        (OrderMove.Accept, "Accept a new order: it is ready to ship"),
        (OrderMove.Pay, "Note that an order was paid; one that awaited it is new then"),
        (OrderMove.Pack, "Note that an order is packed"),
        (OrderMove.Deliver, "Note that an order reached its buyer"),
        (OrderMove.Complete, "Close an order that was shipped"),
        (OrderMove.Cancel, "Cancel what of an order is not shipped, and release its stock; where a part was shipped, the order is shipped then"),
    ];

    public static void Map(RouteGroupBuilder api)
    {
        var orders = api.MapGroup("/orders").WithTags("Fulfilment");
        foreach (var (move, summary) in Moves)
        {
            var word = move.ToString().ToLowerInvariant();
            orders.MapPost(
                    $"/{{id:long}}/{word}",
                    async Task<Results<Ok<OrderView>, ProblemHttpResult>> (ClaimsPrincipal user, MoveOrder moves, GetOrder get, long id, CancellationToken cancellation) =>
                        await AnswerAsync((await moves.RunAsync(user.Caller(), id, move, cancellation)).Refusal, user, get, id, cancellation))
                .Writes(SignIn.MayWork).WithName($"{word}Order").WithSummary(summary).Refuses(404);
        }

        orders.MapPost("/{id:long}/return", ReturnAsync).Writes(SignIn.MayWork).WithName("returnOrder")
            .WithSummary("Note which pieces came back, and whether they can be sold again; without a body all that was shipped did").Refuses(400, 404);
        orders.MapPost("/{id:long}/shipments", ShipAsync).Writes(SignIn.MayWork).WithName("shipOrder")
            .WithSummary("Hand one parcel over; without a body all that is left, with the order's carrier").Refuses(400, 404);
        orders.MapPut("/{id:long}/shipments/{shipmentId:long}", TrackAsync).Writes(SignIn.MayWork).WithName("trackParcel")
            .WithSummary("Give a parcel its tracking number").Refuses(400, 404);
        orders.MapPost("/bulk", BulkAsync).Writes(SignIn.MayWork).WithName("moveOrders")
            .WithSummary("Make one move with many orders, each by itself; says of each what became of it").Refuses(400, 404);
        orders.MapGet("/pick-list", PickAsync).WithName("getPickList")
            .WithSummary("What to fetch from the shelves for open orders").Refuses(400, 404);
    }

    private static async Task<Results<Ok<OrderView>, ProblemHttpResult>> ReturnAsync(
        ClaimsPrincipal user, ReturnOrder give, GetOrder get, long id, ReturnRequest? body, CancellationToken cancellation) =>
        await AnswerAsync((await give.RunAsync(user.Caller(), id, body ?? new ReturnRequest(), cancellation)).Refusal, user, get, id, cancellation);

    private static async Task<Results<Created<OrderView>, ProblemHttpResult>> ShipAsync(
        ClaimsPrincipal user, ShipOrder ship, GetOrder get, long id, ParcelRequest? body, CancellationToken cancellation)
    {
        var shipped = await ship.RunAsync(user.Caller(), id, body ?? new ParcelRequest(), cancellation);
        return shipped.Refusal is { } refusal
            ? refusal.ToProblem()
            : TypedResults.Created($"/api/v1/orders/{id}", (await get.RunAsync(user.Caller(), id, cancellation)).Value);
    }

    private static async Task<Results<Ok<OrderView>, ProblemHttpResult>> TrackAsync(
        ClaimsPrincipal user, TrackParcel track, GetOrder get, long id, long shipmentId, TrackingBody body, CancellationToken cancellation) =>
        await AnswerAsync(
            (await track.RunAsync(user.Caller(), id, shipmentId, body.TrackingNumber, cancellation)).Refusal, user, get, id, cancellation);

    private static async Task<Results<Ok<BulkResult>, ProblemHttpResult>> BulkAsync(
        ClaimsPrincipal user, MoveOrders moves, BulkRequest body, CancellationToken cancellation) =>
        (await moves.RunAsync(user.Caller(), body, cancellation)).ToAnswer();

    private static async Task<Results<Ok<PickListView>, ProblemHttpResult>> PickAsync(
        ClaimsPrincipal user, GetPickList pick, long[]? id, long? storeId, Word<OrderState>? state, bool? attention, UtcTime? from, UtcTime? to,
        string? q, CancellationToken cancellation)
    {
        var filter = new OrderFilter(storeId, state?.Value, Attention: attention ?? false, From: from?.Value, To: to?.Value, Query: q);
        return (await pick.RunAsync(user.Caller(), id is { Length: > 0 } ? id : null, filter, cancellation)).ToAnswer();
    }

    private static async Task<Results<Ok<OrderView>, ProblemHttpResult>> AnswerAsync(
        Refusal? refusal, ClaimsPrincipal user, GetOrder get, long id, CancellationToken cancellation) =>
        refusal is null ? (await get.RunAsync(user.Caller(), id, cancellation)).ToAnswer() : refusal.ToProblem();
}
