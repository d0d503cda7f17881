using Microsoft.EntityFrameworkCore;
using Quayside.Database;
using Quayside.Inventory;
using Quayside.Organisations;
using Quayside.SkuLinks.Suggestions;

namespace Quayside.SkuLinks.WorkList;

/// <summary>How clean a store's mapping is.</summary>
/// <param name="Clean">Variations that wait for no decision. Another figure in the shop than is available is counted in its group alone: no
/// decision about the mapping settles it, and accepting a proposal may bring it to light.</param>
/// <param name="Score">Of 100 variations, how many are clean, rounded down. null for a store without variations.</param>
/// <param name="Decided">Variations that a person has decided.</param>
/// <param name="Ticked">Variations whose first proposal is ticked.</param>
/// <param name="Groups">How many variations wait in each group; one whose stock differs as well is counted in both.</param>
/// <param name="Next">What brings the most; null where nothing is to be done.</param>
public sealed record StoreMapping(
    long StoreId, int Variations, int Clean, int? Score, int Decided, int Ticked, IReadOnlyDictionary<WorkGroup, int> Groups, NextStep? Next)
{
    /// <summary>Variations that wait for a decision.</summary>
    public int Waiting => Variations - Clean;

    /// <summary>Nobody has decided anything, and most of it waits: how little is clean says nothing of the store yet.</summary>
    public bool IsNotBegun => Decided == 0 && Waiting > Clean;
}

/// <param name="Group">null for all ticked proposals together.</param>
/// <param name="Variations">How many it is about.</param>
/// <param name="Points">How much the score goes up, to a tenth; 0 for stock that differs.</param>
public sealed record NextStep(WorkGroup? Group, int Variations, decimal Points);

/// <param name="Waiting">Variations that wait for a person in any group but differing stock.</param>
/// <param name="Unchecked">Variations that were not looked at yet.</param>
/// <param name="Searching">Whether they are being looked at.</param>
/// <param name="Items">Connected stores, the earliest first.</param>
public sealed record MappingOverview(int Waiting, int Unchecked, bool Searching, IReadOnlyList<StoreMapping> Items);

public sealed class MappingHealth(Databases databases, SuggestionSearch search)
{
    public async Task<MappingOverview> RunAsync(Caller caller, CancellationToken cancellation)
    {
        await using var db = databases.Open(caller.OrganisationId);
        var stores = await db.Stores.Where(s => s.DisconnectedAt == null).OrderBy(s => s.ConnectedAt).ThenBy(s => s.Id).Select(s => s.Id).ToListAsync(cancellation);
        var sizes = await PerStoreAsync(db.Variations.Where(v => stores.Contains(v.StoreId)).GroupBy(v => v.StoreId).Select(g => new PerStore(g.Key, g.Count())), cancellation);
        var open = FindWork.Filtered(db, new WorkFilter()).Where(c => stores.Contains(c.StoreId));
        var groups = (await open.GroupBy(c => new { c.StoreId, c.Group, c.Ticked })
            .Select(g => new { g.Key.StoreId, g.Key.Group, g.Key.Ticked, Count = g.Count() }).ToListAsync(cancellation)).ToLookup(g => g.StoreId);
        var differing = Discrepancies.Variations(db);
        var differ = await PerStoreAsync(db.Variations.Where(v => differing.Contains(v.Id)).GroupBy(v => v.StoreId).Select(g => new PerStore(g.Key, g.Count())), cancellation);
        // A variation is looked at anew once its link is another: that it was decided is known by the answer then.
        var answered = db.LinkSuggestions.Where(s => s.State == SuggestionState.Accepted || s.State == SuggestionState.Rejected).Select(s => new { s.StoreId, s.VariationId })
            .Union(db.LinkChecks.Where(c => c.SettledBy != null).Select(c => new { c.StoreId, c.VariationId }));
        var decided = await PerStoreAsync(answered.GroupBy(a => a.StoreId).Select(g => new PerStore(g.Key, g.Count())), cancellation);
        var seen = await db.LinkChecks.CountAsync(c => stores.Contains(c.StoreId), cancellation);

        return new MappingOverview(
            groups.SelectMany(g => g).Sum(g => g.Count), Math.Max(0, sizes.Values.Sum() - seen), search.IsSearching(caller.OrganisationId),
            [.. stores.Select(store =>
            {
                var counts = groups[store].GroupBy(g => g.Group!.Value).ToDictionary(g => g.Key, g => g.Sum(x => x.Count));
                counts[WorkGroup.StockDiffers] = differ.GetValueOrDefault(store);
                return Of(store, sizes.GetValueOrDefault(store), counts, decided.GetValueOrDefault(store), groups[store].Where(g => g.Ticked).Sum(g => g.Count));
            })]);
    }

    private static StoreMapping Of(long store, int size, Dictionary<WorkGroup, int> counts, int decided, int ticked)
    {
        var clean = Math.Max(0, size - counts.Where(c => c.Key != WorkGroup.StockDiffers).Sum(c => c.Value));
        var most = counts.Where(c => c.Value > 0).OrderBy(c => c.Key == WorkGroup.StockDiffers).ThenByDescending(c => c.Value).ThenBy(c => c.Key)
            .Select(c => (WorkGroup?)c.Key).FirstOrDefault();

        // One decision for many comes before many decisions.
        NextStep? next = ticked > 0 ? new NextStep(null, ticked, Points(ticked, size))
            : most is { } group ? new NextStep(group, counts[group], group == WorkGroup.StockDiffers ? 0 : Points(counts[group], size)) : null;
        return new StoreMapping(store, size, clean, size == 0 ? null : (int)(100L * clean / size), decided, ticked, counts, next);
    }

    private static decimal Points(int count, int size) => size == 0 ? 0 : decimal.Round(100m * count / size, 1, MidpointRounding.AwayFromZero);

    private static async Task<Dictionary<long, int>> PerStoreAsync(IQueryable<PerStore> rows, CancellationToken cancellation) =>
        await rows.ToDictionaryAsync(r => r.StoreId, r => r.Count, cancellation);

    private sealed record PerStore(long StoreId, int Count);
}
