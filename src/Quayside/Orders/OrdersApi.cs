using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Quayside.Carriers;
using Quayside.Connectors;
using Quayside.Database;
using Quayside.Hosting;
using Quayside.Organisations;

namespace Quayside.Orders;

internal static class OrdersApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var orders = api.MapGroup("/orders").WithTags("Orders");
        orders.MapGet("", ListAsync).WithName("listOrders").WithSummary("Which orders there are, newest first").Refuses(400, 404);
        orders.MapGet("/{id:long}", GetAsync).WithName("getOrder").WithSummary("One order").Refuses(404);
        orders.MapGet("/{id:long}/events", EventsAsync).WithName("listOrderEvents")
            .WithSummary("What changed about an order, when, and how it was learned; latest first").Refuses(400, 404);
        orders.MapPut("/{id:long}/carrier", ChooseCarrierAsync).Writes(SignIn.MayWork).WithName("chooseOrderCarrier")
            .WithSummary("Choose with which carrier an order travels, where the channel names none").Refuses(400, 404);
    }

    private static async Task<Results<Ok<Slice<OrderView>>, ProblemHttpResult>> ListAsync(
        ClaimsPrincipal user, FindOrders find, long? storeId, Word<OrderState>? state, bool? open, bool? attention,
        UtcTime? from, UtcTime? to, string? q, string? cursor, int? limit, CancellationToken cancellation)
    {
        var filter = new OrderFilter(storeId, state?.Value, open, attention ?? false, from?.Value, to?.Value, q);
        return (await find.RunAsync(user.Caller(), filter, cursor, limit ?? Limits.Default, cancellation)).ToAnswer();
    }

    private static async Task<Results<Ok<OrderView>, ProblemHttpResult>> GetAsync(
        ClaimsPrincipal user, GetOrder get, long id, CancellationToken cancellation) =>
        (await get.RunAsync(user.Caller(), id, cancellation)).ToAnswer();

    private static async Task<Results<Ok<OrderView>, ProblemHttpResult>> ChooseCarrierAsync(
        ClaimsPrincipal user, ChooseOrderCarrier choose, GetOrder get, long id, CarrierChoice body, CancellationToken cancellation) =>
        await choose.RunAsync(user.Caller(), id, body.CarrierId, cancellation) is { } refusal
            ? refusal.ToProblem()
            : (await get.RunAsync(user.Caller(), id, cancellation)).ToAnswer();

    private static async Task<Results<Ok<Slice<OrderEventView>>, ProblemHttpResult>> EventsAsync(
        ClaimsPrincipal user, FindOrderEvents find, long id, string? cursor, int? limit, CancellationToken cancellation) =>
        (await find.RunAsync(user.Caller(), id, cursor, limit ?? Limits.Default, cancellation)).ToAnswer();
}
