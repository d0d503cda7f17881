using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Quayside.Database;
using Quayside.Organisations;

namespace Quayside.SkuLinks.WorkList;

/// <summary>A person's drafts in words.</summary>
internal static class DraftText
{
    public static async Task<Dictionary<long, DraftView>> LoadAsync(
        QuaysideDb db, Caller caller, IReadOnlyCollection<long> variationIds, CancellationToken cancellation)
    {
        var drafts = await Of(db, caller).Where(d => variationIds.Contains(d.VariationId)).ToListAsync(cancellation);
        return await ViewAsync(db, drafts, cancellation);
    }

    public static IQueryable<DraftDecision> Of(QuaysideDb db, Caller caller) =>
        db.DraftDecisions.AsNoTracking().Where(d => d.Who == caller.Name);

    public static async Task<Dictionary<long, DraftView>> ViewAsync(
        QuaysideDb db, IReadOnlyCollection<DraftDecision> drafts, CancellationToken cancellation)
    {
        var itemIds = drafts.Select(d => d.StockItemId).OfType<long>().Concat(drafts.SelectMany(d => d.Components).Select(c => c.StockItemId)).Distinct().ToList();
        var items = await db.StockItems.Where(i => itemIds.Contains(i.Id)).Select(i => new { i.Id, i.MasterSku, i.Title }).ToListAsync(cancellation);
        var (skus, titles) = (items.ToDictionary(i => i.Id, i => i.MasterSku), items.ToDictionary(i => i.Id, i => i.Title));
        return drafts.ToDictionary(d => d.VariationId, d => new DraftView(d.VariationId, d.Kind, Say(d, skus),
            d.Kind is DraftKind.Accept or DraftKind.Link && d.StockItemId is { } item ? titles.GetValueOrDefault(item) : null));
    }

    private static string Say(DraftDecision draft, Dictionary<long, string> skus) => draft.Kind switch
    {
        DraftKind.Accept or DraftKind.Link => $"is {Pieces(draft.Quantity)}{Sku(draft.StockItemId, skus)}",
        DraftKind.Reject => $"is not {Sku(draft.StockItemId, skus)}",
        DraftKind.StandsAlone => "stands alone",
        DraftKind.Split => $"becomes an item of its own, {draft.MasterSku}",
        DraftKind.Kit => $"is a kit of {string.Join(" + ", draft.Components.Select(c => Pieces(c.Quantity) + Sku(c.StockItemId, skus)))}",
        DraftKind.Rename => $"is called {draft.MasterSku}",
        _ => throw new ArgumentOutOfRangeException(nameof(draft), draft.Kind, "A decision without words."),
    };

    private static string Pieces(decimal quantity) => quantity == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"{quantity:0.###} × ");

    private static string Sku(long? id, Dictionary<long, string> skus) => id is { } known && skus.TryGetValue(known, out var sku) ? sku : "an item";
}
