using System.Security.Claims;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Quayside.Hosting;
using Quayside.Organisations;

namespace Quayside.Stores.Webhooks;

/// <param name="Topics">The topics that were read and agreed to: all that <c>GET</c> lists, since all are created.</param>
public sealed record WebhooksBody(IReadOnlyList<string> Topics);

internal static class WebhooksApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var webhooks = api.MapGroup("/stores/{id:long}/webhooks").WithTags("Webhooks");
        webhooks.MapGet("", GetAsync).WithName("getWebhooks")
            .WithSummary("Which webhooks would be created in the shop, or are there, and how they go").Refuses(404);
        webhooks.MapPost("", SubscribeAsync).Writes(SignIn.MayWork).WithName("subscribeWebhooks")
            .WithSummary("Create the webhooks in the shop: the one thing that is ever written to it").Refuses(400, 404);
        webhooks.MapDelete("", RemoveAsync).Writes(SignIn.MayWork).WithName("removeWebhooks")
            .WithSummary("Remove the webhooks from the shop").Refuses(404);
    }

    /// <summary>Where shops deliver. Not part of the API: whoever knows an address of it is asked for a signature instead of a key.</summary>
    public static void MapHooks(WebApplication app) => app
        .MapPost($"/{WebhookAddress.Path}/{{token}}", ReceiveAsync)
        .ExcludeFromDescription().DisableAntiforgery().AllowAnonymous();

    private static async Task<StatusCodeHttpResult> ReceiveAsync(
        HttpContext context, ReceiveDelivery receive, string token, CancellationToken cancellation)
    {
        // A shop reads the number; a page of ours in its place would look like success.
        context.Features.Get<IStatusCodePagesFeature>()?.Enabled = false;
        return TypedResults.StatusCode(await receive.RunAsync(token, context.Request, cancellation));
    }

    private static async Task<Results<Ok<WebhooksView>, ProblemHttpResult>> GetAsync(
        ClaimsPrincipal user, GetWebhooks get, long id, CancellationToken cancellation) =>
        (await get.RunAsync(user.Caller(), id, cancellation)).ToAnswer();

    private static async Task<Results<Accepted<WebhooksView>, ProblemHttpResult>> SubscribeAsync(
        ClaimsPrincipal user, SubscribeWebhooks subscribe, GetWebhooks get, long id, WebhooksBody body, CancellationToken cancellation) =>
        await AcceptedAsync(user, get, id, await subscribe.RunAsync(user.Caller(), id, body.Topics, cancellation), cancellation);

    private static async Task<Results<Accepted<WebhooksView>, ProblemHttpResult>> RemoveAsync(
        ClaimsPrincipal user, RemoveWebhooks remove, GetWebhooks get, long id, CancellationToken cancellation) =>
        await AcceptedAsync(user, get, id, await remove.RunAsync(user.Caller(), id, cancellation), cancellation);

    // The shop is asked as soon as the store's work allows; GET says when it was.
    private static async Task<Results<Accepted<WebhooksView>, ProblemHttpResult>> AcceptedAsync(
        ClaimsPrincipal user, GetWebhooks get, long id, Refusal? refusal, CancellationToken cancellation) => refusal is not null
        ? refusal.ToProblem()
        : TypedResults.Accepted($"/api/v1/stores/{id}/webhooks", (await get.RunAsync(user.Caller(), id, cancellation)).Value);
}
