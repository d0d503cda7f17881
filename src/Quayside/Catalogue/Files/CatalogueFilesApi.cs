using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Quayside.Hosting;
using Quayside.Hosting.Spreadsheets;
using Quayside.Organisations;
using Quayside.Stores;

namespace Quayside.Catalogue.Files;

/// <param name="Columns">Fields by header: <c>sku, title, price, gtin, quantity, listing_id, …</c> (docs/offline-stores.md); an empty field is a column
/// that is not taken. What is not named stays as it was guessed.</param>
/// <param name="DecimalComma">Whether numbers are written 1.234,50; null to leave it as it is.</param>
public sealed record ColumnsBody(IReadOnlyDictionary<string, string> Columns, bool? DecimalComma = null);

internal static class CatalogueFilesApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var store = api.MapGroup("/stores/{id:long}").WithTags("Catalogue");
        store.MapPost("/catalogue-file", OpenAsync).Writes(SignIn.MayWork).WithName("sendCatalogueFile")
            .AddOpenApiOperationTransformer(SheetFiles.IsTakenAsync)
            .WithSummary("Send a CSV or XLSX file of listings to an offline store; without apply=true it is only shown what it would do").Refuses(400, 404, 413);
        store.MapGet("/catalogue-file", GetAsync).WithName("getCatalogueFile")
            .WithSummary("How the newest catalogue file of a store is understood, and how it goes or went").Refuses(404);
        store.MapPut("/catalogue-file/columns", ChooseAsync).Writes(SignIn.MayWork).WithName("chooseCatalogueColumns")
            .WithSummary("Say what the file's columns hold; remembered for the store's next file").Refuses(400, 404);
        store.MapPost("/catalogue-file/apply", TakeAsync).Writes(SignIn.MayWork).WithName("applyCatalogueFile")
            .WithSummary("Take the file that was sent; ask how it goes").Refuses(404);
        store.MapGet("/catalogue-file/refused", RefusedAsync).WithName("getRefusedRows")
            .WithSummary("The refused rows of the file as they came, each with its reason").Produces<string>(200, "text/csv").Refuses(404, 409);
        store.MapGet("/catalogue", ExportAsync).WithName("exportListings")
            .WithSummary("A store's listings as CSV or XLSX; an offline store takes the file again and changes nothing").Produces<string>(200, "text/csv").Refuses(400, 404);
    }

    /// <summary>The same files for people, whose browsers have a cookie and no key.</summary>
    public static void MapFiles(IEndpointRouteBuilder routes)
    {
        var files = routes.MapGroup("/files/catalogue").RequireAuthorization().ExcludeFromDescription();
        files.MapGet("/{id:long}", ExportAsync);
        files.MapGet("/{id:long}/refused", RefusedAsync);
    }

    private static async Task<Results<Ok<ListingFileView>, ProblemHttpResult>> OpenAsync(
        ClaimsPrincipal user, ListingFiles files, HttpRequest request, long id, bool? apply, string? name, CancellationToken cancellation)
    {
        SheetFiles.Allow(request);

        var opened = await files.OpenAsync(user.Caller(), id, request.Body, name ?? "", cancellation);
        if (opened.Refusal is { } refusal)
        {
            return refusal.ToProblem();
        }

        var done = await files.WhenDoneAsync(user.Caller(), id, cancellation);
        if (apply == true && done.Value?.State == FileState.Looked)
        {
            var taken = await files.TakeAsync(user.Caller(), id, cancellation);
            done = taken.Refusal is { } no ? no : await files.WhenDoneAsync(user.Caller(), id, cancellation);
        }

        return done.ToAnswer();
    }

    private static async Task<Results<Ok<CatalogueFileView>, ProblemHttpResult>> GetAsync(
        ClaimsPrincipal user, ListingFiles files, long id, CancellationToken cancellation) =>
        (await files.GetAsync(user.Caller(), id, cancellation)).ToAnswer();

    private static async Task<Results<Ok<ListingFileView>, ProblemHttpResult>> ChooseAsync(
        ClaimsPrincipal user, ListingFiles files, long id, ColumnsBody body, CancellationToken cancellation)
    {
        var chosen = await files.ChooseAsync(user.Caller(), id, body.Columns, body.DecimalComma, cancellation);
        return (chosen.Refusal is { } refusal ? refusal : await files.WhenDoneAsync(user.Caller(), id, cancellation)).ToAnswer();
    }

    private static async Task<Results<Accepted<ListingFileView>, ProblemHttpResult>> TakeAsync(
        ClaimsPrincipal user, ListingFiles files, long id, CancellationToken cancellation)
    {
        var taken = await files.TakeAsync(user.Caller(), id, cancellation);
        return taken.Refusal is { } refusal ? refusal.ToProblem() : TypedResults.Accepted($"/api/v1/stores/{id}/catalogue-file", taken.Value);
    }

    private static async Task<IResult> RefusedAsync(
        ClaimsPrincipal user, ListingFiles files, HttpResponse response, long id, CancellationToken cancellation)
    {
        var refusal = await files.WriteRefusedAsync(
            user.Caller(),
            id,
            () =>
            {
                SheetFiles.Begin(response, SheetFormat.Csv, "refused.csv");
                return response.Body;
            },
            cancellation);
        return refusal is null ? Results.Empty : refusal.ToProblem();
    }

    private static async Task<IResult> ExportAsync(
        ClaimsPrincipal user, ExportListings export, FindStores stores, HttpResponse response, long id, Word<SheetFormat>? format, CancellationToken cancellation)
    {
        var store = await stores.OneAsync(user.Caller(), id, cancellation);
        if (store.Refusal is { } missing)
        {
            return missing.ToProblem();
        }

        var kind = format?.Value ?? SheetFormat.Csv;
        SheetFiles.Begin(response, kind, $"listings.{kind.ToString().ToLowerInvariant()}");
        await export.RunAsync(user.Caller(), id, response.Body, kind, cancellation);
        return Results.Empty;
    }
}
