using Microsoft.EntityFrameworkCore;
using Quayside.Catalogue;
using Quayside.Connectors;
using Quayside.Stores.Coverage;

namespace Quayside.Stores.Sync;

/// <summary>The orders of the last ninety days, day by day, on both sides: what was missed is fetched, what differs is read again, what is
/// gone is marked; and the coverage calendar says what was found and how it stands now.</summary>
/// <remarks>As <see cref="CompareListings"/>. A row that another hand changed differs, too, whatever its time of change says.</remarks>
internal sealed class CompareOrders(RunContext run, StagePlans plans, IListsIds channel)
{
    /// <summary>Whole days before today that are compared: a first sync reads as far back, to the hour.</summary>
    public const int Days = 90;

    /// <exception cref="ConnectorException">The channel does not answer; what was kept stays.</exception>
    public async Task RunAsync(CancellationToken cancellation)
    {
        var (window, readUpTo) = await WindowAsync(cancellation);
        var listed = await IdLists.ReadAsync(run, (cursor, stop) => channel.ListOrdersAsync(run.Connection, window, cursor, stop), cancellation);
        var theirs = listed.Where(r => r.Value is not null).Select(r => r.Value!).DistinctBy(o => o.Id, StringComparer.Ordinal).ToList();
        var unreadable = listed.Where(r => r.Value is null).Select(r => r.ChannelId).ToList();
        var found = DayDifference.Between(theirs, await OursAsync(window, cancellation), window, readUpTo).ToList();
        var calendar = new CoverageWriter(run);
        await calendar.FoundAsync(found.Where(d => d.Gaps > 0), cancellation);

        var compared = await LastComparedAsync(cancellation);
        var renamed = await SellingWhatChangedAsync(window, compared, cancellation);
        var unproven = await Comparison.UnprovenFromAsync(run, StageName.Orders, compared, cancellation);
        var young = theirs.Where(o => o.ChangedAt >= unproven).Select(o => o.Id);
        var again = found.SelectMany(d => d.All).Concat(unreadable).Concat(renamed).Concat(young).Distinct().ToList();
        var deleted = await new ReadAgain(run, plans, channel).OrdersAsync(again, cancellation);

        var ours = await OursAsync(window, cancellation);
        var left = DayDifference.Between(AsReadAgain(theirs, ours, again), ours, window, DateTimeOffset.MaxValue).ToList();
        var apart = await ApartAsync(cancellation);
        await plans.ReadStockAsync(cancellation);
        await using var write = await run.BeginAsync(cancellation);
        await calendar.ProvenAsync(write.Db, found, left, apart, cancellation);
        await CountAsync(write.Db, [.. theirs.Select(o => o.Id).Concat(unreadable).Distinct()], ours, apart, found, deleted, cancellation);
        await write.CommitAsync(cancellation);
        run.Tell();
    }

    // By the shop's clock: it dates its orders.
    private async Task<(OrderWindow Window, DateTimeOffset ReadUpTo)> WindowAsync(CancellationToken cancellation)
    {
        await using var db = run.Read();
        var session = await db.SyncSessions.AsNoTracking().SingleAsync(s => s.Id == run.SessionId, cancellation);
        var cursor = await db.SyncCursors.AsNoTracking()
            .SingleOrDefaultAsync(c => c.StoreId == run.Target.StoreId && c.Feed == StageName.Orders, cancellation);
        var ahead = run.Connection.Clock.Ahead ?? run.Ahead;
        var to = session.StartedAt - channel.Info.Lag + ahead;
        var first = OrderDays.StartOf(OrderDays.DayOf(to).AddDays(-Days));
        var from = session.WindowFrom > first ? session.WindowFrom : first;
        return (new OrderWindow(from, to > from ? to : from.AddSeconds(1)), (cursor?.ReadUpTo ?? DateTimeOffset.MinValue) + (cursor is null ? TimeSpan.Zero : ahead));
    }

    private async Task<List<HeldOrder>> OursAsync(OrderWindow window, CancellationToken cancellation)
    {
        await using var db = run.Read();
        return await OrderDays.LoadAsync(db, run.Target.StoreId, window, cancellation);
    }

