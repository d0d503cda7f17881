using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Quayside.Database;
using Quayside.Hosting;
using Quayside.Organisations;

namespace Quayside.Inventory;

/// <param name="Pieces">Came (more than 0) or went (less than 0).</param>
/// <param name="Text">Why.</param>
/// <param name="WarehouseId">null for the main warehouse.</param>
public sealed record AdjustmentBody(decimal Pieces, string Text, long? WarehouseId = null);

/// <param name="Counted">Pieces on hand, those promised to orders too.</param>
/// <param name="WarehouseId">null for the main warehouse.</param>
/// <param name="Text">A remark.</param>
public sealed record CountBody(decimal Counted, long? WarehouseId = null, string? Text = null);

/// <param name="Pieces">More than 0, and no more than are available there.</param>
/// <param name="FromWarehouseId">null for the main warehouse.</param>
/// <param name="ToWarehouseId">null for the main warehouse.</param>
/// <param name="Text">A remark.</param>
public sealed record TransferBody(decimal Pieces, long? FromWarehouseId = null, long? ToWarehouseId = null, string? Text = null);

/// <summary>What people do with stock, why figures are what they are, and where stock is kept.</summary>
internal static class StockApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var item = api.MapGroup("/stock-items/{id:long}").WithTags("Inventory");
        item.MapGet("/movements", MovementsAsync).WithName("listStockMovements")
            .WithSummary("What makes the figures of an item, newest first; warehouseId=0 is the main warehouse").Refuses(400, 404);
        item.MapPost("/adjustments", AdjustAsync).Writes(SignIn.MayWork).WithName("adjustStock")
            .WithSummary("Pieces came or went; refused where fewer are on hand than go").Refuses(400, 404);
        item.MapPost("/counts", CountAsync).Writes(SignIn.MayWork).WithName("countStock")
            .WithSummary("Set on hand in one warehouse to what was counted; the first count opens the stock").Refuses(400, 404);
        item.MapPost("/transfers", TransferAsync).Writes(SignIn.MayWork).WithName("transferStock")
            .WithSummary("Carry pieces from one warehouse to another").Refuses(400, 404);

        var warehouses = api.MapGroup("/warehouses").WithTags("Inventory");
        warehouses.MapGet("", WarehousesAsync).WithName("listWarehouses")
            .WithSummary("Where stock is kept beside the main warehouse, which has no id");
        warehouses.MapGet("/{id:long}", WarehouseAsync).WithName("getWarehouse").WithSummary("One warehouse").Refuses(404);
        warehouses.MapPost("", AddAsync).Writes(SignIn.MayWork).WithName("addWarehouse")
            .WithSummary("Add a warehouse, or open a closed one of this name again").Refuses(400);
        warehouses.MapPut("/{id:long}", ChangeAsync).Writes(SignIn.MayWork).WithName("changeWarehouse")
            .WithSummary("Change a warehouse's name and address").Refuses(400, 404);
        warehouses.MapPost("/{id:long}/close", CloseAsync).Writes(SignIn.MayWork).WithName("closeWarehouse")
            .WithSummary("Close a warehouse that holds nothing and that no store ships from").Refuses(404);
    }

    private static async Task<Results<Ok<Slice<MovementView>>, ProblemHttpResult>> MovementsAsync(
        ClaimsPrincipal user, FindMovements find, long id, Word<StockFigure>? figure, long? warehouseId, string? cursor, int? limit,
        CancellationToken cancellation) =>
        (await find.RunAsync(user.Caller(), id, new MovementFilter(figure?.Value, warehouseId), cursor, limit ?? Limits.Default, cancellation)).ToAnswer();

    private static async Task<Results<Ok<StockItemDetail>, ProblemHttpResult>> AdjustAsync(
        ClaimsPrincipal user, AdjustStock adjust, GetStockItem get, long id, AdjustmentBody body, CancellationToken cancellation) =>
        await adjust.RunAsync(user.Caller(), id, body.WarehouseId, body.Pieces, body.Text, cancellation) is { } refusal
            ? refusal.ToProblem()
            : (await get.RunAsync(user.Caller(), id, cancellation)).ToAnswer();

    private static async Task<Results<Ok<StockItemDetail>, ProblemHttpResult>> CountAsync(
        ClaimsPrincipal user, CountStock count, GetStockItem get, long id, CountBody body, CancellationToken cancellation) =>
        await count.RunAsync(user.Caller(), id, body.WarehouseId, body.Counted, body.Text, cancellation) is { } refusal
            ? refusal.ToProblem()
            : (await get.RunAsync(user.Caller(), id, cancellation)).ToAnswer();

    private static async Task<Results<Ok<StockItemDetail>, ProblemHttpResult>> TransferAsync(
        ClaimsPrincipal user, TransferStock transfer, GetStockItem get, long id, TransferBody body, CancellationToken cancellation) =>
        await transfer.RunAsync(user.Caller(), id, body.FromWarehouseId, body.ToWarehouseId, body.Pieces, body.Text, cancellation) is { } refusal
            ? refusal.ToProblem()
            : (await get.RunAsync(user.Caller(), id, cancellation)).ToAnswer();

    private static async Task<Ok<Slice<WarehouseView>>> WarehousesAsync(
        ClaimsPrincipal user, FindWarehouses find, CancellationToken cancellation) =>
        TypedResults.Ok(await find.RunAsync(user.Caller(), cancellation));

    private static async Task<Results<Ok<WarehouseView>, ProblemHttpResult>> WarehouseAsync(
        ClaimsPrincipal user, FindWarehouses find, long id, CancellationToken cancellation) =>
        (await find.OneAsync(user.Caller(), id, cancellation)).ToAnswer();

    private static async Task<Results<Created<WarehouseView>, ProblemHttpResult>> AddAsync(
        ClaimsPrincipal user, ManageWarehouses manage, FindWarehouses find, WarehouseRequest body, CancellationToken cancellation)
    {
        var added = await manage.AddAsync(user.Caller(), body, cancellation);
        if (added.Refusal is { } refusal)
        {
            return refusal.ToProblem();
        }

        var warehouse = await find.OneAsync(user.Caller(), added.Value!.Id, cancellation);
        return TypedResults.Created($"/api/v1/warehouses/{added.Value.Id}", warehouse.Value!);
    }

    private static async Task<Results<Ok<WarehouseView>, ProblemHttpResult>> ChangeAsync(
        ClaimsPrincipal user, ManageWarehouses manage, FindWarehouses find, long id, WarehouseRequest body, CancellationToken cancellation) =>
        (await manage.ChangeAsync(user.Caller(), id, body, cancellation)).Refusal is { } refusal
            ? refusal.ToProblem()
            : (await find.OneAsync(user.Caller(), id, cancellation)).ToAnswer();

    private static async Task<Results<Ok<WarehouseView>, ProblemHttpResult>> CloseAsync(
        ClaimsPrincipal user, ManageWarehouses manage, FindWarehouses find, long id, CancellationToken cancellation) =>
        (await manage.CloseAsync(user.Caller(), id, cancellation)).Refusal is { } refusal
            ? refusal.ToProblem()
            : (await find.OneAsync(user.Caller(), id, cancellation)).ToAnswer();
}
