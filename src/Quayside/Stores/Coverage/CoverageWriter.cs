using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Quayside.Database;
using Quayside.Stores.Sync;

namespace Quayside.Stores.Coverage;

/// <summary>Writes into the calendar what a comparison found, and what it left.</summary>
internal sealed class CoverageWriter(RunContext run)
{
    /// <summary>Turns days red, before anything is healed: whoever looks meanwhile sees that they are not proven.</summary>
    public async Task FoundAsync(IEnumerable<DayDifference> differing, CancellationToken cancellation)
    {
        var days = differing.ToList();
        if (days.Count == 0)
        {
            return;
        }

        await using var write = await run.BeginAsync(cancellation);
        var known = await KnownAsync(write.Db, cancellation);
        foreach (var day in days)
        {
            var row = RowOf(write.Db, known, day.Day);
            Fill(row, day);
            (row.State, row.DifferedAt, row.HealedAt) = (CoverageState.Partial, row.CheckedAt, null);
            (row.Missed, row.Differed, row.Deleted) = (day.Missed.Count, day.Differing.Count, day.Gone.Count);
            row.Text = $"The shop's orders and those kept here differ: {day.Missed.Count} missing, {day.Differing.Count} different, {day.Gone.Count} gone. They are being read again.";
        }

        await write.CommitAsync(cancellation);
        run.Tell();
    }

    /// <summary>Inside the caller's transaction.</summary>
    /// <param name="left">The same days, compared once more after healing.</param>
    /// <param name="apart">Orders that are quarantined.</param>
    public async Task ProvenAsync(
        QuaysideDb db, IReadOnlyList<DayDifference> found, IReadOnlyList<DayDifference> left, IReadOnlySet<string> apart, CancellationToken cancellation)
    {
        var known = await KnownAsync(db, cancellation);
        var gaps = found.Where(d => d.Gaps > 0).Select(d => d.Day).ToHashSet();
        foreach (var day in left)
        {
            var row = RowOf(db, known, day.Day);
            Fill(row, day);
            if (!day.IsEqual)
            {
                row.State = CoverageState.Partial;
                row.DifferedAt ??= row.CheckedAt;
                row.Text = Why(day, apart);
                continue;
            }

            var healsNow = gaps.Contains(day.Day) || (row.DifferedAt is not null && row.HealedAt is null);
            row.HealedAt = healsNow ? row.CheckedAt : row.HealedAt;
            (row.State, row.Text) = (row.HealedAt is null ? CoverageState.Complete : CoverageState.Healed, null);
        }

        await db.SaveChangesAsync(cancellation);
        db.ChangeTracker.Clear();
    }

    private static string Why(DayDifference day, IReadOnlySet<string> apart)
    {
        var unread = day.Missed.Count(apart.Contains);
        return unread == day.Missed.Count && day.Differing.Count + day.Gone.Count == 0
            ? string.Create(CultureInfo.InvariantCulture, $"{unread} {(unread == 1 ? "order" : "orders")} of this day could not be read. {(unread == 1 ? "It is" : "They are")} kept apart with what the shop sent.")
            : string.Create(CultureInfo.InvariantCulture, $"Still different after reading again: {day.Missed.Count} missing, {day.Differing.Count} different, {day.Gone.Count} gone. The next comparison tries again.");
    }

    private void Fill(CoverageDay row, DayDifference day)
    {
        (row.Theirs, row.Ours) = (day.Theirs.Count, day.Ours.Count);
        (row.TheirFingerprint, row.OurFingerprint) = (day.TheirFingerprint, day.OurFingerprint);
        row.CheckedAt = run.Clock.GetUtcNow();
    }

    private async Task<Dictionary<DateOnly, CoverageDay>> KnownAsync(QuaysideDb db, CancellationToken cancellation) =>
        await db.CoverageDays.Where(d => d.StoreId == run.Target.StoreId).ToDictionaryAsync(d => d.Day, cancellation);

    private CoverageDay RowOf(QuaysideDb db, Dictionary<DateOnly, CoverageDay> known, DateOnly day)
    {
        if (!known.TryGetValue(day, out var row))
        {
            row = known[day] = new CoverageDay { OrganisationId = run.Target.OrganisationId, StoreId = run.Target.StoreId, Day = day };
            db.CoverageDays.Add(row);
        }

        return row;
    }
}
