using Microsoft.EntityFrameworkCore;
using Quayside.Database;
using Quayside.Organisations;

namespace Quayside.Orders;

/// <summary>How many orders were placed on each of the last days, today included, as the viewer's calendar has them.</summary>
public sealed class OrdersPerDay(Databases databases, TimeProvider clock)
{
    // Every zone in use is a multiple of a quarter of an hour away from UTC, so quarters can be added up to its days.
    private const long Quarter = 15 * 60 * 1000;

    /// <param name="storeId">Orders of one store; null for all.</param>
    public async Task<IReadOnlyList<DayOfOrders>> RunAsync(
        Caller caller, TimeZoneInfo zone, long? storeId, int days, CancellationToken cancellation)
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(clock.GetUtcNow(), zone).DateTime);
        var first = today.AddDays(1 - days);
        var from = new DateTimeOffset(first.AddDays(-1).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero).ToUnixTimeMilliseconds();
        await using var db = databases.Open(caller.OrganisationId);
        var store = storeId ?? 0;
        var quarters = await db.Database.SqlQuery<QuarterOfOrders>(
            $"""
             SELECT o.quarter AS "Quarter", count(*) AS "Orders" FROM (
               SELECT placed_at / {Quarter} AS quarter FROM orders
               WHERE organisation_id = {caller.OrganisationId} AND placed_at >= {from} AND ({store} = 0 OR store_id = {store})) AS o
             GROUP BY o.quarter
             """).ToListAsync(cancellation);
        var byDay = quarters
            .GroupBy(q => Day(q.Quarter, zone))
            .ToDictionary(day => day.Key, day => (int)day.Sum(q => q.Orders));
        return [.. Enumerable.Range(0, days).Select(first.AddDays).Select(day => new DayOfOrders(day, byDay.GetValueOrDefault(day)))];
    }

    private static DateOnly Day(long quarter, TimeZoneInfo zone) => DateOnly.FromDateTime(
        TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(quarter * Quarter), zone).DateTime);

    private sealed record QuarterOfOrders(long Quarter, long Orders);
}

public sealed record DayOfOrders(DateOnly Day, int Orders);
