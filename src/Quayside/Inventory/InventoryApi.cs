using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Quayside.Database;
using Quayside.Hosting;
using Quayside.Organisations;

namespace Quayside.Inventory;

internal static class InventoryApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var items = api.MapGroup("/stock-items").WithTags("Inventory");
        items.MapGet("", ListAsync).WithName("listStockItems")
            .WithSummary("Which stock items there are, with where shops show another figure").Refuses(400, 404);
        items.MapGet("/{id:long}", GetAsync).WithName("getStockItem")
            .WithSummary("One stock item, with what it is sold as and its last movements").Refuses(404);
        api.MapGet("/variations/{id:long}/availability", AvailableAsync).WithTags("Inventory").WithName("getVariationAvailability")
            .WithSummary("How many of a variation can be sold now, and from which warehouse; of a kit what its scarcest component allows").Refuses(404);
    }

    private static async Task<Results<Ok<Slice<StockItemView>>, ProblemHttpResult>> ListAsync(
        ClaimsPrincipal user, FindStockItems find, string? q, long? storeId, bool? discrepancies,
        Word<StockItemSort>? sort, string? cursor, int? limit, CancellationToken cancellation)
    {
        var filter = new StockItemFilter(q, storeId, discrepancies ?? false, sort?.Value ?? StockItemSort.Sku);
        return (await find.RunAsync(user.Caller(), filter, cursor, limit ?? Limits.Default, cancellation)).ToAnswer();
    }

    private static async Task<Results<Ok<StockItemDetail>, ProblemHttpResult>> GetAsync(
        ClaimsPrincipal user, GetStockItem get, long id, CancellationToken cancellation) =>
        (await get.RunAsync(user.Caller(), id, cancellation)).ToAnswer();

    private static async Task<Results<Ok<VariationAvailability>, ProblemHttpResult>> AvailableAsync(
        ClaimsPrincipal user, GetAvailability get, long id, CancellationToken cancellation) =>
        (await get.RunAsync(user.Caller(), id, cancellation)).ToAnswer();
}
