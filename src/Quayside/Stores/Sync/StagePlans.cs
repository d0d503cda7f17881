using Microsoft.EntityFrameworkCore;
using Quayside.Carriers;
using Quayside.Catalogue;
using Quayside.Connectors;
using Quayside.Database;
using Quayside.Inventory;
using Quayside.Orders;
using Quayside.SkuLinks.Decisions;

namespace Quayside.Stores.Sync;

/// <summary>The three stages: where each reads, what it writes, and what follows once all of it is there.</summary>
internal sealed class StagePlans(RunContext run)
{
    private const string FromOrders = "named in orders";

    public StagePlan<CatalogueRecord> Listings(IReadsListings channel) => new(
        StageName.Listings,
        (cursor, cancellation) => channel.ReadListingsAsync(run.Connection, cursor, cancellation),
        (db, records, cancellation) => new ImportListings(db, run.Target, run.Clock.GetUtcNow()).RunAsync([.. records.Select(r => r.Value!)], cancellation),
        LinkAsync);

    public StagePlan<ChannelOrder> Orders(IReadsOrders channel, OrderWindow window) => new(
        StageName.Orders,
        (cursor, cancellation) => channel.ReadOrdersAsync(run.Connection, window, cursor, cancellation),
        (db, records, cancellation) => new ImportOrders(db, run.Target, run.Clock.GetUtcNow()).RunAsync(records, cancellation),
        async cancellation =>
        {
            await ReadStockAsync(cancellation);
            return $"Orders placed before {window.From:yyyy-MM-dd HH:mm} UTC are not read. Open ones among them are unknown here, and not reserved.";
        });

    /// <summary>Orders that are history whenever they come: no stock follows from them.</summary>
    public StagePlan<ChannelOrder> OlderOrders(IReadsOrders channel, OrderWindow window) => Orders(channel, window) with
    {
        SettleAsync = _ => Task.FromResult<string?>("They are history: none is open here, and none reserves anything."),
    };

    /// <summary>The channel's own list where it has one, then every carrier that the orders name.</summary>
    public StagePlan<ChannelCarrier> Carriers(IReadsCarriers? channel) => new(
        StageName.Carriers,
        async (cursor, cancellation) =>
        {
            if (channel is null || cursor == FromOrders)
            {
                return await CarriersOfOrdersAsync(cancellation);
            }

            var page = await channel.ReadCarriersAsync(run.Connection, cursor, cancellation);
            return page.More ? page with { Expected = null } : page with { Cursor = FromOrders, More = true, Expected = null, Ahead = [] };
        },
        async (db, records, cancellation) =>
        {
            return await new ImportCarriers(db, run.Target).RunAsync([.. records.Select(r => r.Value!)], cancellation);
        },
        _ => Task.FromResult<string?>(null))
    {
        ReadsWhatIsStored = cursor => channel is null || cursor == FromOrders,
    };

    private async Task<Page<ChannelCarrier>> CarriersOfOrdersAsync(CancellationToken cancellation)
    {
        await using var db = run.Read();
        var carriers = await CarriersOfOrders.ReadAsync(db, run.Target.StoreId, cancellation);
        return new Page<ChannelCarrier>(
            [.. carriers.Select(c => new Record<ChannelCarrier>(c.Name, ReadOnlyMemory<byte>.Empty, c, null))], FromOrders, false, null)
        {
            Feed = FromOrders,
        };
    }

    public async Task<string?> LinkAsync(CancellationToken cancellation)
    {
        await run.CountTablesAsync(cancellation);
        await new LinkWaiting(run).RunAsync(cancellation);
        await FindWaitingLinesAsync(cancellation);
        return null;
    }

    // Orders may have come before their products: a product that was quarantined, or new since the last session.
    private async Task FindWaitingLinesAsync(CancellationToken cancellation)
    {
        var storeId = run.Target.StoreId;
        await using var write = await run.BeginAsync(cancellation);
        var waiting = await (
            from line in write.Db.OrderLines.OfOneStore()
            join order in write.Db.Orders on line.OrderId equals order.Id
            join listing in write.Db.Listings on line.ChannelListingId equals listing.ChannelListingId
            join variation in write.Db.Variations on listing.Id equals variation.ListingId
            where order.StoreId == storeId && listing.StoreId == storeId && line.VariationId == null
                && variation.ChannelVariationId == line.ChannelVariationId
            select new { Line = line.Id, Variation = variation.Id }).ToListAsync(cancellation);
        foreach (var found in waiting)
        {
            long? variation = found.Variation;
            await write.Db.OrderLines.Where(l => l.Id == found.Line)
                .ExecuteUpdateAsync(l => l.SetProperty(x => x.VariationId, variation), cancellation);
        }

        await write.CommitAsync(cancellation);
    }

    public async Task ReadStockAsync(CancellationToken cancellation)
    {
        await run.CountTablesAsync(cancellation);
        await using var write = await run.BeginAsync(cancellation);
        await write.LockStockAsync(cancellation);
        var isFirst = run.SessionId != 0 && !await write.Db.SyncSessions
            .AnyAsync(s => s.StoreId == run.Target.StoreId && s.Id < run.SessionId && s.State == SyncState.Completed, cancellation);
        await new FollowedMerges(write.Db).MeasureAsync(write.Db.Variations.OfOneStore().Where(v => v.StoreId == run.Target.StoreId), cancellation);
        await new ReadStock(write.Db, run.Target, run.Clock.GetUtcNow()).RunAsync(isFirst, cancellation);
        await write.CommitAsync(cancellation);
    }
}
