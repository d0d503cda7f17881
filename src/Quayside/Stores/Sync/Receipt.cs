using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Quayside.Database;

namespace Quayside.Stores.Sync;

/// <summary>Counts a stage at its end: what the stored pages say was met on the wire, and which of that the tables hold.</summary>
/// <remarks>Neither figure is derived from the other: discovered counts the distinct ids of the pages, stored counts rows.</remarks>
internal static class Receipt
{
    /// <returns>What there is to say where the channel announced more than it sent; else null.</returns>
    public static async Task<string?> WriteAsync(RunContext run, StageName stage, CancellationToken cancellation)
    {
        await using var write = await run.BeginAsync(cancellation);
        var db = write.Db;
        await SeenIdsTable.CreateAsync(db, cancellation);
        await SeenIdsTable.ClearAsync(db, cancellation);
        await LoadAsync(db, run.SessionId, stage, cancellation);
        var discovered = await CountAsync(db, $"SELECT COUNT(*) AS \"Value\" FROM seen_ids", cancellation);
        var quarantined = await CountAsync(
            db,
            $"SELECT COUNT(*) AS \"Value\" FROM seen_ids s JOIN quarantine q ON q.channel_id = s.id WHERE q.store_id = {run.Target.StoreId} AND q.stage = {stage.ToString()}",
            cancellation);
        var stored = await CountAsync(db, Stored(stage, run.Target.StoreId), cancellation);
        await db.SyncStages
            .Where(s => s.SessionId == run.SessionId && s.Name == stage)
            .ExecuteUpdateAsync(
                s => s.SetProperty(x => x.Discovered, discovered).SetProperty(x => x.Stored, stored)
                    .SetProperty(x => x.Quarantined, quarantined),
                cancellation);
        var expected = await db.SyncStages.Where(s => s.SessionId == run.SessionId && s.Name == stage).Select(s => s.Expected).SingleAsync(cancellation);
        await SeenIdsTable.ClearAsync(db, cancellation);
        await write.CommitAsync(cancellation);
        return expected > discovered
            ? string.Create(CultureInfo.InvariantCulture, $"The shop announced {expected:N0} and sent {discovered:N0}. The next comparison of both sides looks for the rest.")
            : null;
    }

    private static FormattableString Stored(StageName stage, long storeId) => stage switch
    {
        StageName.Listings =>
            $"SELECT COUNT(*) AS \"Value\" FROM listing_variations v JOIN seen_ids s ON s.id = v.channel_variation_id WHERE v.store_id = {storeId}",
        StageName.Orders =>
            $"SELECT COUNT(*) AS \"Value\" FROM orders o JOIN seen_ids s ON s.id = o.channel_order_id WHERE o.store_id = {storeId}",
        StageName.Carriers =>
            $"SELECT COUNT(*) AS \"Value\" FROM carrier_mappings m JOIN seen_ids s ON s.id = m.channel_text WHERE m.store_id = {storeId}",
        _ => throw new ArgumentOutOfRangeException(nameof(stage), stage, "A stage without a table."),
    };

    private static async Task LoadAsync(QuaysideDb db, long sessionId, StageName stage, CancellationToken cancellation)
    {
        var numbers = await db.SyncPages
            .Where(p => p.SessionId == sessionId && p.Stage == stage).Select(p => p.Number).OrderBy(n => n).ToListAsync(cancellation);
        foreach (var chunk in numbers.Chunk(20))
        {
            var packed = await db.SyncPages
                .Where(p => p.SessionId == sessionId && p.Stage == stage && chunk.Contains(p.Number))
                .Select(p => p.Ids).ToListAsync(cancellation);
            await SeenIdsTable.InsertAsync(db, packed.SelectMany(SeenIds.Unpack), cancellation);
        }
    }

    private static Task<long> CountAsync(QuaysideDb db, FormattableString sql, CancellationToken cancellation) =>
        db.Database.SqlQuery<long>(sql).SingleAsync(cancellation);
}
