using Microsoft.EntityFrameworkCore;
using Quayside.Database;
using Quayside.Organisations;
using Quayside.SkuLinks.Decisions;

namespace Quayside.SkuLinks.WorkList;

/// <summary>What a person's drafts mean as changes of the mapping.</summary>
internal static class DraftedChanges
{
    public static async Task<(List<DraftDecision> Drafts, List<MappingChange> Changes)> LoadAsync(
        QuaysideDb db, Caller caller, CancellationToken cancellation)
    {
        var drafts = await DraftText.Of(db, caller).OrderBy(d => d.Id).ToListAsync(cancellation);
        return (drafts, await ChangesAsync(db, drafts, cancellation));
    }

    public static async Task<List<MappingChange>> ChangesAsync(
        QuaysideDb db, List<DraftDecision> drafts, CancellationToken cancellation)
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
        return [.. drafts.Select(d => Change(d, current[d.VariationId])).OfType<MappingChange>()];
    }

    // An item that nothing else is sold from and that turns out to be another one is merged into it: by a link alone it would
    // stay behind, with stock that is counted twice.
    private static MappingChange? Change(DraftDecision draft, Now now) => draft.Kind switch
    {
        DraftKind.Accept or DraftKind.Link when now is { ItemId: { } own, IsAlone: true } && draft.Quantity == 1 && own != draft.StockItemId =>
            new MergeChange([own], draft.StockItemId!.Value) { Proposed = draft.Kind == DraftKind.Accept },
        DraftKind.Accept or DraftKind.Link =>
            new LinkChange(draft.VariationId, draft.StockItemId!.Value, draft.Quantity) { Proposed = draft.Kind == DraftKind.Accept },
        DraftKind.Split when now is { ItemId: { } shared, IsAlone: false } => new SplitChange(shared, [draft.VariationId], draft.MasterSku!),
        DraftKind.Split or DraftKind.Rename when now.ItemId is { } item => new RenameChange(item, draft.MasterSku!),
        DraftKind.Kit => new KitChange(draft.VariationId, draft.Components),
        _ => null,
    };

    private sealed record Now(long? ItemId, bool IsAlone);
}
