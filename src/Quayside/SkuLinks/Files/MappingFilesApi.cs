using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Quayside.Database;
using Quayside.Hosting;
using Quayside.Hosting.Spreadsheets;
using Quayside.Organisations;
using Quayside.SkuLinks.Decisions;
using Quayside.SkuLinks.Templates;
using Quayside.Stores;

namespace Quayside.SkuLinks.Files;

/// <param name="Template">Such as {brand:3}-{model}-{size}; see docs/mapping.md for the fields.</param>
public sealed record TemplateBody(string Template, long? StoreId = null, bool OnlyGenerated = false, string? Query = null)
{
    internal StandardiseFilter Filter => new(StoreId, OnlyGenerated, Query);
}

internal static class MappingFilesApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var mapping = api.MapGroup("/mapping").WithTags("Mapping");
        mapping.MapGet("/export", ExportAsync).WithName("exportMapping").WithSummary("The whole mapping as CSV or XLSX")
            .Produces<string>(200, "text/csv").Refuses(400, 404);
        mapping.MapPost("/import", ImportAsync).Writes(SignIn.MayWork).WithName("importMapping")
            .AddOpenApiOperationTransformer(SheetFiles.IsTakenAsync)
            .WithSummary("Take a mapping from a CSV or XLSX file; without apply=true it is only shown what would change").Refuses(400, 413);
        api.MapGet("/stores/{id:long}/sku-corrections", SkusAsync).WithTags("Mapping").WithName("exportSkus")
            .WithSummary("A file for the shop's own import, with the master SKU of each variation whose SKU is another")
            .Produces<string>(200, "text/csv").Refuses(404);

        var templates = api.MapGroup("/sku-templates").WithTags("Mapping");
        templates.MapPost("/preview", PreviewAsync).RequireAuthorization(SignIn.MayWork).WithName("previewSkuTemplate")
            .WithSummary("Which master SKUs a template makes, collisions solved; writes nothing").Refuses(400, 404, 422);
        templates.MapPost("/apply", ApplyAsync).Writes(SignIn.MayWork).WithName("applySkuTemplate")
            .WithSummary("Give stock items the master SKUs of a template, as one decision that can be undone").Refuses(400, 404);
    }

    /// <summary>The same files for people, whose browsers have a cookie and no key.</summary>
    public static void MapFiles(IEndpointRouteBuilder routes)
    {
        var files = routes.MapGroup("/files").RequireAuthorization().ExcludeFromDescription();
        files.MapGet("/mapping", ExportAsync);
        files.MapGet("/skus/{id:long}", SkusAsync);
    }

    private static async Task<IResult> ExportAsync(
        ClaimsPrincipal user, ExportMapping export, FindStores stores, HttpResponse response, Word<SheetFormat>? format, long? storeId,
        CancellationToken cancellation)
    {
        if (storeId is { } id && (await stores.OneAsync(user.Caller(), id, cancellation)).Refusal is { } missing)
        {
            return missing.ToProblem();
        }

        var kind = format?.Value ?? SheetFormat.Csv;
        SheetFiles.Begin(response, kind, $"mapping.{kind.ToString().ToLowerInvariant()}");
        await export.RunAsync(user.Caller(), response.Body, kind, storeId, cancellation);
        return Results.Empty;
    }

    private static async Task<IResult> SkusAsync(
        ClaimsPrincipal user, ExportSkus export, FindStores stores, HttpResponse response, long id, CancellationToken cancellation)
    {
        var store = await stores.OneAsync(user.Caller(), id, cancellation);
        if (store.Refusal is { } missing)
        {
            return missing.ToProblem();
        }

        SheetFiles.Begin(response, SheetFormat.Csv, ExportSkus.FileName(store.Value!.Name));
        await export.RunAsync(user.Caller(), id, response.Body, cancellation);
        return Results.Empty;
    }

    private static async Task<Results<Ok<ImportedMapping>, ProblemHttpResult>> ImportAsync(
        ClaimsPrincipal user, ImportMapping import, HttpRequest request, bool? apply, Word<OpenOrders>? openOrders, CancellationToken cancellation)
    {
        await using var file = await SheetFiles.ReceiveAsync(request, cancellation);
        return (await import.RunAsync(
            user.Caller(), file, apply ?? false, openOrders?.Value ?? OpenOrders.Backwards, cancellation)).ToAnswer();
    }

    private static async Task<Results<Ok<SkuPlan>, ProblemHttpResult>> PreviewAsync(
        ClaimsPrincipal user, StandardiseSkus standardise, TemplateBody body, CancellationToken cancellation)
    {
        var plan = await standardise.PreviewAsync(user.Caller(), body.Template, body.Filter, cancellation);
        return plan.Refusal is { } refusal ? refusal.ToProblem() : TypedResults.Ok(plan.Value! with { Items = [.. plan.Value.Items.Take(Limits.Most)] });
    }

    private static async Task<Results<Ok<TemplateApplied>, ProblemHttpResult>> ApplyAsync(
        ClaimsPrincipal user, StandardiseSkus standardise, TemplateBody body, CancellationToken cancellation)
    {
        var batch = await standardise.RunAsync(user.Caller(), body.Template, body.Filter, cancellation);
        return batch.Refusal is { } refusal ? refusal.ToProblem() : TypedResults.Ok(new TemplateApplied(batch.Value!.Id));
    }
}

/// <param name="BatchId">What to undo.</param>
public sealed record TemplateApplied(long BatchId);
