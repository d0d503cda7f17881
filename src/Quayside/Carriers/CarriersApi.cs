using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Quayside.Database;
using Quayside.Hosting;
using Quayside.Organisations;
using Quayside.Stores;

namespace Quayside.Carriers;

/// <param name="CarrierId">null for none.</param>
public sealed record CarrierChoice(long? CarrierId);

/// <param name="CarrierIds">2 to 100.</param>
public sealed record ApartBody(IReadOnlyList<long> CarrierIds);

internal static class CarriersApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var carriers = api.MapGroup("/carriers").WithTags("Carriers");
        carriers.MapGet("", ListAsync).WithName("listCarriers")
            .WithSummary("Which carriers there are, and the stores that ship with them").Refuses(400, 404);
        carriers.MapGet("/{id:long}", GetAsync).WithName("getCarrier").WithSummary("One carrier").Refuses(404);
        carriers.MapPost("", AddAsync).Writes(SignIn.MayWork).WithName("addCarrier")
            .WithSummary("Add a carrier that no shop names: own delivery, or one that no marketplace integrates").Refuses(400);
        carriers.MapPut("/{id:long}", ChangeAsync).Writes(SignIn.MayWork).WithName("changeCarrier")
            .WithSummary("Replace what a person says of a carrier; a shop's name for it stays").Refuses(400, 404);
        carriers.MapDelete("/{id:long}", RemoveAsync).Writes(SignIn.MayWork).WithName("removeCarrier")
            .WithSummary("Remove a carrier that no store, order or parcel uses").Refuses(404);
        carriers.MapGet("/clusters", ClustersAsync).WithName("listCarrierClusters")
            .WithSummary("Carriers that seem to be one by what shops call them in 90 days; nothing is changed");
        carriers.MapPost("/merge", MergeAsync).Writes(SignIn.MayWork).WithName("mergeCarriers")
            .WithSummary("Let texts of shops mean one carrier, now and in later syncs").Refuses(400, 404);
        carriers.MapPost("/{id:long}/split", SplitAsync).Writes(SignIn.MayWork).WithName("splitCarrier")
            .WithSummary("Let a text of a shop mean another carrier again").Refuses(400, 404);
        carriers.MapPost("/apart", ApartAsync).Writes(SignIn.MayWork).WithName("setCarriersApart")
            .WithSummary("Note that carriers with similar names are different").Refuses(400, 404);
        api.MapPut("/stores/{id:long}/carrier", DefaultAsync).WithTags("Stores").Writes(SignIn.MayWork).WithName("chooseDefaultCarrier")
            .WithSummary("Set with which carrier a store's orders travel until the channel names another").Refuses(400, 404);
    }

    private static async Task<Results<Ok<Slice<CarrierView>>, ProblemHttpResult>> ListAsync(
        ClaimsPrincipal user, FindCarriers find, long? storeId, Word<CarrierSource>? source, string? cursor, int? limit, CancellationToken cancellation) =>
        (await find.RunAsync(user.Caller(), storeId, cursor, limit ?? Limits.Default, cancellation, source?.Value)).ToAnswer();

    private static async Task<Results<Ok<CarrierView>, ProblemHttpResult>> GetAsync(
        ClaimsPrincipal user, FindCarriers find, long id, CancellationToken cancellation) =>
        (await find.OneAsync(user.Caller(), id, cancellation)).ToAnswer();

    private static async Task<Results<Created<CarrierView>, ProblemHttpResult>> AddAsync(
        ClaimsPrincipal user, AddCarrier add, FindCarriers find, CarrierRequest body, CancellationToken cancellation)
    {
        var carrier = await ShownAsync(user, find, await add.RunAsync(user.Caller(), body, cancellation), cancellation);
        return carrier.Refusal is { } refusal
            ? refusal.ToProblem()
            : TypedResults.Created($"/api/v1/carriers/{carrier.Value!.Id}", carrier.Value);
    }

    private static async Task<Results<Ok<CarrierView>, ProblemHttpResult>> ChangeAsync(
        ClaimsPrincipal user, ChangeCarrier change, FindCarriers find, long id, CarrierRequest body, CancellationToken cancellation) =>
        (await ShownAsync(user, find, await change.RunAsync(user.Caller(), id, body, cancellation), cancellation)).ToAnswer();

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(
        ClaimsPrincipal user, RemoveCarrier remove, long id, CancellationToken cancellation) =>
        (await remove.RunAsync(user.Caller(), id, cancellation)).ToAnswer();

    private static async Task<Ok<Slice<CarrierCluster>>> ClustersAsync(ClaimsPrincipal user, FindClusters find, CancellationToken cancellation) =>
        TypedResults.Ok(new Slice<CarrierCluster>(await find.RunAsync(user.Caller(), cancellation), null));

    private static async Task<Results<Ok<CarrierView>, ProblemHttpResult>> MergeAsync(
        ClaimsPrincipal user, MergeCarriers merge, FindCarriers find, MergeRequest body, CancellationToken cancellation) =>
        (await ShownAsync(user, find, await merge.RunAsync(user.Caller(), body, cancellation), cancellation)).ToAnswer();

    private static async Task<Results<Ok<CarrierView>, ProblemHttpResult>> SplitAsync(
        ClaimsPrincipal user, SplitCarrier split, FindCarriers find, long id, SplitRequest body, CancellationToken cancellation) =>
        (await ShownAsync(user, find, await split.RunAsync(user.Caller(), id, body, cancellation), cancellation)).ToAnswer();

    private static async Task<Results<NoContent, ProblemHttpResult>> ApartAsync(
        ClaimsPrincipal user, SetCarriersApart apart, ApartBody body, CancellationToken cancellation) =>
        (await apart.RunAsync(user.Caller(), body.CarrierIds, cancellation)).ToAnswer();

    private static async Task<Results<Ok<StoreView>, ProblemHttpResult>> DefaultAsync(
        ClaimsPrincipal user, ChooseDefaultCarrier choose, FindStores find, long id, CarrierChoice body, CancellationToken cancellation)
    {
        var chosen = await choose.RunAsync(user.Caller(), id, body.CarrierId, cancellation);
        return chosen.Refusal is { } refusal ? refusal.ToProblem() : (await find.OneAsync(user.Caller(), id, cancellation)).ToAnswer();
    }

    private static async Task<Outcome<CarrierView>> ShownAsync(
        ClaimsPrincipal user, FindCarriers find, Outcome<Carrier> outcome, CancellationToken cancellation) =>
        outcome.Refusal is { } refusal ? refusal : await find.OneAsync(user.Caller(), outcome.Value!.Id, cancellation);
}
