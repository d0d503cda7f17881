using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Quayside.Database;
using Quayside.Hosting;
using Quayside.Organisations;

namespace Quayside.SkuLinks.Decisions;

/// <param name="OpenOrders">What becomes of open orders of variations that are linked otherwise; merged items take theirs along.</param>
/// <param name="Text">What is done, in words of yours; null to have it said from the changes.</param>
public sealed record ChangesBody(IReadOnlyList<MappingChange> Changes, OpenOrders OpenOrders = OpenOrders.Backwards, string? Text = null);

public sealed record MergeBody(IReadOnlyList<long> FromStockItemIds);

public sealed record SplitBody(IReadOnlyList<long> VariationIds, string NewMasterSku, OpenOrders OpenOrders = OpenOrders.Backwards);

public sealed record MasterSkuBody(string MasterSku);

internal static class DecisionsApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var links = api.MapGroup("/sku-links").WithTags("Links");
        links.MapPost("/preview", PreviewAsync).Writes(SignIn.MayWork).WithName("previewMapping")
            .WithSummary("What changes would do to stock, orders and kits; nothing is written").Refuses(400, 404);
        links.MapPost("", ApplyAsync).Writes(SignIn.MayWork).WithName("applyMapping")
            .WithSummary("Make changes as one decision, all or none; no shop is touched").Refuses(400, 404);
        links.MapGet("/batches", BatchesAsync).WithName("listMappingBatches").WithSummary("What was decided, newest first").Refuses(400);
        links.MapGet("/batches/{id:long}", BatchAsync).WithName("getMappingBatch").WithSummary("One decision with what it changed").Refuses(404);
        links.MapPost("/batches/{id:long}/undo", UndoAsync).Writes(SignIn.MayWork).WithName("undoMappingBatch")
            .WithSummary("Undo a decision, as if it had not been made; a change that a newer decision stands on stays, and names it in undoFirst").Refuses(404);

        var items = api.MapGroup("/stock-items/{id:long}").WithTags("Links");
        items.MapPost("/merge", MergeAsync).Writes(SignIn.MayWork).WithName("mergeStockItems")
            .WithSummary("Make other items part of this one").Refuses(400, 404);
        items.MapPost("/split", SplitAsync).Writes(SignIn.MayWork).WithName("splitStockItem")
            .WithSummary("Give some of its variations an item of their own").Refuses(400, 404);
        items.MapPut("/master-sku", RenameAsync).Writes(SignIn.MayWork).WithName("renameStockItem")
            .WithSummary("Call an item otherwise, inside Quayside only").Refuses(400, 404);
        items.MapGet("/link-history", OfItemAsync).WithName("getStockItemLinkHistory")
            .WithSummary("What was sold from an item, from when to when").Refuses(400, 404);
        api.MapGet("/variations/{id:long}/link-history", OfVariationAsync).WithTags("Links").WithName("getVariationLinkHistory")
            .WithSummary("What a variation was sold from, from when to when").Refuses(400, 404);
    }

    private static async Task<Results<Ok<MappingPreview>, ProblemHttpResult>> PreviewAsync(
        ClaimsPrincipal user, PreviewMapping preview, ChangesBody body, CancellationToken cancellation) =>
        (await preview.RunAsync(user.Caller(), body.Changes, body.OpenOrders, cancellation)).ToAnswer();

    private static async Task<Results<Ok<MappingBatchView>, ProblemHttpResult>> ApplyAsync(
        ClaimsPrincipal user, ApplyMapping apply, ChangesBody body, CancellationToken cancellation) =>
        View(await apply.RunAsync(user.Caller(), body.Changes, body.OpenOrders, cancellation, text: body.Text));

    private static async Task<Results<Ok<MappingBatchView>, ProblemHttpResult>> MergeAsync(
        ClaimsPrincipal user, ApplyMapping apply, long id, MergeBody body, CancellationToken cancellation) =>
        View(await apply.RunAsync(user.Caller(), [new MergeChange(body.FromStockItemIds, id)], OpenOrders.Backwards, cancellation));

    private static async Task<Results<Ok<MappingBatchView>, ProblemHttpResult>> SplitAsync(
        ClaimsPrincipal user, ApplyMapping apply, long id, SplitBody body, CancellationToken cancellation) =>
        View(await apply.RunAsync(user.Caller(), [new SplitChange(id, body.VariationIds, body.NewMasterSku)], body.OpenOrders, cancellation));

    private static async Task<Results<Ok<MappingBatchView>, ProblemHttpResult>> RenameAsync(
        ClaimsPrincipal user, ApplyMapping apply, long id, MasterSkuBody body, CancellationToken cancellation) =>
        View(await apply.RunAsync(user.Caller(), [new RenameChange(id, body.MasterSku)], OpenOrders.Backwards, cancellation));

    private static async Task<Results<Ok<UndoneMapping>, ProblemHttpResult>> UndoAsync(
        ClaimsPrincipal user, UndoMapping undo, long id, CancellationToken cancellation) =>
        (await undo.RunAsync(user.Caller(), id, cancellation)).ToAnswer();

    private static async Task<Results<Ok<Slice<MappingBatchView>>, ProblemHttpResult>> BatchesAsync(
        ClaimsPrincipal user, MappingHistory history, string? cursor, int? limit, CancellationToken cancellation) =>
        (await history.BatchesAsync(user.Caller(), cursor, limit ?? Limits.Default, cancellation)).ToAnswer();

    private static async Task<Results<Ok<MappingBatchDetail>, ProblemHttpResult>> BatchAsync(
        ClaimsPrincipal user, MappingHistory history, long id, CancellationToken cancellation) =>
        (await history.BatchAsync(user.Caller(), id, cancellation)).ToAnswer();

    private static async Task<Results<Ok<Slice<LinkPeriod>>, ProblemHttpResult>> OfItemAsync(
        ClaimsPrincipal user, MappingHistory history, long id, string? cursor, int? limit, CancellationToken cancellation) =>
        (await history.OfStockItemAsync(user.Caller(), id, cursor, limit ?? Limits.Default, cancellation)).ToAnswer();

    private static async Task<Results<Ok<Slice<LinkPeriod>>, ProblemHttpResult>> OfVariationAsync(
        ClaimsPrincipal user, MappingHistory history, long id, string? cursor, int? limit, CancellationToken cancellation) =>
        (await history.OfVariationAsync(user.Caller(), id, cursor, limit ?? Limits.Default, cancellation)).ToAnswer();

    private static Results<Ok<MappingBatchView>, ProblemHttpResult> View(Outcome<MappingBatch> applied) =>
        applied.Refusal is { } refusal ? refusal.ToProblem() : TypedResults.Ok(MappingBatchView.Of(applied.Value!));
}
