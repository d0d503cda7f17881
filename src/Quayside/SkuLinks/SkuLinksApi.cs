using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Quayside.Catalogue;
using Quayside.Hosting;
using Quayside.Inventory;
using Quayside.Organisations;

namespace Quayside.SkuLinks;

/// <param name="Quantity">Pieces of the stock item in one of the variation.</param>
public sealed record LinkBody(long StockItemId, decimal Quantity = 1);

internal static class SkuLinksApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var link = api.MapGroup("/variations/{id:long}/link").WithTags("Links");
        link.MapPut("", LinkAsync).Writes(SignIn.MayWork).WithName("linkVariation")
            .WithSummary("Link a variation to a stock item, in place of what it was linked to; no shop is touched").Refuses(400, 404);
        link.MapDelete("", UnlinkAsync).Writes(SignIn.MayWork).WithName("unlinkVariation")
            .WithSummary("End a variation's link; no shop is touched").Refuses(404);
    }

    private static async Task<Results<Ok<LinkView>, ProblemHttpResult>> LinkAsync(
        ClaimsPrincipal user, LinkVariation link, GetStockItem get, long id, LinkBody body, CancellationToken cancellation)
    {
        var linked = await link.RunAsync(user.Caller(), id, body.StockItemId, body.Quantity, cancellation);
        if (linked.Refusal is { } refusal)
        {
            return refusal.ToProblem();
        }

        var item = await get.RunAsync(user.Caller(), body.StockItemId, cancellation);
        return TypedResults.Ok(new LinkView(
            body.StockItemId, item.Value!.MasterSku, linked.Value!.Quantity, linked.Value.Origin, []));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> UnlinkAsync(
        ClaimsPrincipal user, UnlinkVariation unlink, long id, CancellationToken cancellation) =>
        (await unlink.RunAsync(user.Caller(), id, cancellation)).ToAnswer();
}
