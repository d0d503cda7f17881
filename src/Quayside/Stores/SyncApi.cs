using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Quayside.Database;
using Quayside.Hosting;
using Quayside.Organisations;
using Quayside.Stores.Coverage;

namespace Quayside.Stores;

/// <summary>One of the two.</summary>
/// <param name="From">Orders placed from then on.</param>
/// <param name="Days">So many days before the store was connected.</param>
public sealed record OlderOrdersBody(DateTimeOffset? From = null, int? Days = null);

/// <param name="EveryMinutes">1 to 1,440; null for the program's own setting.</param>
public sealed record ScheduleBody(int? EveryMinutes = null);

internal static class SyncApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var store = api.MapGroup("/stores/{id:long}").WithTags("Sync");
        store.MapGet("/sync", NewestAsync).WithName("getSync").WithSummary("How the newest session goes or went").Refuses(404);
        store.MapGet("/sync/sessions", EarlierAsync).WithName("listSyncs").WithSummary("All sessions, newest first").Refuses(400, 404);
        store.MapPost("/sync", StartAsync).Writes(SignIn.MayWork).WithName("startSync")
            .WithSummary("Compare both sides now, or look for changes").Refuses(400, 404);
        store.MapGet("/older-orders", OlderAsync).WithName("getOlderOrders")
            .WithSummary("Since when orders are here, and how far back the channel goes").Refuses(404);
        store.MapPost("/older-orders", FetchOlderAsync).Writes(SignIn.MayWork).WithName("fetchOlderOrders")
            .WithSummary("Fetch orders from before the first window, in the background and without side effects").Refuses(400, 404);
        store.MapGet("/coverage", CoverageAsync).WithName("getCoverage")
            .WithSummary("What is proven of the orders of each of the last ninety days").Refuses(404);
        store.MapPut("/schedule", ScheduleAsync).Writes(SignIn.MayWork).WithName("scheduleStore")
            .WithSummary("How often the store is looked at for changes").Refuses(400, 404);
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
        ClaimsPrincipal user, StartSync start, long id, Word<StartedSync>? kind, CancellationToken cancellation) =>
        Accepted(id, await start.RunAsync(user.Caller(), id, cancellation, kind?.Value ?? StartedSync.Reconcile));

    private static Results<Accepted<SyncSessionView>, ProblemHttpResult> Accepted(long id, Outcome<SyncSession> started) =>
        started.Refusal is { } refusal
            ? refusal.ToProblem()
            : TypedResults.Accepted($"/api/v1/stores/{id}/sync", SyncSessionView.Of(started.Value!));

    private static async Task<Results<Ok<OlderOrdersView>, ProblemHttpResult>> OlderAsync(
        ClaimsPrincipal user, FetchOlderOrders older, long id, CancellationToken cancellation) =>
        (await older.SinceAsync(user.Caller(), id, cancellation)).ToAnswer();

    private static async Task<Results<Accepted<SyncSessionView>, ProblemHttpResult>> FetchOlderAsync(
        ClaimsPrincipal user, FetchOlderOrders older, long id, OlderOrdersBody body, CancellationToken cancellation) =>
        Accepted(id, await older.RunAsync(user.Caller(), id, body.From, body.Days, cancellation));

    private static async Task<Results<Ok<Slice<CoverageView>>, ProblemHttpResult>> CoverageAsync(
        ClaimsPrincipal user, GetCoverage get, long id, CancellationToken cancellation) =>
        (await get.RunAsync(user.Caller(), id, cancellation)).ToAnswer();

    private static async Task<Results<Ok<StoreView>, ProblemHttpResult>> ScheduleAsync(
        ClaimsPrincipal user, ScheduleStore schedule, FindStores find, long id, ScheduleBody body, CancellationToken cancellation) =>
        (await schedule.RunAsync(user.Caller(), id, body.EveryMinutes, cancellation)).Refusal is { } refusal
            ? refusal.ToProblem()
            : (await find.OneAsync(user.Caller(), id, cancellation)).ToAnswer();

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
