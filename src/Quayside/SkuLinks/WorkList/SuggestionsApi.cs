using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Quayside.Database;
using Quayside.Hosting;
using Quayside.Organisations;
using Quayside.SkuLinks.Decisions;
using Quayside.SkuLinks.Matching;
using Quayside.SkuLinks.Suggestions;

namespace Quayside.SkuLinks.WorkList;

/// <param name="Ids">Suggestions, at most 10,000.</param>
/// <param name="OpenOrders">What becomes of orders that are open; for accepting only.</param>
public sealed record AnswerBody(IReadOnlyList<long> Ids, OpenOrders OpenOrders = OpenOrders.Backwards);

/// <param name="Id">As accepting or rejecting answered it.</param>
public sealed record UndoAnswersBody(long Id);

internal static class SuggestionsApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var suggestions = api.MapGroup("/suggestions").WithTags("Mapping");
        suggestions.MapGet("", ListAsync).WithName("listSuggestions")
            .WithSummary("What variations may be, with what speaks for and against it").Refuses(400, 404);
        suggestions.MapGet("/{id:long}", GetAsync).WithName("getSuggestion").WithSummary("One suggestion").Refuses(404);
        suggestions.MapPost("/preview", PreviewAsync).RequireAuthorization(SignIn.MayWork).WithName("previewSuggestions")
            .WithSummary("What accepting suggestions would do to links, stock and orders; writes nothing").Refuses(400, 404, 422);
        suggestions.MapPost("/accept", AcceptAsync).Writes(SignIn.MayWork).WithName("acceptSuggestions")
            .WithSummary("Link what suggestions say, all or none; no shop is touched").Refuses(400, 404);
        suggestions.MapPost("/reject", RejectAsync).Writes(SignIn.MayWork).WithName("rejectSuggestions")
            .WithSummary("Turn suggestions down; they never come again").Refuses(400, 404);
        suggestions.MapPost("/undo", UndoAsync).Writes(SignIn.MayWork).WithName("undoSuggestions")
            .WithSummary("Undo what was accepted or rejected together: links go back, the suggestions wait again").Refuses(400, 404);

        var mapping = api.MapGroup("/mapping").WithTags("Mapping");
        mapping.MapGet("/work", WorkAsync).WithName("listMappingWork")
            .WithSummary("Variations that are not clean and wait for a person, surest first").Refuses(400, 404);
        mapping.MapGet("/health", HealthAsync).WithName("getMappingHealth")
            .WithSummary("How clean each store's mapping is, and what brings the most next");
    }

    private static async Task<Results<Ok<Slice<SuggestionView>>, ProblemHttpResult>> ListAsync(
        ClaimsPrincipal user, FindSuggested find, long? storeId, long? variationId, Word<SuggestionState>? state, Word<MatchTier>? tier,
        bool? ticked, string? cursor, int? limit, CancellationToken cancellation)
    {
        var filter = new SuggestionFilter(storeId, state?.Value ?? SuggestionState.Waiting, tier?.Value, ticked, variationId);
        return (await find.RunAsync(user.Caller(), filter, cursor, limit ?? Limits.Default, cancellation)).ToAnswer();
    }

    private static async Task<Results<Ok<SuggestionView>, ProblemHttpResult>> GetAsync(
        ClaimsPrincipal user, FindSuggested find, long id, CancellationToken cancellation) =>
        (await find.OneAsync(user.Caller(), id, cancellation)).ToAnswer();

    private static async Task<Results<Ok<MappingPreview>, ProblemHttpResult>> PreviewAsync(
        ClaimsPrincipal user, AnswerSuggestions answer, AnswerBody body, CancellationToken cancellation) =>
        (await answer.PreviewAsync(user.Caller(), body.Ids, body.OpenOrders, cancellation)).ToAnswer();

    private static async Task<Results<Ok<AppliedDrafts>, ProblemHttpResult>> AcceptAsync(
        ClaimsPrincipal user, AnswerSuggestions answer, AnswerBody body, CancellationToken cancellation) =>
        (await answer.AcceptAsync(user.Caller(), body.Ids, body.OpenOrders, cancellation)).ToAnswer();

    private static async Task<Results<Ok<AppliedDrafts>, ProblemHttpResult>> RejectAsync(
        ClaimsPrincipal user, AnswerSuggestions answer, AnswerBody body, CancellationToken cancellation) =>
        (await answer.RejectAsync(user.Caller(), body.Ids, cancellation)).ToAnswer();

    private static async Task<Results<Ok<UndoneMapping>, ProblemHttpResult>> UndoAsync(
        ClaimsPrincipal user, UndoWork undo, UndoAnswersBody body, CancellationToken cancellation) =>
        (await undo.RunAsync(user.Caller(), body.Id, cancellation)).ToAnswer();

    private static async Task<Results<Ok<Slice<WorkRow>>, ProblemHttpResult>> WorkAsync(
        ClaimsPrincipal user, FindWork find, Word<WorkGroup>? group, long? storeId, bool? ticked, Word<MatchTier>? tier, long? listingId,
        string? brand, string? rule, string? cursor, int? limit, CancellationToken cancellation)
    {
        var filter = new WorkFilter(group?.Value, storeId, ticked, tier?.Value, listingId, brand, rule);
        return (await find.RunAsync(user.Caller(), filter, cursor, limit ?? Limits.Default, cancellation)).ToAnswer();
    }

    private static async Task<Ok<MappingOverview>> HealthAsync(
        ClaimsPrincipal user, MappingHealth health, CancellationToken cancellation) =>
        TypedResults.Ok(await health.RunAsync(user.Caller(), cancellation));
}
