using Microsoft.EntityFrameworkCore;
using Quayside.Connectors;

namespace Quayside.Stores.Sync;

/// <summary>Asks the channel for single records again and keeps what can be read now. What cannot stays quarantined.</summary>
internal sealed class RetryRun(RunContext run, IReadOnlyList<long> recordIds)
{
    /// <exception cref="ConnectorException">The channel does not answer; the records tried before are settled.</exception>
    public async Task RunAsync(CancellationToken cancellation)
    {
        List<QuarantinedRecord> records;
        await using (var db = run.Read())
        {
            records = await db.Quarantine.AsNoTracking().Where(q => recordIds.Contains(q.Id)).OrderBy(q => q.Id).ToListAsync(cancellation);
        }

        // Products before variations that wait for them: both are listings, and products were quarantined first.
        foreach (var record in records)
        {
            await ((record.Stage, run.Connector) switch
            {
                (StageName.Listings, IReadsListings channel) => RetryAsync(
                    record, new StagePlans(run).Listings(channel), await channel.ReadListingAsync(run.Connection, record.ChannelId, cancellation), cancellation),
                (StageName.Orders, IReadsOrders channel) => RetryAsync(
                    record, new StagePlans(run).Orders(channel, default), await channel.ReadOrderAsync(run.Connection, record.ChannelId, cancellation), cancellation),
                _ => Task.CompletedTask,
            });
        }
    }

    private async Task RetryAsync<T>(QuarantinedRecord before, StagePlan<T> plan, Page<T> page, CancellationToken cancellation)
        where T : class
    {
        if (page.Records.Count == 0)
        {
            await using var write = await run.BeginAsync(cancellation);
            await write.Db.Quarantine.Where(q => q.Id == before.Id).ExecuteDeleteAsync(cancellation);
            await write.CommitAsync(cancellation);
            return;
        }

        await new StageWriter<T>(run, plan, new StageProgress(plan.Name)).WriteRecordsAsync(page.Records, cancellation);
        await plan.SettleAsync(cancellation);
        run.Tell();
    }
}
