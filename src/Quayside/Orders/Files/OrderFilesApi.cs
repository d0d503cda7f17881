using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Quayside.Connectors;
using Quayside.Hosting;
using Quayside.Hosting.Spreadsheets;
using Quayside.Organisations;

namespace Quayside.Orders.Files;

/// <param name="Columns">Fields by header (docs/orders.md); an empty field is a column that is not taken.</param>
/// <param name="DecimalComma">Whether numbers are written 1.234,50; null to leave it as it is.</param>
public sealed record OrderColumnsBody(IReadOnlyDictionary<string, string> Columns, bool? DecimalComma = null);

internal static class OrderFilesApi
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/orders/export", ExportAsync).WithTags("Orders").WithName("exportOrders")
            .WithSummary("Orders as CSV or XLSX, a row for each line; filtered as the list is").Produces<string>(200, "text/csv").Refuses(400, 404);
        var store = api.MapGroup("/stores/{id:long}/order-file").WithTags("Orders");
        store.MapPost("", ImportAsync).Writes(SignIn.MayWork).WithName("importOrders").AddOpenApiOperationTransformer(SheetFiles.IsTakenAsync)
            .WithSummary("Take orders for an offline store from a CSV or XLSX file; without apply=true it is only shown what it would do").Refuses(400, 404, 413);
        store.MapPost("/refused", RefusedAsync).RequireAuthorization(SignIn.MayWork).WithName("getRefusedOrderRows")
            .AddOpenApiOperationTransformer(SheetFiles.IsTakenAsync)
            .WithSummary("The rows of a file that would be refused as they came, each with its reason").Produces<string>(200, "text/csv").Refuses(400, 404, 409, 413, 422);
        store.MapPut("/columns", ColumnsAsync).Writes(SignIn.MayWork).WithName("chooseOrderColumns")
            .WithSummary("Say what the columns of a store's files of orders hold; remembered for the next file").Refuses(400, 404);
    }

    /// <summary>The same file for people, whose browsers have a cookie and no key.</summary>
    public static void MapFiles(IEndpointRouteBuilder routes) =>
        routes.MapGroup("/files").RequireAuthorization().ExcludeFromDescription().MapGet("/orders", ExportAsync);

    private static async Task<IResult> ExportAsync(
        ClaimsPrincipal user, ExportOrders export, HttpResponse response, Word<SheetFormat>? format, long? storeId, Word<OrderState>? state, bool? open,
        bool? attention, Word<AttentionReason>? reason, UtcTime? from, UtcTime? to, string? q, long? stockItemId, CancellationToken cancellation)
    {
        var filter = new OrderFilter(storeId, state?.Value, open, attention ?? false, from?.Value, to?.Value, q, stockItemId, reason?.Value);
        var kind = format?.Value ?? SheetFormat.Csv;
        Stream Target()
        {
            SheetFiles.Begin(response, kind, $"orders.{kind.ToString().ToLowerInvariant()}");
            return response.Body;
        }

        return await export.RunAsync(user.Caller(), filter, Target, kind, cancellation) is { } refusal ? refusal.ToProblem() : Results.Empty;
    }

    private static async Task<Results<Ok<OrderFileView>, ProblemHttpResult>> ImportAsync(
        ClaimsPrincipal user, ImportOrderFile import, HttpRequest request, long id, bool? apply, CancellationToken cancellation)
    {
        await using var file = await SheetFiles.ReceiveAsync(request, cancellation);
        return (await import.RunAsync(user.Caller(), id, file, null, apply ?? false, null, cancellation)).ToAnswer();
    }

    private static async Task<IResult> RefusedAsync(
        ClaimsPrincipal user, ImportOrderFile import, HttpRequest request, HttpResponse response, long id, CancellationToken cancellation)
    {
        await using var file = await SheetFiles.ReceiveAsync(request, cancellation);
        var shown = await import.RunAsync(user.Caller(), id, file, null, applies: false, null, cancellation);
        if (shown.Refusal is { } refusal)
        {
            return refusal.ToProblem();
        }

        SheetFiles.Begin(response, SheetFormat.Csv, "refused-orders.csv");
        await RefusedRow.WriteAsync(shown.Value!.Header, shown.Value.Refused, response.Body, SheetFormat.Csv, cancellation);
        return Results.Empty;
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> ColumnsAsync(
        ClaimsPrincipal user, ImportOrderFile import, long id, OrderColumnsBody body, CancellationToken cancellation) =>
        (await import.RememberAsync(user.Caller(), id, new OrderFileLayout(body.Columns, body.DecimalComma), cancellation)).ToAnswer();
}
