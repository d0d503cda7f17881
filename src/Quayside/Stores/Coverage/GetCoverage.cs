using Microsoft.EntityFrameworkCore;
using Quayside.Database;
using Quayside.Organisations;
using Quayside.Stores.Sync;

namespace Quayside.Stores.Coverage;

/// <summary>What is proven of one day of a store's orders. Days are days of UTC.</summary>
/// <param name="State">null while nothing was compared yet.</param>
/// <param name="Theirs">Orders that the shop listed, and <paramref name="Ours"/> those in the tables that are not marked deleted.</param>
/// <param name="TheirFingerprint">Over ids and times of change; equal to <paramref name="OurFingerprint"/> where both sides hold the same.</param>
/// <param name="Missed">What the last check that found a difference fetched; then what it read again, and what it marked as deleted.</param>
/// <param name="DifferedAt">When that was found; null when both sides never differed.</param>
/// <param name="HealedAt">When they were equal again.</param>
/// <param name="Text">Why it is not complete; null when it is.</param>
public sealed record CoverageView(
    DateOnly Day, CoverageState? State, int? Theirs, int? Ours, string? TheirFingerprint, string? OurFingerprint, DateTimeOffset? CheckedAt,
    int? Missed, int? Differed, int? Deleted, DateTimeOffset? DifferedAt, DateTimeOffset? HealedAt, string? Text);

/// <summary>The coverage calendar of a store, today last.</summary>
public sealed class GetCoverage(Databases databases, ConnectorList connectors, TimeProvider clock)
{
    /// <returns>Ninety days in one part; none of an offline store, which has nothing to be compared with. Refused: not_found.</returns>
    public async Task<Outcome<Slice<CoverageView>>> RunAsync(Caller caller, long storeId, CancellationToken cancellation)
    {
        await using var db = databases.Open(caller.OrganisationId);
        if (await db.Stores.AsNoTracking().SingleOrDefaultAsync(s => s.Id == storeId, cancellation) is not { } store)
        {
            return Refusal.NotFound("store");
        }

        if (store.Mode == StoreMode.Offline)
        {
            return new Slice<CoverageView>([], null);
        }

        var last = OrderDays.DayOf(clock.GetUtcNow());
        var first = last.AddDays(1 - CompareOrders.Days);
        var known = await db.CoverageDays.AsNoTracking().Where(d => d.StoreId == storeId && d.Day >= first).ToDictionaryAsync(d => d.Day, cancellation);
        if (known.Count > 0 && known.Keys.Max() is var newest && newest > last)
        {
            last = newest; // the shop's clock is ahead, and its new day has begun
        }

        var begin = OrderDays.DayOf(store.ConnectedAt.AddDays(-store.HistoryDays));
        var isCut = connectors.Find(store.Channel)?.Info.HistoryDays is not null;
        return new Slice<CoverageView>([.. Enumerable.Range(0, last.DayNumber - first.DayNumber + 1).Select(i => first.AddDays(i))
            .Select(day => known.TryGetValue(day, out var row) ? Of(row) : Unknown(day, day < begin && isCut ? CoverageState.NotOffered : null))], null);
    }

    private static CoverageView Of(CoverageDay day) => new(
        day.Day, day.State, day.Theirs, day.Ours, day.TheirFingerprint, day.OurFingerprint, day.CheckedAt,
        day.Missed, day.Differed, day.Deleted, day.DifferedAt, day.HealedAt, day.Text);

    private static CoverageView Unknown(DateOnly day, CoverageState? state) => new(
        day, state, null, null, null, null, null, null, null, null, null, null,
        state is null ? "Not compared yet." : "The channel gives out no orders this old.");
}
