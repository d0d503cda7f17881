using Microsoft.EntityFrameworkCore;
using Quayside.Catalogue;
using Quayside.Connectors;
using Quayside.Orders;

namespace Quayside.Stores.Sync;

/// <summary>Reads chosen listings and orders again, keeps what came, and marks as deleted what the channel no longer has.</summary>
internal sealed class ReadAgain(RunContext run, StagePlans plans, IListsIds channel)
{
    /// <returns>How many of them are gone there, and were not known to be.</returns>
    public async Task<int> ListingsAsync(IReadOnlyCollection<string> listingIds, CancellationToken cancellation)
    {
        var writer = new StageWriter<CatalogueRecord>(run, plans.Listings(channel), new StageProgress(StageName.Listings));
        var gone = 0;
        foreach (var chunk in listingIds.Distinct().Chunk(channel.Info.IdsAtOnce))
        {
            var page = await channel.ReadListingsByIdAsync(run.Connection, chunk, cancellation);
            await writer.WriteTogetherAsync(page.Records, cancellation);
            gone += await MarkListingsAsync(chunk, page.Records, cancellation);
            run.Tell();
        }

        return gone;
    }

    /// <returns>As <see cref="ListingsAsync"/>.</returns>
    public async Task<int> OrdersAsync(IReadOnlyCollection<string> orderIds, CancellationToken cancellation)
    {
        var writer = new StageWriter<ChannelOrder>(run, plans.Orders(channel, default), new StageProgress(StageName.Orders));
        var gone = 0;
        foreach (var chunk in orderIds.Distinct().Chunk(channel.Info.IdsAtOnce))
        {
            var page = await channel.ReadOrdersByIdAsync(run.Connection, chunk, cancellation);
            await writer.WriteTogetherAsync(page.Records, cancellation);
            var missing = chunk.Except(page.Records.Select(r => r.ChannelId), StringComparer.Ordinal).ToList();
            await using var write = await run.BeginAsync(cancellation);
            gone += await new MarkOrdersDeleted(write.Db, run.Target, run.Clock.GetUtcNow()).RunAsync(missing, cancellation);
            await ForgetAsync(write.Db, StageName.Orders, missing, cancellation);
            await write.CommitAsync(cancellation);
            run.Tell();
        }

        run.Changed += gone;
        return gone;
    }

    private async Task<int> MarkListingsAsync(
        IReadOnlyList<string> asked, IReadOnlyList<Record<CatalogueRecord>> came, CancellationToken cancellation)
    {
        // A record that could not be read says nothing of what it no longer holds.
        var whole = came.Where(r => r.Value is ChannelListing).Select(r => r.ChannelId).ToHashSet(StringComparer.Ordinal);
        var variations = came.SelectMany(r => r.CountedIds).ToHashSet(StringComparer.Ordinal);
        var missing = asked.Except(came.Select(r => r.ChannelId), StringComparer.Ordinal).ToList();
        await using var write = await run.BeginAsync(cancellation);
        await write.LockStockAsync(cancellation);
        var mark = new MarkListingsDeleted(write.Db, run.Target, run.Clock.GetUtcNow());
        var gone = await mark.RunAsync(missing, [.. whole], variations, cancellation);
        await ForgetAsync(write.Db, StageName.Listings, missing, cancellation);
        await write.CommitAsync(cancellation);
        run.Changed += gone;
        return gone;
    }

    // What could not be read and is gone now will not be read any more.
    private Task ForgetAsync(Database.QuaysideDb db, StageName stage, List<string> gone, CancellationToken cancellation) => gone.Count == 0
        ? Task.CompletedTask
        : db.Quarantine.Where(q => q.StoreId == run.Target.StoreId && q.Stage == stage && gone.Contains(q.ChannelId)).ExecuteDeleteAsync(cancellation);
}
