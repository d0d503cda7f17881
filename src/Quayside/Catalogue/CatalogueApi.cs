using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Quayside.Connectors;
using Quayside.Database;
using Quayside.Hosting;
using Quayside.Organisations;

namespace Quayside.Catalogue;

internal static class CatalogueApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var listings = api.MapGroup("/listings").WithTags("Catalogue");
        listings.MapGet("", ListAsync).WithName("listListings")
            .WithSummary("Which listings there are, with their variations").Refuses(400, 404);
        listings.MapGet("/{id:long}", GetAsync).WithName("getListing").WithSummary("One listing").Refuses(404);
        listings.MapGet("/{id:long}/events", EventsAsync).WithName("listListingEvents")
            .WithSummary("What changed about a listing, when, and how it was learned; latest first").Refuses(400, 404);
    }

    private static async Task<Results<Ok<Slice<ListingView>>, ProblemHttpResult>> ListAsync(
        ClaimsPrincipal user, FindListings find, long? storeId, string? q, Word<ListingStatus>? status, Word<LinkState>? link,
        Word<ListingSort>? sort, string? cursor, int? limit, CancellationToken cancellation)
    {
        var filter = new ListingFilter(storeId, q, status?.Value, link?.Value, sort?.Value ?? ListingSort.Newest);
        return (await find.RunAsync(user.Caller(), filter, cursor, limit ?? Limits.Default, cancellation)).ToAnswer();
    }

    private static async Task<Results<Ok<ListingView>, ProblemHttpResult>> GetAsync(
        ClaimsPrincipal user, GetListing get, long id, CancellationToken cancellation) =>
        (await get.RunAsync(user.Caller(), id, cancellation)).ToAnswer();

    private static async Task<Results<Ok<Slice<ListingEventView>>, ProblemHttpResult>> EventsAsync(
        ClaimsPrincipal user, FindListingEvents find, long id, string? cursor, int? limit, CancellationToken cancellation) =>
        (await find.RunAsync(user.Caller(), id, cursor, limit ?? Limits.Default, cancellation)).ToAnswer();
}
