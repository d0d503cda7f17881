using Microsoft.EntityFrameworkCore;
using Quayside.Carriers;
using Quayside.Catalogue;
using Quayside.Connectors;
using Quayside.Orders;

namespace Quayside.Stores.Sync;

/// <summary>The two stages of a look for changes: the same writing and settling as when everything is read, on what changed alone.</summary>
internal sealed class ChangePlans(RunContext run, StagePlans plans, IReadsChanges channel)
{
    public StagePlan<CatalogueRecord> Listings(SyncSession session)
    {
        var window = WindowOf(session);
        return new StagePlan<CatalogueRecord>(
            StageName.Listings,
            (cursor, cancellation) => channel.ReadListingChangesAsync(run.Connection, window, cursor, cancellation),
            (db, records, cancellation) => new ImportListings(db, run.Target, run.Clock.GetUtcNow()).RunAsync([.. records.Select(r => r.Value!)], cancellation),
            async cancellation =>
            {
                await LookForReplacedAsync(cancellation);
                await ReadSoldOutAgainAsync(session, cancellation);
                await plans.LinkAsync(cancellation);
                return null;
            })
        {
            IsLook = true,
        };
    }

    public StagePlan<ChannelOrder> Orders(SyncSession session)
    {
        var window = WindowOf(session);
        return new StagePlan<ChannelOrder>(
            StageName.Orders,
            async (cursor, cancellation) => await WithoutOlderAsync(
                await channel.ReadOrderChangesAsync(run.Connection, window, cursor, cancellation), cancellation),
            async (db, records, cancellation) =>
            {
                var result = await new ImportOrders(db, run.Target, run.Clock.GetUtcNow()).RunAsync(records, cancellation);
                await new ImportCarriers(db, run.Target).RunAsync(CarriersOf(records), cancellation);
                return result;
            },
            async cancellation =>
            {
                await ReadSoldAgainAsync(session, cancellation);
                await plans.ReadStockAsync(cancellation);
                return null;
            })
        {
            IsLook = true,
        };
    }

    // By the shop's clock; where that was set meanwhile, the earlier of the two begins.
    private ChangeWindow WindowOf(SyncSession session) => new(session.WindowFrom + run.Ahead, session.WindowTo + run.Ahead);

    /// <summary>A plugin that touches every order of ten years does not bring them here: what was placed before the window and was never
    /// fetched stays out.</summary>
    private async Task<Page<ChannelOrder>> WithoutOlderAsync(Page<ChannelOrder> page, CancellationToken cancellation)
    {
        var older = page.Records.Where(r => r.Value?.PlacedAt < run.OrdersFrom).Select(r => r.ChannelId).ToList();
        if (older.Count == 0)
        {
            return page;
        }

        await using var db = run.Read();
        var known = await db.Orders.Where(o => o.StoreId == run.Target.StoreId && older.Contains(o.ChannelOrderId))
            .Select(o => o.ChannelOrderId).ToListAsync(cancellation);
        return page with { Records = [.. page.Records.Where(r => !older.Contains(r.ChannelId) || known.Contains(r.ChannelId))] };
    }

    private static List<ChannelCarrier> CarriersOf(IReadOnlyList<Record<ChannelOrder>> records) =>
    [
        .. records.SelectMany(r => r.Value!.Shipping).GroupBy(s => s.Carrier, StringComparer.Ordinal).Select(carrier => new ChannelCarrier(
            carrier.Key,
            [.. carrier.Where(s => s.ServiceCode is not null).Select(s => new ChannelCarrierService(s.ServiceCode!, s.ServiceName ?? s.Carrier)).DistinctBy(s => s.Code)])),
    ];

    /// <summary>A product that was deleted and made anew brings its SKU with it. Linking must know that the old one is gone, or it takes
    /// the two for a conflict.</summary>
    private async Task LookForReplacedAsync(CancellationToken cancellation)
    {
        if (channel is not IListsIds ids)
        {
            return;
        }

        List<string> suspects;
        await using (var db = run.Read())
        {
            var storeId = run.Target.StoreId;
            var fresh = db.Variations.Where(v => v.StoreId == storeId && v.SkuKey != null && v.Status != ListingStatus.Deleted
                && !db.SkuLinks.Any(l => l.VariationId == v.Id)).Select(v => v.SkuKey);
            suspects = await (
                from other in db.Variations
                where other.StoreId == storeId && other.Status != ListingStatus.Deleted && fresh.Contains(other.SkuKey)
                    && db.SkuLinks.Any(l => l.VariationId == other.Id)
                join listing in db.Listings on other.ListingId equals listing.Id
                select listing.ChannelListingId).Distinct().Take(1000).ToListAsync(cancellation);
        }

        await new ReadAgain(run, plans, ids).ListingsAsync(suspects, cancellation);
    }

    /// <summary>Where a product counts for all its variations, they are sold out and back together with it, and some channels date that for the
    /// product alone.</summary>
    private async Task ReadSoldOutAgainAsync(SyncSession session, CancellationToken cancellation)
    {
        if (channel is not IListsIds ids)
        {
            return;
        }

        List<string> turned;
        await using (var db = run.Read())
        {
            var (storeId, since) = (run.Target.StoreId, session.StartedAt);
            turned = await (
                from changed in db.ListingEvents
                where changed.LearnedAt >= since && changed.VariationId == null && changed.Change == ListingChange.Status
                join listing in db.Listings on changed.ListingId equals listing.Id
                where listing.StoreId == storeId && listing.SharedQuantity != null
                select listing.ChannelListingId).Distinct().ToListAsync(cancellation);
        }

        await new ReadAgain(run, plans, ids).ListingsAsync(turned, cancellation);
    }

    /// <summary>Selling a piece changes the stock of what was sold, and some channels date no change of it.</summary>
    private async Task ReadSoldAgainAsync(SyncSession session, CancellationToken cancellation)
    {
        if (channel is not IListsIds ids)
        {
            return;
        }

        List<string> sold;
        await using (var db = run.Read())
        {
            var (storeId, since) = (run.Target.StoreId, session.StartedAt);
            sold = await (
                from order in db.Orders
                where order.StoreId == storeId
                    && (order.LearnedAt >= since || db.OrderEvents.Any(e => e.OrderId == order.Id && e.LearnedAt >= since))
                    && order.ChangedAt >= session.WindowFrom + run.Ahead
                join line in db.OrderLines on order.Id equals line.OrderId
                where line.ChannelListingId != null
                select line.ChannelListingId!).Distinct().ToListAsync(cancellation);
        }

        await new ReadAgain(run, plans, ids).ListingsAsync(sold, cancellation);
    }
}
