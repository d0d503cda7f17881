using System.Security.Claims;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Quayside.Hosting;
using Quayside.Hosting.Spreadsheets;
using Quayside.Organisations;
using Quayside.SkuLinks.Files;

namespace Quayside.Inventory.Files;

internal static class StockFilesApi
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/stock-items/export", ExportAsync).WithTags("Inventory").WithName("exportStock")
            .WithSummary("The whole stock as CSV or XLSX, a row for each item and warehouse").Produces<string>(200, "text/csv").Refuses(400);
        api.MapPost("/stock-counts", ImportAsync).Writes(SignIn.MayWork).WithTags("Inventory").WithName("importStockCounts")
            .AddOpenApiOperationTransformer(MappingFilesApi.TakesFileAsync)
            .WithSummary("Take a stock count from a CSV or XLSX file; without apply=true it is only shown what would move").Refuses(400, 413);
    }

    /// <summary>The same file for people, whose browsers have a cookie and no key.</summary>
    public static void MapFiles(IEndpointRouteBuilder routes) =>
        routes.MapGroup("/files").RequireAuthorization().ExcludeFromDescription().MapGet("/stock", ExportAsync);

    private static async Task<IResult> ExportAsync(
        ClaimsPrincipal user, ExportStock export, HttpResponse response, Word<SheetFormat>? format, CancellationToken cancellation)
    {
        var kind = format?.Value ?? SheetFormat.Csv;
        MappingFilesApi.Begin(response, kind, $"stock.{kind.ToString().ToLowerInvariant()}");
        await export.RunAsync(user.Caller(), response.Body, kind, cancellation);
        return Results.Empty;
    }

    private static async Task<Results<Ok<ImportedCounts>, ProblemHttpResult>> ImportAsync(
        ClaimsPrincipal user, ImportCounts import, HttpRequest request, bool? apply, CancellationToken cancellation)
    {
        request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize = SheetLimits.Usual.Bytes;
        await using var file = MappingFilesApi.TemporaryFile();
        await request.Body.CopyToAsync(file, cancellation);
        return (await import.RunAsync(user.Caller(), file, apply ?? false, null, cancellation)).ToAnswer();
    }
}
