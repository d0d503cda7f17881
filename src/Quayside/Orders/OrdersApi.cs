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
        Files.OrderFilesApi.Map(api);
        orders.MapPut("/{id:long}/carrier", ChooseCarrierAsync).Writes(SignIn.MayWork).WithName("chooseOrderCarrier")
            .WithSummary("Choose with which carrier an order travels, where the channel names none").Refuses(400, 404);
        orders.MapPost("", TakeAsync).Writes(SignIn.MayWork).WithName("takeOrder")
            .WithSummary("Take an order for an offline store; what it takes is reserved with it").Refuses(400, 404);
        orders.MapPost("/preview", PreviewAsync).RequireAuthorization(SignIn.MayWork).WithName("previewOrder")
            .WithSummary("What an order would come to and reserve; nothing is kept").Refuses(400, 404, 409, 422);
        orders.MapPut("/{id:long}", EditAsync).Writes(SignIn.MayWork).WithName("editOrder")
            .WithSummary("Change an order that was taken here; what is left out stays as it is").Refuses(400, 404);
        orders.MapPost("/{id:long}/preview", PreviewEditAsync).RequireAuthorization(SignIn.MayWork).WithName("previewOrderEdit")
            .WithSummary("What a change of an order would do to stock; nothing is kept").Refuses(400, 404, 409, 422);
        orders.MapPost("/{id:long}/cancel/preview", PreviewCancelAsync).RequireAuthorization(SignIn.MayWork).WithName("previewOrderCancel")
            .WithSummary("What a cancellation would give back to stock; nothing is kept").Refuses(404, 422);
    }

    private static async Task<Results<Created<OrderView>, ProblemHttpResult>> TakeAsync(
        ClaimsPrincipal user, TakeOrder take, GetOrder get, OrderRequest body, HttpRequest request, CancellationToken cancellation)
    {
        var key = OurText.Of(request.Headers[IdempotentWrite.Header].ToString());
        var taken = await take.RunAsync(user.Caller(), body, key, cancellation);
        if (taken.Refusal is { } refusal)
        {
            return refusal.ToProblem();
        }

        var order = await get.RunAsync(user.Caller(), taken.Value.Id, cancellation);
        return TypedResults.Created($"/api/v1/orders/{taken.Value.Id}", order.Value!);
    }

    private static async Task<Results<Ok<OrderPreview>, ProblemHttpResult>> PreviewAsync(
        ClaimsPrincipal user, PreviewOrder preview, OrderRequest body, CancellationToken cancellation) =>
        (await preview.NewAsync(user.Caller(), body, cancellation)).ToAnswer();

    private static async Task<Results<Ok<OrderView>, ProblemHttpResult>> EditAsync(
        ClaimsPrincipal user, EditOrder edit, GetOrder get, long id, OrderEdit body, CancellationToken cancellation) =>
        await edit.RunAsync(user.Caller(), id, body, cancellation) is { } refusal
            ? refusal.ToProblem()
            : (await get.RunAsync(user.Caller(), id, cancellation)).ToAnswer();

    private static async Task<Results<Ok<OrderPreview>, ProblemHttpResult>> PreviewEditAsync(
        ClaimsPrincipal user, PreviewOrder preview, long id, OrderEdit body, CancellationToken cancellation) =>
        (await preview.EditAsync(user.Caller(), id, body, cancellation)).ToAnswer();

    private static async Task<Results<Ok<OrderPreview>, ProblemHttpResult>> PreviewCancelAsync(
        ClaimsPrincipal user, PreviewOrder preview, long id, CancellationToken cancellation) =>
        (await preview.CancelAsync(user.Caller(), id, cancellation)).ToAnswer();

    private static async Task<Results<Ok<Slice<OrderView>>, ProblemHttpResult>> ListAsync(
        ClaimsPrincipal user, FindOrders find, long? storeId, Word<OrderState>? state, bool? open, bool? attention, Word<AttentionReason>? reason,
        UtcTime? from, UtcTime? to, string? q, string? cursor, int? limit, CancellationToken cancellation)
    {
        var filter = new OrderFilter(storeId, state?.Value, open, attention ?? false, from?.Value, to?.Value, q, Reason: reason?.Value);
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
