using Microsoft.EntityFrameworkCore;
using Quayside.Database;
using Quayside.Organisations;
using Quayside.SkuLinks.Decisions;

namespace Quayside.SkuLinks.WorkList;

/// <summary>What a person's drafts mean as changes of the mapping.</summary>
internal static class DraftedChanges
{
    public static async Task<(List<DraftDecision> Drafts, List<DraftedChange> Changes)> LoadAsync(
        QuaysideDb db, Caller caller, CancellationToken cancellation)
    {
        var drafts = await DraftText.Of(db, caller).OrderBy(d => d.Id).ToListAsync(cancellation);
        return (drafts, await LoadAsync(db, drafts, cancellation));
    }

    public static async Task<List<MappingChange>> ChangesAsync(
        QuaysideDb db, List<DraftDecision> drafts, CancellationToken cancellation) =>
        (await LoadAsync(db, drafts, cancellation)).ConvertAll(c => c.Change);

    private static async Task<List<DraftedChange>> LoadAsync(QuaysideDb db, List<DraftDecision> drafts, CancellationToken cancellation)
    {
        var ids = drafts.ConvertAll(d => d.VariationId);
        var links = (await db.SkuLinks.Where(l => ids.Contains(l.VariationId) && l.EndedAt == null)
            .Select(l => new { l.VariationId, l.StockItemId, l.Quantity }).ToListAsync(cancellation)).ToLookup(l => l.VariationId);
        var items = links.SelectMany(l => l).Select(l => l.StockItemId).Distinct().ToList();
        var sold = await db.SkuLinks.Where(l => items.Contains(l.StockItemId) && l.EndedAt == null)
            .GroupBy(l => l.StockItemId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellation);
        var current = ids.ToDictionary(id => id, id => links[id].ToList() is [{ } only]
            ? new Now(only.StockItemId, only.Quantity == 1 && sold[only.StockItemId] == 1)
            : new Now(null, false));

        // Decided together, a product may be found to be an item that is found to be a third one: then it is that one too.
        var merged = new Dictionary<long, long>();
        var changes = new List<DraftedChange>();
        foreach (var draft in drafts)
        {
            if (Change(draft, current[draft.VariationId], id => Standing(merged, id)) is not { } change)
            {
                continue;
            }

            changes.Add(new DraftedChange(draft.VariationId, change));
            if (change is MergeChange { FromStockItemIds: [var from], IntoStockItemId: var into })
            {
                merged.Add(from, into);
            }
        }

        return changes;
    }

    private static long Standing(Dictionary<long, long> merged, long itemId)
    {
        while (merged.TryGetValue(itemId, out var into))
        {
            itemId = into;
        }

        return itemId;
    }

    private static MappingChange? Change(DraftDecision draft, Now now, Func<long, long> standing) => draft.Kind switch
    {
        DraftKind.Accept or DraftKind.Link => Link(draft, now, standing(draft.StockItemId!.Value)),
        DraftKind.Split when now is { ItemId: { } shared, IsAlone: false } => new SplitChange(shared, [draft.VariationId], draft.MasterSku!),
        DraftKind.Split or DraftKind.Rename when now.ItemId is { } item => new RenameChange(standing(item), draft.MasterSku!),
        DraftKind.Kit => new KitChange(draft.VariationId, [.. draft.Components.GroupBy(c => standing(c.StockItemId))
            .Select(c => new KitComponent(c.Key, c.Sum(x => x.Quantity)))]),
        _ => null,
    };

    // An item that nothing else is sold from and that turns out to be another one is merged into it: by a link alone it would
    // stay behind, with stock that is counted twice.
    private static MappingChange? Link(DraftDecision draft, Now now, long into) => now switch
    {
        { ItemId: { } own, IsAlone: true } when draft.Quantity == 1 && own == into && own != draft.StockItemId => null,
        { ItemId: { } own, IsAlone: true } when draft.Quantity == 1 && own != into =>
            new MergeChange([own], into) { Proposed = draft.Kind == DraftKind.Accept },
        _ => new LinkChange(draft.VariationId, into, draft.Quantity) { Proposed = draft.Kind == DraftKind.Accept },
    };

    private sealed record Now(long? ItemId, bool IsAlone);
}

/// <summary>A change, and the variation that was decided about.</summary>
internal sealed record DraftedChange(long VariationId, MappingChange Change);