    private async Task<DateTimeOffset> LastComparedAsync(CancellationToken cancellation)
    {
        var storeId = run.Target.StoreId;
        await using var db = run.Read();
        return await db.SyncSessions
            .Where(s => s.StoreId == storeId && s.Kind == SyncKind.Reconcile && s.Id < run.SessionId && s.State == SyncState.Completed)
            .OrderByDescending(s => s.Id).Select(s => (DateTimeOffset?)s.StartedAt).FirstOrDefaultAsync(cancellation) ?? DateTimeOffset.MinValue;
    }

    /// <summary>Orders of what was deleted or got another SKU since the last comparison: their lines name it otherwise now, and some channels
    /// do not date that as a change of the order.</summary>
    private async Task<List<string>> SellingWhatChangedAsync(OrderWindow window, DateTimeOffset since, CancellationToken cancellation)
    {
        var storeId = run.Target.StoreId;
        await using var db = run.Read();
        ListingChange[] kinds = [ListingChange.Deleted, ListingChange.Restored, ListingChange.SellerSku];
        return await (
            from changed in db.ListingEvents
            where changed.LearnedAt >= since && kinds.Contains(changed.Change)
            join listing in db.Listings on changed.ListingId equals listing.Id
            where listing.StoreId == storeId
            join line in db.OrderLines on listing.ChannelListingId equals line.ChannelListingId
            join order in db.Orders on line.OrderId equals order.Id
            where order.StoreId == storeId && order.PlacedAt >= window.From && order.PlacedAt < window.To
            select order.ChannelOrderId).Distinct().ToListAsync(cancellation);
    }

    /// <summary>The shop's side as it was when single orders were read again: newer than its list, or gone.</summary>
    private static IEnumerable<ListedOrder> AsReadAgain(List<ListedOrder> theirs, List<HeldOrder> ours, List<string> again)
    {
        var read = again.ToHashSet(StringComparer.Ordinal);
        var held = ours.Where(o => read.Contains(o.Id)).ToDictionary(o => o.Id, StringComparer.Ordinal);
        foreach (var order in theirs)
        {
            if (!held.TryGetValue(order.Id, out var own))
            {
                yield return order;
            }
            else if (!own.IsDeleted)
            {
                yield return own.ChangedAt >= order.ChangedAt ? order with { PlacedAt = own.PlacedAt, ChangedAt = own.ChangedAt, Mark = own.Mark } : order;
            }
        }

        var listed = theirs.Select(o => o.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var own in held.Values.Where(o => !o.IsDeleted && !listed.Contains(o.Id)))
        {
            yield return new ListedOrder(own.Id, own.PlacedAt, own.ChangedAt, own.Mark);
        }
    }

    private async Task<HashSet<string>> ApartAsync(CancellationToken cancellation)
    {
        await using var db = run.Read();
        return [.. await db.Quarantine.Where(q => q.StoreId == run.Target.StoreId && q.Stage == StageName.Orders).Select(q => q.ChannelId).ToListAsync(cancellation)];
    }

    private async Task CountAsync(
        Database.QuaysideDb db, List<string> theirs, List<HeldOrder> ours, HashSet<string> apart, List<DayDifference> found, int deleted,
        CancellationToken cancellation)
    {
        var held = ours.Select(o => o.Id).ToHashSet(StringComparer.Ordinal);
        // What cannot be read is apart, not fetched.
        var (missed, differed) = (found.Sum(d => d.Missed.Count(held.Contains)), found.Sum(d => d.Differing.Count));
        var stage = await db.SyncStages.SingleAsync(s => s.SessionId == run.SessionId && s.Name == StageName.Orders, cancellation);
        (stage.Discovered, stage.Stored) = (theirs.Count, theirs.Count(held.Contains));
        stage.Quarantined = theirs.Count(id => apart.Contains(id) && !held.Contains(id));
        (stage.Missed, stage.Differed, stage.Deleted, stage.Changed) = (missed, differed, deleted, missed + differed + deleted);
        await db.SaveChangesAsync(cancellation);
        await StageEnd.WriteAsync(db, run, StageName.Orders, Comparison.Text(missed, differed, deleted, "order"), cancellation);
    }
}
