using Microsoft.EntityFrameworkCore;
using Quayside.Connectors;

namespace Quayside.Stores.Sync;

/// <summary>The listings of a store, on both sides: what was missed is fetched, what differs is read again, what is gone is marked.</summary>
/// <remarks>Compared by id, not by count: a product that was deleted and one that was added leave the count as it was. Repeatable; a kill
/// costs the list.</remarks>
internal sealed class CompareListings(RunContext run, StagePlans plans, IListsIds channel)
{
    /// <exception cref="ConnectorException">The channel does not answer; what was kept stays.</exception>
    public async Task RunAsync(CancellationToken cancellation)
    {
        await SameShop.EnsureAsync(run, cancellation);
        var theirs = await IdLists.ReadAsync(run, (cursor, stop) => channel.ListListingsAsync(run.Connection, cursor, stop), cancellation);
        var listed = Roles([.. theirs.Where(r => r.Value is not null).Select(r => r.Value!)]);
        var ours = await OursAsync(cancellation);
        var (missed, differing) = Differing(listed, ours);

        // What is not in the list may only have slipped past it: it is asked for by its id before it is called gone.
        var there = listed.Select(l => (l.Id, l.IsVariation)).ToHashSet();
        var absent = ours.Where(o => !o.IsDeleted && !there.Contains((o.Id, o.IsVariation))).Select(o => o.ListingId);
        var unproven = await Comparison.UnprovenFromAsync(run, StageName.Listings, DateTimeOffset.MinValue, cancellation);
        var young = listed.Where(l => l.ChangedAt >= unproven).Select(l => l.ListingId);
        var again = new ReadAgain(run, plans, channel);
        var deleted = await again.ListingsAsync([.. missed.Concat(differing).Concat(absent).Concat(young).Distinct()], cancellation);

        await plans.LinkAsync(cancellation);
        var unreadable = theirs.Where(r => r.Value is null).SelectMany(r => r.CountedIds);
        await CountAsync(listed.Where(l => l.IsVariation).Select(l => l.Id).Concat(unreadable), missed, differing.Count, deleted, cancellation);
    }

    /// <summary>Each row once, as a listing or as a variation. A product without variations is both under one id; on channels that number the two
    /// apart, a listing and a variation of another one may have the same.</summary>
    private static List<ListedListing> Roles(List<ListedListing> rows)
    {
        var listings = rows.Where(r => !r.IsVariation).Select(r => r.Id).ToHashSet(StringComparer.Ordinal);
        var both = rows.Where(r => r.IsVariation && r.Id == r.ListingId && !listings.Contains(r.Id)).Select(r => r with { IsVariation = false, Stock = null });
        return [.. rows.Concat(both.ToList()).DistinctBy(r => (r.Id, r.IsVariation))];
    }

    private static (List<string> Missed, List<string> Differing) Differing(List<ListedListing> listed, List<Ours> ours)
    {
        var known = ours.ToDictionary(o => (o.Id, o.IsVariation));
        var missed = new HashSet<string>(StringComparer.Ordinal);
        var differing = new HashSet<string>(StringComparer.Ordinal);
        foreach (var row in listed)
        {
            if (!known.TryGetValue((row.Id, row.IsVariation), out var own) || own.ListingId != row.ListingId)
            {
                missed.Add(row.ListingId);
            }
            else if (own.IsDeleted || IsOther(row, own))
            {
                differing.Add(row.ListingId);
            }
        }

        differing.ExceptWith(missed);
        return ([.. missed], [.. differing]);
    }

    private static bool IsOther(ListedListing theirs, Ours own) =>
        (theirs.ChangedAt is { } changed && Ms(changed) != (own.ChangedAt is { } ours ? Ms(ours) : null))
        || (theirs.Stock is { } stock && (stock.Quantity != own.Quantity || (own.IsVariation && stock.Tracking != own.Tracking)));

    private static long? Ms(DateTimeOffset time) => time.ToUnixTimeMilliseconds();

    private async Task<List<Ours>> OursAsync(CancellationToken cancellation)
    {
        var storeId = run.Target.StoreId;
        await using var db = run.Read();
        var listings = await db.Listings.Where(l => l.StoreId == storeId)
            .Select(l => new Ours(l.ChannelListingId, l.ChannelListingId, false, l.Status == ListingStatus.Deleted, l.ChangedAt, l.SharedQuantity, StockTracking.Unknown))
            .ToListAsync(cancellation);
        listings.AddRange(await (
            from variation in db.Variations
            where variation.StoreId == storeId
            join listing in db.Listings on variation.ListingId equals listing.Id
            select new Ours(
                variation.ChannelVariationId, listing.ChannelListingId, true, variation.Status == ListingStatus.Deleted, variation.ChangedAt,
                variation.Quantity, variation.Tracking)).ToListAsync(cancellation));
        return [.. listings.OrderBy(o => o.IsDeleted).DistinctBy(o => (o.Id, o.IsVariation))];
    }

    private async Task CountAsync(IEnumerable<string> ids, List<string> notHere, int differed, int deleted, CancellationToken cancellation)
    {
        var sold = ids.Distinct().ToList();
        var ours = (await OursAsync(cancellation)).Where(o => !o.IsDeleted).ToList();
        var held = ours.Where(o => o.IsVariation).Select(o => o.Id).ToHashSet(StringComparer.Ordinal);
        var missed = notHere.Intersect(ours.Select(o => o.ListingId), StringComparer.Ordinal).Count(); // what cannot be read is apart, not fetched
        await using var write = await run.BeginAsync(cancellation);
        var apart = (await write.Db.Quarantine.Where(q => q.StoreId == run.Target.StoreId && q.Stage == StageName.Listings)
            .Select(q => q.ChannelId).ToListAsync(cancellation)).ToHashSet(StringComparer.Ordinal);
        var stage = await write.Db.SyncStages.SingleAsync(s => s.SessionId == run.SessionId && s.Name == StageName.Listings, cancellation);
        (stage.Discovered, stage.Stored, stage.Quarantined) = (sold.Count, sold.Count(held.Contains), sold.Count(id => apart.Contains(id) && !held.Contains(id)));
        (stage.Missed, stage.Differed, stage.Deleted, stage.Changed) = (missed, differed, deleted, missed + differed + deleted);
        await write.Db.SaveChangesAsync(cancellation);
        await StageEnd.WriteAsync(write.Db, run, StageName.Listings, Comparison.Text(missed, differed, deleted, "listing"), cancellation);
        await write.CommitAsync(cancellation);
        run.Tell();
    }

    /// <param name="Quantity">A listing's own is what its variations share.</param>
    private sealed record Ours(
        string Id, string ListingId, bool IsVariation, bool IsDeleted, DateTimeOffset? ChangedAt, decimal? Quantity, StockTracking Tracking);
}
