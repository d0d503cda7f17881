using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Quayside.Catalogue;
using Quayside.Database;
using Quayside.Hosting;
using Quayside.Organisations;

namespace Quayside.SkuLinks;

/// <param name="Decision">kept: the same product, the link stays. relinked: another product, linked by its new SKU.</param>
public sealed record DecideBody(SkuDecision Decision);

public sealed record DecidedView(long Id, SkuDecision Decision, DateTimeOffset DecidedAt, string DecidedBy);

internal static class SkuChangesApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var changes = api.MapGroup("/sku-changes").WithTags("Links");
        changes.MapGet("", ListAsync).WithName("listSkuChanges")
            .WithSummary("Which seller SKUs changed on their channels, with what was decided").Refuses(400, 404);
        changes.MapPut("/{id:long}", DecideAsync).Writes(SignIn.MayWork).WithName("decideSkuChange")
            .WithSummary("Say whether it is the same product still; no shop is touched").Refuses(400, 404);
    }

    private static async Task<Results<Ok<Slice<SkuChangeView>>, ProblemHttpResult>> ListAsync(
        ClaimsPrincipal user, FindSkuChanges find, long? storeId, bool? open, string? cursor, int? limit, CancellationToken cancellation) =>
        (await find.RunAsync(user.Caller(), new SkuChangeFilter(storeId, open), cursor, limit ?? Limits.Default, cancellation)).ToAnswer();

    private static async Task<Results<Ok<DecidedView>, ProblemHttpResult>> DecideAsync(
        ClaimsPrincipal user, DecideSkuChange decide, long id, DecideBody body, CancellationToken cancellation)
    {
        var decided = await decide.RunAsync(user.Caller(), id, body.Decision, cancellation);
        return decided.Refusal is { } refusal
            ? refusal.ToProblem()
            : TypedResults.Ok(new DecidedView(
                decided.Value!.Id, decided.Value.Decision!.Value, decided.Value.DecidedAt!.Value, decided.Value.DecidedBy!));
    }
}
