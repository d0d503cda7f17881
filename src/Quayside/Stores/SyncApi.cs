using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Quayside.Database;
using Quayside.Hosting;
using Quayside.Organisations;

namespace Quayside.Stores;

internal static class SyncApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var store = api.MapGroup("/stores/{id:long}").WithTags("Sync");
        store.MapGet("/sync", NewestAsync).WithName("getSync").WithSummary("How the newest session goes or went").Refuses(404);
        store.MapGet("/sync/sessions", EarlierAsync).WithName("listSyncs").WithSummary("All sessions, newest first").Refuses(400, 404);
        store.MapPost("/sync", StartAsync).Writes(SignIn.MayWork).WithName("startSync")
            .WithSummary("Start a session").Refuses(404);
        store.MapGet("/quarantine", QuarantineAsync).WithName("listQuarantine")
            .WithSummary("Records that could not be read, with what the channel sent").Refuses(400, 404);
        store.MapPost("/quarantine/retry", RetryAllAsync).Writes(SignIn.MayWork).WithName("retryQuarantine")
            .WithSummary("Read all of them again").Refuses(404);
        store.MapPost("/quarantine/{recordId:long}/retry", RetryAsync).Writes(SignIn.MayWork).WithName("retryQuarantined")
            .WithSummary("Read one of them again").Refuses(404);
    }

    private static async Task<Results<Ok<SyncSessionView>, ProblemHttpResult>> NewestAsync(
        ClaimsPrincipal user, GetSyncSession get, long id, CancellationToken cancellation) =>
        (await get.RunAsync(user.Caller(), id, cancellation)).ToAnswer();

    private static async Task<Results<Ok<Slice<SyncSessionView>>, ProblemHttpResult>> EarlierAsync(
        ClaimsPrincipal user, GetSyncSession get, long id, string? cursor, int? limit, CancellationToken cancellation) =>
        (await get.EarlierAsync(user.Caller(), id, cursor, limit ?? Limits.Default, cancellation)).ToAnswer();

    private static async Task<Results<Accepted<SyncSessionView>, ProblemHttpResult>> StartAsync(
        ClaimsPrincipal user, StartSync start, long id, CancellationToken cancellation)
    {
        var started = await start.RunAsync(user.Caller(), id, cancellation);
        return started.Refusal is { } refusal
            ? refusal.ToProblem()
            : TypedResults.Accepted($"/api/v1/stores/{id}/sync", SyncSessionView.Of(started.Value!));
    }

    private static async Task<Results<Ok<Slice<QuarantinedView>>, ProblemHttpResult>> QuarantineAsync(
        ClaimsPrincipal user, FindQuarantine find, long id, string? cursor, int? limit, CancellationToken cancellation) =>
        (await find.RunAsync(user.Caller(), id, cursor, limit ?? Limits.Default, cancellation)).ToAnswer();

    private static async Task<Results<Ok<RetriedRecords>, ProblemHttpResult>> RetryAllAsync(
        ClaimsPrincipal user, RetryQuarantine retry, long id, CancellationToken cancellation) =>
        (await retry.RunAsync(user.Caller(), id, null, cancellation)).ToAnswer();

    private static async Task<Results<Ok<RetriedRecords>, ProblemHttpResult>> RetryAsync(
        ClaimsPrincipal user, RetryQuarantine retry, long id, long recordId, CancellationToken cancellation) =>
        (await retry.RunAsync(user.Caller(), id, recordId, cancellation)).ToAnswer();
}
