using Microsoft.EntityFrameworkCore;
using Quayside.Database;
using Quayside.Organisations;
using Quayside.SkuLinks;
using Quayside.Stores;
using Quayside.Ui;

namespace Quayside.Hosting.Demo;

/// <summary>What came in and where to look first, for the terminal.</summary>
internal sealed class DemoSummary(FindStores find, GetSyncSession sessions, GetOverview overview, Databases databases)
{
    public async Task<IReadOnlyList<string>> ReadAsync(Caller owner, string address, CancellationToken cancellation)
    {
        var stores = (await find.RunAsync(owner, null, Limits.Most, cancellation)).Value!.Items.Where(s => s.DisconnectedAt is null);
        var newest = await sessions.NewestOfEachAsync(owner, cancellation);
        var counts = await overview.NeedsAsync(owner, cancellation);
        await using var db = databases.Open(owner.OrganisationId);
        var shared = await db.SkuLinks.Where(l => l.EndedAt == null)
            .GroupBy(l => l.StockItemId).CountAsync(g => g.Count() > 1, cancellation);
        var generated = await db.SkuLinks.CountAsync(l => l.EndedAt == null && l.Origin == LinkOrigin.Generated, cancellation);
        return
        [
            "",
            "What is in the stores",
            .. stores.Select(s => $"  {s.Name,-17} {In(newest.GetValueOrDefault(s.Id))}"),
            "",
            "What to look at",
            .. Look(shared, "item", "items", "sold by several stores", $"{address}/inventory"),
            .. Look(counts.Conflicts, "SKU", "SKUs", "of different things", $"{address}/catalogue?link=conflict"),
            .. Look(generated, "variation", "variations", "without a SKU", $"{address}/inventory?q=NO-SKU"),
            .. Look(counts.Discrepancies, "item", "items", "with two figures", $"{address}/inventory?differs=yes"),
            .. Look(counts.Quarantined.Values.Sum(), "record", "records", "not readable", $"{address}/stores"),
            "",
        ];
    }

    private static string In(SyncSessionView? session) => session switch
    {
        null => "not synced yet",
        { State: SyncState.Completed } when session.Stages.All(s => s.Name == StageName.Carriers || s.Stored == 0) =>
            "nothing to sync yet",
        { State: SyncState.Completed } => string.Join(", ", session.Stages.Select(ProgressText.Stored)),
        _ => ProgressText.Word(session) ?? "is being synced",
    };

    private static IEnumerable<string> Look(long count, string one, string many, string what, string where)
    {
        if (count > 0)
        {
            yield return $"  {Figures.Of(count, one, many) + " " + what,-32} {where}";
        }
    }
}
