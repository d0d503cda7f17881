using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Quayside.Hosting;
using Quayside.Hosting.Spreadsheets;
using Quayside.Organisations;

namespace Quayside.Inventory.Files;

internal static class StockFilesApi
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/stock-items/export", ExportAsync).WithTags("Inventory").WithName("exportStock")
            .WithSummary("The whole stock as CSV or XLSX, a row for each item and warehouse").Produces<string>(200, "text/csv").Refuses(400);
        api.MapPost("/stock-counts", ImportAsync).Writes(SignIn.MayWork).WithTags("Inventory").WithName("importStockCounts")
            .AddOpenApiOperationTransformer(SheetFiles.IsTakenAsync)
            .WithSummary("Take a stock count from a CSV or XLSX file; without apply=true it is only shown what would move").Refuses(400, 413);
    }

    /// <summary>The same file for people, whose browsers have a cookie and no key.</summary>
    public static void MapFiles(IEndpointRouteBuilder routes) =>
        routes.MapGroup("/files").RequireAuthorization().ExcludeFromDescription().MapGet("/stock", ExportAsync);

    private static async Task<IResult> ExportAsync(
        ClaimsPrincipal user, ExportStock export, HttpResponse response, Word<SheetFormat>? format, CancellationToken cancellation)
    {
        var kind = format?.Value ?? SheetFormat.Csv;
        SheetFiles.Begin(response, kind, $"stock.{kind.ToString().ToLowerInvariant()}");
        await export.RunAsync(user.Caller(), response.Body, kind, cancellation);
        return Results.Empty;
    }

    private static async Task<Results<Ok<ImportedCounts>, ProblemHttpResult>> ImportAsync(
        ClaimsPrincipal user, ImportCounts import, HttpRequest request, bool? apply, CancellationToken cancellation)
    {
        await using var file = await SheetFiles.ReceiveAsync(request, cancellation);
        return (await import.RunAsync(user.Caller(), file, apply ?? false, null, cancellation)).ToAnswer();
    }
}
