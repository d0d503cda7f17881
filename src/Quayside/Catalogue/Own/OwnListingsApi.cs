using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Quayside.Connectors;
using Quayside.Hosting;
using Quayside.Organisations;

namespace Quayside.Catalogue.Own;

/// <param name="StoreId">An offline store.</param>
public sealed record NewListingBody(
    long StoreId,
    string Title,
    IReadOnlyList<TypedVariation> Variations,
    string? Description = null,
    string? Brand = null,
    string? Category = null,
    IReadOnlyList<string>? Images = null,
    ListingStatus? Status = null)
{
    internal TypedListing Listing => new(Title, Variations, Description, Brand, Category, Images, Status);
}

internal static class OwnListingsApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var listings = api.MapGroup("/listings").WithTags("Catalogue");
        listings.MapPost("", AddAsync).Writes(SignIn.MayWork).WithName("addListing")
            .WithSummary("Add a listing to an offline store: a product, one with variations, or a kit of stock items").Refuses(400, 404);
        listings.MapPut("/{id:long}", ChangeAsync).Writes(SignIn.MayWork).WithName("changeListing")
            .WithSummary("Replace what a listing of an offline store says; variations that are left out are deleted").Refuses(400, 404);
        listings.MapDelete("/{id:long}", DeleteAsync).Writes(SignIn.MayWork).WithName("deleteListing")
            .WithSummary("Mark a listing of an offline store as deleted").Refuses(404);
        api.MapPost("/stores/{id:long}/copies", CopyAsync).WithTags("Catalogue").Writes(SignIn.MayWork).WithName("copyListings")
            .WithSummary("Copy listings of other stores, or stock items, into an offline store; without apply=true it is only counted").Refuses(400, 404);
    }

    private static async Task<Results<Created<ListingView>, ProblemHttpResult>> AddAsync(
        ClaimsPrincipal user, AddListing add, NewListingBody body, CancellationToken cancellation)
    {
        var added = await add.RunAsync(user.Caller(), body.StoreId, body.Listing, cancellation);
        return added.Refusal is { } refusal ? refusal.ToProblem() : TypedResults.Created($"/api/v1/listings/{added.Value!.Id}", added.Value);
    }

    private static async Task<Results<Ok<ListingView>, ProblemHttpResult>> ChangeAsync(
        ClaimsPrincipal user, ChangeListing change, long id, TypedListing body, CancellationToken cancellation) =>
        (await change.RunAsync(user.Caller(), id, body, cancellation)).ToAnswer();

    private static async Task<Results<Ok<CopiedListings>, ProblemHttpResult>> CopyAsync(
        ClaimsPrincipal user, CopyListings copy, long id, CopySelection body, bool? apply, CancellationToken cancellation) =>
        (await copy.RunAsync(user.Caller(), id, body, apply ?? false, cancellation)).ToAnswer();

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(
        ClaimsPrincipal user, DeleteListing delete, long id, CancellationToken cancellation) =>
        (await delete.RunAsync(user.Caller(), id, cancellation)).ToAnswer();
}
